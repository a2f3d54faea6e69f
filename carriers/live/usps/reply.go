package usps

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/dimweight"
)

const (
	usd           = carriers.Currency("USD")
	noteDaysOnly  = "the arrival is counted from transit days over weekdays, holidays not known"
	noteTotalOnly = "the lines of USPS are more than its total: the total is shown"
)

// offers are what an answer says for one parcel, in the order of the services.
type offers struct {
	of        [len(services)]offer
	strangers []string // mail classes that are none of them, nor of the others
	age       string
}

// An offer is what one mail class costs one parcel, or why it does not take it.
type offer struct {
	code   carriers.RejectionCode // empty when there is a price
	reason string

	charges []carriers.Charge // for parcel 0
	list    int64             // what the list price is; 0 when it is not told
	rated   carriers.Rated
	promise promise
	notes   []string
	buy     choice
}

// A choice is what of an offer a label must repeat, to cost the same.
type choice struct {
	category, indicator string
	extras              []int // the codes of the extra services
}

func refuse(code carriers.RejectionCode, format string, args ...any) offer {
	return offer{code: code, reason: fmt.Sprintf(format, args...)}
}

// read reads {"pricingOptions":[{"priceType","shippingOptions":[{"mailClass","rateOptions"}]}]}.
func (q *question) read(root live.Value, p *carriers.Parcel) (offers, error) {
	var found offers
	priceType, listType := q.priceTypes()
	var price, list live.Value
	for v := range root.Get("pricingOptions").Each() {
		switch t := v.Get("priceType"); {
		case t.Is(priceType) && !price.Given():
			price = v
		case t.Is(listType) && !list.Given():
			list = v
		}
	}
	classes := price.Get("shippingOptions")
	if !classes.Given() {
		root.Fail("has no shippingOptions of the price type %s", priceType)
		return found, root.Err()
	}
	var seen [len(services)]bool
	for v := range classes.Each() {
		class := v.Get("mailClass").Text()
		if class == "" {
			v.Fail("has no mailClass")
			break
		}
		i := slices.IndexFunc(services[:], func(s service) bool { return s.class == class })
		switch {
		case i < 0 && slices.Contains(others[:], class):
		case i < 0:
			found.strangers = append(found.strangers, live.Slug(class))
		case seen[i]:
			found.of[i] = refuse(carriers.Failed, "USPS answered for it twice")
		default:
			seen[i] = true
			found.of[i] = q.offer(&services[i], v.Apart(), classOf(list, class), p)
		}
	}
	for i := range found.of {
		if !seen[i] {
			found.of[i] = refuse(carriers.NotOffered, "USPS gave no price for it")
		}
	}
	return found, root.Err()
}

// classOf finds a mail class among those of a price type, of which there may be none.
// What is wrong with a list price costs no quote.
func classOf(list live.Value, class string) live.Value {
	for v := range list.Apart().Get("shippingOptions").Each() {
		if v.Get("mailClass").Is(class) {
			return v.Apart()
		}
	}
	return live.Value{}
}

// offer reads one mail class.
func (q *question) offer(s *service, v, list live.Value, p *carriers.Parcel) offer {
	if s.media && q.shipment.Contents != carriers.Media {
		return refuse(carriers.NotOffered, "it takes media alone")
	}
	extras := q.extras(s)
	best, missing := choose(v, p, extras)
	var out offer
	if best.total > 0 {
		out = best.read(p, extras)
		out.promise = readPromise(best.v.Get("commitment"))
		if t := best.rate.Get("priceType"); q.account != "" && t.Given() && !t.Is("CONTRACT") {
			out.notes = append(out.notes, fmt.Sprintf("USPS has no contract price for it: the %s one is shown", strings.ToLower(t.Line())))
		}
	}
	switch err := v.Err(); {
	case err != nil:
		return refuse(carriers.Failed, "%s", strings.TrimPrefix(err.Error(), live.ErrAnswer.Error()+": "))
	case best.total == 0 && missing != "":
		return refuse(carriers.NotOffered, "USPS does not sell %s with it", missing)
	case best.total == 0:
		return refuse(carriers.NotOffered, "USPS gave no price for a box of the shipper's own")
	}
	if listed, _ := choose(list, p, extras); list.Err() == nil {
		out.list = listed.total
	}
	return out
}

// A promise is when a parcel arrives.
type promise struct {
	days       int // 0 when unknown
	delivers   carriers.Date
	guaranteed bool
}

// readPromise reads {"name":"3 Days","expectedDeliveryDate":"2026-11-25","guaranteedDelivery":false}.
func readPromise(v live.Value) promise {
	p := promise{days: daysOf(v.Get("name").Text()), guaranteed: v.Get("guaranteedDelivery").True()}
	day := v.Get("expectedDeliveryDate")
	if !day.Given() || day.Is("") {
		day = v.Get("scheduleDeliveryDate") // its former name, still there
	}
	if s := day.Text(); s != "" {
		d, err := carriers.ParseDate(s[:min(len(s), 10)])
		if err != nil {
			day.Fail("is %.20q, not a date such as 2026-11-25", s)
		}
		p.delivers = d
	}
	return p
}

