package carriers

import (
	"strings"
	"time"
)

// TimeZone returns the IANA name of the time zone of an address, such as
// "America/New_York", by its country and postal code. Known is false where the
// country has several zones and the code does not tell which: no zone is ever
// guessed.
func TimeZone(a *Address) (name string, known bool) {
	several := false
	for _, p := range zoneParts {
		if p.country != a.Country {
			continue
		}
		several = true
		for prefixes := range strings.FieldsSeq(p.prefixes) {
			if from, to, _ := strings.Cut(prefixes, "-"); within(a.PostalCode, from, to) {
				return p.zone, true
			}
		}
	}
	if several || len(a.Country) != 2 {
		return "", false
	}
	_, rest, found := strings.Cut(zonesOfCountries, "; "+a.Country+" ")
	name, _, _ = strings.Cut(rest, ";")
	return name, found
}

// OnClockOf returns an instant as clocks at an address show it. Where its time
// zone is not known, or the machine has no time zone database (a program may
// carry one: see time/tzdata), it returns t itself and false.
func OnClockOf(a *Address, t time.Time) (shown time.Time, known bool) {
	if name, ok := TimeZone(a); ok {
		if zone, err := time.LoadLocation(name); err == nil {
			return t.In(zone), true
		}
	}
	return t, false
}

// within reports whether a code begins with a prefix, or with one of a range.
func within(code, from, to string) bool {
	if to == "" {
		to = from
	}
	return len(code) >= len(from) && from <= code[:len(from)] && code[:len(from)] <= to
}

// zoneParts are the countries of several zones, by prefixes of their postal
// codes. What is left out is not known: prefixes that a boundary crosses, those
// where towns keep another time than the law says, and those that have no place.
//
// US: the boundaries of 49 CFR 71 as of 2026, by which most states lie in one
// zone, and the prefixes of states and of post offices (USPS DMM L002). Of the
// states that a boundary crosses, the prefixes whose counties lie on one side:
// FL, IN, KS, KY, MI, ND, NE, NV, OR, SD, TN, TX, ID, and of AK all but the
// Aleutians. Arizona does not change its clocks, the Navajo Nation there does.
// Others: the comments of zone.tab in the IANA tz database, 2025b, and for
// Canada the first letters of Canada Post.
var zoneParts = []struct{ country, zone, prefixes string }{
	{"US", "America/New_York", "005 010-089 100-149 150-196 197-199 200-268 270-279 280-299 300-319 398-399 430-459 569 " + // ME to GA, OH
		"320-323 326-339 341-342 344 346-347 349 460-462 466-469 472-474 478 480-497 400 402-418 374 376 379"},
	{"US", "America/Chicago", "350-352 354-367 369 386-397 500-516 520-528 530-532 534-535 537-551 553-567 600-620 622-631 633-641 644-658 " + // AL, MS, IA, WI, MN, IL, MO
		"700-701 703-708 710-714 716-729 730-731 734-738 740-741 743-749 " + // LA, AR, OK
		"325 464 477 420-424 370-372 375 380-384 660-662 664-676 679 680-681 683-689 570-574 580-584 733 750-797"},
	{"US", "America/Denver", "590-599 800-816 820-831 840-847 870-871 873-875 877-884 " + // MT, CO, WY, UT, NM
		"577 693 799 885 832-834 836-837"},
	{"US", "America/Phoenix", "850-853 855-857 863-864"},
	{"US", "America/Los_Angeles", "900-908 910-928 930-961 980-986 988-994 " + // CA, WA
		"838 889-891 893-895 897 970-978"},
	{"US", "America/Anchorage", "996-998"},
	{"US", "Pacific/Honolulu", "96700-96798 96800-96897"}, // 96799 is American Samoa, 96898 Wake Island
	{"US", "America/Puerto_Rico", "006-009"},

	{"CA", "America/Halifax", "B C"}, // NS, PE
	{"CA", "America/Moncton", "E"},
	{"CA", "America/Toronto", "H J K L M N"}, // Montreal and the west of QC, the south and east of ON
	{"CA", "America/Winnipeg", "R"},
	{"CA", "America/Regina", "S4 S7"}, // Regina and Saskatoon
	{"CA", "America/Edmonton", "T"},
	{"CA", "America/Vancouver", "V3-V7"}, // Vancouver and around
	{"CA", "America/Whitehorse", "Y"},

	{"DE", "Europe/Berlin", "0-9"}, // Büsingen keeps the same time
	{"ES", "Atlantic/Canary", "35 38"},
	{"ES", "Europe/Madrid", "01-34 36-37 39-52"}, // Ceuta keeps the same time
	{"FR", "Europe/Paris", "01-95"},              // 97 and 98 are overseas
	{"PT", "Atlantic/Madeira", "90-94"},
	{"PT", "Atlantic/Azores", "95-99"},
	{"PT", "Europe/Lisbon", "1-8"},
}

