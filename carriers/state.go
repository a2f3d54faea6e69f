package carriers

import (
	"strings"
	"sync"
)

// States of the US are those of USPS Publication 28, appendix B, with the District of
// Columbia, the territories, the freely associated states and the three military
// regions; provinces and territories of Canada are those of Canada Post's addressing
// guidelines. Read on 2026-11-22. Other names are those that people and shops write.
const (
	usStates = "AL Alabama; AK Alaska; AZ Arizona; AR Arkansas; CA California; CO Colorado; CT Connecticut; DE Delaware; DC District of Columbia; " +
		"FL Florida; GA Georgia; HI Hawaii; ID Idaho; IL Illinois; IN Indiana; IA Iowa; KS Kansas; KY Kentucky; LA Louisiana; ME Maine; MD Maryland; " +
		"MA Massachusetts; MI Michigan; MN Minnesota; MS Mississippi; MO Missouri; MT Montana; NE Nebraska; NV Nevada; NH New Hampshire; NJ New Jersey; " +
		"NM New Mexico; NY New York; NC North Carolina; ND North Dakota; OH Ohio; OK Oklahoma; OR Oregon; PA Pennsylvania; RI Rhode Island; " +
		"SC South Carolina; SD South Dakota; TN Tennessee; TX Texas; UT Utah; VT Vermont; VA Virginia; WA Washington; WV West Virginia; WI Wisconsin; " +
		"WY Wyoming; AS American Samoa; GU Guam; MP Northern Mariana Islands; PR Puerto Rico; VI Virgin Islands; FM Federated States of Micronesia; " +
		"MH Marshall Islands; PW Palau; AA Armed Forces Americas; AE Armed Forces Europe; AP Armed Forces Pacific; " +
		"DC Washington DC; MP Northern Marianas; VI US Virgin Islands; VI U.S. Virgin Islands; VI Virgin Islands of the US; FM Micronesia; " +
		"HI Hawai’i; AE Armed Forces Africa; AE Armed Forces Canada; AE Armed Forces Middle East; AE Armed Forces"
	caProvinces = "AB Alberta; BC British Columbia; MB Manitoba; NB New Brunswick; NL Newfoundland and Labrador; NS Nova Scotia; NT Northwest Territories; " +
		"NU Nunavut; ON Ontario; PE Prince Edward Island; QC Quebec; SK Saskatchewan; YT Yukon; " +
		"NL Newfoundland; NL Newfoundland & Labrador; NL Terre-Neuve-et-Labrador; QC Québec; YT Yukon Territory; BC Colombie-Britannique; " +
		"NB Nouveau-Brunswick; NS Nouvelle-Écosse; PE Île-du-Prince-Édouard; NT Territoires du Nord-Ouest" //nolint:misspell // French
)

// stateNames are the codes by country and by name in small letters, without what is
// no letter.
var stateNames = sync.OnceValue(func() map[string]map[string]string {
	all := map[string]map[string]string{}
	for country, list := range map[string]string{"US": usStates, "CA": caProvinces} {
		names := map[string]string{}
		for row := range strings.SplitSeq(list, "; ") {
			code, name, _ := strings.Cut(row, " ")
			names[strings.ToLower(code)], names[letters(name)] = code, code
			names[letters(country+code)] = code // as ISO 3166-2 writes it: US-CA
		}
		all[country] = names
	}
	return all
})

// letters are the letters of a text in small ones.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" .,-'’&\t", r) {
			return -1
		}
		return r
	}, strings.ToLower(s))
}

// usCodes has for each first letter of a code of the US a bit for each second one.
var usCodes = func() (bits [26]uint32) {
	for row := range strings.SplitSeq(usStates, "; ") {
		bits[row[0]-'A'] |= 1 << (row[1] - 'A')
	}
	return bits
}()

// StateCode returns the code of two letters of a state of the US, or of a province of
// Canada, by its code or its name in whatever case; false for one that is none. Of
// other countries nothing is known: then the text is returned as it is, as a blank one
// is of all.
func StateCode(country, state string) (code string, ok bool) {
	if country == "US" && len(state) == 2 {
		if a, b := state[0]-'A', state[1]-'A'; a < 26 && b < 26 && usCodes[a]&(1<<b) != 0 {
			return state, true
		}
	}
	if state == "" || country != "US" && country != "CA" {
		return state, true
	}
	code, ok = stateNames()[country][letters(state)]
	return code, ok || letters(state) == ""
}
