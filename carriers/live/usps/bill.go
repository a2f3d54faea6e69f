package usps

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// An option is one of the prices of a mail class, for a box of the shipper's own.
type option struct {
	v, rate    live.Value
	choice     choice
	machinable bool
	base       int64 // with its fees
	total      int64 // with the extras that were asked for; 0 for no option
}

// ownBox reports whether a rate indicator is of a rectangular box of the shipper's:
// Single Piece, that of Priority Mail Express, Dimensional Rectangular, Oversized,
// or Cubic Parcel, which is no soft pack.
func ownBox(indicator string) bool {
	switch indicator {
	case "SP", "PA", "DR", "OS", "CP":
		return true
	}
	return false
}

// choose finds the price of a parcel among those of a mail class. Missing is an extra
// service that the last one lacks. A price that makes no sense fails all of them: it
// could have been the one.
func choose(class live.Value, p *carriers.Parcel, extras []extra) (best option, missing string) {
	var all []option
	for v := range class.Get("rateOptions").Each() {
		o := option{v: v, rate: first(v.Get("rates"))}
		entry := o.rate.Get("destinationEntryFacilityType")
		o.choice.indicator = o.rate.Get("rateIndicator").Text()
		if !ownBox(o.choice.indicator) || entry.Given() && !entry.Is("NONE") {
			continue
		}
		switch o.choice.category = o.rate.Get("processingCategory").Text(); o.choice.category {
		case "MACHINABLE":
			if o.machinable = true; p.Nonstandard {
				continue
			}
		case "NONSTANDARD", "NON_MACHINABLE", "IRREGULAR": // the latter two are former names
		default:
			continue
		}
		if o.base = readPrice(v.Get("totalBasePrice")); o.base <= 0 {
			v.Fail("has no totalBasePrice over 0")
		}
		if lacks := o.add(extras); lacks != "" {
			missing = lacks
			continue
		}
		if whole := v.Get("totalPrice"); whole.Given() && readPrice(whole) < o.total {
			v.Fail("has a totalPrice of %s, under the sum of %s", whole.Digits(), carriers.Money{Minor: o.total, Currency: usd}.Amount())
		}
		for i := range all {
			if other := &all[i]; other.choice.indicator == o.choice.indicator && other.choice.category == o.choice.category && other.base != o.base {
				v.Fail("is a second price for %s %s", o.choice.category, o.choice.indicator)
			}
		}
		all = append(all, o)
		if best.total == 0 || o.machinable && !best.machinable || o.machinable == best.machinable && o.total < best.total {
			best = o
		}
	}
	return best, missing
}

func first(list live.Value) live.Value {
	for v := range list.Each() {
		return v
	}
	return live.Value{}
}

func readPrice(v live.Value) int64 { return v.Minor(usd) }

// add adds the extra services to the total, or says which there is not.
func (o *option) add(extras []extra) (lacks string) {
	o.total = o.base
	for i := range extras {
		v, id := extras[i].find(o.v)
		if id == 0 {
			return extras[i].words
		}
		price := readPrice(v.Get("price"))
		if price < 0 || !v.Get("price").Given() {
			v.Fail("has no price of 0 or more")
		}
		o.total += price
		o.choice.extras = append(o.choice.extras, id)
	}
	return ""
}

// find returns the extra service of an option, and its code; 0 when it has none.
func (e *extra) find(option live.Value) (found live.Value, id int) {
	best := len(e.ids)
	for v := range option.Get("extraServices").Each() {
		code := v.Get("extraService")
		if !code.Given() {
			continue
		}
		if i := slices.Index(e.ids, code.Digits()); i >= 0 && i < best {
			best, found = i, v
		}
	}
	if best < len(e.ids) {
		id, _ = strconv.Atoi(e.ids[best]) // they are ours
	}
	return found, id
}

// read makes the offer of an option: a charge for each line.
func (o *option) read(p *carriers.Parcel, extras []extra) offer {
	out := offer{buy: o.choice}
	out.weigh(o.rate, p)
	sum := int64(0)
	add := func(code carriers.ChargeCode, name string, amount int64) {
		if sum += amount; amount != 0 {
			out.charges = append(out.charges, carriers.Charge{Code: code, Name: name, Amount: amount})
		}
	}
	for rate := range o.v.Get("rates").Each() {
		words := rate.Get("description").Line()
		add(carriers.Base, orElse(words, "Postage"), readPrice(rate.Get("price")))
		for fee := range rate.Get("fees").Each() {
			words := orElse(fee.Get("name").Line(), "Fee")
			add(meaning(words), words, readPrice(fee.Get("price")))
		}
		if o.choice.indicator == "CP" {
			out.rated.Packaging = words
		}
		out.warn(rate.Get("warnings"))
	}
	switch rest := o.base - sum; {
	case rest < 0:
		out.charges = []carriers.Charge{{Code: carriers.Base, Name: "Postage and fees", Amount: o.base}}
		out.notes = append(out.notes, noteTotalOnly)
	case rest > 0:
		add("usps_other", "Not itemised by USPS", rest)
	}
	for i := range extras {
		v, _ := extras[i].find(o.v)
		add(extras[i].code, orElse(v.Get("name").Line(), extras[i].words), readPrice(v.Get("price")))
		out.warn(v.Get("warnings"))
	}
	return out
}

// warn notes the warnings of a rate or an extra service.
func (o *offer) warn(warnings live.Value) {
	if !warnings.Given() {
		return
	}
	for w := range warnings.Each() {
		if note := "USPS: " + w.Get("warningDescription").Line(); !slices.Contains(o.notes, note) && len(o.notes) < 20 {
			o.notes = append(o.notes, note)
		}
	}
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// meaning translates the names of fees, of which USPS has no codes.
func meaning(fee string) carriers.ChargeCode {
	switch {
	case strings.HasPrefix(fee, "Nonstandard"):
		return carriers.NonstandardParcel
	case strings.HasPrefix(fee, "Dimension Noncompliance"):
		return "dimension_noncompliance"
	case strings.Contains(fee, "Peak"), strings.Contains(fee, "Holiday"):
		return carriers.Peak
	}
	return "usps_other"
}
