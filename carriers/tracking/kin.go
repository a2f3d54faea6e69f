package tracking

import "cmp"

// kin are the carriers, of rate cards or live, whose parcels carry another's numbers.
var kin = map[string]string{
	"dhlexpress":           "dhl",
	"dhlpaket":             "dhl",
	"laposte":              "colissimo",
	"mondialrelay":         "mondial-relay",
	"royalmail-postoffice": "royalmail",
	"usps-retail":          "usps",
}

// Numbering returns the carrier whose numbers, and so labels, the parcels of a
// carrier have: "usps" for usps-retail, "colissimo" for laposte. Others have
// their own.
func Numbering(carrier string) string { return cmp.Or(kin[carrier], carrier) }
