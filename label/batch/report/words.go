package report

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shiprate/shiprate/carriers"
)

// number prints 12345 as "12,345".
func number(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// plural prints a count of things: "1 order", "2 orders".
func plural(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return number(int64(n)) + " " + thing
}

// symbols are those that no other currency is written with here.
var symbols = map[carriers.Currency]string{"USD": "$", "EUR": "€", "GBP": "£"}

// money prints an amount to the last digit: "$1,234.50", "CAD 12.00".
func money(minor int64, c carriers.Currency) string {
	whole, frac, _ := strings.Cut(carriers.Money{Minor: minor, Currency: c}.Amount(), ".")
	sign := ""
	if rest, negative := strings.CutPrefix(whole, "-"); negative {
		sign, whole = "-", rest
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if frac != "" {
		whole += "." + frac
	}
	if symbol, ok := symbols[c]; ok {
		return sign + symbol + whole
	}
	return sign + string(c) + "\u00a0" + whole
}

// round prints an amount as a chart has it: without the fraction from a thousand
// on, and in millions from ten millions on: "$12.3M". The tables have it whole.
func round(minor int64, c carriers.Currency) string {
	digits, _ := c.Digits()
	unit := int64(1)
	for range digits {
		unit *= 10
	}
	if minor >= 10_000_000*unit {
		tenths := (minor + 50_000*unit) / (100_000 * unit)
		text := money(tenths/10*unit, c)
		if digits > 0 {
			text = text[:strings.LastIndexByte(text, '.')]
		}
		return fmt.Sprintf("%s.%dM", text, tenths%10)
	}
	if digits == 0 || minor < 1000*unit {
		return money(minor, c)
	}
	text := money((minor+unit/2)/unit*unit, c)
	return text[:strings.LastIndexByte(text, '.')]
}

// each prints what one of so many costs.
func each(minor int64, n int, c carriers.Currency) string {
	if n == 0 {
		return ""
	}
	half := int64(n) / 2
	if minor < 0 {
		half = -half
	}
	return money((minor+half)/int64(n), c)
}

// percent prints a share: "12%", and what is not nothing never as "0%".
func percent(part, whole int64) string {
	n := ratio(part, whole)
	switch {
	case part <= 0 || whole <= 0:
		return "0%"
	case n < 100:
		return "<1%"
	case n >= 9_950 && part < whole:
		return ">99%"
	}
	return strconv.FormatInt((n+50)/100, 10) + "%"
}

// weight prints grams in whole kilograms or pounds.
func weight(grams int64, unit string) string {
	if unit == "lb" {
		const perPound = 45359237 // in hundred-thousandths of a gram
		whole := grams / perPound * 100_000
		rest := grams % perPound * 100_000
		return number(whole+(rest+perPound/2)/perPound) + " lb"
	}
	return number((grams+500)/1000) + " kg"
}

// clean makes a text of a stranger safe to stand among others, in 80 characters.
func clean(s string) string { return cut(s, 80) }

// cut makes a text of a stranger safe to stand among others: what it could turn
// around or hide is a replacement character, a line break is a blank, and what is over so many characters
// ends in "…". The files of the run have it whole.
func cut(s string, most int) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n++; n > most {
			b.WriteString("…")
			break
		}
		if unicode.IsSpace(r) {
			r = ' '
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) {
			r = unicode.ReplacementChar
		}
		b.WriteRune(r)
	}
	return b.String()
}

// carrierNames are those that are not written like a word.
var carrierNames = map[string]string{
	"ups": "UPS", "usps": "USPS", "fedex": "FedEx", "dhl": "DHL", "dpd": "DPD", "gls": "GLS", "laposte": "La Poste",
	"la-poste": "La Poste", "bpost": "bpost", "postnl": "PostNL", "tnt": "TNT", "ontrac": "OnTrac",
}

// carrierName is how people write a carrier.
func carrierName(s string) string {
	if name, ok := carrierNames[s]; ok {
		return name
	}
	return title(strings.ReplaceAll(clean(s), "-", " "))
}

// title begins with a capital letter.
func title(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// spoken reads a code of ours: "delivery_area" is "Delivery area".
func spoken(code string) string { return title(strings.ReplaceAll(clean(code), "_", " ")) }

// shortDay prints "Wed 25 Nov".
func shortDay(d carriers.Date) string { return d.Time().Format("Mon 2 Jan") }

// longDay prints "Wednesday, 25 November 2026".
func longDay(d carriers.Date) string { return d.Time().Format("Monday, 2 January 2006") }

// and joins names: "UPS, FedEx and USPS".
func and(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

func days(n int) string {
	if n < 0 {
		return "unknown"
	}
	return plural(n, "day")
}

// causes are the codes of problems as a manager reads them.
var causes = map[string]string{
	"missing": "A cell is blank that must be filled", "duplicate": "The order number stands twice", "conflict": "Rows of one order contradict each other",
	"cells": "More or fewer cells than the header", "quote": "A quotation mark in the wrong place", "too_long": "A cell or a row is too long",
	"text": "Characters that cannot be printed", "id": "The order number cannot name a file", "number": "Not a plain number", "unit": "A quantity without its unit",
	"not_positive": "Zero or negative", "too_large": "A number over its limit", "postal_code": "Not a postal code of its country",
	"lost_zero": "A ZIP code that lost its zero", "country": "An unknown country", "state": "Not a state or province of its country", "date": "Not a date", "choice": "Not one of the words there are",
	"held": "The shop says it must not be shipped", "box": "No box takes the items", "invalid": "Not a valid shipment",
	"no_quote": "No service takes it and keeps the promise", "label": "Its label cannot be printed", "slip": "Its packing slip cannot be printed",
	"other_content": "It has a label already, with other content", "unfinished": "Another run has it",
	"not_bought": "The carrier did not sell its label", "dearer": "Its label costs more than was quoted", "unknown": "Its label may be bought",
	"no_file": "Its label is bought, and the carrier does not give it", OtherErrors: "Other causes",
}

func cause(code string) string {
	if words, ok := causes[code]; ok {
		return words
	}
	return spoken(code)
}

// lower begins with a small letter, but for words that are all capitals.
func lower(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if next, _ := utf8.DecodeRuneInString(s[n:]); n == 0 || unicode.IsUpper(next) {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}
