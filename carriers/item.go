package carriers

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/dimweight"
)

// An Item is a line of what a parcel holds: so many pieces of one kind. Items
// change no price. They are for the papers of the box: a packing slip needs the
// name and the quantity, papers for customs the rest.
type Item struct {
	SKU      string // the shipper's own article number. Optional
	Name     string // as the customer knows it
	Quantity int    // pieces, at least 1 and at most MaxQuantity
	Bin      string // where it lies in the warehouse. Optional

	// Description says to customs what it is and what it is made of, "men's
	// cotton shirts". Empty means that Name does.
	Description string
	// HSCode is the number in the Harmonized System or a tariff built on it,
	// 6 to 12 digits with or without points: "6109.10".
	HSCode string
	// Origin is the country where it was made, ISO 3166-1 alpha-2: "PT".
	Origin string
	// Value is that of one piece. Zero means unknown.
	Value Money
	// Weight is that of one piece, without packing. Zero means unknown.
	Weight dimweight.Weight
}

// Limits of items.
const (
	MaxItems    = 1000      // lines in one parcel
	MaxQuantity = 1_000_000 // pieces in one line
)

// Described returns what customs read: the description or else the name.
func (i *Item) Described() string {
	if strings.TrimSpace(i.Description) != "" {
		return i.Description
	}
	return i.Name
}

// Total returns the value of all pieces. It cannot overflow in a shipment that
// Validate finds right.
func (i *Item) Total() Money { return Money{i.Value.Minor * int64(i.Quantity), i.Value.Currency} }

// Net returns the weight of all pieces. It cannot overflow in a shipment that
// Validate finds right.
func (i *Item) Net() dimweight.Weight { return i.Weight * dimweight.Weight(i.Quantity) }

// A Reason is why goods leave the country.
type Reason string

// The reasons, as the postal customs declarations list them.
const (
	ReasonGift      Reason = "gift"
	ReasonDocuments Reason = "documents"
	ReasonSale      Reason = "sale"
	ReasonSample    Reason = "sample" // a commercial sample
	ReasonReturn    Reason = "return" // goods that go back
	ReasonOther     Reason = "other"  // which Customs.Explanation names
)

// Reasons are all the reasons there are, in the order of the postal forms.
func Reasons() []Reason {
	return []Reason{ReasonGift, ReasonDocuments, ReasonSale, ReasonSample, ReasonReturn, ReasonOther}
}

// Customs is what customs want to know of the whole shipment. The zero Customs
// is a shipment that needs no such papers.
type Customs struct {
	Reason      Reason
	Explanation string // more of the reason; needed for ReasonOther
	// Incoterm is a rule of Incoterms 2020 and the place it names: "DAP Paris".
	Incoterm string
	// Invoice is the number of the commercial invoice.
	Invoice string
	// Freight is what the buyer pays for carriage and insurance, in the currency
	// of the items. Zero means that the prices of the items have it in them.
	Freight Money
}

// Incoterms are the rules of Incoterms 2020.
func Incoterms() []string {
	return []string{"CFR", "CIF", "CIP", "CPT", "DAP", "DDP", "DPU", "EXW", "FAS", "FCA", "FOB"}
}

func (c *Customs) validate(bad *Invalid) {
	if *c == (Customs{}) {
		return
	}
	if c.Reason != "" && !slices.Contains(Reasons(), c.Reason) {
		bad.add("customs.reason", "%s is unknown: use one of %v", quote(string(c.Reason)), Reasons())
	}
	if c.Reason == ReasonOther && strings.TrimSpace(c.Explanation) == "" {
		bad.add("customs.explanation", "must be set for the reason %q", ReasonOther)
	}
	rule, _, _ := strings.Cut(c.Incoterm, " ")
	if c.Incoterm != "" && !slices.Contains(Incoterms(), rule) {
		bad.add("customs.incoterm", "%s does not begin with a rule of Incoterms 2020: use one of %v and a place", quote(c.Incoterm), Incoterms())
	}
	for _, field := range [...]struct{ path, value string }{
		{"customs.explanation", c.Explanation}, {"customs.incoterm", c.Incoterm}, {"customs.invoice", c.Invoice},
	} {
		if msg := textProblem(field.value); msg != "" {
			bad.add(field.path, "%s", msg)
		}
	}
	if msg := amountProblem(c.Freight, 1); msg != "" {
		bad.add("customs.freight", "%s", msg)
	}
}

