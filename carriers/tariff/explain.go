package tariff

import (
	"fmt"
	"slices"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// An Explanation is how one quote came about, step by step, as a person would
// check it against an invoice. String puts it into words. Amounts are minor
// units of the quote's currency.
type Explanation struct {
	// Quote is what is explained, just as Carrier.Quote gives it.
	Quote carriers.Quote

	Card     CardStep
	Ships    ShipStep
	Lane     LaneStep
	Parcels  []ParcelStep
	Shipment []ChargeStep // what is charged once for the shipment, and what is not
	Arrives  ArriveStep
}

// A CardStep is the card that priced the shipment.
type CardStep struct {
	Name     string
	From, To carriers.Date // ship dates that the terms of the service hold for; zero To for no end
	Sources  []string
}

// A ShipStep is how the day of collection was found.
type ShipStep struct {
	Ready   carriers.Date
	Hour    string          // of that day, "18:00"
	Cutoff  string          // of that day, where one is known
	Late    bool            // it is ready after the cutoff
	Without []carriers.Date // days without collection that were passed over
	Ships   carriers.Date
}

// A LaneStep is how the zone was found: in a row of a chart, or by distance.
type LaneStep struct {
	From, To string // the ends, as a person names them
	Zone     string

	// Chart is the file whose row has the lane, "zones.csv"; Origin and
	// Destination are the places that the row names: "100", "99546-99551", "CA".
	// Without a chart, Miles lie between the two prefixes of three digits, in the
	// band up to UpTo miles; zero is no end.
	Chart, Origin, Destination string
	Miles, UpTo                int

	Area string // of the destination, that surcharges speak of; empty for none
}

// A ParcelStep is how one parcel was rated.
type ParcelStep struct {
	Sides    dimweight.Dims  // as given
	Measured dimweight.Dims  // as the rule rounds them, the longest first
	Rule     *dimweight.Rule // with the divisor and the threshold of the dimensional weight
	Unit     dimweight.Weight
	Limits   []LimitStep

	Actual, Dimensional dimweight.Weight // zero Dimensional is none
	Minimums            []MinimumStep    // that are over both
	Billable            dimweight.Weight

	Lists   []ListStep // the price lists, that which counts among them
	Charges []ChargeStep
	Near    []NearStep
}

// A LimitStep is a limit of the service with what the parcel has.
type LimitStep struct{ Of, Actual, Limit string }

// A MinimumStep is a least billable weight, and what demands it: a charge, or the
// service.
type MinimumStep struct {
	Of     string
	Weight dimweight.Weight
}

// A ListStep is a price list of the service, and what it asks for the parcel.
type ListStep struct {
	Packaging string // empty for the ordinary list
	Fits      string // the limit as the card writes it; empty for none
	Takes     bool   // the parcel fits, and there is a price
	Chosen    bool

	Billable dimweight.Weight
	UpTo     dimweight.Weight // of the row; zero for no end
	PerUnit  Price            // of a row of prices per unit; zero for another
	Price    int64
	Off      int64 // the discount of a contract, of which the charges tell more
}

// A ChargeStep is a row that applies to the parcel: its conditions hold.
type ChargeStep struct {
	Code   carriers.ChargeCode
	Name   string
	Amount int64
	Fate   Fate
	By     string // the name of what beats or waives it

	Conditions []ConditionStep

	// Of a percentage: of which charges, their sum, and for fuel the first day of
	// the week whose percentage it is.
	Percent Percent
	Of      []PartStep
	Sum     int64
	Week    carriers.Date
}

// A PartStep is a charge that a percentage is of.
type PartStep struct {
	Code   carriers.ChargeCode
	Amount int64
}

// A Fate is what becomes of a row that applies.
type Fate string

// The fates.
const (
	Charged  Fate = "charged"
	Beaten   Fate = "beaten"   // by a dearer row of the same code, or an equal one above
	Waived   Fate = "waived"   // by another charge
	Unpriced Fate = "unpriced" // charged, but nobody knows how much: see the notes
)

// A ConditionStep is a condition with what the parcel has: "over 50 lb", "51 lb".
// Actual is empty where the condition says it all.
type ConditionStep struct{ Condition, Actual string }

// A NearStep is something that a little more would bring about: a charge, a limit
// of the service, or a dimensional weight.
type NearStep struct {
	Kind      NearKind
	Code      carriers.ChargeCode // of a charge
	Name      string              // of a charge
	Amount    int64               // of a charge; zero when it is a percentage or not known
	Condition string              // "longest side over 48 in"
	Actual    string
	Under     string // how much the parcel may still grow: "1 in"
}

// A NearKind says what is near.
type NearKind string

// The kinds.
const (
	NearCharge      NearKind = "charge"
	NearLimit       NearKind = "limit"
	NearDimensional NearKind = "dimensional weight"
)

// An ArriveStep is how the day of arrival was found.
type ArriveStep struct {
	Days    int             // business days; zero is unknown
	Zone    bool            // they are those of the zone; else those of the service
	Without []carriers.Date // days without delivery that were passed over
	Date    carriers.Date
	Hour    string
}

// A RefusedError says that a service refuses the shipment, so that there is no
// quote to explain.
type RefusedError struct{ Rejection carriers.Rejection }

func (e *RefusedError) Error() string { return e.Rejection.String() }

// Explain tells how the quote of a service comes about. It asks the engine that
// quotes, and so cannot disagree with it. The errors are ErrInvalid for an
// invalid shipment, ErrNoService, and a *RefusedError.
func (c *Carrier) Explain(s carriers.Shipment, service string) (Explanation, error) {
	if err := s.Validate(); err != nil {
		return Explanation{}, err
	}
	if err := c.check(); err != nil {
		return Explanation{}, err
	}
	ready, minute := carriers.Handover(s.Ready)
	for k, services := range c.priced(ready, minute) {
		for _, i := range services {
			if card := c.cards[k]; card.services[i].id == service {
				x := explainer{}
				x.begun(card, &s, ready, minute)
				return x.explain(i)
			}
		}
	}
	return Explanation{}, fmt.Errorf("%w: %s/%s", ErrNoService, c.Name(), service)
}

// An explainer is a rater that tells what it does.
type explainer struct {
	rater
	at *serviceAt
}

func (x *explainer) explain(i int) (e Explanation, err error) {
	ok := x.findLane()
	if ok {
		x.at, ok = x.rater.at(i)
	}
	if ok {
		ok = x.offer(x.at)
	}
	if !ok {
		return Explanation{}, &RefusedError{x.refusalOf(x.card.services[i])}
	}
	e.Quote = x.reply(&Carrier{}).Quotes[0]
	e.Shipment = x.shipmentCharges() // before the parcels are rated again
	e.Card = CardStep{Name: x.card.name, From: x.at.terms.from, To: x.at.terms.to, Sources: slices.Clone(x.card.sources)}
	if e.Card.To == openEnd {
		e.Card.To = 0
	}
	e.Ships, e.Lane, e.Arrives = x.shipStep(i), x.laneStep(), x.arriveStep(&e.Quote)
	for n := range x.shipment.Parcels {
		x.rateParcel(x.at, n) // as it did for the quote
		e.Parcels = append(e.Parcels, x.parcelStep())
	}
	return e, nil
}

func (x *explainer) shipStep(i int) ShipStep {
	s, calendar := ShipStep{Ready: x.ready, Ships: x.at.ships}, x.at.service.calendar
	if x.minute > 0 {
		s.Hour = clockOf(x.minute)
	}
	last := calendar.on(x.ready).cutoff()
	if x.card.cutoffs != nil && x.card.cutoffs[i] != 0 {
		last = x.card.cutoffs[i]
	}
	if last != 0 {
		s.Cutoff = clockOf(int(last) - 1)
	}
	for d := x.ready; d < x.at.ships; d++ {
		if calendar.on(d)&collects == 0 {
			s.Without = append(s.Without, d)
		} else if d == x.ready {
			s.Late = true
		}
	}
	return s
}

// clockOf prints a minute of the day as an hour.
func clockOf(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

func (x *explainer) laneStep() LaneStep {
	c, s := x.card, x.shipment
	from, to := endAt(&s.From, c.country), endAt(&s.To, c.country)
	step := LaneStep{From: carriers.Place(&s.From), To: carriers.Place(&s.To), Zone: x.at.service.zones[x.at.zone].label}
	if set := c.areas.find(&to); set != 0 {
		step.Area = namesOf(c.areas.names, set)[0]
	}
	for _, chart := range c.lanes.charts {
		if i, j := chart.narrowest(&from, &to); chart.at(i, j) != nil {
			step.Chart, step.Origin, step.Destination = chart.file, chart.from.name(i), chart.to.name(j)
			return step
		}
	}
	step.Miles, step.UpTo = c.lanes.distance.miles(from.prefix, to.prefix)
	return step
}

func (x *explainer) arriveStep(q *carriers.Quote) ArriveStep {
	s := ArriveStep{Days: q.Transit.Days, Zone: x.at.terms.days == 0, Date: q.Delivers, Hour: q.DeliverTime}
	want := x.wantedDays()
	for d := q.Ships + 1; d < q.Delivers; d++ {
		if x.at.service.calendar.on(d)&want == 0 {
			s.Without = append(s.Without, d)
		}
	}
	return s
}
