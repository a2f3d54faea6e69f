package label

// postMark stands before the postal code in Japan.
const postMark = "〒"

// usual is how most countries write: the postal code before the place. A state,
// where one is given, follows.
const usual = "N|O|A|Z C S"

// customs are how countries write an address in Latin letters, where it is not
// the usual way. N is the name, O the company, A the lines of the street, C the
// city, S the state or province, Z the postal code; | starts a new line.
//
// Every pattern has N, O, A and C. A state that a pattern has no place for follows
// the city. Hong Kong, Macao and the Emirates have no postal codes: what stands for
// one is only in the service's band.
//
// They are what the posts of these countries ask for; each was compared with the
// formats of github.com/bojanz/address (2026), and where the two differ, such as
// Japan's and Korea's code in the line of the place, the post was followed.
var customs = map[string]string{
	// The place, the state, the code: all in one line.
	"US": "N|O|A|C S Z", "PR": "N|O|A|C S Z", "VI": "N|O|A|C S Z", "GU": "N|O|A|C S Z", "AS": "N|O|A|C S Z", "MP": "N|O|A|C S Z",
	"FM": "N|O|A|C S Z", "MH": "N|O|A|C S Z", "PW": "N|O|A|C S Z",
	"CA": "N|O|A|C S  Z", "AU": "N|O|A|C S Z",
	// The place, then the code.
	"NZ": "N|O|A|C Z", "SG": "N|O|A|C Z", "IL": "N|O|A|C Z", "SA": "N|O|A|C Z", "JO": "N|O|A|C Z", "LB": "N|O|A|C Z", "BH": "N|O|A|C Z",
	"NP": "N|O|A|C Z", "MM": "N|O|A|C, Z", "LV": "N|O|A|C, Z", "ID": "N|O|A|C S Z", "BD": "N|O|A|C - Z", "PK": "N|O|A|C-Z", "KH": "N|O|A|C Z",
	"BM": "N|O|A|C Z", "BN": "N|O|A|C Z", "BT": "N|O|A|C Z", "MT": "N|O|A|C Z", "MV": "N|O|A|C Z", "LS": "N|O|A|C Z", "NF": "N|O|A|C Z",
	"CC": "N|O|A|C Z", "CX": "N|O|A|C Z", "BB": "N|O|A|C, S Z", "MN": "N|O|A|C S Z", "NG": "N|O|A|C Z|S", "PG": "N|O|A|C Z S", "VE": "N|O|A|C Z, S",
	// The code in a line of its own.
	"GB": "N|O|A|C|Z", "GG": "N|O|A|C|Z", "JE": "N|O|A|C|Z", "IM": "N|O|A|C|Z", "GI": "N|O|A|C|Z", "FK": "N|O|A|C|Z", "IE": "N|O|A|C|S|Z",
	"ZA": "N|O|A|C|Z", "LK": "N|O|A|C|Z", "EG": "N|O|A|C|S|Z", "KE": "N|O|A|C|Z", "RU": "N|O|A|C|S|Z", "KZ": "N|O|A|Z C|S", "BY": "N|O|A|Z C|S",
	"UA": "N|O|A|C|S|Z", "UZ": "N|O|A|Z C|S",
	"AF": "N|O|A|C|Z", "AI": "N|O|A|C|Z", "IO": "N|O|A|C|Z", "KY": "N|O|A|C|S Z", "SH": "N|O|A|C|Z", "SZ": "N|O|A|C|Z", "TC": "N|O|A|C|Z", "VG": "N|O|A|C|Z",
	"GS": "N|O|A|C|Z", "PN": "N|O|A|C|Z", "SD": "N|O|A|C|Z", "IQ": "N|O|A|C, S|Z", "OM": "N|O|A|Z|C", "AL": "N|O|A|Z|C", "MU": "N|O|A|Z|C", "EC": "N|O|A|Z|C",
	// The state in another way.
	"BR": "N|O|A|C-S|Z", "MX": "N|O|A|Z C, S", "AR": "N|O|A|Z C|S", "CO": "N|O|A|C, S, Z", "CL": "N|O|A|Z C|S", "PE": "N|O|A|C Z|S",
	"ES": "N|O|A|Z C|S", "IT": "N|O|A|Z C S", "TR": "N|O|A|Z C/S", "MY": "N|O|A|Z C|S", "PH": "N|O|A|Z C|S", "AE": "N|O|A|C|S",
	"IN": "N|O|A|C Z|S", "TH": "N|O|A|C|S Z", "VN": "N|O|A|C|S Z", "HK": "N|O|A|C|S", "MO": "N|O|A|C",
	"CN": "N|O|A|C, S|Z", "TW": "N|O|A|C, S Z", "JP": "N|O|A|C, S Z", "KR": "N|O|A|C, S Z",
	// The place before the street.
	"HU": "N|O|C|A|Z",
	// Two spaces after the code.
	"NL": "N|O|A|Z  C",
}

// localCustoms are how countries write in their own letters: from the large to
// the small, the name last.
var localCustoms = map[string]string{
	"JP": "〒Z|SC|A|O|N",
	"CN": "Z|SC|A|O|N",
	"TW": "Z SC|A|O|N",
	"HK": "SC|A|O|N",
	"MO": "C|A|O|N",
	"KR": "S C|A|O|N|Z",
}

// customOf returns the pattern of a country's addresses, in its own letters or in
// Latin ones.
func customOf(country string, local bool) string {
	if local {
		if pattern, ok := localCustoms[country]; ok {
			return pattern
		}
	}
	if pattern, ok := customs[country]; ok {
		return pattern
	}
	return usual
}

// ideographs returns the language whose shapes of Chinese characters a country
// reads; fonts for all of East Asia have several.
func ideographs(country string) string {
	switch country {
	case "CN", "SG":
		return "zh-hans"
	case "TW":
		return "zh-hant"
	case "HK", "MO":
		return "zh-hk"
	case "JP":
		return "ja"
	case "KR":
		return "ko"
	}
	return ""
}
