package main

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the time zones of a machine that has none

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/holidays"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/rates"
)

// promiseFlags say when parcels must arrive and how surely, and until when they
// are collected.
func promiseFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "by", Usage: "latest `TIME` of arrival: 2026-11-27, 2026-11-27T12:00 at the destination, or 3bd for 3 business days"},
		&cli.StringFlag{Name: "confidence", Usage: "take the day by which this `SHARE` arrives, 0.95, where it is known", DefaultText: "the published latest day"},
		&cli.StringFlag{Name: "cutoff", Usage: "latest hours of pickup: `CARRIER=HOUR,CARRIER/SERVICE=HOUR,…`, ups=17:00"},
	}
}

// A due is the value of --by: a day and perhaps an hour on the clock at the
// destination, an instant, or business days.
type due struct {
	day     carriers.Date
	hour    string
	instant time.Time
	days    int
}

var (
	businessDays = regexp.MustCompile(`(?i)^(\d{1,9}) ?(?:bd|business days?)$`)
	dayAndHour   = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)[T ](.*)$`)
	withOffset   = regexp.MustCompile(`(?:Z|[+-]\d\d:\d\d)$`)
)

// parseDue reads --by.
func parseDue(v string) (d due, err error) {
	if m := businessDays.FindStringSubmatch(v); m != nil {
		d.days, err = strconv.Atoi(m[1])
		if err == nil && (d.days < 1 || d.days > holidays.MaxBusinessDays) {
			err = fmt.Errorf("%d business days are not between 1 and %d", d.days, holidays.MaxBusinessDays)
		}
		return d, err
	}
	m := dayAndHour.FindStringSubmatch(v)
	switch {
	case m == nil:
		if d.day, err = carriers.ParseDate(v); err != nil {
			err = fmt.Errorf("%w, a day and hour such as 2026-11-27T12:00, or business days such as 3bd", err)
		}
	case withOffset.MatchString(m[2]):
		d.instant, err = carriers.ParseReady(m[1] + "T" + m[2])
	default:
		if d.day, err = carriers.ParseDate(m[1]); err == nil {
			d.hour = m[2]
			_, err = carriers.ParseHour(d.hour)
		}
	}
	return d, err
}

// readDeadline reads --by and --confidence. Without --by it has no Day.
func readDeadline(c *cli.Context, s carriers.Shipment) (by rates.Deadline, err error) {
	if v := c.String("confidence"); c.IsSet("confidence") {
		if by.Confidence, err = carriers.ParseShare(v); err != nil {
			return by, usage("--confidence: %w", err)
		}
	}
	if !c.IsSet("by") {
		return by, nil
	}
	d, err := parseDue(c.String("by"))
	if err != nil {
		return by, usage("--by: %w", err)
	}
	if by.Day, by.Hour, err = d.at(s); err != nil {
		return by, usage("--by: %w", err)
	}
	if ready := carriers.DateOf(s.Ready); by.Day < ready {
		return by, usage("--by: %v is before %v, the day on which the parcels are ready", by.Day, ready)
	}
	return by, nil
}

// at returns the day and hour on the clock at the destination of a shipment.
func (d due) at(s carriers.Shipment) (carriers.Date, string, error) {
	switch {
	case d.days > 0:
		day, err := holidays.BusinessDay(holidayPlace(&s.To), carriers.DateOf(s.Ready), d.days)
		if err != nil {
			err = fmt.Errorf("business days of the destination: %w; give a date", err)
		}
		return day, "", err
	case !d.instant.IsZero():
		there, known := carriers.OnClockOf(&s.To, d.instant)
		if !known {
			return 0, "", fmt.Errorf("the time zone of %s is not known: write the hour there without an offset, such as 2026-11-27T12:00", carriers.Place(&s.To))
		}
		day := carriers.DateOf(there)
		if day == 0 {
			return 0, "", fmt.Errorf("%v is before 1970 at the destination", d.instant)
		}
		return day, there.Format("15:04"), nil
	case d.hour != "":
		return d.day, d.hour, checkShown(&s.To, d.day, d.hour)
	}
	return d.day, "", nil
}

// holidayPlace names where an address is for its public holidays.
func holidayPlace(a *carriers.Address) string {
	if !slices.Contains(holidays.Places(), a.Country) && a.State != "" {
		return a.Country + "-" + strings.ToUpper(a.State)
	}
	return a.Country
}

// checkShown refuses an hour that no clock at an address shows on that day,
// since clocks go forward over it. One that they show twice is let through: a
// deadline and a cutoff mean the clock, and what is ready counts as ready in the
// first of the two hours.
func checkShown(a *carriers.Address, day carriers.Date, hour string) error {
	name, _ := carriers.TimeZone(a)
	zone, err := time.LoadLocation(name)
	minutes, err2 := carriers.ParseHour(hour)
	if name == "" || err != nil || err2 != nil {
		return nil // nobody knows, or it was said before
	}
	y, m, d := day.Time().Date()
	if there := time.Date(y, m, d, 0, minutes, 0, 0, zone); there.Format("15:04") != hour {
		return fmt.Errorf("no clock in %s shows %s on %v: they go forward over it", name, hour, day)
	}
	return nil
}

// atOrigin puts the time at which a shipment is ready on the clock at its
// origin: now, or an instant with its offset from UTC. An hour without an offset
// is that clock's already.
func atOrigin(s *carriers.Shipment, w world) error {
	if s.Ready.IsZero() {
		s.Ready, _ = carriers.OnClockOf(&s.From, w.now().Truncate(time.Minute))
		return nil
	}
	if s.Ready.Location() == time.UTC {
		if hour := s.Ready.Format("15:04"); hour != "00:00" {
			if err := checkShown(&s.From, carriers.DateOf(s.Ready), hour); err != nil {
				return usage("ready: %w", err)
			}
		}
		return nil
	}
	ready, known := carriers.OnClockOf(&s.From, s.Ready)
	if s.Ready = ready; !known {
		fmt.Fprintf(w.stderr, "shiprate: the time zone of %s is not known: %s is taken for the clock there\n", carriers.Place(&s.From), s.Ready.Format("15:04"))
	}
	return nil
}

// layCutoffs puts the hours of --cutoff in place of those of the cards: of a
// whole carrier first, then of single services.
func layCutoffs(c *cli.Context, cards []*tariff.Card) error {
	hours := map[string]string{}
	var names []string
	list := splitList(c.String("cutoff"))
	if list == nil && c.IsSet("cutoff") {
		list = []string{""}
	}
	for _, v := range list {
		name, hour, ok := strings.Cut(v, "=")
		if !ok || name == "" {
			return usage("--cutoff %q: write a carrier and an hour, such as ups=17:00", v)
		}
		if hours[name] != "" {
			return usage("--cutoff: %s stands twice", name)
		}
		hours[name] = hour
		names = append(names, name)
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(strings.Count(a, "/"), strings.Count(b, "/")) })
	for _, name := range names {
		if err := layCutoff(cards, name, hours[name]); err != nil {
			return usage("--cutoff %s=%s: %w", name, hours[name], err)
		}
	}
	return nil
}

// layCutoff changes the cards of a carrier, or those that have the service.
func layCutoff(cards []*tariff.Card, name, hour string) error {
	carrier, service, single := strings.Cut(name, "/")
	if _, err := carriers.ParseHour(hour); err != nil {
		return err
	}
	if single && service == "" {
		return fmt.Errorf("no service stands after %q", name)
	}
	var refused error
	laid := false
	for i, card := range cards {
		if card.Carrier() != carrier {
			continue
		}
		if with, err := card.WithCutoff(hour, service); err != nil {
			refused = err
		} else {
			cards[i], laid = with, true
		}
	}
	switch {
	case laid:
		return nil
	case refused != nil:
		return refused
	}
	return fmt.Errorf("%q is not a carrier that is asked", carrier)
}

// arrivesHeader heads the days of arrival: "ARRIVES (95 %)".
func arrivesHeader(confidence carriers.Share) string {
	if confidence == 0 {
		return "ARRIVES"
	}
	return "ARRIVES (" + confidence.String() + ")"
}

// printPromise tells when a chosen quote arrives, and which share of such
// parcels when.
func printPromise(w io.Writer, q *carriers.Quote) {
	fmt.Fprintf(w, "arrives: %s", arrival(q, 0))
	joint := ": "
	for _, a := range q.Arrivals {
		fmt.Fprintf(w, "%s%v by %v", joint, a.Share, a.Date)
		joint = ", "
	}
	fmt.Fprintln(w)
}
