package carriers_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
)

func TestTimeZone(t *testing.T) {
	tests := []struct{ place, country, code, want string }{
		{"New York", "US", "10001", "America/New_York"},
		{"with four more digits", "US", "10001-1234", "America/New_York"},
		{"Louisville, on the Eastern side of Kentucky", "US", "40202", "America/New_York"},
		{"Memphis, on the Central side of Tennessee", "US", "38118", "America/Chicago"},
		{"Detroit", "US", "48201", "America/New_York"},
		{"Gary, on the Central side of Indiana", "US", "46402", "America/Chicago"},
		{"Indianapolis", "US", "46204", "America/New_York"},
		{"Pensacola, on the Central side of Florida", "US", "32501", "America/Chicago"},
		{"Tallahassee, on the Eastern side", "US", "32301", "America/New_York"},
		{"Chicago", "US", "60601", "America/Chicago"},
		{"Dallas", "US", "75201", "America/Chicago"},
		{"El Paso, on the Mountain side of Texas", "US", "79901", "America/Denver"},
		{"Denver", "US", "80202", "America/Denver"},
		{"Boise", "US", "83702", "America/Denver"},
		{"Coeur d'Alene, on the Pacific side of Idaho", "US", "83814", "America/Los_Angeles"},
		{"Phoenix does not change its clocks", "US", "85001", "America/Phoenix"},
		{"Las Vegas", "US", "89101", "America/Los_Angeles"},
		{"San Francisco", "US", "94105", "America/Los_Angeles"},
		{"Anchorage", "US", "99501-1234", ""},
		{"Fairbanks", "US", "99701", "America/Anchorage"},
		{"Honolulu", "US", "96813", "Pacific/Honolulu"},
		{"San Juan", "US", "00901", "America/Puerto_Rico"},
		{"San Juan as a country", "PR", "00901", "America/Puerto_Rico"},
		{"the Navajo Nation in Arizona changes its clocks", "US", "86515", ""},
		{"Panama City and Port St. Joe are in two zones", "US", "32401", ""},
		{"Phenix City keeps the time of Georgia", "US", "36867", ""},
		{"West Wendover keeps that of Utah", "US", "89883", ""},
		{"Pago Pago is not in Hawaii", "US", "96799", ""},
		{"a ship has no place", "US", "09501", ""},
		{"Toronto", "CA", "M5V 3L9", "America/Toronto"},
		{"Regina", "CA", "S4P 3Y2", "America/Regina"},
		{"Thunder Bay is in the part of Ontario of two zones", "CA", "P7B 1A1", ""},
		{"Paris", "FR", "75011", "Europe/Paris"},
		{"Réunion", "FR", "97400", ""},
		{"Réunion as a country", "RE", "97400", "Indian/Reunion"},
		{"Warsaw", "PL", "00-001", "Europe/Warsaw"},
		{"London", "GB", "SW1A 1AA", "Europe/London"},
		{"Berlin", "DE", "10115", "Europe/Berlin"},
		{"Madrid", "ES", "28001", "Europe/Madrid"},
		{"Las Palmas", "ES", "35001", "Atlantic/Canary"},
		{"Lisbon", "PT", "1000-001", "Europe/Lisbon"},
		{"Funchal", "PT", "9000-001", "Atlantic/Madeira"},
		{"Sydney is in a country of several zones", "AU", "2000", ""},
		{"a country that is none", "XX", "1", ""},
		{"no country", "", "", ""},
		{"half a country", "; ", "1", ""},
	}
	for _, tt := range tests {
		got, known := carriers.TimeZone(&carriers.Address{Country: tt.country, PostalCode: tt.code})
		if got != tt.want || known != (tt.want != "") {
			t.Errorf("%s: got %q, %t, want %q", tt.place, got, known, tt.want)
		}
	}
}

// TestTimeZonesExist asks the database that every machine has.
func TestTimeZonesExist(t *testing.T) {
	known := 0
	for i := range 1000 {
		if zone, ok := carriers.TimeZone(&carriers.Address{Country: "US", PostalCode: fmt.Sprintf("%03d01", i)}); ok {
			known++
			if _, err := time.LoadLocation(zone); err != nil {
				t.Error(err)
			}
		}
	}
	if known < 800 {
		t.Errorf("%d prefixes have a zone", known)
	}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			if zone, ok := carriers.TimeZone(&carriers.Address{Country: string(a) + string(b), PostalCode: "1"}); ok {
				known++
				if _, err := time.LoadLocation(zone); err != nil {
					t.Error(err)
				}
			}
		}
	}
	if known < 1000 {
		t.Errorf("%d places have a zone", known)
	}
}
