package fedex

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// reach is how many days back Find looks for ship dates. FedEx refuses more than 30
// days (TRACKING.SHIPDATERANGE.ERROR).
const reach = 29

// memphis is where FedEx's day is told, in winter, the later of its two. It refuses
// an end in the future (TRACKING.SHIPDATEEND.FUTURE).
var memphis = time.FixedZone("CST", -6*60*60)

// Sells is that of carriers.Seller.
func (c *Carrier) Sells() carriers.Sells {
	return carriers.Sells{Formats: []carriers.LabelFormat{carriers.PDF, carriers.ZPL}}
}

// Find is that of carriers.Finder, by tracking by reference. See the package's
// comment for what it cannot tell.
func (c *Carrier) Find(ctx context.Context, key string) (carriers.Bought, error) {
	out := carriers.Bought{Key: key, Carrier: name}
	if err := carriers.CheckKey(key); err != nil {
		return out, err
	}
	end := carriers.DateOf(c.Now().In(memphis))
	body := live.Encode(object{
		"includeDetailedScans": false,
		"referencesInformation": object{
			"type": "CUSTOMER_REFERENCE", "value": key, "accountNumber": c.account,
			// The specification requires shipDateEndDate, and its examples have shipDateEnd.
			"shipDateBegin": (end - reach).String(), "shipDateEnd": end.String(), "shipDateEndDate": end.String(),
		},
	})
	request := live.Request{Method: "POST", Path: referencePath, Body: body, Safe: true}
	c.track.Forget(request)
	answer, err := c.track.Ask(ctx, request)
	if err != nil {
		return out, fmt.Errorf("%w: %w", carriers.ErrUnknown, err)
	}
	root := answer.JSON.Read().Root()
	if !answer.OK() {
		code, words := refusalOf(root)
		return out, fmt.Errorf("%w: %w", carriers.ErrUnknown, c.track.Refused("POST "+referencePath, answer, code, words))
	}
	err = readFound(root, &out)
	if bad := root.Err(); bad != nil {
		err = c.track.Clean("POST "+referencePath, bad)
	}
	if err != nil {
		return carriers.Bought{Key: key, Carrier: name}, fmt.Errorf("%w: %w", carriers.ErrUnknown, err)
	}
	return out, nil
}

// A piece is a parcel that FedEx tracks.
type piece struct {
	number, service string
	place, of       int // in its shipment, from 1
	cancelled       bool
}

// readFound makes a purchase of the pieces that show the key, if they are whole.
func readFound(root live.Value, out *carriers.Bought) error {
	var pieces []piece
	said := ""
	for v := range results(root) {
		if failure := v.Get("error"); failure.Get("code").Given() {
			said = ": " + failure.Get("message").Line()
		} else if p := readPiece(v); shows(v, out.Key) && !slices.Contains(pieces, p) {
			pieces = append(pieces, p)
		}
	}
	if len(pieces) == 0 {
		return fmt.Errorf("%s: no parcel is shown with the reference %s, which proves nothing%s", name, out.Key, said)
	}
	slices.SortFunc(pieces, func(a, b piece) int { return a.place - b.place })
	for i, p := range pieces {
		switch {
		case !isNumber(p.number):
			return fmt.Errorf("%s: a parcel has the tracking number %.40q, which is none", name, p.number)
		case p.place != i+1 || p.of != len(pieces):
			return fmt.Errorf("%s: %d parcels are shown with the reference %s, of which %s is number %d of %d", name, len(pieces), out.Key, p.number, p.place, p.of)
		case p.cancelled:
			return fmt.Errorf("%s: the label %s has the reference %s and is void", name, p.number, out.Key)
		}
		out.Labels = append(out.Labels, carriers.BoughtLabel{Number: p.number})
	}
	out.ID = pieces[0].number // the first is the master
	if s, known := serviceOf(pieces[0].service, false); known {
		out.Service = s.name
	}
	return nil
}

// results are the parcels of an answer of Track.
func results(root live.Value) func(yield func(live.Value) bool) {
	return func(yield func(live.Value) bool) {
		complete := root.Get("output").Get("completeTrackResults")
		if !complete.Given() {
			root.Fail("has no completeTrackResults")
		}
		for c := range complete.Each() {
			for v := range c.Get("trackResults").Each() {
				if !yield(v) {
					return
				}
			}
		}
	}
}

func readPiece(v live.Value) piece {
	details := v.Get("packageDetails")
	return piece{
		number:    v.Get("trackingNumberInfo").Get("trackingNumber").Text(),
		service:   v.Get("serviceDetail").Get("type").Text(),
		place:     details.Get("sequenceNumber").Int(1000),
		of:        details.Get("count").Int(1000),
		cancelled: v.Get("latestStatusDetail").Get("code").Is("CA"),
	}
}

// shows reports whether a parcel has the key among its references. FedEx writes them
// as values; its specification calls them value.
func shows(v live.Value, key string) bool {
	for id := range v.Get("additionalTrackingInfo").Get("packageIdentifiers").Each() {
		for _, list := range []live.Value{id.Get("values"), id.Get("value")} {
			if list.IsList() {
				for reference := range list.Each() {
					if reference.Is(key) {
						return true
					}
				}
			} else if list.Is(key) {
				return true
			}
		}
	}
	return false
}

// Void is that of carriers.Voider, for all the parcels of the shipment.
func (c *Carrier) Void(ctx context.Context, b carriers.Bought) (carriers.Voided, error) {
	if !isNumber(b.ID) {
		return "", fmt.Errorf("id: %.60q is not a tracking number of FedEx", b.ID)
	}
	body := live.Encode(object{"accountNumber": object{"value": c.account}, "trackingNumber": b.ID, "deletionControl": "DELETE_ALL_PACKAGES"})
	answer, err := c.Ask(ctx, live.Request{Method: "PUT", Path: cancelPath, Body: body})
	if err != nil {
		return "", live.Outcome(err)
	}
	root := answer.JSON.Read().Root()
	if !answer.OK() {
		code, words := refusalOf(root)
		switch code {
		case "CANCELSHIPMENT.TRACKINGNUMBER.DELETED", "MASTERTRACKINGID.TRACKINGNUMBER.CANCELLED", "SHIPMENT.CANCELEDWITHOUTPICKUP.SUCCESS":
			return carriers.VoidDone, nil
		case "TRACKINGIDS.TRACKINGNUMBER.CLOSED":
			return carriers.VoidRefused, nil
		}
		err := c.Refused("PUT "+cancelPath, answer, code, words)
		if ofSystem(code) {
			err = fmt.Errorf("%w: %w", carriers.ErrUnknown, err)
		}
		return "", err
	}
	cancelled := root.Get("output").Get("cancelledShipment")
	done := cancelled.True()
	if err := root.Err(); err != nil || !cancelled.Given() {
		if err == nil {
			err = &live.Error{Kind: live.ErrAnswer, Detail: "it does not say whether the shipment is cancelled"}
		}
		return "", fmt.Errorf("%w: %w", carriers.ErrUnknown, c.Clean("PUT "+cancelPath, err))
	}
	if !done {
		return carriers.VoidRefused, nil
	}
	return carriers.VoidDone, nil
}
