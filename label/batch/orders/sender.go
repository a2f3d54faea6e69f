package orders

import (
	"slices"
	"strings"
)

// needForLabels names what the sender and the recipients lack that a label prints, of
// the columns of the file and of From.
func (f *format) needForLabels(need func(ok bool, what string)) {
	from := &f.opts.From
	if !f.opts.Labels {
		return
	}
	var lacks []string
	lack := func(column, told string, fields ...field) {
		for _, x := range fields {
			if f.at[x+toFrom] >= 0 {
				return
			}
		}
		if strings.TrimSpace(told) == "" {
			lacks = append(lacks, column)
		}
	}
	lack("from_name", from.Name+from.Company, fName, fFirst, fLast, fCompany)
	lack("from_street", strings.Join(from.Street, ""), fStreet1)
	lack("from_city", from.City, fCity)
	if from.Country == "US" || from.Country == "CA" || from.Country == "AU" { // as labels have it
		lack("from_state", from.State, fState)
	}
	need(len(lacks) == 0, strings.Join(lacks, ", ")+" (or --from-file FILE: labels print the sender)")
	for _, to := range []struct {
		column string
		fields []field
	}{{"name", []field{fName, fFirst, fLast, fCompany}}, {"street", []field{fStreet1, fStreet2, fStreet3}}, {"city", []field{fCity}}} {
		need(slices.ContainsFunc(to.fields, func(x field) bool { return f.at[x] >= 0 }), to.column+" (labels print the recipient)")
	}
	need(!f.opts.Slips || f.at[fSKU] >= 0 || f.at[fItem] >= 0 || len(f.items) > 0, "sku or item (packing slips list them)")
}
