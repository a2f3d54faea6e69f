package rates

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// A reason is what the words of Choice.Reason are made from. They are built in
// one piece of memory, since every order of a day gets them.
type reason struct {
	of         int
	policy     Policy
	best, next weighed // next is the zero offer when best is the only one
	exchange   Exchange
}

// under puts it in words, with what the constraints say.
func (r reason) under(constraints []Constraint) string {
	text := make([]byte, 0, 256)
	if r.next.quote == nil {
		return string(appendConditions(append(text, "the only one"...), constraints, singular))
	}
	text = append(append(text, cmp.Or(r.policy.Name, "cheapest")...), " of "...)
	text = strconv.AppendInt(text, int64(r.of), 10)
	text = appendConditions(text, constraints, plural)
	if says := r.best.says(); says != "" {
		text = append(append(text, ": it "...), says...)
	}
	text = append(text, "; "...)
	if r.best.weight != nil && r.best.weight.Amount != r.next.weight.Amount {
		return string(r.appendHeavier(text))
	}
	equal := r.best.worth == r.next.worth
	if text = r.appendNext(text); r.next.says() != "" && !equal {
		text = append(append(append(text, ", which "...), r.next.says()...), " too"...)
	}
	return string(text)
}

// appendHeavier tells what the policy finds of the next one.
func (r reason) appendHeavier(text []byte) []byte {
	next := r.next.quote
	text = appendName(append(text, "next is "...), next)
	text = append(append(text, " at "...), next.Total().String()...)
	if says := r.next.says(); says != "" {
		text = append(append(text, ", which "...), says...)
	}
	return text
}

// appendConditions says which quotes were compared: " that arrive by 2026-11-27
// and are guaranteed".
func appendConditions(text []byte, constraints []Constraint, inflect func(string) string) []byte {
	joint := " that "
	for _, c := range constraints {
		if c.That != "" {
			text = append(append(text, joint...), inflect(c.That)...)
			joint = " and "
		}
	}
	return text
}

func plural(that string) string { return that }

// singular makes "arrives by" of "arrive by".
func singular(that string) string {
	verb, rest, _ := strings.Cut(that, " ")
	switch verb {
	case "are":
		verb = "is"
	case "have":
		verb = "has"
	default:
		verb += "s"
	}
	return strings.TrimSpace(verb + " " + rest)
}

// appendNext tells what the next one costs more, or what else decided.
func (r reason) appendNext(text []byte) []byte {
	best, next, equal := r.best.quote, r.next.quote, r.next.worth == r.best.worth
	if equal {
		text = append(text, "same price as "...)
	} else {
		text = append(text, "next is "...)
	}
	text = appendName(text, next)
	switch {
	case !equal:
		return r.appendDifference(text)
	case best.CompareArrival(next) == 0:
		return append(text, " and neither is earlier: first by name"...)
	case next.Delivers == 0:
		return append(text, ", whose arrival is unknown"...)
	}
	return append(text, ", but earlier"...)
}

// appendName names a quote: "ups/ground", or "ups/ground from east".
func appendName(text []byte, q *carriers.Quote) []byte {
	text = append(append(append(text, q.Carrier...), '/'), q.Service...)
	if q.Origin != "" {
		text = append(append(text, " from "...), q.Origin...)
	}
	return text
}

// appendDifference states the next one's price in its own currency, and the
// difference in the one that they are compared in.
func (r reason) appendDifference(text []byte) []byte {
	price, cheaper := r.next.quote.Total(), r.best.quote.Total()
	text = append(append(append(text, " at "...), price.String()...), ", "...)
	exchanged := price.Currency != cheaper.Currency
	if exchanged {
		price, _ = r.exchange.Convert(price) // an offer has been converted before
		cheaper, _ = r.exchange.Convert(cheaper)
	}
	more := carriers.Money{Minor: price.Minor - cheaper.Minor, Currency: price.Currency}
	if more.Minor == 0 { // it differs by less than is shown
		more.Minor = 1
		text = append(text, "less than "...)
	}
	text = append(append(text, more.String()...), " more"...)
	if exchanged && r.exchange.Date != 0 {
		text = append(append(text, " at the rates of "...), r.exchange.Date.String()...)
	}
	return text
}
