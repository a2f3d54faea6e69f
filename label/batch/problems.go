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

// noQuote tells why nothing was chosen: what of the refusals it could be changed
// for.
func noQuote(order *orders.Order, err error) []orders.Problem {
	p := orders.Problem{Row: order.Row, Code: NoQuote}
	var none *rates.NoQuoteError
	if !errors.As(err, &none) || len(none.Rejections) == 0 {
		p.Reason = err.Error()
		return []orders.Problem{p}
	}
	list := none.Rejections
	if len(order.Services) > 0 {
		p.Column, p.Value = "service", strings.Join(order.Services, ", ")
		list = filtered(list, func(r *carriers.Rejection) bool {
			return slices.Contains(order.Services, r.Carrier) || slices.Contains(order.Services, r.Carrier+"/"+r.Service)
		})
		if len(list) == 0 {
			p.Reason = "none of the carriers that are asked has this service"
			p.Hint = "shiprate carriers lists them"
			return []orders.Problem{p}
		}
	}
	away := filtered(list, isAway)
	if len(away) > 0 {
		p.Hint = "shiprate carriers login tells more; when it answers, run errors.csv alone"
	}
	if len(away) == len(list) {
		p.Reason = "no carrier gives a price: " + reasons(list)
		return []orders.Problem{p}
	}
	if late := filtered(list, tooLate); len(late) > 0 {
		p.Hint = "promise a later day than " + order.By.String()
		list = late
	} else if near := filtered(list, withinReach); len(near) > 0 {
		list = near
	}
	p.Reason = "no service takes it: " + reasons(list)
	return []orders.Problem{p}
}

// filtered are the refusals that are of interest: few of many, and a copy.
func filtered(list []carriers.Rejection, of func(*carriers.Rejection) bool) (some []carriers.Rejection) {
	for i := range list {
		if of(&list[i]) {
			some = append(some, list[i])
		}
	}
	return some
}

func tooLate(r *carriers.Rejection) bool { return r.Code == carriers.TooLate }

// withinReach reports whether a service is not for other places or parcels.
func withinReach(r *carriers.Rejection) bool {
	return r.Code != carriers.NoLane && r.Code != carriers.TooHeavy && r.Code != carriers.TooBig
}

// reasons tells each reason once, with the services that have it.
func reasons(list []carriers.Rejection) string {
	var why []string
	services := map[string][]string{}
	for i := range list {
		r := &list[i]
		text := string(r.Code) + ": " + r.Reason
		if services[text] == nil {
			why = append(why, text)
		}
		services[text] = append(services[text], strings.TrimSuffix(r.Carrier+"/"+r.Service, "/"))
	}
	told := make([]string, min(len(why), fewReasons))
	for i := range told {
		names := services[why[i]]
		rest := ""
		if n := len(names) - fewServices; n > 0 {
			names, rest = names[:fewServices], fmt.Sprintf(" and %d more", n)
		}
		told[i] = strings.Join(names, ", ") + rest + ": " + why[i]
	}
	if n := len(why) - fewReasons; n > 0 {
		told = append(told, fmt.Sprintf("%d more: shiprate quote tells all", n))
	}
	return strings.Join(told, "; ")
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
	case strings.Contains(reason, "to print a packing slip"):
		return "tell the items, or run it without --packing-slips"
	}
	return ""
}
