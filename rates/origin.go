package rates

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
)

// An Origin is a warehouse that a shipment may leave from.
type Origin struct {
	Name string // in quotes and reasons: "east"

	// From is its address, which takes the place of Shipment.From.
	From carriers.Address

	// Handling is what it costs to pack and hand over one parcel there. It is a
	// charge of each parcel of a quote. Zero is none.
	Handling carriers.Money

	// Cutoff is the latest hour, as "16:00" on the clock there, at which what is
	// ready still leaves on the same day; what is ready later counts as ready on
	// the next day. Empty is no cutoff.
	Cutoff string

	// Stock is how many pieces of each SKU lie there. Nil means everything; else
	// a parcel leaves from here only if all its items are here, and what several
	// parcels need is added up.
	Stock map[string]int
}

// HandlingCharge is the code of the charge for Origin.Handling.
const HandlingCharge carriers.ChargeCode = "handling"

// NoStock is the code of the rejection of an origin that lacks an item.
const NoStock carriers.RejectionCode = "no_stock"

// Leaving returns the shipment as it leaves from the origin: with its address,
// and ready on the next day when it is ready after the cutoff. Shipment.Ready is
// on the clock of Shipment.From; where the time zones of both are known, it is
// put on that of the origin, and else taken as written. Midnight is a day without
// an hour, and stays. From no origin, nil, it leaves as it is.
func (o *Origin) Leaving(s carriers.Shipment) carriers.Shipment {
	if o == nil {
		return s
	}
	const clock = "15:04:05"
	if s.Ready.Format(clock) != "00:00:00" {
		s.Ready = o.onClock(s)
		if o.Cutoff != "" && s.Ready.Format(clock) > o.Cutoff+":00" {
			s.Ready = carriers.DateOf(s.Ready).Time().AddDate(0, 0, 1)
		}
	}
	s.From = o.From
	return s
}

// onClock returns when the shipment is ready on the clock of the origin.
func (o *Origin) onClock(s carriers.Shipment) time.Time {
	name, known := carriers.TimeZone(&s.From)
	zone, err := time.LoadLocation(name)
	if !known || err != nil {
		return s.Ready
	}
	y, m, d := s.Ready.Date()
	h, minute, sec := s.Ready.Clock()
	there, known := carriers.OnClockOf(&o.From, time.Date(y, m, d, h, minute, sec, 0, zone))
	if !known {
		return s.Ready
	}
	return there
}

// ShopFrom is Shop from each of several origins, so that Choose picks the
// origin and the service together. Each quote names its Origin and has the
// handling there as a charge. An origin that lacks an item of the shipment is
// named in a rejection. Origins that cannot be asked are an error in Err, which
// matches carriers.ErrInvalid. The Shipment of the result is as it was given;
// Origin.Leaving has the one to write labels of.
func ShopFrom(ctx context.Context, s carriers.Shipment, origins []Origin, cs ...carriers.Carrier) Shopped {
	if err := checkOrigins(s, origins); err != nil {
		return Shopped{Shipment: s, Err: err}
	}
	list := make([]Shopped, len(origins))
	for i := range origins {
		o := &origins[i]
		if lack := o.lack(s.Parcels); lack != "" {
			list[i].Rejections = []carriers.Rejection{{Origin: o.Name, Code: NoStock, Reason: lack}}
			continue
		}
		list[i] = o.priced(Shop(ctx, o.Leaving(s), cs...))
	}
	return merge(s, list)
}

// priced names the origin in what was shopped, and adds what it costs there.
func (o *Origin) priced(shopped Shopped) Shopped {
	if o == nil {
		return shopped
	}
	kept := shopped.Quotes[:0]
	for _, asked := range shopped.Quotes {
		q := *asked // which may be the carrier's own memory
		q.Origin = o.Name
		if why := o.addHandling(&q); why != "" {
			shopped.Rejections = append(shopped.Rejections, rejection(&q, carriers.OtherCurrency, why))
			continue
		}
		kept = append(kept, &q)
	}
	shopped.Quotes = kept
	for i := range shopped.Rejections {
		shopped.Rejections[i].Origin = o.Name
	}
	return shopped
}

