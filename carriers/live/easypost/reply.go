package easypost

import (
	"fmt"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/dimweight"
)

// Every quote says these two.
const (
	noteOnePrice  = "EasyPost gives one price: its surcharges are not told apart"
	noteNoWeight  = "the billed weight is not told: the actual one is shown"
	noteDaysOnly  = "the arrival is counted from transit days over weekdays, holidays not known"
	noteRequested = "whether the price includes what was asked for (%s) is not told"
)

// A rate is one price of one parcel.
type rate struct {
	service  string
	currency carriers.Currency
	price    int64
	list     carriers.Money
	days     int
	delivers carriers.Date
	sure     bool // the arrival is guaranteed
	zone     string
}

// An offer is what the answer for one parcel says of the services.
type offer struct {
	rates   map[string]rate
	refused map[string]carriers.Rejection // Failed, or what a carrier said, by service
	age     string
}

// reply makes a reply of the answers; of[i] is the answer of parcel i.
func (q *question) reply(answers []live.Answer, of []int) (carriers.Reply, error) {
	offers := make([]offer, len(answers))
	for i, a := range answers {
		root := a.JSON.Read().Root()
		if !a.OK() {
			code, words := refusalOf(root)
			if err := root.Err(); err != nil {
				return carriers.Reply{}, err
			}
			if a.Status != 400 && a.Status != 422 {
				return carriers.Reply{}, &live.Error{Kind: live.ErrRefused, Status: a.Status, Code: code, Detail: words}
			}
			return live.RefuseAll(name, q.services, carriers.NotOffered, "EasyPost refuses the request: %s", live.Line(code+": "+words)), nil
		}
		var err error
		if offers[i], err = q.offer(root); err != nil {
			return carriers.Reply{}, err
		}
		offers[i].age = a.Note()
	}
	var reply carriers.Reply
	for _, s := range q.asked(offers) {
		quote, refusal := q.quote(s, offers, of)
		if refusal != nil {
			reply.Rejections = append(reply.Rejections, *refusal)
		} else {
			reply.Quotes = append(reply.Quotes, quote)
		}
	}
	return reply, nil
}

// asked are the services of the config that have an answer, and those that
// nobody asked for, which live.Finish names.
func (q *question) asked(offers []offer) []carriers.Service {
	known := map[string]bool{}
	var list []carriers.Service
	for _, s := range q.services {
		known[s.Service] = true
		for _, o := range offers {
			_, rated := o.rates[s.Service]
			_, refused := o.refused[s.Service]
			if rated || refused {
				list = append(list, s)
				break
			}
		}
	}
	for service := range offers[0].rates { // the order is Finish's
		if !known[service] {
			list = append(list, carriers.Service{Service: service, Name: service})
		}
	}
	return list
}

// offer reads the answer for one parcel. A rate that makes no sense is refused
// by itself.
func (q *question) offer(root live.Value) (offer, error) {
	o := offer{rates: map[string]rate{}, refused: map[string]carriers.Rejection{}}
	if !root.Get("rates").Given() {
		root.Fail("has no rates")
	}
	zone := ""
	if z := root.Get("usps_zone"); z.Given() {
		zone = z.Digits()
	}
	fail := func(service, format string, args ...any) {
		o.refused[service] = carriers.Rejection{Service: service, Code: carriers.Failed, Reason: fmt.Sprintf(format, args...)}
	}
	for v := range root.Get("rates").Each() {
		v = v.Apart()
		r := readRate(v, zone)
		_, twice := o.rates[r.service]
		switch err := v.Err(); {
		case r.service == "":
			return o, err
		case err != nil:
			fail(r.service, "%s", strings.TrimPrefix(err.Error(), live.ErrAnswer.Error()+": "))
		case twice:
			fail(r.service, "EasyPost priced it twice: if two carrier accounts offer it, name one of them in the config")
		default:
			o.rates[r.service] = r
		}
	}
	for service := range o.refused {
		delete(o.rates, service)
	}
	for m := range root.Get("messages").Each() {
		carrier, words := m.Get("carrier").Text(), m.Get("message").Line()
		for _, s := range q.services {
			_, rated := o.rates[s.Service]
			_, refused := o.refused[s.Service]
			if !rated && !refused && words != "" && strings.HasPrefix(s.Service, live.Slug(carrier)+"-") {
				o.refused[s.Service] = carriers.Rejection{Service: s.Service, Code: carriers.NotOffered, Reason: carrier + " says: " + words}
			}
		}
	}
	return o, root.Err()
}

