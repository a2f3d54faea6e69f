package report

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"

	"github.com/shiprate/shiprate/carriers"
)

func (s *Summary) airParcels() (n int) {
	for i := range s.Services {
		n += s.Services[i].Air
	}
	return n
}

// air tells what is paid for parcels that are large for their weight.
func (s *Summary) air() section {
	var list []*Service
	actual, billable := int64(0), int64(0)
	for i := range s.Services {
		if v := &s.Services[i]; v.Air > 0 {
			list = append(list, v)
			actual, billable = actual+v.AirActual, billable+v.AirBillable
		}
	}
	if len(list) == 0 {
		return section{}
	}
	slices.SortStableFunc(list, func(a, b *Service) int { return cmp.Compare(b.AirBillable-b.AirActual, a.AirBillable-a.AirActual) })
	unit := list[0].Unit
	out := section{Kicker: "Paid for air"}
	out.Title = fmt.Sprintf("%s of the parcels are billed for their size: %s of air", percent(int64(s.airParcels()), int64(s.Parcels)), weight(billable-actual, unit))
	out.Text = []string{fmt.Sprintf("Those parcels weigh %s and are billed as %s, since dimensional weight is over the scale's. Smaller boxes would save here.", weight(actual, unit), weight(billable, unit))}
	if cost := airCost(list); len(cost) > 0 {
		words := make([]string, len(cost))
		for i, m := range cost {
			words[i] = money(m.Minor, m.Currency)
		}
		out.Text = append(out.Text, fmt.Sprintf("Of their base prices, about %s is for air: an estimate in proportion to weight, and as a rule a high one, since prices rise more slowly than weights.", and(words)))
	}
	out.Table = table{"Parcels billed by size", []column{left("Service"), right("Parcels"), right("By size"), right("On the scale"), right("Billed"), right("Air"), {"Their base price", true, true}}, nil}
	rows := make([]bar, 0, shown)
	for i, v := range list {
		air := max(v.AirBillable-v.AirActual, 0)
		if i < shown {
			rows = append(rows, bar{serviceName(v), []cell{
				{value: v.AirActual, Color: "c0", Text: "on the scale"},
				{value: air, Color: "warn", Text: "air"},
			}, weight(v.AirBillable, unit)})
		}
		if i < inTable {
			out.Table.Rows = append(out.Table.Rows, []string{
				serviceName(v), number(int64(v.Parcels)), number(int64(v.Air)), weight(v.AirActual, v.Unit), weight(v.AirBillable, v.Unit), weight(air, v.Unit), v.AirBase.words(),
			})
		}
	}
	c := newChart(topOf("Billed weight of parcels billed by size", len(list), "services"), rows)
	c.Stacked = true
	c.Legend = []legend{{"c0", "on the scale"}, {"warn", "air"}}
	out.Charts = []chart{c}
	return out
}

// words prints the sums for people.
func (s Sums) words() string {
	list := make([]string, len(s))
	for i, m := range s {
		list[i] = money(m.Minor, m.Currency)
	}
	return and(list)
}

// airCost is the part of the base prices that is for air, as if prices rose evenly
// with weight.
func airCost(list []*Service) (cost Sums) {
	for _, v := range list {
		air := v.AirBillable - v.AirActual
		for _, m := range v.AirBase {
			if m.Minor <= 0 || air <= 0 {
				continue
			}
			hi, lo := bits.Mul64(uint64(m.Minor), uint64(air)) // air is at most AirBillable, so the quotient fits
			n, _ := bits.Div64(hi, lo, uint64(v.AirBillable))
			cost.Add(carriers.Money{Minor: int64(n), Currency: m.Currency})
		}
	}
	return cost
}
