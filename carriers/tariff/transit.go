package tariff

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// loadTransit reads transit.csv: the business days of services by zone, each
// with the share of the zone that it reaches. The promise is the longest.
func (l *loader) loadTransit() {
	if !l.has("transit.csv") {
		return
	}
	t := l.table("transit.csv", columns{required: []string{"services", "zones", "days"}, optional: []string{"share", "note", "time", "time_residential"}})
	type key struct{ service, zone string }
	shares := map[key]int64{}
	for t.next() {
		t.required("days")
		d := read(t, "days", days)
		part := int64(hundred)
		if t.cell("share") != "" {
			part = 100 * read(t, "share", portion)
		}
		note := l.card.notes.bit(t.cell("note"))
		time, timeAtHome := read(t, "time", clockOrNone), read(t, "time_residential", clockOrNone)
		services, zones := t.services(l.card), t.list("zones")
		t.checkZones(services)
		for _, s := range services {
			in := s.zoneSet(zones)
			for i := range s.zones {
				if in>>i&1 == 0 {
					continue
				}
				z := &s.zones[i]
				z.transit = max(z.transit, d)
				if t.cell("share") != "" {
					z.reaches = addReach(z.reaches, d, carriers.Share(part/100))
				}
				z.notes |= note
				z.time, z.timeAtHome = cmp.Or(time, z.time), cmp.Or(timeAtHome, z.timeAtHome)
				k := key{s.id, z.label}
				if shares[k] += part; shares[k] > hundred {
					t.fail(-1, "the shares of %s zone %s sum to more than 1", s.id, z.label)
				}
			}
		}
	}
	sound := l.sound("transit.csv")
	for _, s := range l.card.services {
		for i := range s.zones {
			z := &s.zones[i]
			if sum := shares[key{s.id, z.label}]; sum != 0 && sum < hundred && sound {
				l.fail("transit.csv", "the shares of %s zone %s sum to %s, not 1", s.id, z.label, formatPercent(sum/100))
			}
		}
	}
}

// endOfDay is the hour of a zone that has none, though its service has.
const endOfDay = "-"

// clockOrNone reads the hour of a zone: "10:30", or "-" for the end of the day.
func clockOrNone(s string) (string, error) {
	if s == endOfDay {
		return s, nil
	}
	return clock(s)
}

// hour returns the latest hour in a zone of a service that has an hour elsewhere.
func hour(zone, service string) string {
	switch zone {
	case "":
		return service
	case endOfDay:
		return ""
	}
	return zone
}

// portion reads a share of 1, such as 0.9913.
func portion(s string) (int64, error) {
	n, err := parsePrice(s, 4)
	if err != nil || n == 0 || 100*n > hundred {
		return 0, fmt.Errorf("%q: not a share over 0 and up to 1, such as 0.9913", s)
	}
	return n, nil
}

// A calendar tells on which days a service collects and delivers: by weekday,
// and from the first to the last date that has a plan of its own, by day.
type calendar struct {
	week  [7]dayPlan
	first carriers.Date // the day of plans[0]
	plans []dayPlan     // from the first to the last day that is laid out
	due   dueDays
}

// A dayPlan is what happens on a day: a set of flags, and the cutoff above them.
type dayPlan uint16

const (
	collects dayPlan = 1 << iota
	delivers
	deliversSaturday // only when Saturday delivery is asked for
	deliversSunday   // the same of Sunday
)

// mondayToFriday is the week of a card that says nothing else.
var mondayToFriday = [7]dayPlan{1: collects | delivers, 2: collects | delivers, 3: collects | delivers, 4: collects | delivers, 5: collects | delivers}

// on returns the plan of a day.
func (c *calendar) on(d carriers.Date) dayPlan {
	if i := int(d - c.first); i >= 0 && i < len(c.plans) {
		return c.plans[i]
	}
	return c.week[d.Weekday()]
}

// maxWait is how many days a parcel may wait to be collected, or a vehicle
// between two days of delivery.
const maxWait = 30

