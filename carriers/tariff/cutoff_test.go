package tariff_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
)

// at is when a parcel is ready, in New York or on the clock of "" alone.
func at(t testing.TB, hour, zone string) time.Time {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	ready, err := time.ParseInLocation("2006-01-02T15:04", hour, loc)
	if err != nil {
		t.Fatal(err)
	}
	return ready
}

func TestCutoff(t *testing.T) {
	weekdays := "monday,,cutoff 18:00\ntuesday,,cutoff 18:00\nwednesday,,cutoff 18:00\nthursday,,cutoff 18:00\nfriday,,cutoff 17:00\n"
	card := add("calendar.csv", weekdays+"2026-06-03,ground,cutoff 12:00\nmonday,mail,cutoff 00:00\n2026-06-09,,no_pickup\n2026-06-10,,closed\n2026-06-10,,pickup\n")
	const note = "no pickup cutoff is known: what is ready on a day of collection counts as collected that day"
	tests := []struct {
		name          string
		card          edit
		service       string
		ready, zone   string
		override, own string // hours of WithCutoff for all, and for ground
		ships         string
		noted         bool
	}{
		{"at the cutoff it goes", card, "ground", "2026-06-01T18:00", "", "", "", "2026-06-01", false},
		{"a minute later it goes on the next day", card, "ground", "2026-06-01T18:01", "", "", "", "2026-06-02", false},
		{"on Friday, on Monday", card, "ground", "2026-06-05T17:01", "", "", "", "2026-06-08", false},
		{"a date has its own", card, "ground", "2026-06-03T12:01", "", "", "", "2026-06-04", false},
		{"for that service alone", card, "air", "2026-06-03T12:01", "", "", "", "2026-06-03", false},
		{"a service has its own", card, "mail", "2026-06-01T00:01", "", "", "", "2026-06-02", false},
		{"midnight is early enough for any", card, "mail", "2026-06-01T00:00", "", "", "", "2026-06-01", false},
		{"the next day of collection, not the next day", card, "ground", "2026-06-08T18:01", "", "", "", "2026-06-10", false},
		{"on a day without collection the hour does not matter", card, "ground", "2026-06-06T23:59", "", "", "", "2026-06-08", false},
		{"a day that is opened again keeps its cutoff", card, "ground", "2026-06-10T18:01", "", "", "", "2026-06-11", false},
		{"an override holds for all days", card, "ground", "2026-06-05T19:00", "", "20:00", "", "2026-06-05", false},
		{"and for dates", card, "ground", "2026-06-03T16:01", "", "16:00", "", "2026-06-04", false},
		{"one service may have another", card, "ground", "2026-06-03T16:01", "", "16:00", "16:30", "2026-06-03", false},
		{"the others keep theirs", card, "air", "2026-06-03T16:01", "", "16:00", "16:30", "2026-06-04", false},
		{"no cutoff is told", nil, "ground", "2026-06-01T23:59", "", "", "", "2026-06-01", true},
		{"not when no hour is given", nil, "ground", "2026-06-01T00:00", "", "", "", "2026-06-01", false},
		{"nor when it waits anyway", nil, "ground", "2026-06-06T10:00", "", "", "", "2026-06-08", false},
		{"an override is a cutoff", nil, "ground", "2026-06-01T10:00", "", "17:00", "", "2026-06-01", false},

		{"the clock at the origin counts", card, "ground", "2026-06-01T18:00", "America/New_York", "", "", "2026-06-01", false},
		{"on a day of 23 hours too", card, "ground", "2027-03-15T18:00", "America/New_York", "", "", "2027-03-15", false},
		{"over the year's end", card, "air", "2026-12-31T18:01", "", "", "", "2027-01-01", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := small(t)
			if tt.card != nil {
				tt.card(t, files)
			}
			c := load(t, files)
			for _, override := range [][2]string{{tt.override, ""}, {tt.own, "ground"}} {
				if override[0] != "" {
					var err error
					if c, err = c.WithCutoff(override[0], override[1]); err != nil {
						t.Fatal(err)
					}
				}
			}
			s := toChicago()
			s.Ready = at(t, tt.ready, tt.zone)
			q, refused := quoteOf(t, tariff.New(c), tt.service, s)
			if q == nil {
				t.Fatal(refused)
			}
			if noted := strings.Contains(strings.Join(q.Notes, "\n"), note); q.Ships.String() != tt.ships || noted != tt.noted {
				t.Errorf("ships %v, noted: %t, want %s, %t", q.Ships, noted, tt.ships, tt.noted)
			}
		})
	}
}

