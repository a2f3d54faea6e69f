package orders

import (
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
)

// A dayCache remembers the last day that was read: most rows have the same.
type dayCache struct {
	text  string
	date  carriers.Date
	hour  string
	ready time.Time
}

// deadline reads a day, or a day and an hour at the destination:
// 2026-11-27T12:00, with a T or a blank, and seconds that are 00.
func (c *Chunk) deadline(v string, at place) (carriers.Date, string) {
	if v == c.lastBy.text {
		return c.lastBy.date, c.lastBy.hour
	}
	day, hour := v, ""
	if len(v) > 10 && (v[10] == 'T' || v[10] == ' ') {
		day, hour = v[:10], strings.TrimSuffix(v[11:], ":00")
		if len(hour) < 5 { // 12:00 is no hour with seconds
			hour = v[11:]
		}
	}
	date, err := carriers.ParseDate(day)
	if err == nil && hour != "" {
		_, err = carriers.ParseHour(hour)
	}
	if err != nil {
		c.note(at, BadDate, "write 2026-11-27: year, month and day; or 2026-11-27T12:00 for an hour at the destination", "not a day, or day and hour")
		return 0, ""
	}
	c.lastBy = dayCache{text: v, date: date, hour: hour}
	return date, hour
}

// ready reads a day, or a day and an hour at the origin.
func (c *Chunk) ready(v string, at place) time.Time {
	if v == c.lastReady.text {
		return c.lastReady.ready
	}
	t, err := carriers.ParseReady(v)
	if err != nil {
		c.note(at, BadDate, "write 2026-11-23, or 2026-11-23T14:00 for an hour", "not a day, or day and hour")
		return time.Time{}
	}
	c.lastReady = dayCache{text: v, ready: t}
	return t
}
