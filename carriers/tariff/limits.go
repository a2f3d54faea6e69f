package tariff

import (
	"fmt"
	"math"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// limits are what a service takes at most; noLimit where it has none.
type limits struct {
	weight dimweight.Weight
	length dimweight.Length // the longest side
	second dimweight.Length // the second longest
	girth  dimweight.Length // length plus girth
	sum    dimweight.Length // of the three sides
	box    dimweight.Dims   // the parcel fits in it, turned any way; the longest side first
}

const noLimit = math.MaxInt64

// limits reads the limits of a service. That of the weight must be there.
func (t *table) limits() limits {
	t.required("max_weight")
	length := func(column string) dimweight.Length {
		if l := t.length(column); l > 0 {
			return l
		}
		return noLimit
	}
	l := limits{weight: t.weight("max_weight"), length: length("max_length"), second: length("max_second"), girth: length("max_length_girth"), sum: length("max_sum")}
	l.box = dimweight.Dims{Length: noLimit, Width: noLimit, Height: noLimit}
	if box := read(t, "max_box", dimweight.ParseDims); box != (dimweight.Dims{}) {
		l.box = box.Sorted()
	}
	return l
}

// withinLimits refuses a parcel over what the service takes.
func (r *rater) withinLimits(terms *period) bool {
	f, l := &r.parcel.facts, &terms.limits
	if f.weight <= l.weight && f.longest <= min(l.length, l.box.Length) && f.second <= min(l.second, l.box.Width) && f.third <= l.box.Height &&
		f.girth <= l.girth && f.sum <= l.sum {
		return true
	}
	if r.mute {
		return false
	}
	unit, side := r.card.unit, sideUnit(r.card.unit)
	if f.weight > l.weight {
		r.refuseAlike(carriers.TooHeavy, refusal{kind: tooHeavy, value: int64(l.weight)}, func() string { return over(f.weight.In(unit), l.weight.In(unit)) })
		return r.near(int64(l.weight), int64(f.weight))
	}
	for i, limit := range l.lengths(f) {
		if limit.actual > limit.most {
			r.refuseAlike(carriers.TooBig, refusal{kind: tooLong + refusalKind(i), value: int64(limit.most), of: int64(limit.actual)}, func() string {
				return limit.of + " of " + over(limit.actual.In(side), limit.most.In(side))
			})
			return r.near(int64(limit.most), int64(limit.actual))
		}
	}
	r.refusef(carriers.TooBig, "%s does not fit %s, the largest box that it takes", dimweight.Dims{Length: f.longest, Width: f.second, Height: f.third}.In(side), l.box.In(side))
	return r.near(int64(l.box.Length), int64(max(f.longest, l.box.Length)))
}

// A lengthLimit is one limit with what a parcel has.
type lengthLimit struct {
	of           string
	actual, most dimweight.Length
}

// lengths returns the limits of lengths, those that are none among them.
func (l *limits) lengths(f *facts) []lengthLimit {
	return []lengthLimit{
		{"a side", f.longest, l.length},
		{"a second side", f.second, l.second},
		{"length plus girth", f.girth, l.girth},
		{"length plus width plus height", f.sum, l.sum},
	}
}

// over says that an actual value is over a limit, also when the two print alike.
func over(actual, limit string) string {
	if actual == limit {
		actual = "a little more than " + actual
	}
	return actual + " is over the " + limit + " limit"
}

// places is a set of delivery places; the empty one is anyPlaces.
type places uint8

// anyPlaces are those of a card that does not say: what the address is.
const anyPlaces places = 1 | 8

func placesOf(p carriers.DeliveryPlace) places {
	switch p {
	case carriers.PickupPoint:
		return 2
	case carriers.Locker:
		return 4
	case carriers.POBox:
		return 8
	}
	return 1
}

// readDeliveryPlaces reads a list of delivery places: "pickup-point locker".
func readDeliveryPlaces(s string) (set places, err error) {
	for field := range strings.FieldsSeq(s) {
		p, err := carriers.ParseDeliveryPlace(field)
		if err != nil {
			return 0, fmt.Errorf("%q: not one of %v", field, carriers.DeliveryPlaces())
		}
		set |= placesOf(p)
	}
	return set, nil
}

// String names the places: "pickup points and lockers".
func (set places) String() string {
	if set == anyPlaces {
		set = placesOf(carriers.Door)
	}
	var names []string
	for i, name := range []string{"the door", "pickup points", "lockers", "post office boxes"} {
		if set>>i&1 == 1 {
			names = append(names, name)
		}
	}
	return strings.Join(names, " and ")
}

// deliversThere refuses a shipment to another place than the service delivers to.
func (r *rater) deliversThere(terms *period) bool {
	asked := r.shipment.To.Place
	if terms.places&placesOf(asked) != 0 {
		return true
	}
	why := refusal{kind: otherPlace, value: int64(terms.places)}
	if asked == carriers.POBox { // nobody asks for it: the address is one
		r.refuseAlike(carriers.NoLane, why, func() string {
			return fmt.Sprintf("delivers to %v, and the address is a post office box", terms.places)
		})
		return r.near(1000, 1000)
	}
	return r.refuseAlike(carriers.NotEligible, why, func() string {
		return fmt.Sprintf("delivers to %v, and a %s was asked for", terms.places, strings.ReplaceAll(asked.String(), "-", " "))
	})
}
