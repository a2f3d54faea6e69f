package live

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/shiprate/shiprate/carriers"
)

// Asked is what a carrier was asked for, and so what a reply must keep to.
type Asked struct {
	Carrier  string             // the name that it has
	Services []carriers.Service // those that it answers for
	Parcels  int                // of the shipment
	Currency carriers.Currency  // the account's money, as that of Config; empty means any
	Abroad   carriers.Currency  // what it may bill in instead; empty means nothing
}

// Asked is that of a question about a shipment, in the account's money.
func (c *Client) Asked(name string, services []carriers.Service, s *carriers.Shipment) Asked {
	a := Asked{Carrier: name, Services: services, Parcels: len(s.Parcels), Currency: c.config.Currency}
	if a.Currency == "" {
		a.Currency, a.Abroad = carriers.CurrencyOf(s.From.Country), "USD"
	}
	return a
}

// Finish makes a reply of what a mapping found that keeps the contract of
// carriers.Carrier: each of the services once, in their order and under the
// carrier's name. A quote that fails its Check or is in another currency, and a
// service answered for twice, is refused as Failed; a service without an answer
// as NotOffered; what nobody asked for as Excluded, behind the others. Prices of
// which none can be trusted are no answer: the error matches ErrAnswer.
func (a Asked) Finish(found carriers.Reply) (carriers.Reply, error) {
	count := map[string]int{}
	for i := range found.Quotes {
		count[found.Quotes[i].Service]++
	}
	for _, r := range found.Rejections {
		count[r.Service]++
	}
	out := carriers.Reply{
		Quotes:     slices.Grow([]carriers.Quote(nil), len(found.Quotes)),
		Rejections: slices.Grow([]carriers.Rejection(nil), max(len(a.Services)-len(found.Quotes), len(found.Rejections))),
	}
	distrust := ""
	refuse := func(service string, code carriers.RejectionCode, reason string) {
		if code == carriers.Failed && distrust == "" {
			distrust = service + ": " + strings.TrimPrefix(reason, untrusted)
		}
		out.Rejections = append(out.Rejections, carriers.Rejection{Carrier: a.Carrier, Service: service, Code: code, Reason: reason})
	}
	known := map[string]bool{}
	for _, s := range a.Services {
		known[s.Service] = true
		switch n := count[s.Service]; {
		case n > 1:
			refuse(s.Service, carriers.Failed, fmt.Sprintf("the carrier answered for it %d times", n))
		case n == 0:
			refuse(s.Service, carriers.NotOffered, "the carrier gave no price for it")
		}
	}
	for i := range found.Quotes {
		q := found.Quotes[i]
		if q.Carrier = a.Carrier; count[q.Service] > 1 || !known[q.Service] {
			continue
		}
		if why := a.distrust(&q); why != "" {
			refuse(q.Service, carriers.Failed, Line(untrusted+why))
			continue
		}
		out.Quotes = append(out.Quotes, q)
	}
	for _, r := range found.Rejections {
		if count[r.Service] == 1 && known[r.Service] {
			refuse(r.Service, r.Code, Line(r.Reason))
		}
	}
	if len(out.Quotes) == 0 && distrust != "" {
		return carriers.Reply{}, &Error{Kind: ErrAnswer, Detail: "no service has a price that can be trusted; " + distrust}
	}
	for _, service := range slices.Sorted(maps.Keys(count)) {
		if !known[service] {
			refuse(service, carriers.Excluded, "the carrier offers it"+priceOf(service, found.Quotes)+", and it is not among the services that are asked for")
		}
	}
	return out, nil
}

const untrusted = "its price cannot be trusted: "

// distrust says why a price is not taken; empty when it is.
func (a Asked) distrust(q *carriers.Quote) string {
	if err := q.Check(a.Parcels); err != nil {
		_, why, _ := strings.Cut(err.Error(), ": ")
		return why
	}
	if a.Currency != "" && q.Currency != a.Currency && q.Currency != a.Abroad {
		return fmt.Sprintf("it is in %s, and the account's money is %s", q.Currency, a.Currency)
	}
	return ""
}

// priceOf tells the price of a service that has one: " for 1.00 USD".
func priceOf(service string, quotes []carriers.Quote) string {
	for i := range quotes {
		q := quotes[i]
		if q.Carrier = "any"; q.Service == service && q.Check(len(q.Parcels)) == nil {
			return " for " + q.Total().String()
		}
	}
	return ""
}

// RefuseAll refuses every service for one reason, without asking the carrier.
func RefuseAll(name string, services []carriers.Service, code carriers.RejectionCode, format string, args ...any) carriers.Reply {
	var reply carriers.Reply
	for _, s := range services {
		reply.Rejections = append(reply.Rejections, carriers.Rejection{Carrier: name, Service: s.Service, Code: code, Reason: fmt.Sprintf(format, args...)})
	}
	return reply
}

// Slug makes a service's name here of the carrier's: "GroundAdvantage" is
// "ground-advantage", "FEDEX_2_DAY" is "fedex-2-day", and what has no letters is
// "unnamed".
func Slug(s string) string {
	var b strings.Builder
	var last rune
	for _, r := range s {
		lower := unicode.ToLower(r)
		switch {
		case lower >= 'a' && lower <= 'z' || lower >= '0' && lower <= '9':
			if unicode.IsUpper(r) && (unicode.IsLower(last) || unicode.IsDigit(last)) {
				b.WriteByte('-')
			} else if b.Len() > 0 && !unicode.IsLetter(last) && !unicode.IsDigit(last) {
				b.WriteByte('-')
			}
			b.WriteRune(lower)
		case b.Len() == 0:
			continue
		}
		last = r
		if b.Len() > 60 {
			break
		}
	}
	if b.Len() == 0 {
		return "unnamed"
	}
	return b.String()
}

// Weekdays returns the day so many weekdays after another, which is how carriers
// count transit. Holidays are not known here: what is counted so is an estimate.
func Weekdays(from carriers.Date, n int) carriers.Date {
	for n > 0 {
		from++
		if d := from.Weekday(); d != 0 && d != 6 {
			n--
		}
	}
	return from
}

// Today is the day at the origin, by a clock.
func (c *Client) Today(from *carriers.Address) carriers.Date { return carriers.DateOf(c.NowAt(from)) }

// NowAt tells the time by the clock of the config, as clocks at an address show
// it; where the time zone there is not known, as the config's clock does.
func (c *Client) NowAt(a *carriers.Address) time.Time {
	now := c.config.Clock()
	name, known := carriers.TimeZone(a)
	if !known {
		return now
	}
	zone, ok := c.zones.Load(name)
	if !ok { // reading a zone takes longer than reading an answer
		loaded, err := time.LoadLocation(name)
		if err != nil {
			return now
		}
		zone, _ = c.zones.LoadOrStore(name, loaded)
	}
	return now.In(zone.(*time.Location))
}