// TestCutoffPicksTheCard: a parcel that misses the last collection of a card is
// priced by the next card.
func TestCutoffPicksTheCard(t *testing.T) {
	first := load(t, small(t, change("card.csv", "effective_to,2027-06-30", "effective_to,2026-06-01")))
	second := load(t, small(t, all(change("card.csv", "acme-2026", "acme-june"), change("card.csv", "effective_from,2026-01-01", "effective_from,2026-06-02"))))
	for hour, want := range map[string]string{"2026-06-01T17:00": "acme-2026", "2026-06-01T17:01": "acme-june"} {
		var cards []*tariff.Card
		for _, c := range []*tariff.Card{first, second} {
			c, err := c.WithCutoff("17:00", "")
			if err != nil {
				t.Fatal(err)
			}
			cards = append(cards, c)
		}
		s := toChicago()
		s.Ready = at(t, hour, "")
		if q, refused := quoteOf(t, tariff.New(cards...), "ground", s); q == nil || q.Card != want {
			t.Errorf("%s: got %v %s, want %s", hour, q, refused, want)
		}
	}
}

func TestWithCutoffRefuses(t *testing.T) {
	card := load(t, small(t))
	for _, tt := range []struct{ hour, service, want string }{
		{"25:00", "", `"25:00" is not an hour from 00:00 to 23:59, such as 10:30`},
		{"5pm", "ground", `"5pm" is not an hour from 00:00 to 23:59, such as 10:30`},
		{"17:00", "rail", `the card has no service "rail"`},
	} {
		if c, err := card.WithCutoff(tt.hour, tt.service); c != nil || err == nil || err.Error() != tt.want {
			t.Errorf("%s %s: got %v, %v", tt.hour, tt.service, c, err)
		}
	}
	if c, err := card.WithCutoff("17:00", "ground"); err != nil || c == card {
		t.Errorf("the card itself changes: %v", err)
	}
}

