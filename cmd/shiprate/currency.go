package main

import (
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// euro are the countries whose money is the euro, 2026.
const euro = "AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK"

// currencyOf is the currency of an amount that is written without one: that of
// the country that the parcels leave from, USD where it is not known here.
func currencyOf(country string) carriers.Currency {
	own := map[string]carriers.Currency{"GB": "GBP", "PL": "PLN", "CZ": "CZK", "HU": "HUF", "RO": "RON", "SE": "SEK", "DK": "DKK", "NO": "NOK", "CH": "CHF", "CA": "CAD", "AU": "AUD"}
	switch {
	case own[country] != "":
		return own[country]
	case len(country) == 2 && strings.Contains(euro, country):
		return "EUR"
	}
	return "USD"
}
