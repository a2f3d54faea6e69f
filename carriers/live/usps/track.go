package usps

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

const trackingPath = "/tracking/v3/tracking/"

// Track is that of carriers.Tracker. The error matches carriers.ErrNotFound while
// USPS has no news of the number.
func (c *Carrier) Track(ctx context.Context, number string) (carriers.Tracking, error) {
	if !isNumber(number) {
		return carriers.Tracking{}, fmt.Errorf("number: %.60q is not a tracking number of USPS", number)
	}
	request := live.Request{Method: "GET", Path: trackingPath + number, Query: map[string][]string{"expand": {"DETAIL"}}, Safe: true}
	answer, err := c.Ask(ctx, request)
	if err != nil {
		return carriers.Tracking{}, err
	}
	op, root := "GET "+request.Path, answer.JSON.Read().Root()
	if !answer.OK() {
		code, words := refusalOf(root)
		refused := c.Refused(op, answer, code, words)
		if answer.Status == 404 || noNews(code, words) {
			return carriers.Tracking{}, fmt.Errorf("%w: %w", carriers.ErrNotFound, refused)
		}
		return carriers.Tracking{}, refused
	}
	t := readTracking(root)
	if t.Number != number {
		root.Fail("is about %.40q, not %s", t.Number, number)
	}
	if err := root.Err(); err != nil {
		return carriers.Tracking{}, c.Clean(op, err)
	}
	return t, nil
}

// noNews sorts the refusals of USPS's list of errors.
func noNews(code, words string) bool {
	switch code {
	case "150001", "150002", "150003", "150009", "150010":
		return true
	}
	return strings.Contains(words, "status update is not yet available")
}

func readTracking(root live.Value) carriers.Tracking {
	t := carriers.Tracking{Number: root.Get("trackingNumber").Digits(), Carrier: "USPS"}
	if t.Status = status(root.Get("statusCategory").Line()); t.Status == carriers.TrackingUnknown {
		t.Status = status(root.Get("status").Line())
	}
	for _, key := range []string{"predictedDeliveryDate", "expectedDeliveryTimeStamp"} {
		v := root.Get(key)
		if s := v.Text(); s != "" && t.Estimated == 0 {
			d, err := carriers.ParseDate(s[:min(len(s), 10)])
			if err != nil {
				v.Fail("is %.40q, not a day", s)
			}
			t.Estimated = d
		}
	}
	for v := range root.Get("trackingEvents").Each() {
		t.Events = append(t.Events, readEvent(v))
	}
	slices.Reverse(t.Events) // USPS gives the newest first
	slices.SortStableFunc(t.Events, func(a, b carriers.TrackingEvent) int { return a.At.Compare(b.At) })
	return t
}

func readEvent(v live.Value) carriers.TrackingEvent {
	e := carriers.TrackingEvent{Words: v.Get("eventType").Line(), At: readTime(v)}
	e.Status = status(e.Words)
	var where []string
	for _, key := range []string{"eventCity", "eventState", "eventZIP", "eventCountry"} {
		if s := v.Get(key).Line(); s != "" {
			where = append(where, s)
		}
	}
	e.Place = strings.Join(where, " ")
	return e
}

// readTime reads the local time of an event with its offset, "2024-11-22T13:58:00" and
// "-05:00". Without an offset it is taken as it stands.
func readTime(v live.Value) time.Time {
	stamp, offset := v.Get("eventTimestamp").Text(), v.Get("GMTOffset").Text()
	if len(stamp) >= len("2024-11-22T13:58:00") {
		if at, err := time.Parse(time.RFC3339, stamp[:len("2024-11-22T13:58:00")]+offset); err == nil {
			return at
		}
		if at, err := time.Parse("2006-01-02T15:04:05", stamp[:len("2024-11-22T13:58:00")]); err == nil {
			return at
		}
	}
	v.Fail("has the eventTimestamp %.40q, not one such as 2024-11-22T13:58:00", stamp)
	return time.Time{}
}

// status translates the words of USPS.com: the categories, and the events in them, as
// Publication 199 lists them in its appendix G. An alert is told by its event alone.
func status(words string) carriers.TrackingStatus {
	words = strings.ToLower(words)
	for _, known := range [...]struct {
		begins string
		status carriers.TrackingStatus
	}{
		{"delivered", carriers.Delivered},
		{"out for delivery", carriers.OutForDelivery},
		{"available for pickup", carriers.AwaitingPickup},
		{"held at post office", carriers.AwaitingPickup},
		{"pre-shipment", carriers.Announced},
		{"shipping label created", carriers.Announced},
		{"return to sender", carriers.ReturningToSender},
		{"returned to sender", carriers.ReturningToSender},
		{"sent to mail recovery center", carriers.TrackingFailed},
		{"usps in possession", carriers.InTransit},
		{"accepted", carriers.InTransit},
		{"in transit", carriers.InTransit},
		{"in-transit", carriers.InTransit},
		{"moving through network", carriers.InTransit},
		{"arrived at", carriers.InTransit},
		{"arriving", carriers.InTransit},
		{"departed", carriers.InTransit},
		{"processed", carriers.InTransit},
		{"delivery attempt", carriers.InTransit},
		{"notice left", carriers.InTransit},
	} {
		if strings.HasPrefix(words, known.begins) {
			return known.status
		}
	}
	return carriers.TrackingUnknown
}
