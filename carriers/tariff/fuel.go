package tariff

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// A fuelRate is the fuel percentage of a service from a ship date until the next
// one. The last is used for ever after; the note of it then says since when.
type fuelRate struct {
	from   carriers.Date
	rate   int64 // of a percentage, see percent
	notes  uint64
	lastOf carriers.Date // for the last one: how long it is known to hold
}

// fuelWeek is how long a percentage that nothing follows is known to hold: UPS
// and FedEx set theirs every Monday.
const fuelWeek = 7

// loadFuel reads fuel.csv: a percentage per date and services.
func (l *loader) loadFuel() {
	if !l.has("fuel.csv") {
		return
	}
	t := l.table("fuel.csv", columns{required: []string{"from", "services", "percent"}})
	for t.next() {
		t.required("from")
		t.required("percent")
		f := fuelRate{from: t.date("from"), rate: read(t, "percent", percent)}
		if f.rate < 0 {
			t.fail(t.at("percent"), "%q: only a discount is negative", t.cell("percent"))
		}
		for _, s := range t.services(l.card) {
			if slices.ContainsFunc(s.fuel, func(other fuelRate) bool { return other.from == f.from }) {
				t.fail(t.at("from"), "%v stands twice for %s", f.from, s.id)
			}
			s.fuel = append(s.fuel, f)
		}
	}
	for _, s := range l.card.services {
		slices.SortFunc(s.fuel, func(a, b fuelRate) int { return int(a.from - b.from) })
		if n := len(s.fuel); n > 0 {
			last := &s.fuel[n-1]
			last.lastOf = last.from + fuelWeek - 1
			last.notes = l.card.notes.bit(fmt.Sprintf("fuel surcharge of %s %% is that of the week of %v, the last one known", formatPercent(last.rate), last.from))
		}
	}
}

// fuelOn returns the percentage on a ship date; false before the first one known.
func (s *service) fuelOn(d carriers.Date) (rate int64, notes uint64, ok bool) {
	f := s.fuelWeek(d)
	switch {
	case f == nil:
		return 0, 0, false
	case f.lastOf == 0 || d <= f.lastOf:
		return f.rate, 0, true
	}
	return f.rate, f.notes, true
}

// fuelWeek returns the percentage that counts on a ship date; nil before the
// first one known.
func (s *service) fuelWeek(d carriers.Date) *fuelRate {
	for i := len(s.fuel) - 1; i >= 0; i-- {
		if d >= s.fuel[i].from {
			return &s.fuel[i]
		}
	}
	return nil
}

// hundred is 100 %. A percentage is kept in ten-thousandths of one per cent.
const hundred = 1_000_000

// percent reads a percentage of at most four decimals; it may be negative.
func percent(s string) (int64, error) {
	digits, negative := strings.CutPrefix(s, "-")
	n, err := parsePrice(digits, 4)
	if err != nil || n > 10*hundred {
		return 0, fmt.Errorf("%q: not a percentage such as 27.5", s)
	}
	if negative {
		n = -n
	}
	return n, nil
}

func formatPercent(rate int64) string {
	s := fmt.Sprintf("%d.%04d", rate/10_000, rate%10_000)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// tooMuch is an amount that no quote may have.
const tooMuch = carriers.MaxMinor + 1

// share returns a percentage of an amount, rounded half away from zero.
func share(amount, rate int64) int64 {
	if rate < 0 {
		return -share(amount, -rate)
	}
	if amount < 0 {
		return -share(-amount, rate)
	}
	if amount > carriers.MaxMinor {
		return tooMuch
	}
	return int64((uint64(amount)*uint64(rate) + hundred/2) / hundred) // at most 10^12 × 10^7
}
