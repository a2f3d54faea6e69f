package main

import "github.com/shiprate/shiprate/carriers"

// currencyOf is the currency of an amount that is written without one: that of
// the country that the parcels leave from, USD where it is not known here.
func currencyOf(country string) carriers.Currency {
	if own := carriers.CurrencyOf(country); own != "" {
		return own
	}
	return "USD"
}
