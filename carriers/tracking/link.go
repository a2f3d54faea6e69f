package tracking

import "net/url"

// links are the carriers' own tracking pages; the number follows. They are the
// addresses in public use in 2026 (couriers/*.json of tracking_number_data at
// 2026-08-17, and the pages of La Poste, InPost, Poczta Polska and GLS as shops
// link to them). Carriers move such pages without notice.
var links = map[string]string{
	"ups":           "https://wwwapps.ups.com/WebTracking/track?track=yes&trackNums=",
	"usps":          "https://tools.usps.com/go/TrackConfirmAction?tLabels=",
	"fedex":         "https://www.fedex.com/apps/fedextrack/?tracknumbers=",
	"dhl":           "https://www.dhl.com/en/express/tracking.html?brand=DHL&AWB=",
	"deutsche-post": "https://nolp.dhl.de/nextt-online-public/set_identcodes.do?lang=en&idc=",
	"dpd":           "https://www.dpdgroup.com/nl/mydpd/my-parcels/track?lang=en&parcelNumber=",
	"gls":           "https://gls-group.eu/EU/en/parcel-tracking?match=",
	"ontrac":        "https://www.ontrac.com/tracking/?number=",
	"purolator":     "https://www.purolator.com/en/shipping/tracker?searchValue=",
	"canada-post":   "https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor=",
	"colissimo":     "https://www.laposte.fr/outils/suivre-vos-envois?code=",
	"la-poste":      "https://www.laposte.fr/outils/suivre-vos-envois?code=",
	"inpost":        "https://inpost.pl/sledzenie-przesylek?number=",
	"poczta-polska": "https://emonitoring.poczta-polska.pl/?numer=",
}

// Link returns the page on which the carrier tells where the parcel is. It is
// empty where none is known, and for a number that is not Valid; Mondial Relay
// wants the recipient's postal code too, and has none here.
func (m Match) Link() string {
	base, ok := links[m.Carrier]
	if !ok || !m.Valid {
		return ""
	}
	return base + url.QueryEscape(m.Tracking)
}

// upsNames are the services in UPS numbers that are common in the US.
var upsNames = map[string]string{
	"01": "Next Day Air", "02": "2nd Day Air", "03": "Ground", "12": "3 Day Select", "13": "Next Day Air Saver",
	"15": "Next Day Air Early", "22": "Ground, Returns Plus", "42": "Ground, signature required", "44": "Next Day Air, Saturday delivery",
	"66": "Worldwide Express", "72": "Ground, collect on delivery", "78": "Ground, Returns Plus", "90": "Ground, return",
	"A2": "Next Day Air, adult signature required", "A8": "Ground, adult signature required", "YW": "SurePost",
}

// Service returns the service that the number names, in words. It is empty
// where the format names none or the code is not among the common ones: only
// UPS 1Z numbers are read so far.
func (m Match) Service() string {
	if m.Format != "ups-1z" || !m.Valid || len(m.Number) != 18 {
		return ""
	}
	return upsNames[m.Number[8:10]]
}
