// Package holidays knows the public holidays of some countries, which close
// carriers and are no business days. The days are computed by rickar/cal, a
// library of such rules, and only of countries whose days were checked against
// a list: a country that is not known is an error, never a country without
// holidays.
package holidays

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/pt"
	"github.com/rickar/cal/v2/us"

	"github.com/shiprate/shiprate/carriers"
)

// places are ISO 3166 codes of countries and of parts of them. Tests hold their
// days of 2026 and 2027 against a list of their own.
var places = []struct {
	code string
	days []*cal.Holiday
}{
	{"AT", at.Holidays},
	{"AU-NSW", au.HolidaysNSW},
	{"BE", be.Holidays},
	{"CA", ca.Holidays}, // federal, with the Civic Holiday
	{"CZ", cz.Holidays},
	{"DE", de.Holidays}, // of all the states
	{"FR", fr.Holidays},
	{"GB", gb.Holidays}, // England and Wales
	{"IE", ie.Holidays},
	{"IT", append(slices.Clip(it.Holidays), saintFrancis)},
	{"PL", pl.Holidays},
	{"PT", pt.Holidays},
	{"US", us.Holidays}, // federal
}

// saintFrancis is a holiday in Italy again by the law 151 of 2025-10-08, which
// the library does not have.
var saintFrancis = &cal.Holiday{Name: "San Francesco", StartYear: 2026, Month: time.October, Day: 4, Func: cal.CalcDayOfMonth}

// Places lists the codes that In takes, in order: "AU-NSW", "CA", …
func Places() []string {
	codes := make([]string, len(places))
	for i, p := range places {
		codes[i] = p.code
	}
	return codes
}

// In returns the public holidays of a place in a year, 2000 to 2100, in order.
// A day in lieu that comes after a holiday is one too, as on the Monday after
// Boxing Day in Great Britain. One that comes before is not: on the Friday
// before a holiday carriers work, though federal offices of the US do not. The
// error is for a place or a year that is not known.
func In(place string, year int) ([]carriers.Date, error) {
	if year < 2000 || year > 2100 {
		return nil, fmt.Errorf("the holidays of %d are not known: years are 2000 to 2100", year)
	}
	for _, p := range places {
		if p.code != place {
			continue
		}
		var days []carriers.Date
		for _, h := range p.days {
			actual, inLieu := h.Calc(year)
			if actual.IsZero() {
				continue // not in that year
			}
			days = append(days, dayOf(actual))
			if day := dayOf(inLieu); day > dayOf(actual) {
				days = append(days, day)
			}
		}
		slices.Sort(days)
		return slices.Compact(days), nil
	}
	return nil, fmt.Errorf("the holidays of %q are not known: there are %s", place, strings.Join(Places(), ", "))
}

// dayOf returns the day that starts at t. The library computes in the zone of
// the machine, where a day may lack its midnight.
func dayOf(t time.Time) carriers.Date { return carriers.DateOf(t.Add(2 * time.Hour)) }

// MaxBusinessDays is the most that BusinessDay counts.
const MaxBusinessDays = 365

// BusinessDay returns the nth business day of a place after a day: Monday to
// Friday, without the public holidays. N is at least 1 and at most
// MaxBusinessDays. The errors are those of In, and for n out of range.
func BusinessDay(place string, after carriers.Date, n int) (carriers.Date, error) {
	if n < 1 || n > MaxBusinessDays {
		return 0, fmt.Errorf("%d business days are not between 1 and %d", n, MaxBusinessDays)
	}
	var closed []carriers.Date
	year := 0
	d := after
	for n > 0 {
		d++
		if y := d.Time().Year(); y != year {
			var err error
			if closed, err = In(place, y); err != nil {
				return 0, err
			}
			year = y
		}
		if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
			continue
		}
		if _, holiday := slices.BinarySearch(closed, d); !holiday {
			n--
		}
	}
	return d, nil
}
