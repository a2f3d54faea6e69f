package tariff

import (
	"fmt"
	"slices"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/holidays"
)

// A cutoff is the latest minute of a day at which a parcel handed over is still
// collected that day, counted from midnight as 1: 00:00 is 1, and zero is no
// cutoff.
type cutoff int

// The plan of a day has its flags in the lowest bits and its cutoff above.
const (
	cutoffShift         = 5
	planFlags   dayPlan = 1<<cutoffShift - 1
)

// cutoff returns the cutoff of the day; zero for none.
func (p dayPlan) cutoff() cutoff { return cutoff(p >> cutoffShift) }

// at returns the same plan with a cutoff.
func (p dayPlan) at(c cutoff) dayPlan { return p&planFlags | dayPlan(c)<<cutoffShift }

// parseCutoff reads the hour of a cutoff, "17:00".
func parseCutoff(hour string) (cutoff, error) {
	minutes, err := carriers.ParseHour(hour)
	return cutoff(minutes + 1), err
}

// cutoffChange is the change that a row of calendar.csv with a cutoff makes.
func (t *table) cutoffChange(hour string) (change func(dayPlan) dayPlan, ok bool) {
	c, err := parseCutoff(hour)
	if err != nil {
		t.fail(t.at("what"), "%v", err)
		return nil, false
	}
	return func(p dayPlan) dayPlan { return p.at(c) }, true
}

// collection returns the day on which the service of an index collects what is
// ready at a minute of a day; for one index more, the carrier. It is zero when
// no day is near. Uncut says that it takes the hour of the day for early enough
// without knowing a cutoff.
func (c *Card) collection(i int, ready carriers.Date, minute int) (ships carriers.Date, uncut bool) {
	calendar := &c.calendar
	if i < len(c.services) {
		calendar = c.services[i].calendar
	}
	today := calendar.on(ready)
	last := today.cutoff()
	if c.cutoffs != nil && c.cutoffs[i] != 0 {
		last = c.cutoffs[i]
	}
	if last != 0 && cutoff(minute) >= last {
		return calendar.next(ready+1, collects), false
	}
	if today&collects != 0 {
		return ready, last == 0 && minute > 0
	}
	return calendar.next(ready, collects), false
}

// WithCutoff returns the card with one pickup cutoff, such as "17:00", for all
// days of a service, or of all services when none is named: what is ready later
// is collected on the next day of collection. It stands in place of the cutoffs
// of the card. The errors are for an hour that is none, and for a service that
// the card does not have.
func (c *Card) WithCutoff(hour, name string) (*Card, error) {
	cut, err := parseCutoff(hour)
	if err != nil {
		return nil, err
	}
	changed := *c
	if changed.cutoffs = slices.Clone(c.cutoffs); changed.cutoffs == nil {
		changed.cutoffs = make([]cutoff, len(c.services)+1)
	}
	if name == "" {
		for i := range changed.cutoffs {
			changed.cutoffs[i] = cut
		}
	} else {
		i := slices.IndexFunc(c.services, func(s *service) bool { return s.id == name })
		if i < 0 {
			return nil, fmt.Errorf("the card has no service %q", name)
		}
		changed.cutoffs[i] = cut
	}
	changed.times, changed.parted = &timetables{}, changed.hours()
	return &changed, nil
}

// holidayYears is how many years of public holidays a card without an end gets.
const holidayYears = 5

// holidayPlace reads a place whose public holidays are known.
func holidayPlace(s string) (string, error) {
	_, err := holidays.In(s, 2026)
	return s, err
}

// closeHolidays closes the carrier on the public holidays of the places that
// card.csv names, from the year in which the card begins to the one after it
// ends.
func (l *loader) closeHolidays() {
	closed := dayChanges["closed"]
	c := l.card
	first := c.from.Time().Year()
	last := first + holidayYears
	if c.until != 0 {
		last = min(last, c.until.Time().Year()+1)
	}
	for _, place := range c.holidays {
		for year := first; year <= last; year++ {
			days, err := holidays.In(place, year)
			if err != nil {
				continue // a place that loadCard has refused, or a year that no date may be in
			}
			for _, d := range days {
				c.calendar.change(d, -1, closed)
				for _, s := range c.services {
					s.calendar.change(d, -1, closed)
				}
			}
		}
	}
}
