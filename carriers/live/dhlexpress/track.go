package dhlexpress

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// Track is that of carriers.Tracker, for the number of a shipment (a waybill) or
// of a piece. An error that matches carriers.ErrNotFound is that of a number that
// DHL does not show, which it may do some time after a purchase.
func (c *Carrier) Track(ctx context.Context, number string) (carriers.Tracking, error) {
	if !isNumber(number, shortest, longest) {
		return carriers.Tracking{}, fmt.Errorf("number: %.60q is not that of a shipment or a piece of DHL Express", number)
	}
	request := live.Request{Method: "GET", Path: "/shipments/" + number + "/tracking", Header: header(""), Safe: true,
		Query: url.Values{"trackingView": {"all-checkpoints"}, "levelOfDetail": {"all"}, "requestGMTOffsetPerEvent": {"true"}}}
	if strings.Trim(number, "0123456789") != "" { // a piece
		request.Path = trackPath
		request.Query.Set("pieceTrackingNumber", number)
	}
	answer, err := c.Ask(ctx, request)
	if err != nil {
		return carriers.Tracking{}, err
	}
	root := answer.JSON.Read().Root()
	if !answer.OK() {
		code, words := refusalOf(root)
		refused := c.Refused("GET "+request.Path, answer, code, words)
		if answer.Status == 404 {
			return carriers.Tracking{}, fmt.Errorf("%w: %w", carriers.ErrNotFound, refused)
		}
		return carriers.Tracking{}, refused
	}
	for v := range root.Get("shipments").Each() {
		if events, found := eventsOf(v, number); found && v.Get("status").Is("Success") {
			t := readTracking(v, events)
			t.Number = number
			if err := root.Err(); err != nil {
				return carriers.Tracking{}, c.Clean("GET "+request.Path, err)
			}
			return t, nil
		}
	}
	if err := root.Err(); err != nil {
		return carriers.Tracking{}, c.Clean("GET "+request.Path, err)
	}
	return carriers.Tracking{}, fmt.Errorf("%s: %w: DHL shows nothing of %s", name, carriers.ErrNotFound, number)
}

// eventsOf finds the events of a number: those of its piece, or else those of the
// shipment.
func eventsOf(v live.Value, number string) (events live.Value, found bool) {
	events = v.Get("events")
	if v.Get("shipmentTrackingNumber").Digits() == number {
		return events, true
	}
	for piece := range v.Get("pieces").Each() {
		if piece.Get("trackingNumber").Digits() == number {
			for range piece.Get("events").Each() {
				return piece.Get("events"), true
			}
			return events, true
		}
	}
	return events, false
}

func readTracking(v, events live.Value) carriers.Tracking {
	t := carriers.Tracking{Carrier: "DHL Express", Status: carriers.Announced}
	if d := v.Get("estimatedDeliveryDate"); d.Given() && d.Text() != "" {
		day, err := carriers.ParseDate(d.Text()[:min(len(d.Text()), 10)])
		if err != nil {
			d.Fail("is %.30q, not a day such as 2023-08-11", d.Text())
		}
		t.Estimated = day
	}
	for e := range events.Each() {
		event := carriers.TrackingEvent{At: instant(e), Status: status(e.Get("typeCode").Text()), Words: e.Get("description").Line()}
		var where []string
		for area := range e.Get("serviceArea").Each() {
			if place := area.Get("description").Line(); place != "" {
				where = append(where, place)
			}
		}
		event.Place = strings.Join(where, ", ")
		t.Events = append(t.Events, event)
	}
	slices.SortStableFunc(t.Events, func(a, b carriers.TrackingEvent) int { return a.At.Compare(b.At) })
	for _, e := range t.Events {
		if e.Status != carriers.TrackingUnknown {
			t.Status = e.Status
		} else if t.Status == carriers.Announced {
			t.Status = carriers.TrackingUnknown // something has happened
		}
	}
	return t
}

// instant reads the date, the time and the offset of an event.
func instant(e live.Value) time.Time {
	offset := e.Get("GMTOffset").Text()
	if offset == "" {
		offset = "+00:00"
	}
	written := e.Get("date").Text() + "T" + e.Get("time").Text() + offset
	at, err := time.Parse("2006-01-02T15:04:05-07:00", written)
	if err != nil {
		e.Fail("is at %.40q, not a time such as 2023-08-10T11:59:23+12:00", written)
	}
	return at
}

// status translates the codes of DHL's checkpoints, those of its example and of
// its guides. What is only news of a parcel that moves, such as RR of customs,
// stays unknown, and leaves the status of the parcel as it was.
func status(code string) carriers.TrackingStatus {
	switch code {
	case "PU", "AF", "AR", "DF", "PL", "CR":
		return carriers.InTransit
	case "WC":
		return carriers.OutForDelivery
	case "CC":
		return carriers.AwaitingPickup
	case "OK":
		return carriers.Delivered
	case "RT":
		return carriers.ReturningToSender
	}
	return carriers.TrackingUnknown
}
