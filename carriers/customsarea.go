package carriers

import "strings"

// customsUnion is the European Union as goods move in it without papers: its members of
// 2026, and Monaco, which is of France there.
const customsUnion = " AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MC MT NL PL PT RO SE SI SK "

// outsideUnion are the places of members that are outside of it for customs or for
// taxes, by prefixes of their postal codes: the Canary Islands, Ceuta and Melilla,
// Büsingen and Heligoland, Livigno, Åland, Mount Athos (Council Directive
// 2006/112/EC, article 6, and Regulation 952/2013, article 4). France's have
// country codes of their own.
var outsideUnion = [...]struct{ country, prefix string }{
	{"ES", "35"}, {"ES", "38"}, {"ES", "51"}, {"ES", "52"},
	{"DE", "78266"}, {"DE", "27498"}, {"IT", "23041"}, {"FI", "22"}, {"GR", "63086"}, {"GR", "63087"},
}

// CustomsArea names the area of an address in which goods move without papers for
// customs: "EU", or a country. Between two areas they need some. The territories of the
// US are areas of their own, but as AsUS writes them; military mail is of the US.
func CustomsArea(a *Address) string {
	for _, o := range outsideUnion {
		if a.Country == o.country && strings.HasPrefix(a.PostalCode, o.prefix) {
			return o.country + o.prefix[:2]
		}
	}
	switch {
	case strings.Contains(customsUnion, " "+a.Country+" "):
		return "EU"
	case a.Country == "LI":
		return "CH"
	case a.Country == "IM":
		return "GB"
	}
	return a.Country
}
