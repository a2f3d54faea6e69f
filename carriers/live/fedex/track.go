package fedex

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// Track is that of carriers.Tracker.
func (c *Carrier) Track(ctx context.Context, number string) (carriers.Tracking, error) {
	if !isNumber(number) {
		return carriers.Tracking{}, fmt.Errorf("number: %.60q is not a tracking number of FedEx", number)
	}
	body := live.Encode(object{
		"includeDetailedScans": true,
		"trackingInfo":         []object{{"trackingNumberInfo": object{"trackingNumber": number}}},
	})
	answer, err := c.track.Ask(ctx, live.Request{Method: "POST", Path: trackPath, Body: body, Safe: true})
	if err != nil {
		return carriers.Tracking{}, err
	}
	root := answer.JSON.Read().Root()
	if !answer.OK() {
		code, words := refusalOf(root)
		return carriers.Tracking{}, c.track.Refused("POST "+trackPath, answer, code, words)
	}
	t, found := readTracking(root, number)
	if err := root.Err(); err != nil {
		return carriers.Tracking{}, c.track.Clean("POST "+trackPath, err)
	}
	if !found {
		return carriers.Tracking{}, fmt.Errorf("%s: %w: FedEx does not know %s", name, carriers.ErrNotFound, number)
	}
	return t, nil
}

// readTracking reads the parcel of a number. FedEx uses its numbers again, and gives
// one that was sent on twice: the one with the latest scan counts.
func readTracking(root live.Value, number string) (found carriers.Tracking, ok bool) {
	for v := range results(root) {
		if failure := v.Get("error"); failure.Get("code").Given() {
			if code := failure.Get("code").Text(); code != "TRACKING.TRACKINGNUMBER.NOTFOUND" {
				failure.Fail("is %s: %s", live.Line(code), failure.Get("message").Line())
			}
			continue
		}
		if !v.Get("trackingNumberInfo").Get("trackingNumber").Is(number) {
			continue
		}
		t := readParcel(v)
		t.Number = number
		if !ok || last(t).After(last(found)) {
			found, ok = t, true
		}
	}
	return found, ok
}

func last(t carriers.Tracking) time.Time {
	if len(t.Events) == 0 {
		return time.Time{}
	}
	return t.Events[len(t.Events)-1].At
}

func readParcel(v live.Value) carriers.Tracking {
	t := carriers.Tracking{Carrier: "FedEx"}
	latest := v.Get("latestStatusDetail")
	t.Status = status(latest.Get("code").Text(), latest.Get("derivedCode").Text())
	for d := range v.Get("dateAndTimes").Each() {
		if d.Get("type").Is("ESTIMATED_DELIVERY") {
			t.Estimated, _ = moment(d.Get("dateTime"))
		}
	}
	if ends := v.Get("estimatedDeliveryTimeWindow").Get("window").Get("ends"); t.Estimated == 0 && ends.Given() {
		t.Estimated, _ = moment(ends)
	}
	zone := time.UTC
	for e := range v.Get("scanEvents").Each() {
		event := carriers.TrackingEvent{Status: status(e.Get("eventType").Text(), e.Get("derivedStatusCode").Text()), Words: e.Get("eventDescription").Line()}
		if more := e.Get("exceptionDescription").Line(); more != "" {
			event.Words += ": " + more
		}
		event.At = scanned(e.Get("date"), zone)
		zone = event.At.Location()
		event.Place = where(e.Get("scanLocation"))
		t.Events = append(t.Events, event)
	}
	slices.Reverse(t.Events)
	slices.SortStableFunc(t.Events, func(a, b carriers.TrackingEvent) int { return a.At.Compare(b.At) })
	return t
}

// scanned reads 2024-08-15T10:36:00-05:00. A time without a zone, which FedEx writes
// for some pickups, is on the clock of the scan after it.
func scanned(v live.Value, zone *time.Location) time.Time {
	at, err := time.Parse(time.RFC3339, v.Text())
	if err != nil {
		at, err = time.ParseInLocation("2006-01-02T15:04:05", v.Text(), zone)
	}
	if err != nil {
		v.Fail("is %.40q, not a time such as 2024-08-15T10:36:00-05:00", v.Text())
	}
	_, offset := at.Zone()
	return at.In(time.FixedZone("", offset)) // not the machine's own
}

func where(v live.Value) string {
	var parts []string
	for _, key := range []string{"city", "stateOrProvinceCode", "postalCode", "countryCode"} {
		if s := v.Get(key).Line(); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " ")
}

// status translates FedEx's tracking status codes, the first that is known here.
func status(codes ...string) carriers.TrackingStatus {
	for _, code := range codes {
		switch code {
		case "OC", "IN", "OX", "AP", "EP", "DS", "DR":
			return carriers.Announced
		case "PU", "PX", "IT", "IX", "AR", "DP", "LO", "OF", "AF", "FD", "SF", "AA", "AC", "AD", "AX", "PF", "PL", "EA", "ED", "EO", "TR",
			"OW", "Ow", "AO", "AE", "RL", "PM", "TP", "SP", "CC", "CD", "CP", "DY", "DD", "DE", "SE", "CH":
			return carriers.InTransit
		case "OD":
			return carriers.OutForDelivery
		case "HL", "HP":
			return carriers.AwaitingPickup
		case "DL":
			return carriers.Delivered
		case "RS":
			return carriers.ReturningToSender
		case "CA":
			return carriers.TrackingCancelled
		}
	}
	return carriers.TrackingUnknown
}
