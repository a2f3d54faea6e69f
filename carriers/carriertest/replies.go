package carriertest

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// A judge looks at one reply to one shipment.
type judge func(name string, s carriers.Shipment, reply carriers.Reply) error

// eachReply lets a judge see the reply to every variant. An error instead of a
// reply is another rule's matter.
func eachReply(j judge) func(context.Context, carriers.Carrier, carriers.Shipment) error {
	return func(ctx context.Context, c carriers.Carrier, s carriers.Shipment) error {
		var bad breaches
		for _, v := range variants(s) {
			if reply, err := ask(ctx, c, v.shipment); err == nil {
				bad.add(v, j(c.Name(), v.shipment, reply))
			}
		}
		return errors.Join(bad...)
	}
}

// breaches are of one rule, each at the first variant that shows it.
type breaches []error

func (b *breaches) add(v variant, err error) {
	same := func(known error) bool { return errors.Unwrap(known).Error() == err.Error() }
	if err != nil && !slices.ContainsFunc(*b, same) {
		*b = append(*b, fmt.Errorf("%s: %w", v.what, err))
	}
}

func quotesWellFormed(name string, s carriers.Shipment, reply carriers.Reply) error {
	var bad []error
	for i := range reply.Quotes {
		q := &reply.Quotes[i]
		breach := func(format string, args ...any) {
			bad = append(bad, fmt.Errorf("quotes[%d] %s: %s", i, q.Service, fmt.Sprintf(format, args...)))
		}
		if err := q.Check(len(s.Parcels)); err != nil {
			breach("%v", err)
		}
		if q.Carrier != name {
			breach("its carrier is %q, not %q", q.Carrier, name)
		}
		if !isName(q.Service, "-") {
			breach("the service is not in lower case with hyphens")
		}
		if q.Name == "" {
			breach("it has no name")
		}
		chargesWellFormed(q, breach)
		promiseWellFormed(q, s, breach)
		for j := range min(len(q.Parcels), len(s.Parcels)) {
			ratingWellFormed(q.Parcels[j], s.Parcels[j], func(format string, args ...any) {
				breach("parcels[%d]: %s", j, fmt.Sprintf(format, args...))
			})
		}
	}
	return errors.Join(bad...)
}

func chargesWellFormed(q *carriers.Quote, breach func(string, ...any)) {
	last := 0
	for _, c := range q.Charges {
		if !isName(string(c.Code), "_") {
			breach("charge code %q is not in lower case with underscores", c.Code)
		}
		if c.Name == "" {
			breach("charge %s has no name", c.Code)
		}
		parcel := c.Parcel
		if parcel == carriers.WholeShipment {
			parcel = carriers.MaxParcels
		}
		if parcel < last {
			breach("charge %s of parcel %d stands after those of a later one", c.Code, c.Parcel)
		}
		last = max(last, parcel)
	}
}

func promiseWellFormed(q *carriers.Quote, s carriers.Shipment, breach func(string, ...any)) {
	if ready := carriers.DateOf(s.Ready); q.Ships < ready {
		breach("ships on %q, the shipment is ready on %v", q.Ships, ready)
	}
	if !q.Transit.Known && q.Transit.Days != 0 {
		breach("the transit is unknown, yet %d days", q.Transit.Days)
	}
	if q.Delivers == 0 && q.DeliverTime != "" {
		breach("the day of arrival is unknown, yet the hour is %s", q.DeliverTime)
	}
	if q.Origin != "" {
		breach("the origin is %q, which is for shopping to say", q.Origin)
	}
	for _, note := range q.Notes {
		if strings.TrimSpace(note) == "" || strings.HasSuffix(note, ".") || strings.Contains(note, "\n") {
			breach("note %q is not a sentence without a full stop", note)
		}
	}
}

func ratingWellFormed(r carriers.Rated, p carriers.Parcel, breach func(string, ...any)) {
	if r.Actual != p.Weight {
		breach("actual weight is %v, the parcel's is %v", r.Actual, p.Weight)
	}
	if r.Billable < r.Actual || r.Billable < r.Dimensional {
		breach("billable weight %v is less than the actual %v or the dimensional %v", r.Billable, r.Actual, r.Dimensional)
	}
	if r.Unit <= 0 {
		breach("it has no unit of weight")
	}
}

