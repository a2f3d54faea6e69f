package tracking

import "strings"

// formats are the known formats, common ones first. Shapes and check digits are from
// jkeen/tracking_number_data@b79ce4b (2026) unless a row says otherwise.
var formats = []format{
	{
		name: "ups-1z", carrier: "ups",
		shapes: []string{"1Z***************#"},
		check:  lastOf(2, upsMod10),
		print:  template("## ### ### ## #### ####"), symbol: plain,
	},
	{
		// USPS Publication 199: 92 and 93 are a mailer's own numbers, 94 those of online
		// postage, 95 those of a post office. 30 digits go without routing.
		name: "usps-impb", carrier: "usps", routed: true,
		shapes: impbShapes("92", "93", "94", "95"),
		check:  last(mod10), rule: impbRule,
		print: fours, symbol: impbSymbol,
	},
	{
		name: "fedex-12", carrier: "fedex",
		shapes: []string{"############"},
		check:  last(fedexMod11),
		print:  template("#### #### ####"), symbol: plain,
	},
	{
		name: "fedex-ground-15", carrier: "fedex",
		shapes: []string{"###############"},
		check:  last(mod10),
	},
	{
		// FedEx Bar Code and Label Layout Specification, pp. 37-38.
		name: "fedex-ground-96", carrier: "fedex",
		shapes: []string{"96####################"},
		check:  lastOf(7, mod10), tracked: tail(15), symbol: carrierAI,
	},
	{
		// The tracking number is the last fourteen digits, the first two of them zero.
		name: "fedex-ground-34", carrier: "fedex",
		shapes: []string{"96##################00############"},
		check:  lastOf(20, fedexMod11), tracked: tail(12),
		print: tailTemplate(12, "#### #### ####"), symbol: plain,
	},
	{
		name: "fedex-34", carrier: "fedex", notFirst: "9",
		shapes: []string{"####################00############"},
		check:  lastOf(20, fedexMod11), tracked: tail(12),
		print: tailTemplate(12, "#### #### ####"), symbol: plain,
	},
	{
		// An SSCC of Poczta Polska's with its AI.
		name: "poczta-polska-20", carrier: "poczta-polska",
		shapes: []string{"00#5900773##########"},
		check:  last(mod10), tracked: tail(18),
		print: ssccText, symbol: ssccSymbol,
	},
	{
		// GS1 General Specifications, section 3.2; twenty digits have the AI 00 in front.
		name: "sscc-18", carrier: "gs1", shared: true,
		shapes: []string{"##################", "00##################"},
		check:  last(mod10), tracked: tail(18),
		print: ssccText, symbol: ssccSymbol,
	},
	{
		name: "usps-legacy-91", carrier: "usps", routed: true,
		shapes: []string{"91####################", "####################"},
		check:  last(mod10After91), print: fours,
	},
	{
		name: "usps-20", carrier: "usps",
		shapes: []string{"####################"},
		check:  last(mod10), print: fours,
	},
	{
		// Plain letter mail: a bar for each of 65 places, no check digit in the digits.
		// The twenty digits without a ZIP are left out: they would make any number valid.
		name: "usps-imb", carrier: "usps",
		shapes: []string{"#########################", "#############################", "###############################"},
		rule:   imbRule,
	},
	{
		name: "ups-waybill", carrier: "ups",
		shapes: []string{"A##########", "H##########", "J##########", "K##########", "T##########", "V##########"},
		check:  lastOf(1, upsMod10),
	},
	{
		// UPS's help page on tracking numbers: MI, the customer's six digits and up to 22
		// letters and digits of the shipper's. Its other numbers are USPS's own, and read
		// as usps-impb.
		name: "ups-mail-innovations", carrier: "ups",
		shapes: mailInnovationsShapes(),
	},
	{
		name: "dhl-express", carrier: "dhl",
		shapes: []string{"##########", "###########"},
		check:  last(mod7), print: template("## #### ####"), symbol: plain,
	},
	{
		// ISO 15459 licence plates; JJD is JD with its data identifier.
		name: "dhl-licence-plate", carrier: "dhl",
		shapes: withDigits([]string{"JJD", "JD", "JVGL"}, 10, 18), symbol: plateSymbol,
	},
	{
		// UPU standard S10: service, serial, check digit, country of posting.
		name: "upu-s10", carrier: "upu", shared: true,
		shapes: []string{"@@#########@@"},
		check:  s10Check, rule: s10Rule, issuer: s10Issuer,
		print: template("## ### ### ### ##"), symbol: plain,
	},
	{
		// DPD Parcel Label Specification 2.4.1. The barcode holds % and 27 characters; the
		// last one is only printed.
		name: "dpd-28", carrier: "dpd",
		shapes: []string{"###########################*"},
		check:  last(mod37), tracked: func(n string) string { return n[7:21] },
		print: template("#### ### #### #### #### ## ### ### #"), symbol: dpdSymbol,
	},
	{
		name: "dpd-14", carrier: "dpd",
		shapes: []string{"##############*"},
		check:  last(mod37), print: template("#### #### #### ## #"),
	},
	{
		name: "canada-post-16", carrier: "canada-post",
		shapes: []string{"################"},
		check:  last(mod10), print: fours,
	},
	{
		name: "purolator-12", carrier: "purolator", notFirst: "6789",
		shapes: []string{"############"},
		check:  last(luhn),
	},
	{
		name: "ontrac-15", carrier: "ontrac",
		shapes: []string{"C##############", "D##############"},
		check:  last(upsMod10),
	},
	{
		// plhery/delivery-tracker (2026). Eleven digits without check are left out.
		name: "gls-12", carrier: "gls",
		shapes: []string{"############"},
		check:  last(mod10PlusOne),
	},
	{
		// La Poste, Colissimo Access F specification V5 (2013), section 5.1: the product's
		// two characters are not in the check digit.
		name: "colissimo-13", carrier: "colissimo",
		shapes: []string{"#@###########"},
		check:  lastOf(2, mod10), symbol: plain,
	},
	{
		// The same, section 8.3: product, 1, postal code, client, weight, checked over the
		// fifteen digits from the client on.
		name: "colissimo-24", carrier: "colissimo",
		shapes: []string{"#@1#####################"},
		check:  lastOf(8, mod10), symbol: plain,
	},
	{
		// Mondial Relay label specification 2.4, pp. 5-7.
		name: "mondial-relay-26", carrier: "mondial-relay",
		shapes: []string{"##########################"},
		check:  mondialCheck, rule: mondialRule,
	},
	{
		// InPost publishes no check digit.
		name: "inpost-24", carrier: "inpost",
		shapes: []string{"########################"},
	},
	{
		name: "identcode-12", carrier: "deutsche-post",
		shapes: []string{"############"},
		check:  last(postMod10),
		print:  template("##.### ###.### #"), symbol: interleaved,
	},
	{
		name: "leitcode-14", carrier: "deutsche-post",
		shapes: []string{"##############"},
		check:  last(postMod10),
		print:  template("#####.###.###.## #"), symbol: interleaved,
	},
}

// withDigits makes a shape of each prefix with low to high digits behind it.
func withDigits(prefixes []string, low, high int) []string {
	var shapes []string
	for _, prefix := range prefixes {
		for n := low; n <= high; n++ {
			shapes = append(shapes, prefix+strings.Repeat("#", n))
		}
	}
	return shapes
}

// impbShapes are 22 and 26 digits of every channel, and the 30 that 94 alone has.
func impbShapes(channels ...string) []string {
	shapes := []string{"94" + strings.Repeat("#", 28)}
	for _, channel := range channels {
		shapes = append(shapes, channel+strings.Repeat("#", 20), channel+strings.Repeat("#", 24))
	}
	return shapes
}

// tail keeps the last n characters.
func tail(n int) func(string) string {
	return func(number string) string { return number[len(number)-n:] }
}

// mailInnovationsShapes are those of every length.
func mailInnovationsShapes() []string {
	var shapes []string
	for n := 1; n <= 22; n++ {
		shapes = append(shapes, "MI######"+strings.Repeat("*", n))
	}
	return shapes
}
