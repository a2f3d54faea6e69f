package carriers

import (
	"errors"
	"fmt"
	"strings"

	"github.com/shiprate/shiprate/dimweight"
)

// A Quote is a carrier's price and promise for a shipment at one service.
type Quote struct {
	Carrier string // "ups"
	Service string // "ground"
	Name    string // "UPS Ground"
	Card    string // the rate card that it was priced from; empty for a live carrier
	Origin  string // the warehouse that it leaves from, where several were asked; else empty. A carrier leaves it empty

	// Charges itemise the price, in Currency. They stand parcel by parcel, those
	// of the whole shipment last.
	Charges  []Charge
	Currency Currency

	// Parcels tells how each parcel of the shipment was rated, in its order.
	Parcels []Rated

	// Ships is the day on which the carrier collects, the first from Ready on.
	Ships Date

	// Transit is the time in movement.
	Transit Transit

	// Delivers is the day of arrival; zero means unknown. DeliverTime is the
	// latest hour on that day, as "10:30" at the destination; empty means the
	// end of the day, or unknown.
	Delivers    Date
	DeliverTime string

	// Arrivals tell which share arrives by which day, where the source of the
	// transit measured it: days and shares go up, and the last day is Delivers.
	// Nil means that the source does not tell. See OnTime and Arrives. They may be
	// shared between quotes, as Notes: do not change them.
	Arrivals []Arrival

	// Guaranteed says that the carrier gives money back when it is late.
	// Otherwise the arrival is an estimate.
	Guaranteed bool

	// List is what a live carrier would ask without the account's discounts, where
	// it tells; the zero Money means unknown.
	List Money

	// Fallback says why a rate card answers in the place of a live carrier; empty
	// means that it does not. A program can see by it what must not win.
	Fallback string

	// Notes say what of this quote is estimated or left out, in sentences
	// without a full stop. They may be shared between quotes: do not change them.
	Notes []string
}

// A Charge is one line of a quote.
type Charge struct {
	Code   ChargeCode
	Name   string // as the carrier calls it: "Fuel surcharge"
	Amount int64  // in minor units of the quote's Currency; negative only for a discount
	Parcel int    // the index of the parcel that it is for; WholeShipment for all
}

// WholeShipment is the Parcel of a charge that is not for one parcel.
const WholeShipment = -1

// A ChargeCode says what a charge is for. Cards may have others in the same
// manner, in lower case with underscores.
type ChargeCode string

// The usual charges.
const (
	Base               ChargeCode = "base"
	Fuel               ChargeCode = "fuel"
	Residential        ChargeCode = "residential"
	DeliveryArea       ChargeCode = "delivery_area"
	AdditionalHandling ChargeCode = "additional_handling"
	Oversize           ChargeCode = "oversize"
	NonstandardParcel  ChargeCode = "nonstandard"
	Peak               ChargeCode = "peak"
	SignatureCharge    ChargeCode = "signature"
	SaturdayCharge     ChargeCode = "saturday"
	Insurance          ChargeCode = "insurance"
	Discount           ChargeCode = "discount"
)

// Rated tells how one parcel was rated.
type Rated struct {
	Zone        string           // the price band of the lane, a label: "8", "302"
	Actual      dimweight.Weight // on the scale
	Dimensional dimweight.Weight // deemed from the volume, not rounded; zero when the rule deems none
	Billable    dimweight.Weight // the weight that was priced
	Unit        dimweight.Weight // the unit that the card weighs in: dimweight.Pound

	// Packaging is the carrier's packaging or size that the parcel was priced as,
	// in the carrier's own words: "Medium Flat Rate Box". Empty means that it was
	// priced by its weight alone.
	Packaging string
}

// Transit is the time in movement, in the carrier's business days. The zero
// Transit is unknown, which is not the same day.
type Transit struct {
	Days  int
	Known bool
}

// Total returns the sum of the charges.
func (q *Quote) Total() Money {
	total := int64(0)
	for i := range q.Charges {
		total += q.Charges[i].Amount
	}
	return Money{total, q.Currency}
}

// ParcelTotal returns the sum of the charges of one parcel, by its index.
func (q *Quote) ParcelTotal(parcel int) Money {
	total := Money{Currency: q.Currency}
	for i := range q.Charges {
		if c := &q.Charges[i]; c.Parcel == parcel {
			total.Minor += c.Amount
		}
	}
	return total
}

// Money returns the amount of a charge of this quote with its currency.
func (q *Quote) Money(c Charge) Money { return Money{c.Amount, q.Currency} }

// Check reports why the quote cannot be trusted for a shipment of so many
// parcels: no charge, an unknown currency, a negative charge that is not a
// discount, a total that is not positive, a parcel without a charge or without a
// rating, an arrival before the collection, arrivals that are not in order.
func (q *Quote) Check(parcels int) error {
	err := q.checkCharges(parcels)
	if err == nil {
		err = q.checkPromise()
	}
	if err != nil {
		return fmt.Errorf("%s/%s: %w", q.Carrier, q.Service, err)
	}
	return nil
}

