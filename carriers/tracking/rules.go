package tracking

import (
	"fmt"
	"strings"
)

// This file has what makes a number wrong besides its check digit, for the few formats
// that say more.

// impbRule holds a mailer ID to its channel (USPS Publication 199): nine digits starting
// with 9 in channel 92, six digits starting with another in 93. The thirty digits of 94
// leave room for a nine-digit one only.
func impbRule(number string) string {
	channel, nine := number[:2], number[5] == '9'
	switch {
	case channel == "92" && !nine, len(number) == 30 && !nine:
		return fmt.Sprintf("channel %s wants a nine-digit mailer ID, which starts with 9, not %c", channel, number[5])
	case channel == "93" && nine:
		return "channel 93 wants a six-digit mailer ID, which does not start with 9"
	}
	return ""
}

// imbRule holds the barcode identifier to its second digit, 0 to 4 (USPS-B-3200).
func imbRule(number string) string {
	if number[1] > '4' {
		return fmt.Sprintf("second digit is %c, want 0 to 4", number[1])
	}
	return ""
}

func mondialCheck(number string) (got, want string) {
	const first, second = 14, 25 // where the check digits stand
	got = number[first:first+1] + number[second:]
	return got, string([]byte{mondialMod11(number[:first]), mondialMod11(number[first+1 : second])})
}

// mondialRule wants parcel n of m: n from 1 to m.
func mondialRule(number string) string {
	sequence, count := number[10:12], number[12:14]
	if sequence == "00" || sequence > count {
		return fmt.Sprintf("parcel %s of %s, want 01 to the count", sequence, count)
	}
	return ""
}

func s10Check(number string) (got, want string) {
	return number[10:11], string(s10(number[2:10]))
}

// s10Rule refuses service indicators that S10 reserves, and countries ISO 3166-1 lacks.
func s10Rule(number string) string {
	var wrong []string
	if strings.IndexByte("JKSTW", number[0]) >= 0 {
		wrong = append(wrong, fmt.Sprintf("service indicator %s is reserved", number[:2]))
	}
	if country := number[11:]; !isCountry(country) {
		wrong = append(wrong, fmt.Sprintf("%s is not an ISO 3166 country", country))
	}
	return strings.Join(wrong, ", ")
}

// s10Issuer names the post of the country where the number was made, or "upu".
func s10Issuer(number string) string {
	switch number[11:] {
	case "US":
		return "usps"
	case "CA":
		return "canada-post"
	case "DE":
		return "deutsche-post"
	case "FR":
		return "la-poste"
	case "GB":
		return "royal-mail"
	case "PL":
		return "poczta-polska"
	}
	return "upu"
}

func isCountry(code string) bool {
	for i := 0; i < len(countries); i += 3 {
		if countries[i:i+2] == code {
			return true
		}
	}
	return false
}

// countries are the 249 officially assigned codes of ISO 3166-1 alpha-2.
const countries = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ " +
	"BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
	"CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ " +
	"DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR " +
	"GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU " +
	"ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ " +
	"LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ " +
	"NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW " +
	"SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ " +
	"TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW "
