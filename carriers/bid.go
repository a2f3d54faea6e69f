package carriers

import (
	"cmp"
	"strings"
)

// A Bidder is a Local that can find the best of its services without pricing
// the others in full. It is for those who ask for many shipments and want one
// answer for each; see rates.Best.
type Bidder interface {
	Carrier

	// Bid replaces *best with the quote of the service that Compare puts first
	// among those that meet what is asked for, if it comes before *best. A
	// *best without charges is none, and comes after all. The quote is that of
	// QuoteLocal, but its charges and parcels are written over those of *best,
	// whose memory is used again.
	//
	// Unless alone is nil, it becomes what the carrier's own best service costs,
	// also when that does not come before *best; without a currency there is
	// none.
	//
	// The error matches ErrCurrency when a quote is in another currency than *best.
	Bid(a Ask, best *Quote, alone *Money) error
}

// An Ask is what carriers are asked to bid for, one after the other.
type Ask struct {
	// Shipment is valid, and is neither changed nor kept.
	Shipment *Shipment

	// Meets reports whether a service will do; nil is for all. It must not keep
	// the quote that it is given, which has no charges and no parcels yet.
	Meets func(*Quote) bool

	day    Date // of the handover, once it is found
	minute int
	found  bool
}

// Handover is that of the shipment, see Handover. It is found once: who asks several
// carriers calls it before.
func (a *Ask) Handover() (day Date, minute int) {
	if !a.found {
		a.day, a.minute = Handover(a.Shipment.Ready)
		a.found = true
	}
	return a.day, a.minute
}

// Compare orders two quotes of one currency: the cheaper first, of equal prices
// the earlier, then carrier, service, card and origin by name. It returns -1, 0
// or 1.
func (q *Quote) Compare(o *Quote) int {
	if c := cmp.Compare(q.Total().Minor, o.Total().Minor); c != 0 {
		return c
	}
	return q.CompareOther(o)
}

// CompareOther is Compare for quotes of equal prices.
func (q *Quote) CompareOther(o *Quote) int {
	if c := q.CompareArrival(o); c != 0 {
		return c
	}
	return cmp.Or(strings.Compare(q.Carrier, o.Carrier), strings.Compare(q.Service, o.Service), strings.Compare(q.Card, o.Card), strings.Compare(q.Origin, o.Origin))
}

// CompareArrival puts the earlier arrival first and the unknown last: an unknown
// day after all days, an unknown hour at the end of its day.
func (q *Quote) CompareArrival(o *Quote) int {
	if q.Delivers != o.Delivers {
		if q.Delivers == 0 || o.Delivers == 0 {
			return cmp.Compare(o.Delivers, q.Delivers)
		}
		return cmp.Compare(q.Delivers, o.Delivers)
	}
	if q.DeliverTime == "" || o.DeliverTime == "" {
		return strings.Compare(o.DeliverTime, q.DeliverTime)
	}
	return strings.Compare(q.DeliverTime, o.DeliverTime)
}