func TestHolidaysOfTheCard(t *testing.T) {
	ships := func(card edit, ready string) string {
		t.Helper()
		s := toChicago()
		s.Ready = day(t, ready)
		q, refused := quoteOf(t, tariff.New(load(t, small(t, card))), "ground", s)
		if q == nil {
			return refused
		}
		return q.Ships.String() + " to " + q.Delivers.String()
	}
	poland := add("card.csv", "holidays,PL\n")
	both := add("card.csv", "holidays,PL\nholidays,US\n")
	tests := []struct {
		name  string
		card  edit
		ready string
		want  string
	}{
		{"without the key it is a day like others", all(), "2026-11-11", "2026-11-11 to 2026-11-16"},
		{"a holiday is neither one of collection nor of delivery", poland, "2026-11-11", "2026-11-12 to 2026-11-17"},
		{"24 December in Poland", poland, "2026-12-23", "2026-12-23 to 2026-12-30"},
		{"a row of the calendar opens a holiday again", all(poland, add("calendar.csv", "2026-12-24,,pickup\n2026-12-24,,delivery\n")), "2026-12-23", "2026-12-23 to 2026-12-29"},
		{"a row of a weekday does not", all(poland, add("calendar.csv", "thursday,,pickup\nthursday,,delivery\n")), "2026-12-23", "2026-12-23 to 2026-12-30"},
		{"for one service alone, if it is so", all(poland, add("calendar.csv", "2026-12-24,air,delivery\n")), "2026-12-23", "2026-12-23 to 2026-12-30"},
		{"two places, and the 27th by a row of the card", both, "2026-11-25", "2026-11-25 to 2026-12-02"},
		{"a holiday on a Saturday", all(poland, add("calendar.csv", "saturday,,delivery\n")), "2026-08-12", "2026-08-12 to 2026-08-17"},
		{"in the year after the card", poland, "2027-06-30", "2027-06-30 to 2027-07-05"},
		{"without a calendar too", all(poland, remove("calendar.csv")), "2026-11-11", "2026-11-12 to 2026-11-17"},
	}
	for _, tt := range tests {
		if got := ships(tt.card, tt.ready); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestShares(t *testing.T) {
	rows := func(text string) edit {
		return all(remove("transit.csv"), write("transit.csv", "services,zones,days,share,note\n"+text))
	}
	arrival := func(date string, share carriers.Share) carriers.Arrival {
		return carriers.Arrival{Date: carriers.DateOf(day(t, date)), Share: share}
	}
	tests := []struct {
		name string
		card edit
		want []carriers.Arrival
	}{
		{"shares add up by day", rows("ground,5,1,0.2,\nground,5,3,0.8,\n"), []carriers.Arrival{arrival("2026-06-02", 2000), arrival("2026-06-04", 10_000)}},
		{"in any order", rows("ground,5,3,0.8,\nground,5,1,0.2,\n"), []carriers.Arrival{arrival("2026-06-02", 2000), arrival("2026-06-04", 10_000)}},
		{"a day that stands twice is one", rows("ground,5,3,0.5,\nground,5,1,0.2,\nground,5,3,0.3,\n"), []carriers.Arrival{arrival("2026-06-02", 2000), arrival("2026-06-04", 10_000)}},
		{"over a weekend", rows("ground,5,4,0.2,\nground,5,5,0.8,\n"), []carriers.Arrival{arrival("2026-06-05", 2000), arrival("2026-06-08", 10_000)}},
		{"a share of 1 is told", rows("ground,5,1,1,\n"), []carriers.Arrival{arrival("2026-06-02", 10_000)}},
		{"days without a share are no shares", rows("ground,5,3,,\n"), nil},
		{"an unknown transit has none", rows("ground,8,3,,\n"), nil},
		{"days of the service stand above the zone's", all(change("services.csv", "ground,Acme Ground,,139,in3/lb,,up,1 lb,,150 lb,108 in,165 in,,", "ground,Acme Ground,,139,in3/lb,,up,1 lb,,150 lb,108 in,165 in,2,"),
			rows("ground,5,1,0.2,\nground,5,3,0.8,\n")), nil},
		{"more days than the memory holds", rows("ground,5,1,0.1,\nground,5,2,0.1,\nground,5,3,0.1,\nground,5,4,0.1,\nground,5,5,0.1,\nground,5,6,0.1,\nground,5,7,0.4,\n"),
			[]carriers.Arrival{arrival("2026-06-02", 1000), arrival("2026-06-03", 2000), arrival("2026-06-04", 3000), arrival("2026-06-05", 4000),
				arrival("2026-06-08", 5000), arrival("2026-06-09", 6000), arrival("2026-06-10", 10_000)}},
	}
	for _, tt := range tests {
		s := toChicago()
		s.Ready = day(t, "2026-06-01")
		q, refused := quoteOf(t, tariff.New(load(t, small(t, tt.card))), "ground", s)
		if q == nil {
			t.Fatal(refused)
		}
		if diff := cmp.Diff(tt.want, q.Arrivals); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if err := q.Check(1); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

// promised is the day by which a share arrives; the unknown is the last of days.
func promised(q *carriers.Quote, share carriers.Share) carriers.Date {
	if d := q.Arrives(share); d != 0 {
		return d
	}
	return 1<<31 - 1
}

// finely reports whether a day is gone through in small steps: the weekends of
// the months in which clocks change, and the year's end.
func finely(ready time.Time) bool {
	switch ready.Month() {
	case time.March, time.April, time.September, time.October, time.November:
		return ready.Weekday() == time.Saturday || ready.Weekday() == time.Sunday
	case time.December:
		return ready.Day() >= 20
	}
	return false
}

// TestNeverLaterByAnEarlierHandover goes through the year 2026 in random steps,
// on clocks that change in summer, backwards over midnight and by half an hour,
// with cutoffs in the hour that comes twice: no service that quotes both the earlier and
// the later handover promises any share later for the earlier.
func TestNeverLaterByAnEarlierHandover(t *testing.T) {
	zones := []string{"", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Europe/Warsaw"}
	for i, zone := range zones {
		r := rand.New(rand.NewPCG(2026, uint64(i)))
		cards := published()
		for name, c := range cards {
			calendar := add("calendar.csv", "friday,,cutoff 17:00\nmonday,ground,cutoff 00:30\n2026-12-24,,cutoff 12:00\n"+
				"sunday,,pickup\n2026-11-01,,pickup\n2026-11-01,,cutoff 01:30\n2026-04-04,,pickup\n2026-04-04,,cutoff 23:30\n2026-04-05,,pickup\n2026-04-05,,cutoff 01:45\n2026-10-25,,cutoff 02:30\n")
			if name == "fedex" {
				c = tariff.New(load(t, small(t, calendar, add("card.csv", "holidays,US\nholidays,PL\n"))))
			}
			ready := at(t, "2026-01-05T00:00", zone)
			if name == "usps" {
				ready = at(t, "2026-07-13T00:00", zone)
			}
			s := toChicago()
			before := map[string]carriers.Quote{}
			for ready.Year() == 2026 {
				s.Ready = ready
				for _, q := range quote(t, c, s).Quotes {
					if last, ok := before[q.Service]; ok {
						for _, share := range []carriers.Share{0, 1, 5000, 9500, carriers.Whole} {
							if promised(&last, share) > promised(&q, share) || last.Ships > q.Ships {
								t.Fatalf("%s %s: ready at %v it ships %v and %v arrives by %v; before, %v and %v", name, q.Service, ready, q.Ships, share, promised(&q, share), last.Ships, promised(&last, share))
							}
						}
					}
					before[q.Service] = q
				}
				step := 900
				if finely(ready) {
					step = 20
				}
				ready = ready.Add(time.Duration(1+r.IntN(step)) * time.Minute)
			}
		}
	}
}

func BenchmarkHandover(b *testing.B) {
	for _, zone := range []string{"UTC", "America/New_York"} {
		b.Run(zone, func(b *testing.B) {
			ready := at(b, "2026-11-23T14:00", zone)
			for b.Loop() {
				carriers.Handover(ready)
			}
		})
	}
}
