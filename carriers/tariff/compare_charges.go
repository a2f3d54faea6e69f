package tariff

import (
	"fmt"
	"slices"
	"strings"
)

// compareCharges pairs the rows of two cards that charge the same, whatever the
// amount and the dates. Rows that do not change are paired first.
func compareCharges(old, now *Card) []ChargeDiff {
	before, after := closedRows(old), closedRows(now)
	pair := func(same func(was, is *ChargeRow) bool, pairs func(was, is *ChargeRow)) {
		for i := 0; i < len(after); i++ {
			k := slices.IndexFunc(before, func(r ChargeRow) bool { return r.about() == after[i].about() && same(&r, &after[i]) })
			if k >= 0 {
				pairs(&before[k], &after[i])
				before, after = slices.Delete(before, k, k+1), slices.Delete(after, i, i+1)
				i--
			}
		}
	}
	pair(func(was, is *ChargeRow) bool { return was.dated() == is.dated() }, func(*ChargeRow, *ChargeRow) {})
	var diffs []ChargeDiff
	pair(func(*ChargeRow, *ChargeRow) bool { return true }, func(was, is *ChargeRow) {
		d := ChargeDiff{Row: *is, Old: was.dated(), New: is.dated()}
		switch {
		case was.Minor > 0 && is.Minor > 0:
			d.Change, d.Known = change(was.Minor, is.Minor), true
		case was.Percent > 0 && is.Percent > 0:
			d.Change, d.Known = change(int64(was.Percent), int64(is.Percent)), true
		}
		diffs = append(diffs, d)
	})
	for _, r := range after {
		diffs = append(diffs, ChargeDiff{Row: r, New: r.dated()})
	}
	for _, r := range before {
		diffs = append(diffs, ChargeDiff{Row: r, Old: r.dated()})
	}
	return diffs
}

func closedRows(c *Card) []ChargeRow {
	rows := c.charges()
	for i := range rows {
		rows[i] = rows[i].closed()
	}
	return rows
}

// about tells rows apart by what they are for.
func (r *ChargeRow) about() string {
	return strings.Join([]string{string(r.Code), r.Name, strings.Join(r.Services, " "), strings.Join(r.Zones, " "), strings.Join(r.When, "; ")}, "\n")
}

// dated prints the amount, and the dates if the row has some.
func (r *ChargeRow) dated() string {
	switch {
	case r.From == 0 && r.To == 0:
		return r.Amount
	case r.To == 0:
		return fmt.Sprintf("%s from %v", r.Amount, r.From)
	case r.From == 0:
		return fmt.Sprintf("%s until %v", r.Amount, r.To)
	}
	return fmt.Sprintf("%s from %v to %v", r.Amount, r.From, r.To)
}