func rejectionsWellFormed(name string, _ carriers.Shipment, reply carriers.Reply) error {
	var bad []error
	for i, r := range reply.Rejections {
		breach := func(format string, args ...any) {
			bad = append(bad, fmt.Errorf("rejections[%d] %s: %s", i, r.Service, fmt.Sprintf(format, args...)))
		}
		if r.Carrier != name {
			breach("its carrier is %q, not %q", r.Carrier, name)
		}
		if r.Service == "" && len(reply.Quotes)+len(reply.Rejections) > 1 {
			breach("the whole carrier refuses, yet there are other answers")
		}
		if r.Service != "" && !isName(r.Service, "-") {
			breach("the service is not in lower case with hyphens")
		}
		if !isName(string(r.Code), "_") {
			breach("code %q is not in lower case with underscores", r.Code)
		}
		switch r.Code {
		case carriers.TooLate, carriers.TransitUnknown, carriers.NotGuaranteed, carriers.TooDear, carriers.Excluded, carriers.Timeout:
			breach("code %s is for shopping to give", r.Code)
		}
		if strings.TrimSpace(r.Reason) == "" || strings.Contains(r.Reason, "\n") {
			breach("reason %q is not a line of text", r.Reason)
		}
	}
	return errors.Join(bad...)
}

// totalsAreSums adds in integers without a limit, so that an overflow shows.
func totalsAreSums(_ string, s carriers.Shipment, reply carriers.Reply) error {
	var bad []error
	for i := range reply.Quotes {
		q := &reply.Quotes[i]
		sum := new(big.Int)
		for _, c := range q.Charges {
			sum.Add(sum, big.NewInt(c.Amount))
		}
		if total := q.Total(); sum.Cmp(big.NewInt(total.Minor)) != 0 {
			bad = append(bad, fmt.Errorf("%s: total is %v, the charges add up to %v in minor units", q.Service, total, sum))
		}
		parts := new(big.Int)
		for j := carriers.WholeShipment; j < len(s.Parcels); j++ {
			parts.Add(parts, big.NewInt(q.ParcelTotal(j).Minor))
		}
		if parts.Cmp(sum) != 0 {
			bad = append(bad, fmt.Errorf("%s: parcels add up to %v, the charges to %v in minor units", q.Service, parts, sum))
		}
	}
	return errors.Join(bad...)
}

func nothingNegative(_ string, _ carriers.Shipment, reply carriers.Reply) error {
	var bad []error
	for i := range reply.Quotes {
		q := &reply.Quotes[i]
		if total := q.Total(); total.Minor <= 0 {
			bad = append(bad, fmt.Errorf("%s: total is %v", q.Service, total))
		}
		for _, c := range q.Charges {
			switch discount := c.Code == carriers.Discount; {
			case c.Amount < 0 && !discount:
				bad = append(bad, fmt.Errorf("%s: charge %s is negative: %v", q.Service, c.Code, q.Money(c)))
			case c.Amount > 0 && discount:
				bad = append(bad, fmt.Errorf("%s: the discount makes it dearer: %v", q.Service, q.Money(c)))
			}
		}
		for j, r := range q.Parcels {
			if r.Actual < 0 || r.Dimensional < 0 || r.Billable < 0 {
				bad = append(bad, fmt.Errorf("%s: a weight of parcel %d is negative: %v, %v, %v", q.Service, j, r.Actual, r.Dimensional, r.Billable))
			}
		}
		if q.Transit.Days < 0 {
			bad = append(bad, fmt.Errorf("%s: %d transit days", q.Service, q.Transit.Days))
		}
	}
	return errors.Join(bad...)
}

func noServiceTwice(_ string, _ carriers.Shipment, reply carriers.Reply) error {
	var bad []error
	seen := map[string]bool{}
	for _, service := range services(reply) {
		if seen[service] {
			bad = append(bad, fmt.Errorf("service %q is answered for twice", service))
		}
		seen[service] = true
	}
	return errors.Join(bad...)
}

// services are the names in a reply, in its order.
func services(reply carriers.Reply) []string {
	var names []string
	for _, q := range reply.Quotes {
		names = append(names, q.Service)
	}
	for _, r := range reply.Rejections {
		names = append(names, r.Service)
	}
	return names
}

// isName reports whether s is words of small letters and digits with the joint
// between them: "next-day-air-saver", "delivery_area".
func isName(s, joint string) bool {
	for word := range strings.SplitSeq(s, joint) {
		if word == "" || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return true
}
