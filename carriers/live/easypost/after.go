package easypost

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// Sells is that of carriers.Seller.
func (c *Carrier) Sells() carriers.Sells {
	return carriers.Sells{Formats: []carriers.LabelFormat{carriers.PDF, carriers.ZPL}, Singly: true}
}

// Void is that of carriers.Voider. EasyPost takes the request and asks the
// carrier, which takes up to 30 days: VoidPending is the usual answer.
func (c *Carrier) Void(ctx context.Context, b carriers.Bought) (carriers.Voided, error) {
	if !isID(b.ID) {
		return "", fmt.Errorf("id: %.60q is not that of an EasyPost shipment", b.ID)
	}
	request := live.Request{Method: "POST", Path: "/v2/shipments/" + b.ID + "/refund"}
	answer, err := c.Ask(ctx, request)
	if err != nil {
		return "", live.Outcome(err)
	}
	if !answer.OK() {
		code, words := refusalOf(answer.JSON.Read().Root())
		refused := c.Refused("POST "+request.Path, answer, code, words)
		// A refund that was asked for before is refused: see how that one went.
		request = live.Request{Method: "GET", Path: "/v2/shipments/" + b.ID, Safe: true}
		c.Forget(request)
		if answer, err = c.Ask(ctx, request); err != nil || !answer.OK() {
			return "", refused
		}
	}
	s := readShipment(answer.JSON.Read().Root())
	if err := s.err(); err != nil {
		return "", fmt.Errorf("%w: %w", carriers.ErrUnknown, c.Clean(request.Method+" "+request.Path, err))
	}
	switch s.refund {
	case "refunded":
		return carriers.VoidDone, nil
	case "submitted":
		return carriers.VoidPending, nil
	}
	return carriers.VoidRefused, nil // "rejected", "not_applicable", or none
}

// Track is that of carriers.Tracker, for a label that was bought with EasyPost or
// a number that it follows already. It makes no tracker, which may cost money.
func (c *Carrier) Track(ctx context.Context, number string) (carriers.Tracking, error) {
	if number == "" || len(number) > 60 {
		return carriers.Tracking{}, fmt.Errorf("number: has %d characters, not 1 to 60", len(number))
	}
	request := live.Request{Method: "GET", Path: "/v2/trackers", Query: map[string][]string{"tracking_code": {number}}, Safe: true}
	answer, err := c.Ask(ctx, request)
	if err != nil {
		return carriers.Tracking{}, err
	}
	root := answer.JSON.Read().Root()
	if !answer.OK() {
		code, words := refusalOf(root)
		return carriers.Tracking{}, c.Refused("GET "+request.Path, answer, code, words)
	}
	for v := range root.Get("trackers").Each() {
		if v.Get("tracking_code").Is(number) {
			t := readTracker(v)
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
	return carriers.Tracking{}, fmt.Errorf("%s: %w: EasyPost does not follow %s", name, carriers.ErrNotFound, number)
}

func readTracker(v live.Value) carriers.Tracking {
	t := carriers.Tracking{Carrier: v.Get("carrier").Text(), Status: status(v.Get("status"))}
	if d := v.Get("est_delivery_date"); d.Given() {
		t.Estimated = day(d)
	}
	for e := range v.Get("tracking_details").Each() {
		event := carriers.TrackingEvent{Status: status(e.Get("status")), Words: e.Get("message").Line()}
		at, err := time.Parse(time.RFC3339, e.Get("datetime").Text())
		if err != nil {
			e.Fail("has no datetime")
		}
		event.At = at
		var where []string
		for _, part := range []string{"city", "state", "zip", "country"} {
			if s := e.Get("tracking_location").Get(part).Line(); s != "" {
				where = append(where, s)
			}
		}
		event.Place = strings.Join(where, " ")
		t.Events = append(t.Events, event)
	}
	return t
}

// status translates the statuses that EasyPost lists.
func status(v live.Value) carriers.TrackingStatus {
	switch v.Text() {
	case "pre_transit":
		return carriers.Announced
	case "in_transit":
		return carriers.InTransit
	case "out_for_delivery":
		return carriers.OutForDelivery
	case "available_for_pickup":
		return carriers.AwaitingPickup
	case "delivered":
		return carriers.Delivered
	case "return_to_sender":
		return carriers.ReturningToSender
	case "failure", "error":
		return carriers.TrackingFailed
	case "cancelled":
		return carriers.TrackingCancelled
	}
	return carriers.TrackingUnknown
}
