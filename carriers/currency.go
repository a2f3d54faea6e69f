package carriers

import "strings"

// usd and euro are the countries whose money is the US dollar or the euro, 2026,
// with the territories that have a code of their own.
const (
	usd  = "US PR VI GU AS MP UM MH FM PW EC SV PA"
	euro = "AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK"
)

// ownMoney is that of the countries that have their own.
var ownMoney = map[string]Currency{"GB": "GBP", "PL": "PLN", "CZ": "CZK", "HU": "HUF", "RO": "RON", "SE": "SEK", "DK": "DKK", "NO": "NOK", "CH": "CHF", "CA": "CAD", "AU": "AUD"}

// CurrencyOf is the money of a country, by its code of two capitals; empty where it
// is not known here.
func CurrencyOf(country string) Currency {
	switch {
	case ownMoney[country] != "":
		return ownMoney[country]
	case len(country) != 2:
		return ""
	case strings.Contains(usd, country):
		return "USD"
	case strings.Contains(euro, country):
		return "EUR"
	}
	return ""
}
