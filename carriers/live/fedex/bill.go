package fedex

import (
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// A bill is what FedEx says of money for one service.
type bill struct {
	currency carriers.Currency
	total    int64
	list     carriers.Money // what is published; zero means unknown
	charges  []carriers.Charge
	notes    []string

	paid     live.Value   // of the ratedShipmentDetails
	packages []live.Value // the packageRateDetail of each
	each     bool         // FedEx prices each parcel
	parcels  int
}

// meaning translates FedEx's surcharge types, of its API reference guide; another is
// a charge of its own name.
func meaning(kind string) carriers.ChargeCode {
	switch kind {
	case "FUEL":
		return carriers.Fuel
	case "RESIDENTIAL_DELIVERY":
		return carriers.Residential
	case "DELIVERY_AREA", "OUT_OF_DELIVERY_AREA", "INTERHAWAII", "METRO_DELIVERY":
		return carriers.DeliveryArea
	case "ADDITIONAL_HANDLING":
		return carriers.AdditionalHandling
	case "OVERSIZE":
		return carriers.Oversize
	case "NON_STANDARD_CONTAINER", "NON_MACHINABLE":
		return carriers.NonstandardParcel
	case "SIGNATURE_OPTION":
		return carriers.SignatureCharge
	case "SATURDAY_DELIVERY":
		return carriers.SaturdayCharge
	case "INSURED_VALUE":
		return carriers.Insurance
	}
	if strings.HasPrefix(kind, "DEMAND") || strings.HasPrefix(kind, "PEAK") {
		return carriers.Peak
	}
	if code := live.Slug(kind); code != "unnamed" {
		return carriers.ChargeCode(strings.ReplaceAll(code, "-", "_"))
	}
	return other
}

const other carriers.ChargeCode = "fedex_other"

// bill reads the ratedShipmentDetails of a service.
func (q *question) bill(details live.Value) bill {
	b := bill{parcels: len(q.shipment.Parcels)}
	account, list := rate(details, "ACCOUNT"), rate(details, "LIST")
	if b.paid = account; !account.Given() {
		b.paid = list
		b.notes = append(b.notes, "FedEx gives no price of the account: its list price is shown")
	}
	if !b.paid.Given() {
		details.Fail("has no price")
		return b
	}
	b.currency = carriers.Currency(first(b.paid.Get("currency"), b.paid.Get("shipmentRateDetail").Get("currency")).Text())
	if !b.paid.Get("totalNetCharge").Given() {
		b.paid.Fail("has no totalNetCharge")
	}
	b.total = b.paid.Get("totalNetCharge").Minor(b.currency)
	if list.Get("currency").Is(string(b.currency)) {
		b.list = carriers.Money{Minor: list.Get("totalNetCharge").Minor(b.currency), Currency: b.currency}
	}
	b.split(q.shipment)
	return b
}

// rate is that of a type, which may stand once.
func rate(details live.Value, kind string) (found live.Value) {
	for v := range details.Each() {
		if v.Get("rateType").Is(kind) {
			if found.Given() {
				v.Fail("is a second price of the type %s", kind)
			}
			found = v
		}
	}
	return found
}

// split makes the charges, which add up to FedEx's total whatever the lines say.
func (b *bill) split(s *carriers.Shipment) {
	b.each = true
	for p := range b.paid.Get("ratedPackages").Each() {
		detail := p.Get("packageRateDetail")
		if currency := detail.Get("currency"); currency.Given() && !currency.Is(string(b.currency)) {
			currency.Fail("is %.10q, the total is in %s", currency.Text(), b.currency)
		}
		b.packages = append(b.packages, detail)
		b.each = b.each && detail.Get("baseCharge").Given()
	}
	b.each = b.each && len(b.packages) == b.parcels
	var parcels, whole []carriers.Charge
	if b.each {
		parcels, whole = b.perParcel()
	} else {
		parcels, whole = b.perShipment(s)
	}
	for tax := range b.paid.Get("shipmentRateDetail").Get("taxes").Each() {
		whole = b.line(whole, carriers.Charge{Code: "tax", Name: words(tax, "Tax"), Parcel: carriers.WholeShipment}, tax.Get("amount"))
	}
	sum := int64(0)
	for _, c := range append(parcels[:len(parcels):len(parcels)], whole...) {
		sum += c.Amount
	}
	switch rest := b.total - sum; {
	case len(parcels) == 0 || rest < 0:
		b.charges = live.Shares(b.total, s)
		b.notes = append(b.notes, "the lines of FedEx are not its total: the total is shown, shared by weight")
		return
	case rest > 0:
		whole = append(whole, carriers.Charge{Code: other, Name: "Not itemised by FedEx", Amount: rest, Parcel: carriers.WholeShipment})
	}
	if b.parcels == 1 {
		for i := range whole {
			whole[i].Parcel = 0
		}
	}
	b.charges = append(b.charges, parcels...)
	b.charges = append(b.charges, whole...)
}

// perParcel reads the lines of each parcel. What FedEx charges for the shipment
// stands with its first parcel.
func (b *bill) perParcel() (parcels, whole []carriers.Charge) {
	for i, v := range b.packages {
		parcels = b.line(parcels, carriers.Charge{Code: carriers.Base, Name: "Base rate", Parcel: i}, v.Get("baseCharge"))
		parcels = b.discount(parcels, "Discount", i, v.Get("totalFreightDiscounts"))
		parcels = b.discount(parcels, "Rebate", i, v.Get("totalRebates"))
		for charge := range v.Get("surcharges").Each() {
			if charge.Get("level").Is("SHIPMENT") {
				whole = b.surcharge(whole, carriers.WholeShipment, charge)
			} else {
				parcels = b.surcharge(parcels, i, charge)
			}
		}
	}
	return parcels, whole
}

// perShipment reads the lines of the shipment, and shares its base by weight.
func (b *bill) perShipment(s *carriers.Shipment) (parcels, whole []carriers.Charge) {
	base := b.paid.Get("totalBaseCharge").Minor(b.currency)
	if base <= 0 {
		return nil, nil
	}
	parcels = live.Shares(base, s)
	for i := range parcels {
		parcels[i].Name = "Base rate"
	}
	if b.parcels > 1 {
		b.notes = append(b.notes, "FedEx prices the shipment as a whole: each parcel's share of the base is by its weight")
	}
	whole = b.discount(whole, "Discount", carriers.WholeShipment, b.paid.Get("totalDiscounts"))
	for charge := range b.paid.Get("shipmentRateDetail").Get("surCharges").Each() {
		whole = b.surcharge(whole, carriers.WholeShipment, charge)
	}
	return parcels, whole
}

func (b *bill) surcharge(list []carriers.Charge, parcel int, v live.Value) []carriers.Charge {
	kind := first(v.Get("type"), v.Get("surchargeType")).Text()
	return b.line(list, carriers.Charge{Code: meaning(kind), Name: words(v, kind), Parcel: parcel}, v.Get("amount"))
}

// words are how FedEx calls a charge, or what it is of.
func words(v live.Value, kind string) string {
	if s := v.Get("description").Line(); s != "" {
		return s
	}
	if kind = live.Line(kind); kind != "" {
		return kind
	}
	return "Surcharge"
}

// discount adds what FedEx takes off, which it writes without a sign.
func (b *bill) discount(list []carriers.Charge, title string, parcel int, v live.Value) []carriers.Charge {
	if n := v.Minor(b.currency); n > 0 {
		list = append(list, carriers.Charge{Code: carriers.Discount, Name: title, Amount: -n, Parcel: parcel})
	}
	return list
}

// line adds a charge that is not zero.
func (b *bill) line(list []carriers.Charge, c carriers.Charge, v live.Value) []carriers.Charge {
	if c.Amount = v.Minor(b.currency); c.Amount == 0 {
		return list
	}
	if c.Amount < 0 {
		c.Code = carriers.Discount
	}
	return append(list, c)
}
