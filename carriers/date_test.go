package carriers_test

import (
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
)

// Time and Date agree on every day of ten years, two of them leap years.
func TestTenYearsOfDates(t *testing.T) {
	day := time.Date(2023, time.December, 31, 0, 0, 0, 0, time.UTC)
	d := carriers.DateOf(day)
	for range 3653 {
		day, d = day.AddDate(0, 0, 1), d+1
		text := day.Format("2006-01-02")
		parsed, err := carriers.ParseDate(text)
		if err != nil || parsed != d {
			t.Fatalf("ParseDate(%s) = %d, %v; want %d", text, parsed, err, d)
		}
		if d.String() != text || string(d.AppendTo([]byte("by "))) != "by "+text || !d.Time().Equal(day) || d.Weekday() != day.Weekday() || carriers.NewDate(day.Date()) != d {
			t.Fatalf("%s: got %v, %v, %v, %v", text, d, d.Time(), d.Weekday(), carriers.NewDate(day.Date()))
		}
	}
	if want := "2033-12-31"; d.String() != want {
		t.Errorf("ends on %v, want %s", d, want)
	}
}

// A date is written as package time writes it, each 13th day up to years of five digits.
func TestDatesAreWritten(t *testing.T) {
	day := time.Date(1970, time.January, 1, 0, 0, 0, 0, time.UTC)
	var got, want []byte
	for d := carriers.Date(1); d < 2_940_000; d += 13 {
		got, want = d.AppendTo(got[:0]), day.AppendFormat(want[:0], time.DateOnly)
		if string(got) != string(want) {
			t.Fatalf("day %d: got %s, want %s", d, got, want)
		}
		day = day.AddDate(0, 0, 13)
	}
}

func TestParseDate(t *testing.T) {
	tests := []struct {
		name, in string
		want     carriers.Date
		weekday  time.Weekday
		ok       bool
	}{
		{"the first day is a Thursday", "1970-01-01", 1, time.Thursday, true},
		{"Thanksgiving 2026", "2026-11-26", carriers.NewDate(2026, time.November, 26), time.Thursday, true},
		{"a leap day", "2028-02-29", carriers.NewDate(2028, time.February, 29), time.Tuesday, true},
		{"2000 was a leap year", "2000-02-29", carriers.NewDate(2000, time.February, 29), time.Tuesday, true},
		{"2100 is none", "2100-02-29", 0, 0, false},
		{"2026 is none", "2026-02-29", 0, 0, false},
		{"before the first day", "1969-12-31", 0, 0, false},
		{"the last year of four digits", "9999-12-31", carriers.NewDate(9999, time.December, 31), time.Friday, true},
		{"a month too many", "2026-13-01", 0, 0, false},
		{"day zero", "2026-11-00", 0, 0, false},
		{"American order", "11/27/2026", 0, 0, false},
		{"no zero in front", "2026-1-7", 0, 0, false},
		{"an hour", "2026-11-27T10:00", 0, 0, false},
		{"nothing", "", 0, 0, false},
	}
	for _, tt := range tests {
		got, err := carriers.ParseDate(tt.in)
		if got != tt.want || (err == nil) != tt.ok {
			t.Errorf("%s: got %d, %v; want %d", tt.name, got, err, tt.want)
		}
		if tt.ok && (got.Weekday() != tt.weekday || got.String() != tt.in) {
			t.Errorf("%s: got %v, a %v; want a %v", tt.name, got, got.Weekday(), tt.weekday)
		}
	}
	_, err := carriers.ParseDate("tomorrow")
	wantError(t, err, `"tomorrow" is not a date such as 2026-11-27`)
}

func TestNoDate(t *testing.T) {
	var none carriers.Date
	if none.String() != "" || !none.Time().IsZero() || carriers.DateOf(time.Time{}) != none {
		t.Errorf("no date prints %q, is at %v and comes of no time as %d", none, none.Time(), carriers.DateOf(time.Time{}))
	}
	for _, year := range []int{-1 << 40, -1, 0, 1, 1600, 1969, 1 << 40} {
		if got := carriers.NewDate(year, time.January, 1); got != none {
			t.Errorf("year %d: got %d, want no date", year, got)
		}
	}
}

func TestDateOfTakesTheClockAsWritten(t *testing.T) {
	tokyo := time.FixedZone("JST", 9*60*60)
	late := time.Date(2026, time.November, 23, 1, 0, 0, 0, tokyo) // still the 22nd in UTC
	if got := carriers.DateOf(late).String(); got != "2026-11-23" {
		t.Errorf("1 o'clock in Tokyo: got %s, want 2026-11-23", got)
	}
}
