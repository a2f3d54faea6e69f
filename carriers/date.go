package carriers

import (
	"fmt"
	"time"
)

// A Date is a calendar day, without an hour or a time zone, counted from
// 1970-01-01 as 1: dates compare with <, and d+1 is the day after. The zero
// Date is no date: unknown, or open.
type Date int32

const secondsPerDay = 24 * 60 * 60

// NewDate returns the day as written. Values out of range run over as in
// time.Date.
func NewDate(year int, month time.Month, day int) Date {
	unix := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()
	days := unix / secondsPerDay
	if days < 0 || days > 1<<30 {
		return 0
	}
	return Date(days + 1)
}

// DateOf returns the day that t shows on the calendar of its own time zone.
func DateOf(t time.Time) Date {
	day, _ := onItsClock(t)
	return day
}

// ParseDate reads a day as "2026-11-27".
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1970 {
		return 0, fmt.Errorf("%s is not a date such as 2026-11-27", quote(s))
	}
	return DateOf(t), nil
}

// Time returns midnight UTC of the day; of no date, the zero time.
func (d Date) Time() time.Time {
	if d == 0 {
		return time.Time{}
	}
	return time.Unix((int64(d)-1)*secondsPerDay, 0).UTC()
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday {
	// 1970-01-01, day 1, was a Thursday.
	return time.Weekday((int64(d)%7 + 7 + int64(time.Thursday) - 1) % 7)
}

// String prints the day as "2026-11-27", and no date as "".
func (d Date) String() string { return string(d.AppendTo(make([]byte, 0, 16))) }

// AppendTo appends what String prints. Each row of a day's orders and each reason
// why a quote is too late has dates in it, so this does without package time.
func (d Date) AppendTo(b []byte) []byte {
	if d == 0 {
		return b
	}
	y, m, n := d.civil()
	if y > 9999 {
		return d.Time().AppendFormat(b, time.DateOnly)
	}
	return append(b, '0'+byte(y/1000), '0'+byte(y/100%10), '0'+byte(y/10%10), '0'+byte(y%10), '-',
		'0'+byte(m/10), '0'+byte(m%10), '-', '0'+byte(n/10), '0'+byte(n%10))
}

// civil returns the day as it is written. Years are counted from March on, so that
// the leap day is their last (Neri and Schneider, Euclidean affine functions and
// their application to calendar algorithms, 2022).
func (d Date) civil() (year, month, day uint32) {
	const before = 719467 // days from 0000-03-01 to the day before 1970-01-01
	n := 4*(uint64(d)+before) + 3
	century, n := n/146097, n%146097|3
	p := 2939745 * n
	year, rest := uint32(100*century+p>>32), uint32(p)/(2939745*4)
	n32 := 2141*rest + 197913
	month, day = n32>>16, n32&0xffff/2141+1
	if rest >= 306 {
		year, month = year+1, month-12
	}
	return year, month, day
}
