package tariff

import (
	"slices"
	"sync/atomic"

	"github.com/shiprate/shiprate/carriers"
)

// A timing is what a service's answer hangs on, beside the zone and the parcel: when
// the shipment is ready, the days on which delivery counts, and the kind of address.
type timing struct {
	ready carriers.Date
	hour  int32 // see Card.hour
	want  dayPlan
	home  bool // it goes to a residence
}

// A timetable is what the services of a card do at a timing, each in each of its
// zones, as far as somebody asked.
type timetable struct {
	timing
	at []atomic.Pointer[serviceAt] // from the place of a service on, zone by zone
}

// timetables are the last ones that a card was asked for. Orders of a week, to homes
// and to businesses, find each their own.
type timetables struct {
	last  [16]atomic.Pointer[timetable]
	usual [16]atomic.Uint64 // see asked
}

// place returns the place of a timing among so many.
func (t timing) place() int { return (2*(int(t.ready)+int(t.hour)) + one(t.home)) & 15 }

// asked counts a timing, and reports whether it is usual: bids keep the timetables
// of those. Shipments that are all of another day would push each other out, and to
// look for them takes longer than to work out what one candidate does. One that is
// asked for more than all others of its place together comes to be usual.
func (ts *timetables) asked(t timing) bool {
	const most, usual = 15, 8
	this := uint64(t.ready)<<32 | uint64(t.hour)<<16 | uint64(t.want)<<5 | uint64(one(t.home))<<4
	at := &ts.usual[t.place()]
	known := at.Load()
	switch count := known & most; {
	case known&^most == this && count == most:
		return true
	case known&^most == this:
		at.Store(known + 1)
		return count >= usual
	case count == 0:
		at.Store(this)
	default:
		at.Store(known - 1)
	}
	return false
}

// timetable returns that of a timing.
func (c *Card) timetable(t timing) *timetable {
	place := &c.times.last[t.place()]
	if known := place.Load(); known != nil && known.timing == t {
		return known
	}
	made := &timetable{t, make([]atomic.Pointer[serviceAt], c.zones)}
	place.Store(made)
	return made
}

// hours lists the cutoffs of a card, which part its days.
func (c *Card) hours() (list []cutoff) {
	add := func(last cutoff) {
		if last != 0 && !slices.Contains(list, last) {
			list = append(list, last)
		}
	}
	for _, last := range c.cutoffs {
		add(last)
	}
	for _, s := range c.services {
		for _, p := range s.calendar.week {
			add(p.cutoff())
		}
		for _, p := range s.calendar.plans {
			add(p.cutoff())
		}
	}
	return list
}

// hour tells apart the times of a day that make a difference: whether an hour is
// known, and how many cutoffs it is too late for.
func (c *Card) hour(minute int) (n int32) {
	if minute > 0 {
		n = 1
	}
	for _, last := range c.parted {
		if cutoff(minute) >= last {
			n++
		}
	}
	return n
}

// serviceAt returns what a service, by its index, does in a zone at the timing in
// hand.
func (r *rater) serviceAt(i, zone int) *serviceAt {
	if r.times == nil {
		r.own.workOut(r, i, zone)
		return r.own
	}
	place := &r.times.at[r.card.services[i].place+zone]
	if known := place.Load(); known != nil {
		return known
	}
	at := new(serviceAt)
	at.workOut(r, i, zone)
	at.tell()
	place.Store(at) // others may have found the same
	return at
}
