package dimweight

import "time"

// Published is a dimensional-weight rule as a carrier publishes it, with the
// dates on which it holds.
type Published struct {
	Carrier string // the carrier's name in this project: "ups"
	Scope   string // the services that it holds for, in words
	Rule    Rule
	From    time.Time // first day, UTC midnight; the zero time means since ever
	To      time.Time // last day, UTC midnight; the zero time means until further notice
	Source  string    // the document that says so
}

// PublishedRules returns the rules in force on the calendar day of ship, as the
// day is written in its own time zone, in the order of the table.
func PublishedRules(ship time.Time) []Published {
	y, m, d := ship.Date()
	on := day(y, m, d)
	var in []Published
	for _, p := range published() {
		if !on.Before(p.From) && (p.To.IsZero() || !on.After(p.To)) {
			in = append(in, p)
		}
	}
	return in
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// published is the table. UPS and FedEx counted every fraction of an inch as a
// whole one from 2025-08-18 and rounded to the nearest before; USPS divides by
// 139 from 2026-07-12 and divided by 166 before.
func published() []Published {
	var (
		roundUp = day(2025, 8, 18)
		nearest = day(2025, 8, 17)
		daily   = Rule{Divisor: 139, Sides: Up, Step: Pound}
		retail  = Rule{Divisor: 166, Sides: Up, Step: Pound}
		usps    = Rule{Divisor: 139, Sides: Up, Threshold: 1728, Step: Pound}
		usps166 = Rule{Divisor: 166, Sides: Nearest, Threshold: 1728, Step: Pound}
		metric  = Rule{Divisor: 5000, Unit: CubicCentimetresPerKilogram, Sides: Up}
	)
	with := func(r Rule, change func(*Rule)) Rule { change(&r); return r }
	toNearest := func(r *Rule) { r.Sides = Nearest }
	halfKilo := func(r *Rule) { r.Step = Kilogram / 2 }
	return []Published{
		{"ups", "daily rates", daily, roundUp, time.Time{}, "UPS rate and service guide; round-up since 2025-08-18"},
		{"ups", "daily rates", with(daily, toNearest), time.Time{}, nearest, "UPS rate and service guide before 2025-08-18"},
		{"ups", "retail rates", retail, roundUp, time.Time{}, "UPS retail rates; round-up since 2025-08-18"},
		{"ups", "retail rates", with(retail, toNearest), time.Time{}, nearest, "UPS retail rates before 2025-08-18"},
		{"fedex", "all US services", daily, roundUp, time.Time{}, "FedEx Service Guide 2026, updated 2026-05-19, p. 135"},
		{"fedex", "all US services", with(daily, toNearest), time.Time{}, nearest, "FedEx Service Guide before 2025-08-18"},
		{"usps", "ground advantage, priority mail", usps, day(2026, 7, 12), time.Time{}, "Federal Register 2026-09785; Postal Bulletin 22705; the rounding up rests on one copy"},
		{"usps", "ground advantage, priority mail", usps166, day(2019, 6, 23), day(2026, 7, 11), "Federal Register 2026-09785; USPS Notice 123 of 2019-06-23"},
		{"dhl-express", "worldwide", with(metric, halfKilo), time.Time{}, time.Time{}, "DHL Express guides, undated"},
		{"parcelforce", "express", metric, time.Time{}, time.Time{}, "Parcelforce; the rounding of sides is not stated, up is taken"},
		{"canada-post", "priority, xpresspost, expedited", metric, time.Time{}, time.Time{}, "Canada Post pages, undated"},
		{"canada-post", "regular parcel", with(metric, func(r *Rule) { r.Divisor = 6000 }), time.Time{}, time.Time{}, "Canada Post pages, undated"},
	}
}
