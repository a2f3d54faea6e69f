package rates_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/rates"
)

func date(s string) carriers.Date {
	d, err := carriers.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestDeadline(t *testing.T) {
	plain := quote("usps", "ground-advantage 1.00 USD 2026-11-27")
	hour := plain
	hour.DeliverTime, hour.Guaranteed = "17:00", true
	shares := plain
	shares.Arrivals = []carriers.Arrival{{Date: date("2026-11-25"), Share: 4977}, {Date: date("2026-11-27"), Share: carriers.Whole}}
	part := shares
	part.Arrivals = part.Arrivals[:1]
	part.Delivers = date("2026-11-25")
	day := date("2026-11-27")
	tests := []struct {
		name  string
		quote carriers.Quote
		by    rates.Deadline
		want  string // empty: it is met
	}{
		{"none is met by all", carriers.Quote{}, rates.Deadline{Hour: "25:00"}, ""},
		{"a day is met by its end", plain, rates.Deadline{Day: day}, ""},
		{"an hour is not met by an unknown one", plain, rates.Deadline{Day: day, Hour: "23:59"}, "too_late: arrives 2026-11-27 (estimated) at no stated hour, and the deadline is 2026-11-27 23:59"},
		{"an hour is met the day before", plain, rates.Deadline{Day: day + 1, Hour: "00:00"}, ""},
		{"an hour is met by itself", hour, rates.Deadline{Day: day, Hour: "17:00"}, ""},
		{"and not by a later one", hour, rates.Deadline{Day: day, Hour: "16:59"}, "too_late: arrives 2026-11-27 17:00 (guaranteed), after 2026-11-27 16:59"},
		{"without a confidence the published day counts", shares, rates.Deadline{Day: day - 1}, "too_late: arrives 2026-11-27 (estimated), 1 business day after 2026-11-26"},
		{"a confidence takes the day of its share", shares, rates.Deadline{Day: day - 1, Confidence: 4977}, ""},
		{"and no earlier one", shares, rates.Deadline{Day: day - 2 - 1, Confidence: 4977}, "too_late: arrives 2026-11-25 (estimated), 1 business day after 2026-11-24 at 49.77 %"},
		{"a higher one takes a later day", shares, rates.Deadline{Day: day - 1, Confidence: 4978}, "too_late: arrives 2026-11-27 (estimated), 1 business day after 2026-11-26 at 49.78 %"},
		{"certainty is the published day", shares, rates.Deadline{Day: day, Confidence: carriers.Whole}, ""},
		{"without shares a confidence changes nothing", plain, rates.Deadline{Day: day - 1, Confidence: 1}, "too_late: arrives 2026-11-27 (estimated), 1 business day after 2026-11-26 at 0.01 %"},
		{"beyond the shares nobody knows", part, rates.Deadline{Day: day, Confidence: 4978}, "transit_unknown: nobody says by which day 49.78 % arrive"},
		{"an hour that is none lets nothing through", hour, rates.Deadline{Day: day, Hour: "25:00"}, `failed: the deadline: "25:00" is not an hour from 00:00 to 23:59, such as 10:30`},
		{"nor does a confidence over 1", hour, rates.Deadline{Day: day, Confidence: 15_000}, "failed: the deadline: a confidence of 150 % is not from 0 to 100 %"},
	}
	for _, tt := range tests {
		code, reason := carriers.RejectionCode(""), ""
		if c := tt.by.Constraint(); c.Refuse != nil {
			code, reason = c.Refuse(&tt.quote)
		}
		got := ""
		if code != "" {
			got = string(code) + ": " + reason
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
		if meets := tt.by.Meets(&tt.quote); meets != (tt.want == "") {
			t.Errorf("%s: meets: %t", tt.name, meets)
		}
	}
}

// randomQuote has a random promise: known or not, with an hour or not, with
// shares that sum to the whole or not.
func randomQuote(r *rand.Rand) carriers.Quote {
	day := date("2026-11-20") + carriers.Date(r.IntN(10))
	q := carriers.Quote{Ships: date("2026-11-19"), Card: "card", Delivers: day, Guaranteed: r.IntN(2) == 0}
	switch r.IntN(4) {
	case 0:
		q.Delivers = 0
		return q
	case 1:
		share := carriers.Share(0)
		q.Arrivals = []carriers.Arrival{}
		for d := date("2026-11-20"); d <= day; d++ {
			if share += carriers.Share(1 + r.IntN(1500)); d == day && r.IntN(2) == 0 {
				share = carriers.Whole
			}
			if d == day || r.IntN(2) == 0 {
				q.Arrivals = append(q.Arrivals, carriers.Arrival{Date: d, Share: min(share, carriers.Whole)})
			}
		}
	}
	if r.IntN(2) == 0 {
		q.DeliverTime = []string{"09:00", "12:00", "17:00", "23:59"}[r.IntN(4)]
	}
	return q
}

// TestDeadlinesAreMonotone: what meets a deadline meets each later one and each
// of less confidence; an hour on the day is never met by an unknown one; and a
// refusal has a reason.
func TestDeadlinesAreMonotone(t *testing.T) {
	r := rand.New(rand.NewPCG(2026, 11))
	hours := []string{"00:00", "09:00", "11:59", "12:00", "17:00", "23:59", ""} // the end of the day is the latest
	shares := []carriers.Share{1, 1000, 4977, 9500, 9999, carriers.Whole}
	for range 20_000 {
		q := randomQuote(r)
		h := r.IntN(len(hours))
		c := r.IntN(len(shares))
		by := rates.Deadline{Day: date("2026-11-19") + carriers.Date(r.IntN(12)), Hour: hours[h], Confidence: shares[c]}
		met := by.Meets(&q)
		if code, why := by.Constraint().Refuse(&q); (code == "") != met || (why == "") != met {
			t.Fatalf("%+v by %v: meets: %t, refused: %s %s", q, by, met, code, why)
		}
		if by.Confidence == carriers.Whole && q.Arrivals == nil && met != (rates.Deadline{Day: by.Day, Hour: by.Hour}).Meets(&q) {
			t.Fatalf("%+v by %v: without shares a confidence changes the answer", q, by)
		}
		if !met {
			continue
		}
		easier := []rates.Deadline{
			{Day: by.Day + 1, Hour: by.Hour, Confidence: by.Confidence},
			{Day: by.Day, Hour: hours[min(h+1, len(hours)-1)], Confidence: by.Confidence},
			{Day: by.Day + 1, Confidence: by.Confidence},
			{Day: by.Day, Hour: by.Hour, Confidence: shares[max(c-1, 0)]},
		}
		for _, e := range easier {
			if !e.Meets(&q) {
				t.Fatalf("%+v meets %v and not %v", q, by, e)
			}
		}
		if arrives := q.Arrives(by.Confidence); q.Delivers == 0 || arrives > by.Day || arrives == by.Day && by.Hour != "" && (q.DeliverTime == "" || q.DeliverTime > by.Hour) {
			t.Fatalf("%+v meets %v, and arrives %v %s", q, by, arrives, q.DeliverTime)
		}
	}
}

// A promise to be there by noon on Wednesday, nine times in ten.
func ExampleDeadline() {
	ground := carriers.Quote{
		Carrier: "fedex", Service: "ground", Ships: date("2026-11-18"), Delivers: date("2026-11-25"),
		Arrivals: []carriers.Arrival{{Date: date("2026-11-23"), Share: 7}, {Date: date("2026-11-24"), Share: 9277}, {Date: date("2026-11-25"), Share: carriers.Whole}},
	}
	wednesday := date("2026-11-25")
	share, known := ground.OnTime(wednesday, "12:00")
	fmt.Println(share, known)
	for _, by := range []rates.Deadline{{Day: wednesday, Hour: "12:00"}, {Day: wednesday, Hour: "12:00", Confidence: 9000}} {
		fmt.Printf("by %v: %t\n", by, by.Meets(&ground))
	}
	// Output:
	// 92.77 % true
	// by 2026-11-25 12:00: false
	// by 2026-11-25 12:00 at 90 %: true
}
