package rates

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"github.com/shiprate/shiprate/carriers"
)

// MaxSplit is the most parcels that Split divides: the ways to divide them
// triple with each.
const MaxSplit = 12

// SplitTerms are what Split is held to. The zero SplitTerms are none.
type SplitTerms struct {
	// Origins are the warehouses that parts may leave from. Without any, all
	// leave from the shipment's own address.
	Origins []Origin

	// Constraints are met by each part. A limit on the price is one of each part.
	// They are asked from several goroutines at once.
	Constraints []Constraint

	// Exchange compares and adds up currencies. The zero Exchange does neither.
	Exchange Exchange
}

// A Division is the cheapest way to send the parcels of a shipment: in parts,
// each by a service of its own.
type Division struct {
	Parts []Part // in the order of their first parcels

	// Together is the cheapest service that takes all parcels in one shipment;
	// nil when none does.
	Together *Choice

	// Shopped is what was quoted for all parcels in one shipment.
	Shopped Shopped

	// Reason says what the division was compared with: "cheapest way to send 3
	// parcels that arrive by 2026-11-27; together ups/ground at 31.10 USD costs
	// 4.20 USD more".
	Reason string

	// Notes say which carriers were not asked for every subset of the parcels.
	Notes []string

	// Rejections are those of the parcels in one shipment, and of parcels alone
	// that no carrier answered for.
	Rejections []carriers.Rejection
}

// A Part is some parcels of a shipment that go together.
type Part struct {
	Parcels  []int             // their indexes in the shipment
	Shipment carriers.Shipment // as it is handed over, to write labels of
	carriers.Quote
}

// Total returns what all parts cost: in the currency that they and Together are
// quoted in, or else in that of the Exchange, rounded once.
func (d *Division) Total() carriers.Money {
	total, _ := d.sums()
	return total
}

// Saves returns how much less the parts cost than the parcels together; zero
// when nothing is saved, and no amount of no currency when no service takes them
// together.
func (d *Division) Saves() carriers.Money {
	total, together := d.sums()
	if together == (carriers.Money{}) {
		return carriers.Money{}
	}
	return carriers.Money{Minor: together.Minor - total.Minor, Currency: total.Currency}
}

// sums returns the total of the parts and that of Together, in one currency.
func (d *Division) sums() (parts, together carriers.Money) {
	prices := make([]carriers.Money, 0, len(d.Parts)+1)
	for i := range d.Parts {
		prices = append(prices, d.Parts[i].Total())
	}
	if d.Together != nil {
		prices = append(prices, d.Together.Total())
	}
	if mixed := slices.ContainsFunc(prices, func(m carriers.Money) bool { return m.Currency != prices[0].Currency }); !mixed {
		for _, m := range prices[:len(d.Parts)] {
			parts.Minor, parts.Currency = parts.Minor+m.Minor, m.Currency
		}
		if d.Together != nil {
			together = prices[len(d.Parts)]
		}
		return parts, together
	}
	x := d.Shopped.Exchange // which has converted each before
	sum := int64(0)
	for _, m := range prices[:len(d.Parts)] {
		sum += x.fineWorth(m)
	}
	if d.Together != nil {
		together = x.rounded(x.fineWorth(prices[len(d.Parts)]))
	}
	return x.rounded(sum), together
}

// Split finds the cheapest way to send the parcels of a shipment: it prices
// every division of them into parts, and every service for each part. Of equal
// totals the one of the fewest parts is taken, so that it costs never more than
// one shipment does and is one where splitting saves nothing. Charges of a whole
// shipment count once for each part, and each parcel keeps its share of the
// insured value.
//
// Most carriers charge for each parcel and once for the shipment. Split asks a
// carriers.Local for each parcel alone and for a choice of subsets, all pairs
// among them; where those are sums, it takes it that all are, and else it asks
// for all subsets, 4095 of them for 12 parcels. Any other carrier is asked for
// each parcel alone and for all together, and Notes say so. The parts that are
// chosen are quotes: what was summed is asked for again, and where it does not
// agree the carrier is asked for everything.
//
// More than MaxSplit parcels are an error that matches carriers.ErrInvalid, as
// is a shipment or an origin that is not valid. When some parcel has no service
// the error is a *NoQuoteError, and the Division has no Parts. A context that
// ends is an error too: a part of the answers would not be the cheapest.
func Split(ctx context.Context, s carriers.Shipment, terms SplitTerms, cs ...carriers.Carrier) (Division, error) {
	lanes, err := lanesOf(s, terms, cs)
	if err != nil {
		return Division{}, err
	}
	var wait sync.WaitGroup
	for _, l := range lanes {
		wait.Go(func() { l.ask(ctx) })
	}
	wait.Wait()
	d := together(s, terms, lanes)
	for {
		if ctx.Err() != nil {
			return Division{}, fmt.Errorf("splitting ended early: %w", context.Cause(ctx))
		}
		picks, err := pick(lanes)
		if err != nil {
			return d, d.noQuote(err, lanes)
		}
		wrong, err := d.confirm(ctx, picks)
		if err != nil {
			return Division{}, err
		}
		if wrong == nil {
			break
		}
		wrong.askAll(ctx)
	}
	d.Reason = d.reason(len(s.Parcels), terms.Constraints)
	return d, nil
}

