package orders

import (
	"strings"
	"sync"
)

// countryNames are the codes of ISO 3166-1 with the English short names, as the
// labels have them.
const countryNames = "" +
	"AD Andorra; AE United Arab Emirates; AF Afghanistan; AG Antigua and Barbuda; AI Anguilla; AL Albania; AM Armenia; AO Angola; AQ Antarctica; " +
	"AR Argentina; AS American Samoa; AT Austria; AU Australia; AW Aruba; AX Åland Islands; AZ Azerbaijan; BA Bosnia and Herzegovina; BB Barbados; " +
	"BD Bangladesh; BE Belgium; BF Burkina Faso; BG Bulgaria; BH Bahrain; BI Burundi; BJ Benin; BL Saint Barthélemy; BM Bermuda; BN Brunei Darussalam; " +
	"BO Bolivia; BQ Caribbean Netherlands; BR Brazil; BS Bahamas; BT Bhutan; BV Bouvet Island; BW Botswana; BY Belarus; BZ Belize; CA Canada; " +
	"CC Cocos (keeling) Islands; CD Democratic Republic of the Congo; CF Central African Republic; CG Republic of the Congo; CH Switzerland; " +
	"CI Côte D’ivoire; CK Cook Islands; CL Chile; CM Cameroon; CN China; CO Colombia; CR Costa Rica; CU Cuba; CV Cabo Verde; CW Curaçao; " +
	"CX Christmas Island; CY Cyprus; CZ Czechia; DE Germany; DJ Djibouti; DK Denmark; DM Dominica; DO Dominican Republic; DZ Algeria; EC Ecuador; " +
	"EE Estonia; EG Egypt; EH Western Sahara; ER Eritrea; ES Spain; ET Ethiopia; FI Finland; FJ Fiji; FK Falkland Islands; " +
	"FM Federated States of Micronesia; FO Faroe Islands; FR France; GA Gabon; GB United Kingdom; GD Grenada; GE Georgia; GF French Guiana; GG Guernsey; " +
	"GH Ghana; GI Gibraltar; GL Greenland; GM Gambia; GN Guinea; GP Guadeloupe; GQ Equatorial Guinea; GR Greece; " +
	"GS South Georgia and South Sandwich Islands; GT Guatemala; GU Guam; GW Guinea-bissau; GY Guyana; HK Hong Kong; HM Heard and Mcdonald Islands; " +
	"HN Honduras; HR Croatia; HT Haiti; HU Hungary; ID Indonesia; IE Ireland; IL Israel; IM Isle of Man; IN India; IO British Indian Ocean Territory; " +
	"IQ Iraq; IR Iran; IS Iceland; IT Italy; JE Jersey; JM Jamaica; JO Jordan; JP Japan; KE Kenya; KG Kyrgyzstan; KH Cambodia; KI Kiribati; KM Comoros; " +
	"KN Saint Kitts and Nevis; KP North Korea; KR South Korea; KW Kuwait; KY Cayman Islands; KZ Kazakhstan; LA Laos; LB Lebanon; LC Saint Lucia; " +
	"LI Liechtenstein; LK Sri Lanka; LR Liberia; LS Lesotho; LT Lithuania; LU Luxembourg; LV Latvia; LY Libya; MA Morocco; MC Monaco; MD Moldova; " +
	"ME Montenegro; MF Saint Martin; MG Madagascar; MH Marshall Islands; MK North Macedonia; ML Mali; MM Myanmar; MN Mongolia; MO Macao; " +
	"MP Northern Mariana Islands; MQ Martinique; MR Mauritania; MS Montserrat; MT Malta; MU Mauritius; MV Maldives; MW Malawi; MX Mexico; MY Malaysia; " +
	"MZ Mozambique; NA Namibia; NC New Caledonia; NE Niger; NF Norfolk Island; NG Nigeria; NI Nicaragua; NL Netherlands; NO Norway; NP Nepal; NR Nauru; " +
	"NU Niue; NZ New Zealand; OM Oman; PA Panama; PE Peru; PF French Polynesia; PG Papua New Guinea; PH Philippines; PK Pakistan; PL Poland; " +
	"PM Saint Pierre and Miquelon; PN Pitcairn Islands; PR Puerto Rico; PS Palestine; PT Portugal; PW Palau; PY Paraguay; QA Qatar; RE Réunion; " +
	"RO Romania; RS Serbia; RU Russia; RW Rwanda; SA Saudi Arabia; SB Solomon Islands; SC Seychelles; SD Sudan; SE Sweden; SG Singapore; SH Saint Helena; " +
	"SI Slovenia; SJ Svalbard and Jan Mayen; SK Slovakia; SL Sierra Leone; SM San Marino; SN Senegal; SO Somalia; SR Suriname; SS South Sudan; " +
	"ST São Tomé and Príncipe; SV El Salvador; SX Sint Maarten; SY Syria; SZ Eswatini; TC Turks and Caicos Islands; TD Chad; " +
	"TF French Southern Territories; TG Togo; TH Thailand; TJ Tajikistan; TK Tokelau; TL Timor-leste; TM Turkmenistan; TN Tunisia; TO Tonga; TR Türkiye; " +
	"TT Trinidad and Tobago; TV Tuvalu; TW Taiwan; TZ Tanzania; UA Ukraine; UG Uganda; UM U.s. Outlying Islands; US United States; UY Uruguay; " +
	"UZ Uzbekistan; VA Vatican City; VC Saint Vincent and the Grenadines; VE Venezuela; VG British Virgin Islands; VI U.s. Virgin Islands; VN Vietnam; " +
	"VU Vanuatu; WF Wallis and Futuna; WS Samoa; XK Kosovo; YE Yemen; YT Mayotte; ZA South Africa; ZM Zambia; ZW Zimbabwe"