// daysOf reads "2 Days", "1-day" and, of "2-5 Days", the most. "MILITARY", "NO STD"
// and the like are 0, for unknown.
func daysOf(s string) int {
	days := 0
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '-' || r == ' ' }) {
		n := 0
		for _, r := range part {
			if r < '0' || r > '9' || n > 99 {
				return days
			}
			n = n*10 + int(r-'0')
		}
		days = n
	}
	return days
}

// reply makes a reply of what is offered; of[i] is which of them parcel i is.
func (q *question) reply(read []offers, of []int) carriers.Reply {
	var reply carriers.Reply
	for i := range services {
		quote, refusal := q.quote(i, read, of)
		if refusal != nil {
			reply.Rejections = append(reply.Rejections, *refusal)
		} else {
			reply.Quotes = append(reply.Quotes, quote)
		}
	}
	for _, class := range read[0].strangers {
		reply.Rejections = append(reply.Rejections, carriers.Rejection{Carrier: name, Service: class, Code: carriers.NotOffered, Reason: "it is none of the services known here"})
	}
	return reply
}

// quote adds the parcels up. It arrives with the last of them.
func (q *question) quote(service int, read []offers, of []int) (carriers.Quote, *carriers.Rejection) {
	s := &services[service]
	out := carriers.Quote{Carrier: name, Service: s.name, Name: s.title, Currency: usd, Ships: q.mailed(), List: carriers.Money{Currency: usd}}
	last, listed := promise{guaranteed: true}, true
	for i, n := range of {
		o := &read[n].of[service]
		if o.code != "" {
			return out, &carriers.Rejection{Carrier: name, Service: s.name, Code: o.code, Reason: q.which(i) + o.reason}
		}
		for _, c := range o.charges {
			c.Parcel = i
			out.Charges = append(out.Charges, c)
		}
		rated := o.rated
		rated.Actual = q.shipment.Parcels[i].Weight
		out.Parcels = append(out.Parcels, rated)
		out.List.Minor += o.list
		listed = listed && o.list > 0
		last = later(last, o.promise, i == 0)
		for _, note := range o.notes {
			if !slices.Contains(out.Notes, note) && len(out.Notes) < 20 {
				out.Notes = append(out.Notes, note)
			}
		}
	}
	if !listed {
		out.List = carriers.Money{}
	}
	out.Transit = carriers.Transit{Days: last.days, Known: last.days > 0}
	out.Delivers = last.delivers
	out.Guaranteed = last.guaranteed && last.delivers != 0
	if out.Delivers == 0 && out.Transit.Known {
		out.Delivers = live.Weekdays(out.Ships, out.Transit.Days)
		out.Notes = append(out.Notes, noteDaysOnly)
	}
	if age := read[0].age; age != "" {
		out.Notes = append(out.Notes, age)
	}
	return out, nil
}

// later is the later of two arrivals, each part by itself; unknown is the latest.
func later(a, b promise, first bool) promise {
	if first {
		return b
	}
	a.guaranteed = a.guaranteed && b.guaranteed
	if a.days == 0 || b.days == 0 {
		a.days = 0
	} else {
		a.days = max(a.days, b.days)
	}
	if a.delivers == 0 || b.delivers == 0 {
		a.delivers = 0
	} else {
		a.delivers = max(a.delivers, b.delivers)
	}
	return a
}

// weigh tells how USPS rated a parcel: by its own weight or, where that is more, by
// the weight deemed from its volume.
func (o *offer) weigh(rate live.Value, p *carriers.Parcel) {
	r := &o.rated
	r.Zone, r.Unit, r.Actual = strings.TrimLeft(rate.Get("zone").Digits(), "0"), dimweight.Pound, p.Weight
	deemed := rate.Get("dimWeight")
	if !deemed.Given() {
		deemed = rate.Get("dimensionalWeight") // its former name
	}
	r.Dimensional = deemed.Weight(dimweight.Pound)
	if most := mostDeemed(p); r.Dimensional > most { // the specification says ounces, all recorded answers are in pounds
		if r.Dimensional = deemed.Weight(dimweight.Ounce); r.Dimensional > most {
			o.notes = append(o.notes, fmt.Sprintf("USPS deems it to weigh %s, which its volume cannot: that is not shown", deemed.Digits()))
			r.Dimensional = 0
		}
	}
	r.Billable = max(p.Weight, rate.Get("weight").Weight(dimweight.Pound), r.Dimensional)
}

// mostDeemed is the most that USPS deems of a volume: a pound for 139 cubic inches,
// the sides rounded up to whole inches. It keeps pounds and ounces apart, since
// sixteen times a deemed weight is far over it.
func mostDeemed(p *carriers.Parcel) dimweight.Weight {
	inches := func(l dimweight.Length) int64 { return int64((l + dimweight.Inch - 1) / dimweight.Inch) }
	cubic := inches(p.Dims.Length) * inches(p.Dims.Width) * inches(p.Dims.Height)
	return dimweight.Weight(cubic/139+1) * dimweight.Pound
}
