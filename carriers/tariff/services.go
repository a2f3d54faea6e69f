package tariff

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// A service is one level of service with everything that prices it.
type service struct {
	calendar *calendar // shared with the services that have the same
	zones    []zone    // by the index of the sheet's columns
	periods  []period
	floors   atomic.Pointer[floors] // see floorsOf
	packed   uint64                 // the fits of its packagings, if it has prices for those alone
	place    int                    // of its first zone among those of all services

	id, name string
	sheet    sheet
	fuel     []fuelRate
}

// A zone is what a service does in one of its zones.
type zone struct {
	label   string
	charges *ruleset // shared with the zones that have the same
	transit int      // business days; zero is unknown
	reaches []reach  // which share in fewer; none when the card does not tell
	notes   uint64   // about the transit

	time, timeAtHome string // of delivery, instead of the service's; endOfDay is none
}

// A period is a service's terms between two dates.
type period struct {
	from, to   carriers.Date
	scope      tri               // to a residence: yes, no or either
	rule       *dimweight.Rule   // shared with the periods that have the same
	contents   carriers.Contents // all that it takes; zero is any goods
	limits     limits
	places     places // where it delivers
	note       uint64 // that every quote carries
	days       int    // business days; zero means see the zone
	time       string // of delivery, "10:30"; empty is the end of the day
	timeAtHome string // the same to a residence
	guaranteed bool
}

var servicesColumns = columns{
	required: []string{"service", "name", "max_weight"},
	optional: []string{"scope", "contents", "divisor", "divisor_unit", "dim_threshold", "dim_rounding", "weight_step", "min_billable", "max_length", "max_length_girth",
		"max_second", "max_sum", "max_box", "place", "delivery_days", "delivery_time", "delivery_time_residential", "guaranteed", "effective_from", "effective_to", "note"},
}

// loadServices reads services.csv: a row per service and period.
func (l *loader) loadServices() {
	t := l.table("services.csv", servicesColumns)
	for t.next() {
		id := t.required("service")
		named := isName(id)
		if id != "" && !named {
			t.fail(t.at("service"), "%q: a service is lower case letters, digits and hyphens", id)
		}
		title := t.required("name")
		p := t.period(l.card)
		if !named {
			continue
		}
		s := l.service(id)
		if s == nil {
			s = &service{id: id, name: title, calendar: &calendar{}}
			l.card.services = append(l.card.services, s)
		}
		if s.name != title {
			t.fail(t.at("name"), "%q: the name of %s is %q above", title, id, s.name)
		}
		for _, other := range s.periods {
			if p.from <= other.to && other.from <= p.to {
				t.fail(t.at("effective_from"), "%s: %s overlaps %s of the same service", id, span(p.from, p.to), span(other.from, other.to))
			}
		}
		s.periods = append(s.periods, p)
	}
	if t != nil && len(l.card.services) == 0 && l.sound(t.file) {
		t.fail(-1, "no services")
	}
}

// span prints two dates, the last of which may be open.
func span(from, to carriers.Date) string {
	if to == openEnd {
		return fmt.Sprintf("from %v", from)
	}
	return fmt.Sprintf("%v to %v", from, to)
}

func (t *table) period(card *Card) period {
	p := period{
		from: t.date("effective_from"), to: t.date("effective_to"),
		limits: t.limits(), note: card.notes.bit(t.cell("note")),
		contents: t.contents(), places: cmp.Or(read(t, "place", readDeliveryPlaces), anyPlaces),
		guaranteed: t.yes("guaranteed") == yes,
		time:       read(t, "delivery_time", clock), timeAtHome: read(t, "delivery_time_residential", clock),
		days: read(t, "delivery_days", days),
	}
	if p.from == 0 {
		p.from = card.from
	}
	if p.to == 0 {
		p.to = card.to
	}
	if p.from > p.to && t.cell("effective_from")+t.cell("effective_to") != "" {
		t.fail(t.at("effective_to"), "%v is before %v", p.to, p.from)
	}
	p.scope = read(t, "scope", func(s string) (tri, error) {
		switch s {
		case "residential":
			return yes, nil
		case "business":
			return no, nil
		}
		return either, fmt.Errorf("%q: not residential or business", s)
	})
	rule := t.rule()
	if err := rule.Validate(); err != nil {
		t.fail(-1, "%v", err)
	}
	p.rule = card.shareRule(rule)
	return p
}

// rule reads the dimensional-weight rule of a service. Without a divisor there
// is none; without a step, a weight is billed as the next weight break.
func (t *table) rule() dimweight.Rule {
	r := dimweight.Rule{Step: t.weight("weight_step"), Minimum: t.weight("min_billable")}
	r.Unit = read(t, "divisor_unit", func(s string) (dimweight.DivisorUnit, error) {
		for _, u := range []dimweight.DivisorUnit{dimweight.CubicInchesPerPound, dimweight.CubicCentimetresPerKilogram} {
			if u.String() == s {
				return u, nil
			}
		}
		return 0, fmt.Errorf("%q: not in3/lb or cm3/kg", s)
	})
	r.Divisor = read(t, "divisor", positive)
	if r.Divisor > 0 && t.cell("divisor_unit") == "" {
		t.fail(t.at("divisor"), "a divisor needs its divisor_unit, in3/lb or cm3/kg")
	}
	if t.cell("divisor") == "" && t.cell("dim_threshold") != "" {
		t.fail(t.at("dim_threshold"), "dim_threshold is only for a divisor")
	}
	r.Threshold = read(t, "dim_threshold", func(s string) (int64, error) {
		number, unit, _ := strings.Cut(s, " ")
		volume, _, _ := strings.Cut(r.Unit.String(), "/")
		if unit != volume {
			return 0, fmt.Errorf("%q: not a volume such as 1728 %s", s, volume)
		}
		return positive(number)
	})
	r.Sides = read(t, "dim_rounding", func(s string) (dimweight.Rounding, error) {
		switch s {
		case "up":
			return dimweight.Up, nil
		case "nearest":
			return dimweight.Nearest, nil
		case "exact":
			return dimweight.Exact, nil
		}
		return 0, fmt.Errorf("%q: not up, nearest or exact", s)
	})
	return r
}

// shareRule returns the card's own copy of a rule. Services mostly share theirs,
// and a parcel is measured once for each.
func (c *Card) shareRule(rule dimweight.Rule) *dimweight.Rule {
	for _, s := range c.services {
		for i := range s.periods {
			if shared := s.periods[i].rule; *shared == rule {
				return shared
			}
		}
	}
	return &rule
}

// on returns the terms in force on a ship date.
func (s *service) on(d carriers.Date) *period {
	for i := range s.periods {
		if p := &s.periods[i]; p.from <= d && d <= p.to {
			return p
		}
	}
	return nil
}

func positive(s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 {
		return 0, fmt.Errorf("%q: not a whole number over 0", s)
	}
	return n, nil
}

// maxDays is the longest transit that a card may state.
const maxDays = 60

func days(s string) (int, error) {
	n, err := positive(s)
	if err != nil || n > maxDays {
		return 0, fmt.Errorf("%q: not a number of days from 1 to %d", s, maxDays)
	}
	return int(n), nil
}

// clock reads an hour of the day, "10:30".
func clock(s string) (string, error) {
	if len(s) == 5 && s[2] == ':' && strings.Trim(s[:2]+s[3:], "0123456789") == "" && s[:2] < "24" && s[3:] < "60" {
		return s, nil
	}
	return "", fmt.Errorf("%q: not an hour such as 10:30", s)
}

// isName reports whether s is lower case letters, digits and hyphens.
func isName(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}
