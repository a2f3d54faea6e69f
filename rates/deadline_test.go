package rates_test

import (
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
