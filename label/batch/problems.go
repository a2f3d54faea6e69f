package batch

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/rates"
)

// At most so many reasons, and services for each, are told of why nothing was
// chosen: the cards have some seventy services, and a cell must be read.
const (
	fewReasons  = 6
	fewServices = 4
)

// whenBack is what to do when carriers gave no answer.
const whenBack = "shiprate carriers login tells more; when it answers, run errors.csv alone"

// noQuote tells why nothing was chosen: what of the refusals it could be changed
// for.
func noQuote(order *orders.Order, err error) []orders.Problem {
	p := orders.Problem{Row: order.Row, Code: NoQuote}
	var none *rates.NoQuoteError
	if !errors.As(err, &none) || len(none.Rejections) == 0 {
		p.Reason = err.Error()
		return []orders.Problem{p}
	}
	all := none.Rejections
	if len(order.Services) > 0 {
		p.Column, p.Value = "service", strings.Join(order.Services, ", ")
		all = wished(order, all)
		if len(all) == 0 {
			p.Reason = "none of the carriers that are asked has this service"
			p.Hint = "shiprate carriers lists them"
			return []orders.Problem{p}
		}
	}
	list := rates.Nearest(all)
	at := slices.IndexFunc(list, func(r *carriers.Rejection) bool { return !isAway(r) })
	if at < 0 {
		p.Hint = whenBack
		p.Reason = "no carrier gives a price: " + reasons(list)
		return []orders.Problem{p}
	}
	if column, value := cause(order, list[at]); column != "" {
		p.Column, p.Value = column, value
	}
	p.Hint = remedy(order, list[at].Code)
	if s := &order.Shipment; s.To.Place == carriers.POBox && list[at].Code == carriers.NoLane {
		p.Column, p.Value = "street", strings.Join(s.To.Street, "\n")
		p.Hint = "give a street, or ask for a carrier that reaches post office boxes, such as usps"
	}
	if slices.ContainsFunc(list, isAway) {
		p.Hint += "; " + whenBack
	}
	p.Reason = "no service takes it: " + reasons(list)
	return []orders.Problem{p}
}

// wished are the refusals of the services that an order asks for.
func wished(order *orders.Order, list []carriers.Rejection) (some []carriers.Rejection) {
	for i := range list {
		if r := &list[i]; slices.Contains(order.Services, r.Carrier) || slices.Contains(order.Services, r.Carrier+"/"+r.Service) {
			some = append(some, *r)
		}
	}
	return some
}

// cause names the column that a service refuses an order for, and what it has.
// The column is empty where it is not one, and the value where several parcels may
// be meant.
func cause(order *orders.Order, r *carriers.Rejection) (column, value string) {
	s := &order.Shipment
	one := len(s.Parcels) == 1
	switch r.Code {
	case carriers.TooHeavy:
		if column = "weight"; one {
			value = s.Parcels[0].Weight.String()
		}
	case carriers.TooBig:
		if column = "dims"; one {
			value = s.Parcels[0].Dims.String()
		}
	case carriers.NoLane:
		if r.Near == 0 && s.To.Country != s.From.Country {
			return "country", s.To.Country
		}
		return "postal_code", s.To.PostalCode
	case carriers.TooLate, carriers.TransitUnknown:
		if order.By != 0 {
			return "by", order.By.String()
		}
	}
	return column, value
}

// remedy says what the shipper can do about a refusal.
func remedy(order *orders.Order, code carriers.RejectionCode) string {
	another := "another service or carrier"
	switch code {
	case carriers.TooHeavy, carriers.TooBig:
		return "divide it into several parcels, or ask for " + another
	case carriers.NoLane:
		return "check the postal code and the country, and those of the sender, or ask for " + another
	case carriers.NoPrice:
		return "check size, weight and the day of handover, or ask for " + another
	case carriers.NotOffered:
		return "leave out what it asks for beside, or ask for " + another
	case carriers.TooLate:
		if order.By != 0 {
			return "promise a later day than " + order.By.String()
		}
		return "promise a later day"
	case carriers.TransitUnknown:
		return "promise no day, or ask for " + another
	case carriers.Timeout, carriers.Failed:
		return whenBack
	}
	return "ask for " + another
}

