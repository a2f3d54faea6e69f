package main

import (
	"strings"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/holidays"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/carriers/ups"
)

func TestParseDue(t *testing.T) {
	friday := carriers.NewDate(2026, time.November, 27)
	noon := time.Date(2026, time.November, 27, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		name, in string
		want     due
	}{
		{"a day", "2026-11-27", due{day: friday}},
		{"a day and hour", "2026-11-27T12:00", due{day: friday, hour: "12:00"}},
		{"with a blank", "2026-11-27 12:00", due{day: friday, hour: "12:00"}},
		{"midnight begins the day", "2026-11-27T00:00", due{day: friday, hour: "00:00"}},
		{"an instant", "2026-11-27T07:00-05:00", due{instant: noon}},
		{"with seconds", "2026-11-27T12:00:00Z", due{instant: noon}},
		{"business days", "3bd", due{days: 3}},
		{"in words", "3 business days", due{days: 3}},
		{"one in words", "1 business day", due{days: 1}},
		{"in capitals", "10 BD", due{days: 10}},
		{"the most", "365bd", due{days: 365}},
	}
	for _, tt := range tests {
		got, err := parseDue(tt.in)
		if err != nil || got.day != tt.want.day || got.hour != tt.want.hour || got.days != tt.want.days || !got.instant.Equal(tt.want.instant) {
			t.Errorf("%s: got %+v, %v, want %+v", tt.name, got, err, tt.want)
		}
	}
}

// FuzzBy: what is read is one of the three, in range, and a deadline of it at
// any place does not panic.
func FuzzBy(f *testing.F) {
	for _, s := range []string{"2026-11-27", "2026-11-27T12:00", "2026-11-27T12:00Z", "2026-03-08T02:30", "3bd", "3 business days", "0bd", "1000bd", "25:00", "9999-12-31T23:59+23:59", "1970-01-01T00:00Z"} {
		f.Add(s, "10001")
	}
	f.Fuzz(func(t *testing.T, v, code string) {
		d, err := parseDue(v)
		if err != nil {
			return
		}
		kinds := 0
		for _, is := range []bool{d.day != 0, !d.instant.IsZero(), d.days != 0} {
			if is {
				kinds++
			}
		}
		if kinds != 1 || d.days < 0 || d.days > holidays.MaxBusinessDays || d.hour != "" && d.day == 0 {
			t.Errorf("%q reads as %+v", v, d)
		}
		s := carriers.Shipment{To: carriers.Address{Country: "US", PostalCode: code}, Ready: today()}
		day, hour, err := d.at(s)
		if err != nil {
			return
		}
		if _, err := carriers.ParseHour(hour); day <= 0 || hour != "" && err != nil {
			t.Errorf("%q is %v %q", v, day, hour)
		}
	})
}

// FuzzCutoff: a cutoff that is taken names the carrier and an hour.
func FuzzCutoff(f *testing.F) {
	for _, s := range []string{"ups=17:00", "ups/ground=17:00", "ups=25:00", "ups/=17:00", "ups//=1", "=", "fedex=17:00"} {
		f.Add(s)
	}
	card := ups.Card()
	f.Fuzz(func(t *testing.T, v string) {
		name, hour, _ := strings.Cut(v, "=")
		cards := []*tariff.Card{card}
		err := layCutoff(cards, name, hour)
		if _, bad := carriers.ParseHour(hour); err == nil && (bad != nil || name != "ups" && !strings.HasPrefix(name, "ups/") || name == "ups/" || cards[0] == card) || err != nil && cards[0] != card {
			t.Errorf("%q: %v", v, err)
		}
	})
}
