package carriers_test

import (
	"testing"

	"github.com/shiprate/shiprate/carriers"
)

// Towns and the ZIP codes that cross a border are those of the US Census (ZCTA).
func TestStrayState(t *testing.T) {
	tests := []struct {
		name, state, zip string
		of               string // empty where the state may be right
	}{
		{"Boston is in Massachusetts", "MA", "02134", ""},
		{"by its name too", "Massachusetts", "02134", ""},
		{"and not in California", "CA", "02134", "MA"},
		{"in small letters neither", "ca", "02134-1000", "MA"},
		{"San Francisco is not in Massachusetts", "MA", "94105", "CA"},
		{"Fort Campbell lies in Kentucky and Tennessee", "TN", "42223", ""},
		{"New Pine Creek lies in Oregon and California", "CA", "97635", ""},
		{"Fishers Island is in New York, with a ZIP code of Connecticut", "NY", "06390", ""},
		{"Junction City lies in Arkansas and Louisiana", "LA", "71749", ""},
		{"Texarkana, Texas", "TX", "75501", ""},
		{"El Paso has a prefix among those of New Mexico", "TX", "88595", ""},
		{"taxes of the government go to its own ZIP codes", "TX", "73301", ""},
		{"Washington's own are written by the government everywhere", "WV", "20548", ""},
		{"military mail is written as of old", "NY", "09012", ""},
		{"and with the wrong one of its three", "AP", "09012", ""},
		{"but no town in California is military", "AE", "94105", "CA"},
		{"Puerto Rico", "PR", "00901", ""},
		{"Puerto Rico is not Maine", "ME", "00901", "PR"},
		{"American Samoa has a ZIP code among those of Hawaii", "AS", "96799", ""},
		{"Saipan has one among those of Guam", "MP", "96950", ""},
		{"a prefix that nobody has", "CA", "00100", ""},
		{"what is no state is told elsewhere", "XX", "94105", ""},
		{"a blank state too", "", "94105", ""},
		{"no ZIP code", "CA", "9410", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			of, stray := carriers.StrayState(&carriers.Address{State: tt.state, PostalCode: tt.zip, Country: "US"})
			if of != tt.of || stray != (tt.of != "") {
				t.Errorf("StrayState(%s, %s) = %q, %t, want %q", tt.state, tt.zip, of, stray, tt.of)
			}
		})
	}
	if of, stray := carriers.StrayState(&carriers.Address{State: "MA", PostalCode: "94105", Country: "DE"}); stray {
		t.Errorf("in Germany: %q", of)
	}
}
