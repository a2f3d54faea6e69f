package rates

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/shiprate/shiprate/carriers"
)

// A Policy says which quote is chosen among those that meet every constraint.
// The zero Policy chooses the cheapest.
type Policy struct {
	// Name is the superlative that begins the reason of a choice: "fastest".
	// Empty means "cheapest".
	Name string

	// Weigh says what counts for a quote. Its price is the total in the currency
	// that quotes are compared in. It must not change the quote. Without it all
	// weigh alike, and the price decides.
	Weigh func(q *carriers.Quote, price carriers.Money) Weight
}

// A Weight is what a Policy finds of a quote. The least is chosen; of equal ones
// the lowest price, then the earlier arrival, then the first by name.
type Weight struct {
	Amount int64

	// Says puts it in words for the reason of a choice, after "it" or "which":
	// "arrives 2026-11-25 20:00".
	Says string

	// Refused is why the quote cannot be weighed, and Says is then the reason.
	// Empty means that it can.
	Refused carriers.RejectionCode
}

// Fastest chooses the earliest arrival, of which an unknown hour is the end of
// the day. A quote whose arrival is unknown is refused. A price limit is a
// constraint: see AtMost.
func Fastest() Policy {
	return Policy{Name: "fastest", Weigh: func(q *carriers.Quote, _ carriers.Money) Weight {
		if q.Delivers == 0 {
			return unknownArrival
		}
		says := "arrives " + q.Delivers.String()
		if q.DeliverTime != "" {
			says += " " + q.DeliverTime
		}
		says += kind(q)
		return Weight{Amount: arrivalKey(q), Says: says}
	}}
}

var unknownArrival = Weight{Refused: carriers.TransitUnknown, Says: "nobody knows when it arrives"}

// arrivalKey orders arrivals, in minutes; without an hour, the end of the day.
func arrivalKey(q *carriers.Quote) int64 {
	const day = 24 * 60
	key := int64(q.Delivers) * day
	if len(q.DeliverTime) != len("10:30") {
		return key + day
	}
	hours, _ := strconv.Atoi(q.DeliverTime[:2])
	minutes, _ := strconv.Atoi(q.DeliverTime[3:])
	return key + int64(hours)*60 + int64(minutes)
}

// Choose chooses the quote that a policy weighs the least among those that meet
// every constraint. If there is none, the error is a *NoQuoteError; if the
// shipment is invalid, it is Err. Quotes in several currencies are refused with
// OtherCurrency, unless Exchange has rates for them.
func (sh Shopped) Choose(p Policy, constraints ...Constraint) (Choice, error) {
	if sh.Err != nil {
		return Choice{}, sh.Err
	}
	offers := make([]weighed, 0, 32) // on the stack, while they are no more
	refused := slices.Clip(sh.Rejections)
	for _, q := range sh.Quotes {
		o, code, why := sh.judge(q, constraints)
		if code == "" {
			w := sh.weigh(p, q)
			if w == nil || w.Refused == "" {
				offers = append(offers, weighed{o, w})
				continue
			}
			code, why = w.Refused, w.Says
		}
		refused = append(refused, rejection(q, code, why))
	}
	if why := mixed(offers); why != "" { // nobody can say which is cheaper
		for _, o := range offers {
			refused = append(refused, rejection(o.quote, carriers.OtherCurrency, "it is in "+string(o.group)+why))
		}
		offers = nil
	}
	if len(offers) == 0 {
		return Choice{}, &NoQuoteError{refused}
	}
	best, next := firstTwo(offers)
	why := reason{len(offers), p, best, next, sh.Exchange}
	return Choice{Quote: *best.quote, Reason: why.under(constraints), Of: len(offers), RunnerUp: next.quote, Rejections: refused}, nil
}

// weigh asks the policy, if it has anything to say; else it returns nil.
func (sh *Shopped) weigh(p Policy, q *carriers.Quote) *Weight {
	if p.Weigh == nil {
		return nil
	}
	price := q.Total()
	if sh.Exchange.Currency != "" {
		price, _ = sh.Exchange.Convert(price) // an offer has been converted before
	}
	w := p.Weigh(q, price)
	return &w
}

// A weighed is an offer with what the policy finds of it; nil when that is
// nothing, of all offers alike.
type weighed struct {
	offer
	weight *Weight
}

// compare orders by weight and then as offers are ordered.
func (w *weighed) compare(v *weighed) int {
	if w.weight != nil && w.weight.Amount != v.weight.Amount {
		return cmp.Compare(w.weight.Amount, v.weight.Amount)
	}
	return w.offer.compare(&v.offer)
}

// says is the policy's finding in words; empty when it has none.
func (w *weighed) says() string {
	if w.weight == nil {
		return ""
	}
	return w.weight.Says
}