// next returns the first day from d whose plan has any of want; zero when none
// is near.
func (c *calendar) next(d carriers.Date, want dayPlan) carriers.Date {
	for end := d + maxWait; d < end; d++ {
		if c.on(d)&want != 0 {
			return d
		}
	}
	return 0
}

var dayChanges = map[string]func(dayPlan) dayPlan{
	"closed":      func(p dayPlan) dayPlan { return p &^ planFlags },
	"no_delivery": func(p dayPlan) dayPlan { return p &^ (delivers | deliversSaturday | deliversSunday) },
	"no_pickup":   func(p dayPlan) dayPlan { return p &^ collects },
	"delivery":    func(p dayPlan) dayPlan { return p | delivers },
	"pickup":      func(p dayPlan) dayPlan { return p | collects },
}

// loadCalendar reads calendar.csv: weekdays and dates, for services or for all.
// Weekdays are taken first, since a date changes what its weekday does; then
// public holidays, which a date may correct.
func (l *loader) loadCalendar() {
	card := l.card
	card.calendar.week = mondayToFriday
	for _, s := range card.services {
		s.calendar.week = mondayToFriday
	}
	if !l.has("calendar.csv") {
		l.closeHolidays()
		return
	}
	for _, dated := range []bool{false, true} {
		if dated {
			l.closeHolidays()
		}
		t := l.table("calendar.csv", columns{required: []string{"date", "what"}, optional: []string{"services"}})
		for t.next() {
			weekday := slices.Index(weekdays, t.cell("date"))
			if dated != (weekday >= 0) {
				t.calendarRow(card, weekday)
			}
		}
	}
}

// calendarRow changes a weekday, or with -1 the row's date, of the services that
// it names; of the carrier when it names none.
func (t *table) calendarRow(card *Card, weekday int) {
	what, day := t.required("what"), t.required("date")
	change, ok := dayChanges[what]
	if hour, is := strings.CutPrefix(what, "cutoff "); is {
		change, ok = t.cutoffChange(hour)
	} else if what == "on_request" {
		ok = true // for the weekday, which the day tells
	} else if !ok && what != "" {
		t.fail(t.at("what"), "%q: not closed, no_delivery, no_pickup, delivery, pickup, cutoff 17:00 or on_request", what)
	}
	var date carriers.Date
	if weekday < 0 && day != "" {
		var err error
		if date, err = carriers.ParseDate(day); err != nil {
			t.fail(t.at("date"), "%q: not a date such as 2026-11-27 or a weekday such as saturday", day)
		} else if y := date.Time().Year(); y < 2000 || y > 2100 {
			t.fail(t.at("date"), "%v is not between 2000 and 2100", date)
			return
		}
	}
	if !ok || weekday < 0 && date == 0 {
		return
	}
	if what == "on_request" {
		if change = t.onRequest(date, weekday); change == nil {
			return
		}
	}
	if t.cell("services") == "" {
		card.calendar.change(date, weekday, change)
	}
	for _, s := range t.services(card) {
		s.calendar.change(date, weekday, change)
	}
}

var weekdays = []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

// change alters a weekday, or a date if there is one.
func (c *calendar) change(date carriers.Date, weekday int, by func(dayPlan) dayPlan) {
	if date == 0 {
		c.week[weekday] = by(c.week[weekday])
		return
	}
	if c.plans == nil {
		c.first = date
	}
	if ahead := int(c.first - date); ahead > 0 {
		c.first = date
		c.plans = slices.Insert(c.plans, 0, make([]dayPlan, ahead)...)
		for i := range ahead {
			c.plans[i] = c.week[(date + carriers.Date(i)).Weekday()]
		}
	}
	for end := c.first + carriers.Date(len(c.plans)); end <= date; end++ {
		c.plans = append(c.plans, c.week[end.Weekday()])
	}
	i := date - c.first
	c.plans[i] = by(c.plans[i])
}
