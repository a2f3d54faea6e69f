package tariff

import (
	"cmp"
	"fmt"
	"math/bits"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// A surcharge is a row of surcharges.csv: a charge and the conditions that must
// all hold for it. A condition that is zero always holds.
type surcharge struct {
	id   int32 // an index into the card's rows
	code int   // an index into the card's codes
	as   carriers.ChargeCode
	name string
	line int // in surcharges.csv
	note uint64

	// What is charged.
	kind        kind
	whole       bool  // once for the shipment, not for each parcel
	amount      int64 // minor units; with perInsured, for each started part of the insured value above freeInsured
	rate        int64 // a percentage, of the charges in of
	of          uint64
	perInsured  int64
	freeInsured int64
	minimum     int64

	// What it does to other charges.
	waives      uint64 // codes that are then not charged
	minBillable dimweight.Weight
	off         int64  // of a weekly percentage: what a contract takes off it
	reduced     bool   // by a row of reductions.csv
	satisfies   uint64 // accessorials that it is the price of
	insures     bool   // it is the price of insurance

	// Conditions on what is charged already; those on the parcel are a rule's needs.
	billableOver, billableTo dimweight.Weight
	with                     uint64 // one of these codes has been charged
}

// A kind says how a surcharge's amount comes about.
type kind uint8

const (
	fixed       kind = iota // amount
	fixedShare              // rate of the charges in of
	weeklyShare             // the service's fuel percentage of the charges in of
	unknown                 // known to be charged, but not how much: a note
	blank                   // to be filled in by the user of the card: until then a refusal
)

// A rule is a surcharge with what it needs: conditions, and a ship date.
type rule struct {
	needs    uint64
	from, to carriers.Date // both count
	charge   *surcharge
}

// applies reports whether the rule's conditions are among those that hold.
func (r *rule) applies(holding uint64, ships carriers.Date) bool {
	return r.needs&^holding == 0 && r.from <= ships && ships <= r.to
}

var surchargeColumns = columns{
	required: []string{"code", "name", "amount"},
	optional: []string{"services", "zones", "from", "to", "percent", "of", "residential", "area", "weight_over", "longest_over", "second_over", "third_over", "sum_over",
		"length_girth_over", "volume_over", "nonstandard", "accessorial", "insured_over", "insured_up_to", "per_insured", "minimum",
		"billable_over", "billable_up_to", "with", "waives", "min_billable", "note", "per", "free_insured"},
}

// loadSurcharges reads surcharges.csv and deals each row to the services and
// zones that it is for.
func (l *loader) loadSurcharges() {
	l.card.codes.list = l.chargeCodes()
	parts := l.partition()
	if l.has("surcharges.csv") {
		l.dealSurcharges(parts)
	}
	for _, s := range l.card.services {
		s.share(parts[s])
	}
}

func (l *loader) dealSurcharges(parts map[*service][]part) {
	card := l.card
	l.listCodes()
	t := l.amended("surcharges.csv", "code", surchargeColumns)
	for t.next() {
		row := t.surcharge(card)
		r := rule{needs: t.conditions(card), from: t.date("from"), to: cmp.Or(t.date("to"), openEnd), charge: row}
		if r.from > r.to {
			t.fail(t.at("to"), "to: is before from")
		}
		pieces := []rule{r}
		card.discounts = card.discounts || row.rate < 0
		services, zones := t.services(card), t.list("zones")
		t.checkZones(services)
		for _, s := range services {
			in := s.zoneSet(zones)
			if row.kind == weeklyShare && len(s.fuel) == 0 && l.sound("fuel.csv") {
				t.fail(t.at("percent"), "fuel.csv has no percentage for %s", s.id)
			}
			parts[s] = cutParts(parts[s], in)
			for _, p := range parts[s] {
				if p.zones&in == 0 {
					continue
				}
				for _, piece := range l.reduced(pieces, s, bits.TrailingZeros64(p.zones)) {
					p.rules.add(piece, card)
				}
			}
		}
	}
	if n := len(card.conditions.list); n > maxConditions {
		l.fail("surcharges.csv", "%d different conditions are over the %d limit", n, maxConditions)
		return
	}
	card.conditions.sort()
}

// listCodes collects the codes in their order, so that a row can name one that
// stands further down.
func (l *loader) listCodes() {
	t := l.amended("surcharges.csv", "code", surchargeColumns)
	for t.next() {
		code := t.required("code")
		l.ownDiscount(t)
		if code == string(carriers.Base) || !isArea(code) && code != "" {
			t.fail(t.at("code"), "%q: a code is lower case letters, digits and underscores, and not base", code)
		} else if l.card.codes.find(code) < 0 {
			l.card.codes.list = append(l.card.codes.list, carriers.ChargeCode(code))
		}
		bit := uint64(1) << max(l.card.codes.find(code), 0)
		if t.cell("waives") != "" {
			l.card.codes.waivers |= bit
		}
		if t.cell("percent") != "" {
			l.card.codes.shares |= bit
		}
		if t.cell("per") == perShipment {
			l.card.codes.whole |= bit
		}
	}
	if n := len(l.card.codes.list); n > maxCodes {
		l.fail("surcharges.csv", "%d codes are over the %d limit", n-1, maxCodes-1)
	}
}

// surcharge reads what a row charges and does, without its conditions on the
// parcel.
func (t *table) surcharge(card *Card) *surcharge {
	line, _ := t.csv.FieldPos(0)
	s := &surcharge{
		line: line,
		code: max(card.codes.find(t.cell("code")), 0), as: carriers.ChargeCode(t.cell("code")), name: t.required("name"), note: card.notes.bit(t.cell("note")),
		perInsured: t.priceOver0("per_insured", card.digits), freeInsured: t.priceOver0("free_insured", card.digits), minimum: t.price("minimum", card.digits),
		billableOver: t.weight("billable_over"), billableTo: t.weight("billable_up_to"),
		minBillable: t.weight("min_billable"),
		satisfies:   read(t, "accessorial", accessorial), insures: t.cell("code") == string(carriers.Insurance),
	}
	set := func(column string) uint64 {
		return read(t, column, card.codes.set)
	}
	s.of, s.with, s.waives = set("of"), set("with"), set("waives")
	t.charged(s, card)
	t.per(s, card)
	t.checkSurcharge(s, &card.codes)
	return s
}

// charged reads what the row charges: an amount or a percentage.
func (t *table) charged(s *surcharge, card *Card) {
	amount, rate := t.cell("amount"), t.cell("percent")
	switch {
	case amount != "" && rate != "":
		s.kind = fixedShare
		t.fail(t.at("percent"), "an amount and a percentage: a row has one of them")
	case amount == "unknown":
		s.kind = unknown
	case amount == "ask":
		s.kind = blank
	case amount != "":
		s.amount = t.price("amount", card.digits)
	case rate == "fuel.csv":
		s.kind = weeklyShare
	case rate != "":
		s.kind, s.rate = fixedShare, read(t, "percent", percent)
	default:
		t.fail(t.at("amount"), "no amount: write a price, unknown, ask, or a percentage")
	}
}

// checkSurcharge reports columns that do not go together.
func (t *table) checkSurcharge(s *surcharge, codes *codes) {
	share := s.kind == fixedShare || s.kind == weeklyShare
	later := s.with != 0 || s.billableOver != 0 || s.billableTo != 0 || share
	below := uint64(1)<<s.code - 1 // the codes that stand above this one's
	for _, check := range []struct {
		wrong  bool
		column string
		says   string
	}{
		{s.kind == unknown && s.note == 0, "note", "an unknown amount needs a note"},
		{share && t.cell("of") == "", "of", "a percentage needs the charges that it is of"},
		{!share && s.of != 0, "of", "only a percentage is of other charges"},
		{s.of&^below != 0, "of", "names a code that does not stand above"},
		{s.with&^below != 0, "with", "names a code that does not stand above"},
		{!share && s.with&codes.shares != 0, "with", "names a percentage, which is charged after the amounts"},
		{s.waives&1 != 0, "waives", "cannot be the base price"},
		{s.rate < 0 && t.cell("code") != string(carriers.Discount), "percent", "only a discount is negative"},
		{later && s.minBillable != 0, "min_billable", "cannot depend on the billable weight, on another charge or on a percentage"},
		{later && s.waives != 0, "waives", "cannot depend on the billable weight, on another charge or on a percentage"},
		{s.billableTo != 0 && s.billableTo <= s.billableOver, "billable_up_to", "is not over billable_over"},
		{!s.whole && s.with&codes.whole != 0, "with", "names a charge for the whole shipment, which is charged after the parcels"},
		{s.whole && s.waives != 0, "waives", "cannot be for the whole shipment"},
		{s.whole && s.minBillable != 0, "min_billable", "cannot be for the whole shipment"},
		{s.minimum != 0 && s.perInsured == 0, "minimum", "is only for an amount per_insured"},
		{s.freeInsured != 0 && s.perInsured == 0, "free_insured", "is only for an amount per_insured"},
	} {
		if check.wrong {
			t.fail(t.at(check.column), "%s: %s", check.column, check.says)
		}
	}
	if chain := s.waives & codes.waivers &^ 1; chain != 0 { // else it would depend on the order who waives whom
		t.fail(t.at("waives"), "waives: %s waives another charge and cannot be waived", codes.list[bits.TrailingZeros64(chain)])
	}
}

// accessorial reads the name of one, and returns its set.
func accessorial(cell string) (uint64, error) {
	if set := accessorialBit(carriers.Accessorial(cell)); set != 0 {
		return set, nil
	}
	return 0, fmt.Errorf("%q: not one of %v", cell, carriers.Accessorials())
}

// set reads a list of codes.
func (c *codes) set(list string) (uint64, error) {
	var set uint64
	for code := range strings.FieldsSeq(list) {
		i := c.find(code)
		if i < 0 {
			return 0, fmt.Errorf("code %q is not in the file", code)
		}
		set |= 1 << i
	}
	return set, nil
}

// volume reads "10368 in3" or "30000 cm3".
func volume(s string) (dimweight.Volume, error) {
	number, unit, _ := strings.Cut(s, " ")
	n, err := positive(number)
	switch {
	case err == nil && unit == "in3":
		return dimweight.CubicInches(n), nil
	case err == nil && unit == "cm3":
		return dimweight.CubicCentimetres(n), nil
	}
	return dimweight.Volume{}, fmt.Errorf("%q: not a volume such as 10368 in3", s)
}
