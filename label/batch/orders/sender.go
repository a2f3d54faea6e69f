package orders

import "strings"

// needSender names what the sender lacks that a label prints, of the columns of the
// file and of From.
func (f *format) needSender(need func(ok bool, what string)) {
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
}
