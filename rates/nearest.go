package rates

import "github.com/shiprate/shiprate/carriers"

// Nearest returns those of some refusals that the shipper can best do something
// about, in their order. They are those of the list, not copies.
//
// A service looks first whether it is for such a shipment at all, then at the
// lane, at the limits, at the price, at what was asked for beside, and shopping
// last at the promise. The further a refused shipment came, the less is in the way:
// so refusals of one step are told, the last one that any service came to. Of these
// the ones that are Near are told if any is: the highest limit of weight, not that
// of letters. What a carrier did not answer is told in any case.
func Nearest(list []carriers.Rejection) []*carriers.Rejection {
	last, near := 0, 0
	for i := range list {
		switch r := &list[i]; {
		case unanswered(r):
		case step(r.Code) > last:
			last, near = step(r.Code), r.Near
		case step(r.Code) == last:
			near = max(near, r.Near)
		}
	}
	nearest := make([]*carriers.Rejection, 0, len(list))
	for i := range list {
		if r := &list[i]; unanswered(r) || step(r.Code) == last && r.Near >= near {
			nearest = append(nearest, r)
		}
	}
	return nearest
}

func unanswered(r *carriers.Rejection) bool {
	return r.Code == carriers.Timeout || r.Code == carriers.Failed
}

// step is how far a shipment came with a service that refuses it with a code.
func step(code carriers.RejectionCode) int {
	switch code {
	case carriers.NotEligible, carriers.Excluded:
		return 0
	case carriers.NoLane:
		return 1
	case carriers.TooHeavy, carriers.TooBig:
		return 2
	case carriers.NoPrice:
		return 3
	case carriers.NotOffered:
		return 4
	case carriers.TooLate:
		return 6 // it has a price and a day: only the day is to be talked about
	}
	return 5
}
