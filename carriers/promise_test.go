package carriers_test

import (
	"strings"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
)

// november is a day of November 2026, a month that begins on a Sunday.
func november(day int) carriers.Date { return carriers.NewDate(2026, time.November, day) }

// measured is a quote for zone 8 of FedEx Ground, whose days were measured:
// 49.77 % in 4 days or fewer, all in 5.
func measured() carriers.Quote {
	q := twoParcels()
	q.Ships, q.Delivers, q.DeliverTime = november(16), november(23), ""
	q.Arrivals = []carriers.Arrival{{november(19), 7}, {november(20), 4977}, {november(23), 10_000}}
	return q
}

func TestOnTime(t *testing.T) {
	type answer struct {
		share carriers.Share
		known bool
	}
	withHour := measured()
	withHour.DeliverTime = "17:00"
	published := twoParcels() // 2024-10-08, 10:30
	unknown := carriers.Quote{}
	tests := []struct {
		name  string
		quote carriers.Quote
		day   carriers.Date
		hour  string
		want  answer
	}{
		{"before the first day none arrives", measured(), november(18), "", answer{0, true}},
		{"on the first day its share", measured(), november(19), "", answer{7, true}},
		{"the shares add up", measured(), november(20), "", answer{4977, true}},
		{"no more on a Sunday", measured(), november(22), "", answer{4977, true}},
		{"all on the last day", measured(), november(23), "", answer{10_000, true}},
		{"all long after", measured(), november(30), "", answer{10_000, true}},
		{"an unknown hour does not meet an hour", measured(), november(23), "23:59", answer{4977, true}},
		{"a known hour meets itself", withHour, november(23), "17:00", answer{10_000, true}},
		{"a known hour does not meet an earlier one", withHour, november(23), "16:59", answer{4977, true}},
		{"without shares all arrives on the published day", published, published.Delivers, "", answer{10_000, true}},
		{"and by its hour", published, published.Delivers, "10:30", answer{10_000, true}},
		{"and what arrives before it is not known", published, published.Delivers - 1, "", answer{0, false}},
		{"nor before the hour", published, published.Delivers, "10:29", answer{0, false}},
		{"an unknown arrival is never on time", unknown, november(30), "", answer{0, false}},
	}
	for _, tt := range tests {
		share, known := tt.quote.OnTime(tt.day, tt.hour)
		if got := (answer{share, known}); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestPromise(t *testing.T) {
	estimated, guaranteed := twoParcels(), twoParcels()
	guaranteed.Guaranteed = true
	for want, q := range map[string]carriers.Quote{"estimated": estimated, "guaranteed": guaranteed, "unknown": {Guaranteed: true}} {
		if got := q.Promise(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestArrives(t *testing.T) {
	measured, published := measured(), twoParcels()
	part := measured
	part.Arrivals = part.Arrivals[:2]
	tests := []struct {
		name       string
		quote      carriers.Quote
		confidence carriers.Share
		want       carriers.Date
	}{
		{"no confidence takes the published day", measured, 0, november(23)},
		{"a share takes its day", measured, 4977, november(20)},
		{"one more takes the next", measured, 4978, november(23)},
		{"certainty takes the last", measured, carriers.Whole, november(23)},
		{"without shares it is the published day", published, 1, published.Delivers},
		{"beyond the shares it is unknown", part, 4978, 0},
	}
	for _, tt := range tests {
		if got := tt.quote.Arrives(tt.confidence); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestCheckArrivals(t *testing.T) {
	tests := []struct {
		name   string
		change func(q *carriers.Quote)
		want   string // empty: nothing is wrong
	}{
		{"days and shares that go up are well", func(*carriers.Quote) {}, ""},
		{"on the day of collection is well", func(q *carriers.Quote) { q.Arrivals[0].Date = q.Ships }, ""},
		{"not before it", func(q *carriers.Quote) { q.Arrivals[0].Date = q.Ships - 1 }, "a share arrives on 2026-11-15, before it ships on 2026-11-16"},
		{"not a day twice", func(q *carriers.Quote) { q.Arrivals[1].Date = november(19) }, "2026-11-19 stands after 2026-11-19"},
		{"not a share twice", func(q *carriers.Quote) { q.Arrivals[1].Share = 7 }, "arrives by 2026-11-20, 0.07 %, is not over 0.07 %"},
		{"not over the whole", func(q *carriers.Quote) { q.Arrivals[2].Share = 10_001 }, "100.01 %, is not over 49.77 % and up to 100 %"},
		{"not a share of nothing", func(q *carriers.Quote) { q.Arrivals[0].Share = 0 }, "0 %, is not over 0 %"},
		{"not without the day of the last", func(q *carriers.Quote) { q.Delivers++ }, "the last of the arrivals is not the day on which it delivers"},
	}
	for _, tt := range tests {
		q := measured()
		tt.change(&q)
		switch err := q.Check(2); {
		case tt.want == "" && err != nil:
			t.Errorf("%s: %v", tt.name, err)
		case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
}

func TestParseShare(t *testing.T) {
	for s, want := range map[string]carriers.Share{"0.95": 9500, "1": 10_000, "1.0": 10_000, "0.0001": 1, "0.9913": 9913, "0.5": 5000} {
		if got, err := carriers.ParseShare(s); err != nil || got != want {
			t.Errorf("%s: got %d, %v, want %d", s, got, err, want)
		}
	}
	for _, s := range []string{"", "0", "0.0", "1.5", "1.0001", "2", "-0.5", "+0.5", ".5", "1.", "0.95000", "95", "95%", "NaN", "nan", "Inf", "1e-1", "0,95", " 0.95", "0.9.5", "00.5", "٠.٥"} {
		if got, err := carriers.ParseShare(s); err == nil || got != 0 {
			t.Errorf("%q reads as %v", s, got)
		}
	}
}

func TestParseHour(t *testing.T) {
	for s, want := range map[string]int{"00:00": 0, "09:05": 545, "17:30": 1050, "23:59": 1439} {
		if got, err := carriers.ParseHour(s); err != nil || got != want {
			t.Errorf("%s: got %d, %v, want %d", s, got, err, want)
		}
	}
	for _, s := range []string{"", "24:00", "25:00", "12:60", "9:00", "12", "12:0", "12:000", "-1:00", "1２:00", "ab:cd"} {
		if got, err := carriers.ParseHour(s); err == nil {
			t.Errorf("%q reads as %d", s, got)
		}
	}
}

// FuzzParseShare: what is read prints as itself in percent, and is in range.
func FuzzParseShare(f *testing.F) {
	for _, s := range []string{"0.95", "1", "0.0001", "1.5", "NaN", "0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		share, err := carriers.ParseShare(s)
		if err == nil && (share <= 0 || share > carriers.Whole) || err != nil && share != 0 {
			t.Errorf("%q reads as %d, %v", s, share, err)
		}
	})
}

func TestHandover(t *testing.T) {
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	fall := time.Date(2026, time.November, 1, 0, 0, 0, 0, newYork) // clocks go back from 02:00 to 01:00
	tests := []struct {
		name   string
		ready  time.Time
		day    carriers.Date
		minute int
	}{
		{"a day alone is its midnight", time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC), november(23), 0},
		{"the clock as written", time.Date(2026, time.November, 23, 23, 59, 59, 0, time.FixedZone("", -11*3600)), november(23), 1439},
		{"before clocks go back", fall.Add(119 * time.Minute), november(1), 119},
		{"the second 01:00 is after the first 01:59", fall.Add(120 * time.Minute), november(1), 119},
		{"the second 01:59", fall.Add(179 * time.Minute), november(1), 119},
		{"from 02:00 on the clock counts again", fall.Add(180 * time.Minute), november(1), 120},
	}
	for _, tt := range tests {
		if d, minute := carriers.Handover(tt.ready); d != tt.day || minute != tt.minute {
			t.Errorf("%s: got %v %d, want %v %d", tt.name, d, minute, tt.day, tt.minute)
		}
	}
}

// TestHandoverNeverGoesBack goes minute by minute over every change of clocks of
// some years: over midnight, by half an hour, on either side of the equator.
func TestHandoverNeverGoesBack(t *testing.T) {
	for _, zone := range []string{"America/New_York", "America/Santiago", "Australia/Lord_Howe", "Asia/Beirut", "Atlantic/Azores", "Europe/London"} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		changes := 0
		for _, at := time.Date(2026, time.January, 1, 0, 0, 0, 0, loc).ZoneBounds(); !at.IsZero() && at.Year() < 2030; _, at = at.ZoneBounds() {
			changes++
			lastDay, lastMinute := carriers.Date(0), 0
			for ready := at.Add(-26 * time.Hour); ready.Before(at.Add(26 * time.Hour)); ready = ready.Add(time.Minute) {
				d, minute := carriers.Handover(ready)
				if d < lastDay || d == lastDay && minute < lastMinute {
					t.Fatalf("%v is %v %d, a minute before it was %v %d", ready, d, minute, lastDay, lastMinute)
				}
				lastDay, lastMinute = d, minute
			}
		}
		if changes < 8 {
			t.Errorf("%s changes its clocks %d times", zone, changes)
		}
	}
}
