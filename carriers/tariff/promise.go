package tariff

import (
	"slices"

	"github.com/shiprate/shiprate/carriers"
)

// A reach is the share of a zone that a service reaches in so many business
// days or fewer.
type reach struct {
	days  int
	share carriers.Share
}

// addReach adds the share that arrives in just so many days to those of a zone.
func addReach(list []reach, days int, share carriers.Share) []reach {
	i, found := slices.BinarySearchFunc(list, days, func(r reach, days int) int { return r.days - days })
	if !found {
		before := carriers.Share(0)
		if i > 0 {
			before = list[i-1].share
		}
		list = slices.Insert(list, i, reach{days, before})
	}
	for ; i < len(list); i++ {
		list[i].share += share
	}
	return list
}

// arrive fills in when a shipment arrives that is so many days in movement, and
// in q.Arrivals, which are as many as the reaches, which share of such shipments
// arrives when. No days are unknown; the last of the reaches, if any, has the
// same days.
func (c *calendar) arrive(q *carriers.Quote, days int, reaches []reach, want dayPlan) {
	q.Transit = carriers.Transit{Days: days, Known: days > 0}
	d, gone := q.Ships, 0
	for i, r := range reaches {
		if d = c.after(d, r.days-gone, want); d == 0 {
			break
		}
		gone = r.days
		q.Arrivals[i] = carriers.Arrival{Date: d, Share: r.share}
	}
	if d != 0 && days > 0 {
		q.Delivers = c.after(d, days-gone, want)
	}
	if q.Delivers == 0 || len(reaches) == 0 {
		q.Arrivals = nil
	}
}

// after counts days of delivery after d; zero when one is not near.
func (c *calendar) after(d carriers.Date, days int, want dayPlan) carriers.Date {
	if want == delivers && days > 0 {
		if due, ok := c.dueAfter(d, days); ok {
			return due
		}
	}
	for range days {
		if d = c.next(d+1, want); d == 0 {
			return 0
		}
	}
	return d
}