// reasons tells each reason once, with the services that have it.
func reasons(list []*carriers.Rejection) string {
	all := make([]objection, 0, fewReasons)
	for _, r := range list {
		at := slices.IndexFunc(all, func(known objection) bool { return known.code == r.Code && known.reason == r.Reason })
		if at < 0 {
			at = len(all)
			all = append(all, objection{code: r.Code, reason: r.Reason})
		}
		if of := &all[at]; of.services < fewServices {
			of.named[of.services] = r
		}
		all[at].services++
	}
	told := all[:min(len(all), fewReasons)]
	var b strings.Builder
	for i := range told {
		if i > 0 {
			b.WriteString("; ")
		}
		told[i].tell(&b)
	}
	if n := len(all) - fewReasons; n > 0 {
		fmt.Fprintf(&b, "; %d more: shiprate quote tells all", n)
	}
	return b.String()
}

// An objection is one reason of some services, of which the first are named.
type objection struct {
	code     carriers.RejectionCode
	reason   string
	named    [fewServices]*carriers.Rejection
	services int
}

func (of *objection) tell(b *strings.Builder) {
	for i, r := range of.named[:min(of.services, fewServices)] {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(r.Carrier)
		if r.Service != "" {
			b.WriteByte('/')
			b.WriteString(r.Service)
		}
	}
	if n := of.services - fewServices; n > 0 {
		fmt.Fprintf(b, " and %d more", n)
	}
	b.WriteString(": ")
	b.WriteString(string(of.code))
	b.WriteString(": ")
	b.WriteString(of.reason)
}

// problemsOf makes problems of a row of those of a shipment.
func problemsOf(order *orders.Order, code orders.Code, err error) []orders.Problem {
	var invalid carriers.Invalid
	if !errors.As(err, &invalid) {
		return []orders.Problem{{Row: order.Row, Code: code, Reason: err.Error()}}
	}
	list := make([]orders.Problem, len(invalid))
	for i, p := range invalid {
		column, value := cellOf(&order.Shipment, p.Path)
		list[i] = orders.Problem{Row: order.Row, Column: column, Value: value, Code: code, Reason: p.String(), Hint: labelHint(p.Message)}
	}
	return list
}

// cellOf names the column of a field of an address as the reader of orders knows
// it, and what it has; blank for other fields.
func cellOf(s *carriers.Shipment, path string) (column, value string) {
	end, field, _ := strings.Cut(path, ".")
	a := &s.To
	switch end {
	case "to":
	case "from":
		a = &s.From
	default:
		return "", ""
	}
	switch field {
	case "name":
		value = a.Name
	case "company":
		value = a.Company
	case "city":
		value = a.City
	case "state":
		value = a.State
	case "phone":
		value = a.Phone
	default:
		if !strings.HasPrefix(field, "street") {
			return "", ""
		}
		field, value = "street", strings.Join(a.Street, "\n")
	}
	if end == "from" {
		field = "from_" + field
	}
	return field, value
}

// labelHint says what helps against what a label refuses.
func labelHint(reason string) string {
	switch {
	case strings.Contains(reason, "is not in the label's font"):
		return "give --font FILE with a font that has it, or --ascii, which spells it in ASCII"
	case strings.Contains(reason, " wide at "), strings.Contains(reason, "that fit at"):
		return "shorten it, or part it into lines"
	case strings.Contains(reason, "is not a printing character"):
		return "delete it: it cannot be seen"
	case strings.Contains(reason, " is a ZIP code of "):
		return "write the state and the ZIP code of one place"
	case strings.Contains(reason, "must be set to print a label"):
		return "fill it: a label cannot be without it"
	case strings.Contains(reason, "to print a packing slip"):
		return "tell the items, or run it without --packing-slips"
	}
	return ""
}
