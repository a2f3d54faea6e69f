package carriers

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Share is a part of all parcels, or a probability, in ten-thousandths: 9500
// is 0.95, or 95 %.
type Share int32

// Whole is the share of all parcels, or certainty.
const Whole Share = 10_000

// ParseShare reads a share over 0 and up to 1, with at most four decimals:
// "0.95".
func ParseShare(s string) (Share, error) {
	whole, digits, _ := strings.Cut(s, ".")
	if len(whole) == 1 && len(digits) <= 4 && strings.Trim(digits, "0123456789") == "" && !strings.HasSuffix(s, ".") {
		n, err := strconv.Atoi(whole + digits + "0000"[len(digits):])
		if share := Share(n); err == nil && share > 0 && share <= Whole {
			return share, nil
		}
	}
	return 0, fmt.Errorf("%s is not a share over 0 and up to 1, with at most 4 decimals, such as 0.95", quote(s))
}

// String prints the share in percent: "95 %", "99.13 %".
func (s Share) String() string {
	text := strconv.FormatInt(int64(s)/100, 10)
	if rest := s % 100; rest > 0 {
		text += "." + strings.TrimRight(strconv.FormatInt(int64(100+rest), 10)[1:], "0")
	}
	return text + " %"
}

// An Arrival is a day by which a share of the parcels of a lane has arrived:
// the share of that day and of all days before.
type Arrival struct {
	Date  Date
	Share Share
}

// Promise says what the stated arrival is worth: "guaranteed" with money back
// when late, "estimated", or "unknown" when none is stated.
func (q *Quote) Promise() string {
	switch {
	case q.Delivers == 0:
		return "unknown"
	case q.Guaranteed:
		return "guaranteed"
	}
	return "estimated"
}

// OnTime returns which share of such parcels arrives by an hour of a day, as
// "12:00" at the destination; without an hour, by the end of the day. It is the
// least that the source says: an unknown hour does not meet an hour, and where
// there are no Arrivals all of it arrives with Delivers. Known is false when
// the source does not tell: the arrival is unknown, or there are no Arrivals
// and Delivers, the latest day of the published transit, is too late.
func (q *Quote) OnTime(day Date, hour string) (share Share, known bool) {
	if hour != "" && (q.DeliverTime == "" || q.DeliverTime > hour) {
		day-- // what arrives on the day itself may come after the hour
	}
	if q.Arrivals == nil {
		if q.Delivers == 0 || q.Delivers > day {
			return 0, false
		}
		return Whole, true
	}
	for _, a := range q.Arrivals {
		if a.Date > day {
			break
		}
		share = a.Share
	}
	return share, true
}

// Arrives returns the day by which a share of such parcels has arrived; zero
// when that is unknown. It is Delivers for no share and where there are no
// Arrivals.
func (q *Quote) Arrives(confidence Share) Date {
	if confidence <= 0 || q.Arrivals == nil {
		return q.Delivers
	}
	for _, a := range q.Arrivals {
		if a.Share >= confidence {
			return a.Date
		}
	}
	return 0
}

// Handover returns the day and the minute since midnight at which parcels are
// handed over that are ready at a time, on its clock. In the hour that clocks
// show twice, when summer time ends, it stays at the end of the first one: what
// is ready later is never handed over earlier.
func Handover(ready time.Time) (day Date, minute int) {
	day, minute = onItsClock(ready)
	if ready.Location() == time.UTC {
		return day, minute
	}
	if start, _ := ready.ZoneBounds(); !start.IsZero() {
		if before, last := onItsClock(start.Add(-time.Nanosecond)); before > day || before == day && last > minute {
			return before, last
		}
	}
	return day, minute
}

// onItsClock returns the day and the minute that t shows; before 1970, none.
func onItsClock(t time.Time) (Date, int) {
	_, offset := t.Zone()
	shown := t.Unix() + int64(offset)
	if t.IsZero() || shown < 0 || shown/secondsPerDay >= 1<<30 {
		return 0, 0
	}
	return Date(shown/secondsPerDay) + 1, int(shown % secondsPerDay / 60)
}

// ParseHour reads an hour of the day, "10:30", and returns the minutes since
// midnight.
func ParseHour(s string) (minutes int, err error) {
	if !isHour(s) {
		return 0, fmt.Errorf("%s is not an hour from 00:00 to 23:59, such as 10:30", quote(s))
	}
	digit := func(i int) int { return int(s[i] - '0') }
	return 600*digit(0) + 60*digit(1) + 10*digit(3) + digit(4), nil
}

// checkArrivals finds arrivals that are no distribution.
func (q *Quote) checkArrivals() error {
	last := Arrival{Date: q.Ships - 1}
	for _, a := range q.Arrivals {
		switch {
		case a.Date <= last.Date && last.Share == 0:
			return fmt.Errorf("a share arrives on %v, before it ships on %v", a.Date, q.Ships)
		case a.Date <= last.Date:
			return fmt.Errorf("arrivals are not in order: %v stands after %v", a.Date, last.Date)
		case a.Share <= last.Share || a.Share > Whole:
			return fmt.Errorf("the share that arrives by %v, %v, is not over %v and up to 100 %%", a.Date, a.Share, last.Share)
		}
		last = a
	}
	if q.Arrivals != nil && (last.Date != q.Delivers || q.Delivers == 0) {
		return errors.New("the last of the arrivals is not the day on which it delivers")
	}
	return nil
}
