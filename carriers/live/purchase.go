package live

import (
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shiprate/shiprate/carriers"
)

// Terms are what a carrier sells labels for.
type Terms struct {
	Title    string // the carrier as people write it: "UPS"
	Sells    carriers.Sells
	Services []carriers.Service // nil means that what it sells is not known here
	Domestic bool               // no labels that need papers for customs
	Returns  bool               // return labels too

	Lines, Letters int // of an address: lines of a street, letters of a line; zero means any
}

// CheckPurchase finds what no carrier sells a label for, a key that is none, a
// shipment that is not valid, an end without a name, a street or a city, and no limit
// of what may be paid; and what this one does not.
func CheckPurchase(p *carriers.Purchase, t *Terms) []error {
	var bad []error
	note := func(format string, args ...any) { bad = append(bad, fmt.Errorf(format, args...)) }
	if err := carriers.CheckKey(p.Key); err != nil {
		bad = append(bad, err)
	}
	s := &p.Shipment
	if err := s.Validate(); err != nil {
		return append(bad, err)
	}
	for _, end := range ends(s) {
		if a := end.address; a.Name == "" && a.Company == "" || len(a.Street) == 0 || a.City == "" {
			note("%s: a label needs a name or a company, a street and a city", end.path)
		}
	}
	if p.Most.Minor <= 0 {
		note("most: must say the dearest price that may be paid")
	}
	if t.Letters > 0 {
		bad = append(bad, CheckLines(s, t.Title, t.Lines, t.Letters)...)
	}
	if n := len(s.Parcels); t.Sells.Singly && n != 1 {
		note("parcels: %s sells one label at a time, not %d: buy each parcel as a shipment of its own", t.Title, n)
	}
	if t.Domestic && s.From.Country != s.To.Country {
		note("to.country: labels that need customs papers are not bought here")
	}
	if s.Return && !t.Returns {
		note("return: return labels are not bought here")
	}
	if !slices.Contains(t.Sells.Formats, p.Format) {
		note("format: %.10q is none that %s gives: %s", string(p.Format), t.Title, strings.Trim(fmt.Sprint(t.Sells.Formats), "[]"))
	}
	if t.Services != nil && !slices.ContainsFunc(t.Services, func(known carriers.Service) bool { return known.Service == p.Service }) {
		note("service: %.60q is none of %s", p.Service, t.Title)
	}
	return bad
}

type end struct {
	path    string
	address *carriers.Address
}

func ends(s *carriers.Shipment) [2]end { return [2]end{{"from", &s.From}, {"to", &s.To}} }

// CheckLines finds what of the addresses does not fit the labels of a carrier,
// "UPS": more lines of a street, or a line of more letters.
func CheckLines(s *carriers.Shipment, carrier string, lines, letters int) []error {
	var bad []error
	for _, end := range ends(s) {
		a := end.address
		if len(a.Street) > lines {
			bad = append(bad, fmt.Errorf("%s.street: %d lines are over the %d of %s", end.path, len(a.Street), lines, carrier))
		}
		for _, line := range append([]string{a.Name, a.Company}, a.Street...) {
			if n := utf8.RuneCountInString(line); n > letters {
				bad = append(bad, fmt.Errorf("%s: %.60q has %d letters, over the %d of %s", end.path, line, n, letters, carrier))
			}
		}
	}
	return bad
}

// Phone is a number of the US or Canada as the ten digits that carriers want;
// empty when it is none.
func Phone(s string) string {
	digits := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -.()+/", r) {
			return -1
		}
		return r
	}, s)
	if len(digits) == 11 {
		digits = strings.TrimPrefix(digits, "1")
	}
	if len(digits) != 10 || strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	return digits
}

// Affordable finds the purchase's service among the quotes of now. The error says
// why it is not bought; it matches carriers.ErrDearer when the price is over what
// may be paid, or in another currency.
func Affordable(name string, reply carriers.Reply, p *carriers.Purchase) error {
	for i := range reply.Quotes {
		if q := &reply.Quotes[i]; q.Service == p.Service {
			if price := q.Total(); price.Currency != p.Most.Currency || price.Minor > p.Most.Minor {
				return fmt.Errorf("%s: %w: %v is over the %v that may be paid", name, carriers.ErrDearer, price, p.Most)
			}
			return nil
		}
	}
	for _, r := range reply.Rejections {
		if r.Service == p.Service {
			return errors.New(r.String())
		}
	}
	return fmt.Errorf("%s: no price for %s now", name, p.Service)
}

// Shares divides an amount that a carrier asks for all parcels by their weights,
// to the last cent, as charges named Rate. What is not positive stays
// whole: Finish refuses it.
func Shares(total int64, s *carriers.Shipment) []carriers.Charge {
	weight, left := uint64(0), total
	for i := range s.Parcels {
		weight += uint64(s.Parcels[i].Weight)
	}
	var list []carriers.Charge
	for i := range s.Parcels {
		share := left
		if i < len(s.Parcels)-1 && total > 0 {
			hi, lo := bits.Mul64(uint64(total), uint64(s.Parcels[i].Weight))
			quotient, _ := bits.Div64(hi, lo, weight)
			share = int64(quotient)
		}
		left -= share
		list = append(list, carriers.Charge{Code: carriers.Base, Name: "Rate", Amount: share, Parcel: i})
	}
	return list
}

// Goods is the value of all the items of a shipment; zero when that of one is not
// known, or there are none, or they are in several currencies.
func Goods(s *carriers.Shipment) carriers.Money {
	var sum carriers.Money
	for i := range s.Parcels {
		for j := range s.Parcels[i].Items {
			total := s.Parcels[i].Items[j].Total()
			added, err := sum.Add(total)
			if err != nil || total.Minor <= 0 || added.Minor > carriers.MaxMinor {
				return carriers.Money{}
			}
			sum = added
		}
	}
	return sum
}
