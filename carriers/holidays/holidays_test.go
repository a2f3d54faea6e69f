package holidays_test

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/holidays"
)

// listed are the holidays of two years: of the US those that 5 U.S.C. 6103
// names, of Poland those of the act on days free from work with 24 December
// since 2025, of Austria ARG § 7, of Belgium the decree of 1974-04-18, of Czechia
// the act 245/2000, of Ireland the act 20/1997 with St Brigid's Day since 2023,
// of Italy the law 260/1949 with 4 October since 2026, of Portugal article 234 of
// the Código do Trabalho, of the others the national ones; with the days in lieu
// that come after them.
//
//go:embed testdata/2026-2027.csv
var listed string

func TestHolidaysAreThoseListed(t *testing.T) {
	var places []string
	for line := range strings.Lines(listed) {
		place, want, _ := strings.Cut(strings.TrimSpace(line), ",")
		if place == "place" {
			continue
		}
		places = append(places, place)
		var got []string
		for _, year := range []int{2026, 2027} {
			days, err := holidays.In(place, year)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range days {
				got = append(got, d.String())
			}
		}
		if diff := cmp.Diff(strings.Fields(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", place, diff)
		}
	}
	if diff := cmp.Diff(places, holidays.Places()); diff != "" {
		t.Errorf("places without a list (-want +got):\n%s", diff)
	}
}

func TestHolidayThatBegan(t *testing.T) {
	for year, want := range map[int]bool{2024: false, 2025: true} { // in Poland, by an act of 2024-12-06
		days, err := holidays.In("PL", year)
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.Contains(days, carriers.NewDate(year, time.December, 24)); got != want {
			t.Errorf("24 December %d is a holiday in Poland: %t, want %t", year, got, want)
		}
	}
}

func TestBusinessDay(t *testing.T) {
	tests := []struct {
		name, place, after string
		n                  int
		want               string
	}{
		{"the next day", "US", "2026-11-23", 1, "2026-11-24"},
		{"over Thanksgiving", "US", "2026-11-23", 3, "2026-11-27"},
		{"over a weekend", "US", "2026-11-27", 1, "2026-11-30"},
		{"Thanksgiving is a day like others in France", "FR", "2026-11-23", 3, "2026-11-26"},
		{"from a Saturday", "DE", "2026-11-21", 1, "2026-11-23"},
		{"over Christmas and the year's end in Poland", "PL", "2026-12-23", 3, "2026-12-30"},
		{"the same in Great Britain, with the day in lieu of Boxing Day", "GB", "2026-12-24", 1, "2026-12-29"},
		{"a holiday in the next year", "FR", "2026-12-31", 1, "2027-01-04"},
		{"the Friday before a holiday on a Saturday", "US", "2026-07-02", 1, "2026-07-03"},
		{"the Monday after a holiday on a Sunday", "US", "2027-07-02", 1, "2027-07-06"},
	}
	for _, tt := range tests {
		after, err := carriers.ParseDate(tt.after)
		if err != nil {
			t.Fatal(err)
		}
		got, err := holidays.BusinessDay(tt.place, after, tt.n)
		if err != nil || got.String() != tt.want {
			t.Errorf("%s: got %v, %v, want %s", tt.name, got, err, tt.want)
		}
	}
}

func TestNotKnown(t *testing.T) {
	monday := carriers.NewDate(2026, time.November, 23)
	tests := []struct {
		name, place string
		day         carriers.Date
		n           int
		want        string
	}{
		{"a country", "BR", monday, 1, `the holidays of "BR" are not known: there are AT, AU-NSW, BE, CA, CZ, DE, FR, GB, IE, IT, PL, PT, US`},
		{"a country of which parts are", "AU", monday, 1, `the holidays of "AU" are not known`},
		{"no country", "", monday, 1, `the holidays of "" are not known`},
		{"no days", "US", monday, 0, "0 business days are not between 1 and 365"},
		{"days back", "US", monday, -1, "-1 business days are not between 1 and 365"},
		{"too many days", "US", monday, 366, "366 business days are not between 1 and 365"},
		{"a year long ago", "US", 1, 1, "the holidays of 1970 are not known: years are 2000 to 2100"},
		{"a year to come", "US", carriers.NewDate(2100, time.December, 31), 1, "the holidays of 2101 are not known"},
	}
	for _, tt := range tests {
		if got, err := holidays.BusinessDay(tt.place, tt.day, tt.n); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, %v, want %s", tt.name, got, err, tt.want)
		}
	}
}

// TestBusinessDaysGoUp: one more is always later, and a later start never earlier.
func TestBusinessDaysGoUp(t *testing.T) {
	for _, place := range holidays.Places() {
		last := carriers.Date(0)
		for d := carriers.NewDate(2026, time.January, 1); d < carriers.NewDate(2028, time.January, 10); d++ {
			one, err := holidays.BusinessDay(place, d, 1)
			if err != nil {
				t.Fatal(err)
			}
			five, err := holidays.BusinessDay(place, d, 5)
			if err != nil {
				t.Fatal(err)
			}
			if one <= d || one < last || five <= one+3 {
				t.Fatalf("%s: from %v 1 day is %v and 5 are %v; from the day before, 1 is %v", place, d, one, five, last)
			}
			last = one
		}
	}
}

func ExampleBusinessDay() {
	ready := carriers.NewDate(2026, time.December, 23)
	by, err := holidays.BusinessDay("PL", ready, 2)
	fmt.Println(by, err) // 24 and 25 December are holidays, the 26th is a Saturday
	// Output: 2026-12-29 <nil>
}

func BenchmarkIn(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := holidays.In("US", 2026); err != nil {
			b.Fatal(err)
		}
	}
}