// validateItems checks each line, and that they weigh together no more than the
// parcel does.
func (p *Parcel) validateItems(parcel int, bad *Invalid) {
	if len(p.Items) > MaxItems {
		bad.add(fmt.Sprintf("parcels[%d].items", parcel), "%d lines are over the %d limit", len(p.Items), MaxItems)
		return
	}
	left, over := p.Weight, false
	for i := range p.Items {
		item := &p.Items[i]
		before := len(*bad)
		item.validate(bad)
		for j := before; j < len(*bad); j++ {
			(*bad)[j].Path = fmt.Sprintf("parcels[%d].items[%d].%s", parcel, i, (*bad)[j].Path)
		}
		if len(*bad) > before {
			continue
		}
		if left -= item.Net(); left < 0 {
			over = true
			left = 0 // so that no sum overflows
		}
	}
	if over && p.Weight > 0 {
		bad.add(fmt.Sprintf("parcels[%d].items", parcel), "weigh more than the parcel's %s together", p.Weight.In(dimweight.Kilogram))
	}
}

// validate notes problems by the name of the field alone.
func (i *Item) validate(bad *Invalid) {
	for _, field := range [...]struct{ name, value string }{{"sku", i.SKU}, {"name", i.Name}, {"bin", i.Bin}, {"description", i.Description}} {
		if msg := textProblem(field.value); msg != "" {
			bad.add(field.name, "%s", msg)
		}
	}
	if i.Quantity < 1 || i.Quantity > MaxQuantity {
		bad.add("quantity", "%d is not between 1 and %d", i.Quantity, MaxQuantity)
		return // the totals mean nothing
	}
	if i.HSCode != "" && !isHSCode(i.HSCode) {
		bad.add("hs_code", "%s is not 6 to 12 digits such as 6109.10", quote(i.HSCode))
	}
	if i.Origin != "" && !isCountry(i.Origin) {
		bad.add("origin", "%s is not a code of two capitals such as US", quote(i.Origin))
	}
	if msg := amountProblem(i.Value, int64(i.Quantity)); msg != "" {
		bad.add("value", "%s", msg)
	}
	if i.Weight < 0 {
		bad.add("weight", "%v, it is %v", dimweight.ErrNotPositive, i.Weight)
	} else if i.Weight > dimweight.MaxWeight/dimweight.Weight(i.Quantity) {
		bad.add("weight", "%d of %s are over the %s limit", i.Quantity, i.Weight.In(dimweight.Kilogram), dimweight.MaxWeight.In(dimweight.Kilogram))
	}
}

// amountProblem says what is wrong with an amount, so many times; none is right.
func amountProblem(m Money, times int64) string {
	if m == (Money{}) {
		return ""
	}
	if _, ok := m.Currency.Digits(); !ok {
		return fmt.Sprintf("currency %s is not an ISO 4217 code such as USD", quote(string(m.Currency)))
	}
	if m.Minor <= 0 {
		return fmt.Sprintf("must be more than 0, it is %v", m)
	}
	if times == 1 && m.Minor > MaxMinor {
		return fmt.Sprintf("%v is over the %v limit", m, Money{MaxMinor, m.Currency})
	}
	if m.Minor > MaxMinor/times {
		return fmt.Sprintf("%d of %v are over the %v limit", times, m, Money{MaxMinor, m.Currency})
	}
	return ""
}

// isHSCode reports whether a code has 6 to 12 digits, with single points
// between them.
func isHSCode(s string) bool {
	digits := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c != '.' || i == 0 || i == len(s)-1 || s[i-1] == '.':
			return false
		}
	}
	return digits >= 6 && digits <= 12
}

func isCountry(s string) bool {
	return len(s) == 2 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z'
}
