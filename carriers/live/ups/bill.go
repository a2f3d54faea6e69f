package ups

import (
	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// A bill is what a RatedShipment says of money.
type bill struct {
	currency carriers.Currency
	total    int64          // what the account pays
	list     carriers.Money // what is published; zero when that is the same question
	packages []live.Value
	parcels  [][]carriers.Charge // of each package
	whole    []carriers.Charge   // of the shipment
	priced   bool                // each package has a charge of its own
}

// meaning translates UPS's accessorial codes, as friendly_shipping lists them from
// UPS's appendix; "" for others.
func meaning(code string) (carriers.ChargeCode, string) {
	switch code {
	case "100", "401":
		return carriers.AdditionalHandling, "Additional handling"
	case "120", "121":
		return carriers.SignatureCharge, "Delivery confirmation"
	case "190":
		return carriers.DeliveryArea, "Extended area"
	case "270":
		return carriers.Residential, "Residential address"
	case "300":
		return carriers.SaturdayCharge, "Saturday delivery"
	case "375":
		return carriers.Fuel, "Fuel surcharge"
	case "376":
		return carriers.DeliveryArea, "Delivery area"
	case "377", "440":
		return carriers.Oversize, "Large package"
	case "400":
		return carriers.Insurance, "Declared value"
	case "430":
		return carriers.Peak, "Peak season"
	case "431":
		return carriers.Peak, "Large package seasonal surcharge"
	case "432":
		return carriers.Peak, "Additional handling seasonal surcharge"
	}
	return "", ""
}

func readBill(v live.Value, parcels int) bill {
	negotiated := v.Get("NegotiatedRateCharges")
	published := total(v, "TotalCharges")
	paid, source := published, v
	if negotiated.Given() {
		paid, source = total(negotiated, "TotalCharge"), negotiated
	}
	b := bill{currency: carriers.Currency(paid.Get("CurrencyCode").Text()), priced: true}
	if !paid.Get("MonetaryValue").Given() {
		v.Fail("has no total")
	}
	b.total = paid.Get("MonetaryValue").Minor(b.currency)
	if published.Get("CurrencyCode").Is(string(b.currency)) && negotiated.Given() {
		b.list = carriers.Money{Minor: published.Get("MonetaryValue").Minor(b.currency), Currency: b.currency}
	}
	for p := range v.Get("RatedPackage").Each() {
		from := p
		if negotiated.Given() {
			from = p.Get("NegotiatedCharges")
		}
		lines := b.lines(from, len(b.parcels))
		b.priced = b.priced && len(lines) > 0
		b.packages, b.parcels = append(b.packages, p), append(b.parcels, lines)
	}
	if len(b.packages) != parcels {
		v.Fail("prices %d of %d parcels", len(b.packages), parcels)
	}
	b.whole = b.lines(source, carriers.WholeShipment)
	for tax := range source.Get("TaxCharges").Each() {
		if source.Get("TotalChargesWithTaxes").Given() {
			b.whole = b.line(b.whole, carriers.Charge{Code: "tax", Name: "Tax " + tax.Get("Type").Line(), Parcel: carriers.WholeShipment}, tax)
		}
	}
	return b
}

// total is the amount with taxes, where there is one.
func total(v live.Value, key string) live.Value {
	if with := v.Get("TotalChargesWithTaxes"); with.Given() {
		return with
	}
	return v.Get(key)
}

// lines are the base, the itemised charges and the modifiers of a package or a
// shipment.
func (b *bill) lines(v live.Value, parcel int) []carriers.Charge {
	var list []carriers.Charge
	for base := range v.Get("BaseServiceCharge").Each() {
		list = b.line(list, carriers.Charge{Code: carriers.Base, Name: "Base service charge", Parcel: parcel}, base)
	}
	for item := range v.Get("ItemizedCharges").Each() {
		number := item.Get("Code").Digits()
		c := carriers.Charge{Parcel: parcel}
		if c.Code, c.Name = meaning(number); c.Code == "" {
			c.Code, c.Name = "ups_other", "UPS charge "+live.Line(number)
		}
		if kind := item.Get("SubType").Line(); kind != "" && kind != c.Name {
			c.Name += ", " + kind
		}
		list = b.line(list, c, item)
	}
	for m := range v.Get("RateModifier").Each() {
		c := carriers.Charge{Code: "rate_modifier", Name: m.Get("ModifierDesc").Line(), Parcel: parcel, Amount: m.Get("Amount").Minor(b.currency)}
		if c.Name == "" {
			c.Name = "Rate modifier"
		}
		if c.Amount < 0 {
			c.Code = carriers.Discount
		}
		if c.Amount != 0 {
			list = append(list, c)
		}
	}
	return list
}

// line adds a charge that is not zero. It is in the currency of the total.
func (b *bill) line(list []carriers.Charge, c carriers.Charge, v live.Value) []carriers.Charge {
	if code := v.Get("CurrencyCode"); code.Given() && !code.Is(string(b.currency)) {
		code.Fail("is %.10q, the total is in %s", code.Text(), b.currency)
	}
	c.Amount = v.Get("MonetaryValue").Minor(b.currency)
	if c.Amount == 0 {
		return list
	}
	return append(list, c)
}

// charges are the lines of the quote, which add up to UPS's total whatever the
// lines say. It returns what is to be noted.
func (b *bill) charges(out *carriers.Quote, s *carriers.Shipment) (notes []string) {
	if len(b.parcels) == 1 && !b.priced { // abroad, the lines are the shipment's
		for i := range b.whole {
			b.whole[i].Parcel = 0
		}
		b.parcels[0], b.whole, b.priced = b.whole, nil, len(b.whole) > 0
	}
	sum := int64(0)
	for _, lines := range append([][]carriers.Charge{b.whole}, b.parcels...) {
		for _, c := range lines {
			sum += c.Amount
		}
	}
	switch rest := b.total - sum; {
	case !b.priced:
		out.Charges = live.Shares(b.total, s)
		return []string{"UPS prices the shipment as a whole: each parcel's share is by its weight"}
	case rest < 0:
		out.Charges = live.Shares(b.total, s)
		return []string{"the lines of UPS are more than its total: the total is shown, shared by weight"}
	case rest > 0:
		b.whole = append(b.whole, carriers.Charge{Code: "ups_other", Name: "Not itemised by UPS", Amount: rest, Parcel: carriers.WholeShipment})
	}
	for _, lines := range b.parcels {
		out.Charges = append(out.Charges, lines...)
	}
	out.Charges = append(out.Charges, b.whole...)
	return nil
}