// reason says what the division was compared with.
func (d *Division) reason(parcels int, constraints []Constraint) string {
	if len(d.Parts) == 1 {
		text := "one shipment: "
		if parcels > 1 {
			text = fmt.Sprintf("no way to divide %d parcels costs less: ", parcels)
		}
		return text + d.Together.Reason
	}
	text := appendConditions(fmt.Appendf(nil, "cheapest way to send %d parcels", parcels), constraints, plural)
	if d.Together == nil {
		return string(append(text, "; no service takes all of them together"...))
	}
	text = appendName(append(text, "; together "...), &d.Together.Quote)
	text = fmt.Appendf(text, " at %v costs %v more", d.Together.Total(), d.Saves())
	return string(text)
}

// together chooses among the quotes for the whole shipment.
func together(s carriers.Shipment, terms SplitTerms, lanes []*lane) Division {
	var d Division
	var wholes []Shopped
	for i, l := range lanes {
		if l.origin != nil && i > 0 && l.origin == lanes[i-1].origin && !l.has(l.order.all) {
			continue // once for the origin
		}
		wholes = append(wholes, l.whole)
	}
	d.Shopped = merge(s, wholes).In(terms.Exchange)
	var refused *NoQuoteError
	if choice, err := d.Shopped.Cheapest(terms.Constraints...); err == nil {
		d.Together, d.Rejections = &choice, choice.Rejections
	} else if errors.As(err, &refused) {
		d.Rejections = refused.Rejections
	}
	for _, l := range lanes {
		if l.local || len(l.alone) < 2 {
			continue
		}
		for j := range l.alone {
			for _, r := range l.alone[j].Rejections {
				if r.Code == carriers.Timeout || r.Code == carriers.Failed {
					r.Reason = fmt.Sprintf("parcels[%d] alone: %s", j, r.Reason)
					d.Rejections = append(d.Rejections, r)
				}
			}
		}
		if len(l.columns) > 0 {
			note := l.carrier.Name() + " was asked for each parcel alone and for all together, and for no parts between"
			if !slices.Contains(d.Notes, note) { // from another origin
				d.Notes = append(d.Notes, note)
			}
		}
	}
	return d
}

// noQuote says why the parcels cannot be sent.
func (d *Division) noQuote(why error, lanes []*lane) error {
	refused := slices.Clone(d.Rejections)
	if errors.Is(why, carriers.ErrCurrency) {
		for _, l := range lanes {
			for i := range l.columns {
				if c := &l.columns[i]; c.priced() {
					r := carriers.Rejection{Carrier: l.carrier.Name(), Service: c.service, Code: carriers.OtherCurrency, Reason: "it is in " + string(c.group) + why.Error()[len("currency"):]}
					if l.origin != nil {
						r.Origin = l.origin.Name
					}
					refused = append(refused, r)
				}
			}
		}
		return &NoQuoteError{refused}
	}
	for _, l := range lanes {
		for i := range l.alone {
			if len(l.alone) < 2 || takenAlone(lanes, i) {
				continue
			}
			_, err := l.alone[i].In(l.order.exchange).Cheapest(l.order.constraints...)
			var alone *NoQuoteError
			if errors.As(err, &alone) {
				for _, r := range alone.Rejections {
					r.Reason = "parcels[" + strconv.Itoa(i) + "] alone: " + r.Reason
					refused = append(refused, r)
				}
			}
		}
	}
	return &NoQuoteError{refused}
}

// takenAlone reports whether some service takes a parcel alone.
func takenAlone(lanes []*lane, parcel int) bool {
	return slices.ContainsFunc(lanes, func(l *lane) bool {
		return slices.ContainsFunc(l.columns, func(c column) bool { return c.alone[parcel].meets })
	})
}
