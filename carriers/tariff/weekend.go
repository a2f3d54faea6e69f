package tariff

import (
	"time"

	"github.com/shiprate/shiprate/carriers"
)

// weekend are the days of the week that delivery is asked for by an accessorial.
var weekend = [...]struct {
	asked carriers.Accessorial
	on    time.Weekday
	plan  dayPlan // delivers only when asked
}{
	{carriers.Saturday, time.Saturday, deliversSaturday},
	{carriers.Sunday, time.Sunday, deliversSunday},
}

// weekendDays are the accessorials of them.
var weekendDays = accessorialBit(carriers.Saturday) | accessorialBit(carriers.Sunday)

// onRequest is the change of a day, by its date or else its weekday, on which
// there is delivery only when it is asked for. It is nil for a day that nobody
// can ask for.
func (t *table) onRequest(date carriers.Date, weekday int) func(dayPlan) dayPlan {
	on := time.Weekday(weekday)
	if date != 0 {
		on = date.Weekday()
	}
	for _, w := range weekend {
		if w.on == on {
			return func(p dayPlan) dayPlan { return p | w.plan }
		}
	}
	t.fail(t.at("what"), "on_request is for Saturdays and Sundays, which can be asked for, and not for a %v", on)
	return nil
}

// wantedDays returns the days on which the shipment may be delivered.
func (r *rater) wantedDays() dayPlan {
	want := delivers
	if r.asked&weekendDays == 0 {
		return want
	}
	for _, w := range weekend {
		if r.asked&accessorialBit(w.asked) != 0 {
			want |= w.plan
		}
	}
	return want
}

// arrivesAsAsked refuses an arrival on another day than was asked for.
func (r *rater) arrivesAsAsked(q *carriers.Quote) bool {
	if r.asked&weekendDays == 0 {
		return true
	}
	for _, w := range weekend {
		switch {
		case r.asked&accessorialBit(w.asked) == 0 || q.Delivers != 0 && q.Delivers.Weekday() == w.on:
		case q.Delivers == 0:
			return r.refusef(carriers.NotOffered, "%v delivery was asked for, and the day of arrival is unknown", w.on)
		default:
			return r.refusef(carriers.NotOffered, "%v delivery was asked for, and it would arrive on %v %v", w.on, q.Delivers.Weekday(), q.Delivers)
		}
	}
	return true
}
