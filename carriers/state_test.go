package carriers_test

import (
	"testing"

	"github.com/shiprate/shiprate/carriers"
)

func TestStateCode(t *testing.T) {
	for _, tt := range []struct {
		name, country, state, code string
		ok                         bool
	}{
		{"a code", "US", "CA", "CA", true},
		{"a code in small letters", "US", "ca", "CA", true},
		{"a code with points", "US", "N.Y.", "NY", true},
		{"a name", "US", "California", "CA", true},
		{"a name in capitals", "US", "NEW YORK", "NY", true},
		{"a name with a blank behind it", "US", "Texas ", "TX", true},
		{"as ISO 3166-2 writes it", "US", "US-TX", "TX", true},
		{"the District of Columbia", "US", "D.C.", "DC", true},
		{"a territory", "US", "PR", "PR", true},
		{"a territory by name", "US", "U.S. Virgin Islands", "VI", true},
		{"a freely associated state", "US", "PW", "PW", true},
		{"the army in Europe", "US", "AE", "AE", true},
		{"the army in the Pacific", "US", "AP", "AP", true},
		{"the army in the Americas by name", "US", "Armed Forces Americas", "AA", true},
		{"none is told", "US", "", "", true},
		{"a city is none", "US", "San Francisco", "", false},
		{"a code of nowhere", "US", "ZZ", "", false},
		{"a ZIP code is none", "US", "94105", "", false},
		{"a province of Canada is none of the US", "US", "ON", "", false},
		{"a province", "CA", "ON", "ON", true},
		{"a province by its French name", "CA", "Québec", "QC", true},
		{"a state of the US is none of Canada", "CA", "NY", "", false},
		{"of other countries nothing is known", "JP", "Tokyo", "Tokyo", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if code, ok := carriers.StateCode(tt.country, tt.state); code != tt.code || ok != tt.ok {
				t.Errorf("%q of %s is %q, %v; want %q, %v", tt.state, tt.country, code, ok, tt.code, tt.ok)
			}
		})
	}
}
