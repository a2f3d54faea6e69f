package tariff

import (
	"slices"

	"github.com/shiprate/shiprate/carriers"
)

// dueDays are the days of delivery from the calendar's first to its last, so
// that the day on which something arrives is looked up instead of counted.
type dueDays struct {
	days   []carriers.Date
	before []uint16 // by day from the first on: how many of days stand before it
}

// longestCard is how many days of a card without an end are planned ahead; what
// ships later is counted day by day.
const longestCard = 800

// plan lays out the calendar for ship dates from the first to the last.
func (c *calendar) plan(from, to carriers.Date) {
	to = min(to, from+longestCard) + 2*maxDays
	if c.plans == nil {
		c.first = from
	}
	if before := c.first - from; before > 0 && before < 2*longestCard {
		c.plans = slices.Insert(c.plans, 0, make([]dayPlan, before)...)
		for i := range before {
			c.plans[i] = c.week[(from + i).Weekday()]
		}
		c.first = from
	}
	c.plans = slices.Grow(c.plans, min(2*longestCard, max(0, int(to-c.first)+1-len(c.plans))))
	for end := c.first + carriers.Date(len(c.plans)); end <= to && end-c.first < 2*longestCard; end++ {
		c.plans = append(c.plans, c.week[end.Weekday()])
	}
	c.due = dueDays{before: make([]uint16, len(c.plans)), days: make([]carriers.Date, 0, len(c.plans))}
	for i, p := range c.plans {
		c.due.before[i] = uint16(len(c.due.days))
		if p&delivers != 0 {
			c.due.days = append(c.due.days, c.first+carriers.Date(i))
		}
	}
}

// dueAfter returns the n-th day of delivery after a day, and false for one that is
// not planned.
func (c *calendar) dueAfter(d carriers.Date, n int) (carriers.Date, bool) {
	i := int(d + 1 - c.first)
	if i < 0 || i >= len(c.due.before) {
		return 0, false
	}
	if i = int(c.due.before[i]) + n - 1; i >= len(c.due.days) {
		return 0, false
	}
	return c.due.days[i], true
}

// plan lays out the calendars for the ship dates of the card. Services that have
// the same share it, and what is found out for one then holds for the next.
func (c *Card) plan() {
	c.calendar.plan(c.from, c.to)
	var kinds []*calendar
	for _, s := range c.services {
		i := slices.IndexFunc(kinds, func(k *calendar) bool {
			return k.week == s.calendar.week && k.first == s.calendar.first && slices.Equal(k.plans, s.calendar.plans)
		})
		if i < 0 {
			i = len(kinds)
			kinds = append(kinds, s.calendar)
		}
		s.calendar = kinds[i]
	}
	for _, k := range kinds {
		k.plan(c.from, c.to)
	}
	c.parted = c.hours()
}