func (q *Quote) checkCharges(parcels int) error {
	if q.Carrier == "" || q.Service == "" {
		return errors.New("the quote names no carrier or no service")
	}
	if len(q.Charges) == 0 {
		return errors.New("no charges")
	}
	if len(q.Parcels) != parcels {
		return fmt.Errorf("%d of %d parcels are rated", len(q.Parcels), parcels)
	}
	if _, ok := q.Currency.Digits(); !ok {
		return fmt.Errorf("%w %s is unknown", ErrCurrency, quote(string(q.Currency)))
	}
	priced, total, usual := 0, int64(0), true // charges stand parcel by parcel, so a new index is the next one
	for i := range q.Charges {
		c := &q.Charges[i]
		if uint64(c.Amount) > MaxMinor || uint(c.Parcel) >= uint(parcels) {
			usual = false
		}
		if c.Parcel == priced {
			priced++
		}
		total += c.Amount
	}
	for i := 0; i < len(q.Charges) && !usual; i++ {
		if err := q.checkCharge(&q.Charges[i], parcels); err != nil {
			return err
		}
	}
	if priced < parcels {
		return fmt.Errorf("parcel %d has no charge", priced)
	}
	if total <= 0 {
		return fmt.Errorf("total is %v", Money{total, q.Currency})
	}
	return nil
}

func (q *Quote) checkCharge(c *Charge, parcels int) error {
	switch {
	case c.Amount < 0 && c.Code != Discount:
		return fmt.Errorf("charge %s is negative: %v", c.Code, q.Money(*c))
	case c.Amount > MaxMinor || c.Amount < -MaxMinor:
		return fmt.Errorf("charge %s is out of range: %v", c.Code, q.Money(*c))
	case c.Parcel < WholeShipment || c.Parcel >= parcels:
		return fmt.Errorf("charge %s is for parcel %d of %d", c.Code, c.Parcel, parcels)
	}
	return nil
}

// checkPromise matters because a wrong arrival would win a deadline.
func (q *Quote) checkPromise() error {
	switch {
	case q.Transit.Days < 0:
		return fmt.Errorf("%d transit days", q.Transit.Days)
	case q.Delivers != 0 && q.Delivers < q.Ships:
		return fmt.Errorf("delivers %v, before it ships on %v", q.Delivers, q.Ships)
	case q.DeliverTime != "" && !isHour(q.DeliverTime):
		return fmt.Errorf("deliver time %s is not an hour such as 10:30", quote(q.DeliverTime))
	}
	return q.checkArrivals()
}

// isHour reports whether s is "00:00" to "23:59".
func isHour(s string) bool {
	digit := func(i int, most byte) bool { return s[i] >= '0' && s[i] <= most }
	return len(s) == 5 && s[2] == ':' && digit(0, '2') && digit(1, '9') && s[:2] < "24" && digit(3, '5') && digit(4, '9')
}

// A Rejection is a service's refusal of a shipment.
type Rejection struct {
	Carrier string // empty when a whole origin cannot do it
	Service string // empty when the whole carrier refused or failed
	Origin  string // as that of a Quote
	Code    RejectionCode
	Reason  string // for a person, with the limit and the actual value

	// Near is how near the shipment is to what the service takes, of refusals with
	// one Code: for TooHeavy and TooBig the limit in thousandths of the actual
	// value, for NoLane 1000 where only the postal codes, or the street, stand in the way,
	// not the countries. Zero is the farthest, or not known.
	Near int
}

func (r Rejection) String() string {
	name := r.Carrier
	if r.Service != "" {
		name += "/" + r.Service
	}
	if r.Origin != "" {
		name = strings.TrimSpace(name + " from " + r.Origin)
	}
	return name + ": " + string(r.Code) + ": " + r.Reason
}

// A RejectionCode says why a service is not chosen, for a program.
type RejectionCode string

// The codes. Carriers give the first group, shopping the second.
const (
	TooHeavy   RejectionCode = "too_heavy"   // a parcel is over the weight limit
	TooBig     RejectionCode = "too_big"     // a parcel is over a size limit
	NoLane     RejectionCode = "no_lane"     // the service does not go from there to there
	NoPrice    RejectionCode = "no_price"    // the card has no price for it: date, weight and zone, or fuel
	NotOffered RejectionCode = "not_offered" // what was asked for is not part of the service

	NotEligible RejectionCode = "not_eligible" // the service is for other shipments: to businesses, to lockers, of media

	TooLate        RejectionCode = "too_late"        // arrives after the promise
	TransitUnknown RejectionCode = "transit_unknown" // nobody knows when it arrives
	NotGuaranteed  RejectionCode = "not_guaranteed"  // a guarantee was required
	TooDear        RejectionCode = "too_dear"        // costs more than the shipper pays at most
	Excluded       RejectionCode = "excluded"        // the shipper left it out, or has no account for it
	OtherCurrency  RejectionCode = "currency"        // no exchange rate to compare it with
	Timeout        RejectionCode = "timeout"         // the carrier did not answer within its budget
	Failed         RejectionCode = "failed"          // the carrier answered with an error, or nonsense
)