// readRate reads one element of "rates". The service is empty when it cannot be
// told which it is of.
func readRate(v live.Value, zone string) rate {
	carrier, service := v.Get("carrier").Text(), v.Get("service").Text()
	if carrier == "" || service == "" {
		v.Fail("has no carrier or no service")
		return rate{}
	}
	r := rate{service: slug(carrier, service), currency: carriers.Currency(v.Get("currency").Text())}
	if price := v.Get("rate"); price.Given() {
		r.price = price.Minor(r.currency)
	} else {
		v.Fail("has no rate")
	}
	if list := v.Get("list_rate"); list.Given() {
		c := carriers.Currency(v.Get("list_currency").Text())
		r.list = carriers.Money{Minor: list.Minor(c), Currency: c}
	}
	if days := v.Get("delivery_days"); days.Given() {
		r.days = days.Int(365)
	}
	if date := v.Get("delivery_date"); date.Given() {
		r.delivers = day(date)
	}
	r.sure = v.Get("delivery_date_guaranteed").True()
	if carrier == "USPS" {
		r.zone = zone
	}
	return r
}

// day reads the day of a time such as 2024-08-05T00:00:00Z.
func day(v live.Value) carriers.Date {
	s := v.Text()
	d, err := carriers.ParseDate(s[:min(len(s), 10)])
	if err != nil {
		v.Fail("is %.40q, not a time", s)
	}
	return d
}

// quote adds the parcels up.
func (q *question) quote(s carriers.Service, offers []offer, of []int) (carriers.Quote, *carriers.Rejection) {
	out := carriers.Quote{Carrier: name, Service: s.Service, Name: s.Name, Ships: q.ships(), Guaranteed: true, Notes: []string{noteOnePrice, noteNoWeight}}
	refuse := func(code carriers.RejectionCode, format string, args ...any) (carriers.Quote, *carriers.Rejection) {
		return carriers.Quote{}, &carriers.Rejection{Carrier: name, Service: s.Service, Code: code, Reason: fmt.Sprintf(format, args...)}
	}
	slowest, listed := rate{}, true
	for i, n := range of {
		o := &offers[n]
		r, ok := o.rates[s.Service]
		if refused, said := o.refused[s.Service]; said {
			return refuse(refused.Code, "%s%s", q.which(i), refused.Reason)
		} else if !ok {
			return refuse(carriers.NotOffered, "%sEasyPost gave no price for it", q.which(i))
		}
		if i == 0 {
			out.Currency, slowest = r.currency, r
		}
		if r.currency != out.Currency {
			return refuse(carriers.Failed, "%sits price is in %.10q, that of the first parcel in %s", q.which(i), string(r.currency), out.Currency)
		}
		out.Charges = append(out.Charges, carriers.Charge{Code: carriers.Base, Name: "Rate", Amount: r.price, Parcel: i})
		out.Parcels = append(out.Parcels, carriers.Rated{Zone: r.zone, Actual: q.shipment.Parcels[i].Weight, Billable: q.shipment.Parcels[i].Weight, Unit: dimweight.Ounce})
		listed = listed && r.list.Minor > 0 && r.list.Currency == r.currency
		out.List = carriers.Money{Minor: out.List.Minor + r.list.Minor, Currency: r.currency}
		out.Guaranteed = out.Guaranteed && r.sure && r.delivers != 0
		if r.days == 0 || slowest.days != 0 && r.days > slowest.days { // unknown is the slowest
			slowest = r
		}
	}
	if !listed {
		out.List = carriers.Money{}
	}
	q.promise(&out, offers, of, slowest)
	return out, nil
}

// promise tells when the last parcel arrives, if it is known of each.
func (q *question) promise(out *carriers.Quote, offers []offer, of []int, slowest rate) {
	dated, last := true, carriers.Date(0)
	for _, n := range of {
		d := offers[n].rates[out.Service].delivers
		dated, last = dated && d != 0, max(last, d)
	}
	out.Transit = carriers.Transit{Days: slowest.days, Known: slowest.days > 0}
	switch {
	case dated:
		out.Delivers = last
	case slowest.days > 0:
		out.Delivers = live.Weekdays(out.Ships, slowest.days)
		out.Notes = append(out.Notes, noteDaysOnly)
	}
	if asked := q.shipment.Accessorials; len(asked) > 0 {
		words := make([]string, len(asked))
		for i, a := range asked {
			words[i] = string(a)
		}
		out.Notes = append(out.Notes, fmt.Sprintf(noteRequested, strings.Join(words, ", ")))
	}
	if age := offers[0].age; age != "" {
		out.Notes = append(out.Notes, age)
	}
}

// which names a parcel where there are several.
func (q *question) which(i int) string {
	if len(q.shipment.Parcels) == 1 {
		return ""
	}
	return fmt.Sprintf("parcels[%d]: ", i)
}

// refusalOf reads {"error":{"code","message","errors":[{"field","message"}]}}.
func refusalOf(root live.Value) (code, words string) {
	e := root.Get("error")
	code, words = e.Get("code").Text(), e.Get("message").Line()
	if list := e.Get("errors"); list.IsList() {
		for each := range list.Each() {
			if each.IsObject() {
				words += ": " + live.Line(each.Get("field").Text()+" "+each.Get("message").Text())
			}
		}
	}
	return code, words
}
