package live

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/shiprate/shiprate/carriers"
)

// Finish makes a reply of what a mapping found that keeps the contract of
// carriers.Carrier, whatever the carrier answered: each of the services once, in
// their order and under the carrier's name. A quote that fails its Check, and a
// service answered for twice, is refused as Failed; a service without an answer
// as NotOffered; what nobody asked for, as NotOffered too, behind the others.
func Finish(name string, services []carriers.Service, parcels int, found carriers.Reply) carriers.Reply {
	count := map[string]int{}
	for i := range found.Quotes {
		count[found.Quotes[i].Service]++
	}
	for _, r := range found.Rejections {
		count[r.Service]++
	}
	out := carriers.Reply{
		Quotes:     slices.Grow([]carriers.Quote(nil), len(found.Quotes)),
		Rejections: slices.Grow([]carriers.Rejection(nil), max(len(services)-len(found.Quotes), len(found.Rejections))),
	}
	refuse := func(service string, code carriers.RejectionCode, reason string) {
		out.Rejections = append(out.Rejections, carriers.Rejection{Carrier: name, Service: service, Code: code, Reason: reason})
	}
	known := map[string]bool{}
	for _, s := range services {
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
		if q.Carrier = name; count[q.Service] > 1 || !known[q.Service] {
			continue
		}
		if err := q.Check(parcels); err != nil {
			_, why, _ := strings.Cut(err.Error(), ": ")
			refuse(q.Service, carriers.Failed, Line("its price cannot be trusted: "+why))
			continue
		}
		out.Quotes = append(out.Quotes, q)
	}
	for _, r := range found.Rejections {
		if count[r.Service] == 1 && known[r.Service] {
			refuse(r.Service, r.Code, Line(r.Reason))
		}
	}
	var strangers []string
	for service := range count {
		if !known[service] {
			strangers = append(strangers, service)
		}
	}
	slices.Sort(strangers)
	for _, service := range strangers {
		refuse(service, carriers.NotOffered, "the carrier offers it, but it is not among the services that were asked for")
	}
	return out
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
