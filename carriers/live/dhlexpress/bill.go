package dhlexpress

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// billing is the currency that the account pays in.
const billing = "BILLC"

// A bill is what a product says of money.
type bill struct {
	currency carriers.Currency
	total    int64 // taxes included
	lines    []carriers.Charge
	unread   error // why there are no lines
}

// inBilling finds the prices in the billing currency among those of a list.
func inBilling(v live.Value) live.Value {
	for each := range v.Each() {
		if each.Get("currencyType").Is(billing) {
			return each
		}
	}
	return live.Value{}
}

// meaning translates the service codes: those of DHL's example and of the recorded
// answer, and of pieces and signatures those on its invoices, as others read them.
// A line without a code is the product's own.
func meaning(code string) carriers.ChargeCode {
	switch code {
	case "":
		return carriers.Base
	case "FF":
		return carriers.Fuel
	case "OO":
		return carriers.DeliveryArea
	case "TK":
		return carriers.Residential
	case "AA":
		return carriers.SaturdayCharge
	case "II", "IB":
		return carriers.Insurance
	case "SD", "SF":
		return carriers.SignatureCharge
	case "YC", "YO":
		return carriers.NonstandardParcel
	case "YB":
		return carriers.Oversize
	case "YY":
		return carriers.AdditionalHandling
	case "OB":
		return "pickup_area"
	case "YI", "YJ", "YK":
		return "premium"
	case "DD":
		return "duty_tax_paid"
	}
	return "dhl_other"
}

// readBill reads the total, which counts, and the lines.
func readBill(v live.Value) bill {
	price := inBilling(v.Get("totalPrice"))
	if !price.Get("price").Given() {
		v.Fail("has no price in the billing currency")
	}
	b := bill{currency: carriers.Currency(price.Get("priceCurrency").Text())}
	b.total = price.Get("price").Minor(b.currency)
	detail := inBilling(v.Get("detailedPriceBreakdown").Apart())
	if currency := detail.Get("priceCurrency"); detail.Given() && !currency.Is(string(b.currency)) {
		detail.Fail("is in %.10q, the total is in %s", currency.Text(), b.currency)
	}
	tax := int64(0)
	b.lines = make([]carriers.Charge, 0, 8)
	for line := range detail.Get("breakdown").Each() {
		c := carriers.Charge{Code: meaning(line.Get("serviceCode").Text()), Name: title(line.Get("name").Line())}
		var taxed int64
		c.Amount, taxed = b.net(line)
		tax += taxed
		if c.Amount < 0 {
			c.Code = carriers.Discount
		}
		if c.Amount != 0 {
			b.lines = append(b.lines, c)
		}
	}
	if tax != 0 {
		b.lines = append(b.lines, carriers.Charge{Code: "tax", Name: "Tax", Amount: tax})
	}
	if b.unread = detail.Err(); b.unread != nil {
		b.lines = nil
	}
	return b
}

// net is the price of a line without its tax, and the tax, if DHL's base and tax
// add up to the price; else the price, and nothing. Services that are only
// offered have no price.
func (b *bill) net(line live.Value) (price, tax int64) {
	price = line.Get("price").Minor(b.currency)
	base, found := int64(0), false
	for part := range line.Get("priceBreakdown").Each() {
		if part.Get("priceType").Is("TAX") {
			tax += part.Get("price").Minor(b.currency)
			base, found = part.Get("basePrice").Minor(b.currency), true
		}
	}
	if !found || tax <= 0 || base+tax != price {
		return price, 0
	}
	return base, tax
}

// title writes a name of capitals as others write them: "Fuel surcharge".
func title(s string) string {
	if s == "" {
		return "Charge of DHL"
	}
	if strings.ContainsFunc(s, unicode.IsLower) {
		return s
	}
	_, first := utf8.DecodeRuneInString(s)
	return s[:first] + strings.ToLower(s[first:])
}

// charges are the lines of the quote, which add up to DHL's total whatever the
// lines say. It returns what is to be noted.
func (b *bill) charges(out *carriers.Quote, s *carriers.Shipment) (notes []string) {
	whole := carriers.Charge{Code: carriers.Base, Name: "Rate", Amount: b.total}
	sum, at := int64(0), -1 // where the base is
	for i, c := range b.lines {
		if sum += c.Amount; c.Code == carriers.Base && at < 0 {
			at = i
		}
	}
	switch {
	case b.unread != nil:
		notes = append(notes, "the lines of DHL cannot be read, and the total is shown: "+why(b.unread))
		b.lines, at = []carriers.Charge{whole}, 0
	case sum > b.total:
		notes = append(notes, "the lines of DHL are more than its total, which is shown")
		b.lines, at = []carriers.Charge{whole}, 0
	case at < 0:
		b.lines, at = []carriers.Charge{whole}, 0
	case sum < b.total:
		b.lines = append(b.lines, carriers.Charge{Code: "dhl_other", Name: "Not itemised by DHL", Amount: b.total - sum})
	}
	if len(s.Parcels) == 1 {
		out.Charges = b.lines
		return notes
	}
	out.Charges = live.Shares(b.lines[at].Amount, s) // each parcel's first, then what is for all
	for i := range out.Charges {
		out.Charges[i].Name = b.lines[at].Name
	}
	for i, c := range b.lines {
		if c.Parcel = carriers.WholeShipment; i != at {
			out.Charges = append(out.Charges, c)
		}
	}
	return append(notes, "DHL prices the shipment as a whole: each parcel's share of the base is by its weight")
}