// zonesOfCountries are the countries of one zone: those that have one row in
// zone.tab of the IANA tz database, 2025b.
const zonesOfCountries = "; " +
	"AD Europe/Andorra; AE Asia/Dubai; AF Asia/Kabul; AG America/Antigua; AI America/Anguilla; AL Europe/Tirane; AM Asia/Yerevan; AO Africa/Luanda; AS " +
	"Pacific/Pago_Pago; AT Europe/Vienna; AW America/Aruba; AX Europe/Mariehamn; AZ Asia/Baku; BA Europe/Sarajevo; BB America/Barbados; BD Asia/Dhaka; BE " +
	"Europe/Brussels; BF Africa/Ouagadougou; BG Europe/Sofia; BH Asia/Bahrain; BI Africa/Bujumbura; BJ Africa/Porto-Novo; BL America/St_Barthelemy; BM " +
	"Atlantic/Bermuda; BN Asia/Brunei; BO America/La_Paz; BQ America/Kralendijk; BS America/Nassau; BT Asia/Thimphu; BW Africa/Gaborone; BY Europe/Minsk; " +
	"BZ America/Belize; CC Indian/Cocos; CF Africa/Bangui; CG Africa/Brazzaville; CH Europe/Zurich; CI Africa/Abidjan; CK Pacific/Rarotonga; CM " +
	"Africa/Douala; CO America/Bogota; CR America/Costa_Rica; CU America/Havana; CV Atlantic/Cape_Verde; CW America/Curacao; CX Indian/Christmas; CZ " +
	"Europe/Prague; DJ Africa/Djibouti; DK Europe/Copenhagen; DM America/Dominica; DO America/Santo_Domingo; DZ Africa/Algiers; EE Europe/Tallinn; EG " +
	"Africa/Cairo; EH Africa/El_Aaiun; ER Africa/Asmara; ET Africa/Addis_Ababa; FI Europe/Helsinki; FJ Pacific/Fiji; FK Atlantic/Stanley; FO " +
	"Atlantic/Faroe; GA Africa/Libreville; GB Europe/London; GD America/Grenada; GE Asia/Tbilisi; GF America/Cayenne; GG Europe/Guernsey; GH Africa/Accra; " +
	"GI Europe/Gibraltar; GM Africa/Banjul; GN Africa/Conakry; GP America/Guadeloupe; GQ Africa/Malabo; GR Europe/Athens; GS Atlantic/South_Georgia; GT " +
	"America/Guatemala; GU Pacific/Guam; GW Africa/Bissau; GY America/Guyana; HK Asia/Hong_Kong; HN America/Tegucigalpa; HR Europe/Zagreb; HT " +
	"America/Port-au-Prince; HU Europe/Budapest; IE Europe/Dublin; IL Asia/Jerusalem; IM Europe/Isle_of_Man; IN Asia/Kolkata; IO Indian/Chagos; IQ " +
	"Asia/Baghdad; IR Asia/Tehran; IS Atlantic/Reykjavik; IT Europe/Rome; JE Europe/Jersey; JM America/Jamaica; JO Asia/Amman; JP Asia/Tokyo; KE " +
	"Africa/Nairobi; KG Asia/Bishkek; KH Asia/Phnom_Penh; KM Indian/Comoro; KN America/St_Kitts; KP Asia/Pyongyang; KR Asia/Seoul; KW Asia/Kuwait; KY " +
	"America/Cayman; LA Asia/Vientiane; LB Asia/Beirut; LC America/St_Lucia; LI Europe/Vaduz; LK Asia/Colombo; LR Africa/Monrovia; LS Africa/Maseru; LT " +
	"Europe/Vilnius; LU Europe/Luxembourg; LV Europe/Riga; LY Africa/Tripoli; MA Africa/Casablanca; MC Europe/Monaco; MD Europe/Chisinau; ME " +
	"Europe/Podgorica; MF America/Marigot; MG Indian/Antananarivo; MK Europe/Skopje; ML Africa/Bamako; MM Asia/Yangon; MO Asia/Macau; MP Pacific/Saipan; MQ " +
	"America/Martinique; MR Africa/Nouakchott; MS America/Montserrat; MT Europe/Malta; MU Indian/Mauritius; MV Indian/Maldives; MW Africa/Blantyre; MZ " +
	"Africa/Maputo; NA Africa/Windhoek; NC Pacific/Noumea; NE Africa/Niamey; NF Pacific/Norfolk; NG Africa/Lagos; NI America/Managua; NL Europe/Amsterdam; " +
	"NO Europe/Oslo; NP Asia/Kathmandu; NR Pacific/Nauru; NU Pacific/Niue; OM Asia/Muscat; PA America/Panama; PE America/Lima; PH Asia/Manila; PK " +
	"Asia/Karachi; PL Europe/Warsaw; PM America/Miquelon; PN Pacific/Pitcairn; PR America/Puerto_Rico; PW Pacific/Palau; PY America/Asuncion; QA " +
	"Asia/Qatar; RE Indian/Reunion; RO Europe/Bucharest; RS Europe/Belgrade; RW Africa/Kigali; SA Asia/Riyadh; SB Pacific/Guadalcanal; SC Indian/Mahe; SD " +
	"Africa/Khartoum; SE Europe/Stockholm; SG Asia/Singapore; SH Atlantic/St_Helena; SI Europe/Ljubljana; SJ Arctic/Longyearbyen; SK Europe/Bratislava; SL " +
	"Africa/Freetown; SM Europe/San_Marino; SN Africa/Dakar; SO Africa/Mogadishu; SR America/Paramaribo; SS Africa/Juba; ST Africa/Sao_Tome; SV " +
	"America/El_Salvador; SX America/Lower_Princes; SY Asia/Damascus; SZ Africa/Mbabane; TC America/Grand_Turk; TD Africa/Ndjamena; TF Indian/Kerguelen; TG " +
	"Africa/Lome; TH Asia/Bangkok; TJ Asia/Dushanbe; TK Pacific/Fakaofo; TL Asia/Dili; TM Asia/Ashgabat; TN Africa/Tunis; TO Pacific/Tongatapu; TR " +
	"Europe/Istanbul; TT America/Port_of_Spain; TV Pacific/Funafuti; TW Asia/Taipei; TZ Africa/Dar_es_Salaam; UG Africa/Kampala; UY America/Montevideo; VA " +
	"Europe/Vatican; VC America/St_Vincent; VE America/Caracas; VG America/Tortola; VI America/St_Thomas; VN Asia/Ho_Chi_Minh; VU Pacific/Efate; WF " +
	"Pacific/Wallis; WS Pacific/Apia; YE Asia/Aden; YT Indian/Mayotte; ZA Africa/Johannesburg; ZM Africa/Lusaka; ZW Africa/Harare"