// addHandling charges each parcel of a quote. It leaves the memory that quotes
// share as it is.
func (o *Origin) addHandling(q *carriers.Quote) (why string) {
	if o.Handling.Minor == 0 {
		return ""
	}
	if q.Currency != o.Handling.Currency {
		return "it is in " + string(q.Currency) + ", and handling in " + o.Name + " costs " + o.Handling.String()
	}
	charges := make([]carriers.Charge, 0, len(q.Charges)+len(q.Parcels))
	rest := q.Charges
	for i := range q.Parcels {
		n := 0
		for n < len(rest) && rest[n].Parcel == i {
			n++
		}
		charges = append(charges, rest[:n]...)
		charges = append(charges, carriers.Charge{Code: HandlingCharge, Name: "Handling in " + o.Name, Amount: o.Handling.Minor, Parcel: i})
		rest = rest[n:]
	}
	charges = append(charges, rest...) // those of the whole shipment
	q.Charges = charges
	return ""
}

// lack says which item the origin lacks for some parcels; empty when it has all.
func (o *Origin) lack(parcels []carriers.Parcel) string {
	if o == nil || o.Stock == nil {
		return ""
	}
	need := map[string]int{}
	for i := range parcels {
		if len(parcels[i].Items) == 0 {
			return fmt.Sprintf("parcels[%d] lists no items, so that nobody knows whether they are there", i)
		}
		for j := range parcels[i].Items {
			item := &parcels[i].Items[j]
			if item.SKU == "" {
				return fmt.Sprintf("parcels[%d].items[%d] has no SKU, so that nobody knows whether it is there", i, j)
			}
			if need[item.SKU] += item.Quantity; need[item.SKU] > o.Stock[item.SKU] {
				return fmt.Sprintf("parcels[%d] needs %s, of which %d are there and %d asked for", i, item.SKU, o.Stock[item.SKU], need[item.SKU])
			}
		}
	}
	return ""
}

// merge makes one of what was shopped for a shipment. Of what is alike, that
// which was asked first stands first.
func merge(s carriers.Shipment, list []Shopped) Shopped {
	all := Shopped{Shipment: s}
	for _, one := range list {
		all.Quotes = append(all.Quotes, one.Quotes...)
		all.Rejections = append(all.Rejections, one.Rejections...)
		if all.Err == nil {
			all.Err = one.Err
		}
	}
	all.Rejections = sorted(all.Rejections)
	return all.In(Exchange{})
}

// checkOrigins reports every problem of the shipment and the origins at once,
// each with its path.
func checkOrigins(s carriers.Shipment, origins []Origin) error {
	var bad carriers.Invalid
	if len(origins) == 0 {
		bad = append(bad, carriers.Problem{Path: "origins", Message: "must have at least one"})
	}
	for i := range origins {
		path := fmt.Sprintf("origins[%d].", i)
		for _, p := range origins[i].problems(s, origins[:i]) {
			_, ofOrigin := strings.CutPrefix(p.Path, "from.")
			if ofOrigin || p.Path == "name" || p.Path == "cutoff" || p.Path == "handling" || p.Path == "stock" {
				p.Path = path + p.Path
			} else if i > 0 {
				continue // the first has told it of the shipment
			}
			bad = append(bad, p)
		}
	}
	if bad != nil {
		return bad
	}
	return nil
}

// problems are those of the origin, by its fields, and of the shipment when it
// leaves from there.
func (o *Origin) problems(s carriers.Shipment, before []Origin) (bad carriers.Invalid) {
	add := func(field, format string, args ...any) {
		bad = append(bad, carriers.Problem{Path: field, Message: fmt.Sprintf(format, args...)})
	}
	if strings.TrimSpace(o.Name) == "" {
		add("name", "must be set")
	}
	if slices.ContainsFunc(before, func(p Origin) bool { return p.Name == o.Name }) {
		add("name", "%q stands twice", o.Name)
	}
	if _, err := carriers.ParseHour(o.Cutoff); o.Cutoff != "" && err != nil {
		add("cutoff", "%v", err)
	}
	if h := o.Handling; h != (carriers.Money{}) {
		if _, known := h.Currency.Digits(); !known || h.Minor < 0 || h.Minor > carriers.MaxMinor/carriers.MaxParcels {
			add("handling", "%v is not an amount from 0 to 1000000000 minor units of a currency", h)
		}
	}
	for _, sku := range slices.Sorted(maps.Keys(o.Stock)) {
		if n := o.Stock[sku]; n < 0 {
			add("stock", "%d pieces of %q are less than none", n, sku)
		}
	}
	s.From = o.From
	var invalid carriers.Invalid
	if errors.As(s.Validate(), &invalid) {
		bad = append(bad, invalid...)
	}
	return bad
}
