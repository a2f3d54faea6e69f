package fedex_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/fedex"
	"github.com/shiprate/shiprate/carriers/live/livetest"
)

// tracking answers a question for one number.
func tracking(t *testing.T, number, answer string) (carriers.Tracking, error) {
	t.Helper()
	c := livetest.Open(t, connect, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/track/v1/trackingnumbers" {
			body, _ := io.ReadAll(r.Body)
			if want := `{"includeDetailedScans":true,"trackingInfo":[{"trackingNumberInfo":{"trackingNumber":"` + number + `"}}]}`; string(body) != want {
				t.Errorf("asked %s, want %s", body, want)
			}
		}
		answering(t, 200, []byte(answer)).ServeHTTP(w, r)
	}))
	return c.Track(t.Context(), number)
}

// TestTrackTwice: the recorded parcel was sent on, so its number stands twice. The
// one that was delivered has the latest scan.
func TestTrackTwice(t *testing.T) {
	got, err := tracking(t, "794953535000", string(livetest.File(t, "track_twice.json")))
	if err != nil {
		t.Fatal(err)
	}
	var events []string
	for _, e := range got.Events {
		events = append(events, strings.Join([]string{e.At.Format(time.RFC3339), string(e.Status), e.Words, e.Place}, " | "))
	}
	want := []string{
		"2024-04-25T08:55:00-07:00 | out-for-delivery | On FedEx vehicle for delivery | CLOVIS CA 93612 US",
		"2024-04-25T11:26:00-07:00 | in-transit | Delivery exception: Customer not available or business closed | CLOVIS CA 93612 US",
		"2024-04-25T11:28:00-07:00 | in-transit | Delivery exception: FedEx redirected your package to a nearby FedEx location | CLOVIS CA 93612 US",
		"2024-04-25T13:26:00-07:00 | in-transit | At local FedEx facility: Tendered at FedEx Facility | CLOVIS CA 93612 US",
		"2024-04-25T14:25:00-07:00 | in-transit | Picked up | CLOVIS CA 93612 US",
		"2024-04-25T14:29:00-07:00 | in-transit | Shipment arriving On-Time | CLOVIS CA 93612 US",
		"2024-04-26T08:52:00-07:00 | out-for-delivery | On FedEx vehicle for delivery | CLOVIS CA 93612 US",
		"2024-04-26T09:26:00-07:00 | delivered | Delivered | ",
	}
	if diff := cmp.Diff(want, events); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got.Number != "794953535000" || got.Carrier != "FedEx" || got.Status != carriers.Delivered || got.Estimated != 0 {
		t.Errorf("got %+v", got)
	}
}

// TestTrackGround: one pickup has no time zone in the recorded answer, and gets that
// of the scan after it, in Minnesota.
func TestTrackGround(t *testing.T) {
	answer := string(livetest.File(t, "track_ground.json"))
	got, err := tracking(t, "122816215025810", answer)
	if err != nil {
		t.Fatal(err)
	}
	if e := got.Events[0]; e.At.Format(time.RFC3339) != "2024-08-15T00:00:00-05:00" || e.Status != carriers.InTransit {
		t.Errorf("the first event is %+v", e)
	}
	if e := got.Events[1]; e.Status != carriers.Announced || len(got.Events) != 17 {
		t.Errorf("the second of %d events is %+v", len(got.Events), e)
	}
	planned := strings.Replace(answer, `"dateAndTimes": [`, `"dateAndTimes": [{"type":"ESTIMATED_DELIVERY","dateTime":"2024-08-21T00:00:00-06:00"},`, 1)
	if got, err = tracking(t, "122816215025810", planned); err != nil || got.Estimated.String() != "2024-08-21" {
		t.Errorf("got %v and error %v, want 2024-08-21", got.Estimated, err)
	}
}

func TestTrackErrors(t *testing.T) {
	const number = "794953535000"
	failing := func(code string) string {
		return tracked(`{"trackingNumberInfo":{"trackingNumber":"` + number + `"},"error":{"code":"` + code + `","message":"no"}}`)
	}
	if _, err := tracking(t, number, failing("TRACKING.TRACKINGNUMBER.NOTFOUND")); !errors.Is(err, carriers.ErrNotFound) {
		t.Errorf("an unknown number: got %v, want ErrNotFound", err)
	}
	if _, err := tracking(t, number, failing("TRACKING.DATA.NOTUNIQUE")); !errors.Is(err, live.ErrAnswer) || errors.Is(err, carriers.ErrNotFound) {
		t.Errorf("another error: got %v, want ErrAnswer", err)
	}
	if _, err := tracking(t, number, tracked(parcel("794953535001", key, 1, 1))); !errors.Is(err, carriers.ErrNotFound) {
		t.Errorf("another parcel: got %v, want ErrNotFound", err)
	}
	if _, err := tracking(t, "../x", "{}"); err == nil {
		t.Error("a number that is a path is sent")
	}
}

// TestTrackProject: FedEx keeps Track in a project of its own, with its own keys, and
// neither secret is shown by the other's errors.
func TestTrackProject(t *testing.T) {
	const other = livetest.Canary + "-other"
	var ids []string
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/oauth/token" {
			w.WriteHeader(400)
			_, _ = io.WriteString(w, `{"errors":[{"code":"X","message":"the keys are `+livetest.Canary+" and "+other+`"}]}`)
			return
		}
		id, secret := r.FormValue("client_id"), livetest.Canary
		if ids = append(ids, id); id == "tracker" {
			secret = other
		}
		login(t, w, r, id, secret)
	})
	c := livetest.Open(t, func(config live.Config) (*fedex.Carrier, error) {
		return fedex.New(fedex.Config{ClientID: "shop", Secret: livetest.Canary, TrackID: "tracker", TrackSecret: other, Account: "123456789", Live: config})
	}, handler)
	if err := c.Login(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"shop", "tracker"}, ids); diff != "" {
		t.Errorf("logins (-want +got)\n%s", diff)
	}
	_, tracked := c.Track(t.Context(), "794953535000")
	_, voided := c.Void(t.Context(), carriers.Bought{ID: "794953535000"})
	for _, err := range []error{tracked, voided} {
		if !errors.Is(err, live.ErrRefused) || strings.Contains(err.Error(), livetest.Canary) || strings.Contains(err.Error(), other) {
			t.Errorf("got %v, want ErrRefused without a secret", err)
		}
	}
}