// otherNames are names that exports and people write as well.
const otherNames = "US United States of America; US USA; US U.S.A.; US America; GB UK; GB Great Britain; GB England; GB Scotland; GB Wales; GB Northern Ireland; " +
	"KR South Korea; KR Korea, Republic of; RU Russia; VN Vietnam; LA Laos; MD Moldova; TZ Tanzania; TW Taiwan; CZ Czech Republic; CZ Czechia; NL The Netherlands; NL Holland; " +
	"BO Bolivia; VE Venezuela; IR Iran; SY Syria; MK North Macedonia; MK Macedonia; SZ Swaziland; CV Cape Verde; TR Turkey; TR Türkiye; CI Ivory Coast; BN Brunei; MO Macau; MO Macao; " +
	"HK Hong Kong; VA Vatican City; PS Palestine; FM Micronesia; MM Myanmar; MM Burma; CD Congo, Democratic Republic of the; CG Congo; RE Reunion; CW Curacao; BL Saint Barthelemy; " +
	"AX Aland Islands; IE Republic of Ireland; DE Deutschland; FR France; ES España; IT Italia; PL Polska; AT Österreich; CH Schweiz; CH Suisse; BE België; BE Belgique; MX México; " +
	"BS The Bahamas; GM The Gambia; VG British Virgin Islands; VI U.S. Virgin Islands; VI US Virgin Islands; MF Saint Martin; KN Saint Kitts and Nevis; LC Saint Lucia; TL East Timor"

// countryCodes are the codes by normal names and by themselves. Made when a name
// or another code than US is first met.
var countryCodes = sync.OnceValue(func() map[string]string {
	m := make(map[string]string, 640)
	for row := range strings.SplitSeq(countryNames+"; "+otherNames, "; ") {
		code, name, _ := strings.Cut(row, " ")
		m[code], m[strings.ToLower(code)] = code, code
		m[normal(name)] = code
	}
	m["UK"] = "GB"
	return m
})

// countryCode is the code of a country by its code or name; empty for none.
func countryCode(v string) string {
	codes := countryCodes()
	if code, ok := codes[v]; ok {
		return code
	}
	return codes[normal(v)]
}
