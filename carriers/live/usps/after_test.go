package usps_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	"github.com/shiprate/shiprate/carriers/live/usps"
)

func TestVoid(t *testing.T) {
	const refused = `{"apiVersion":"/labels/v3","error":{"code":"400","message":"Bad Request","errors":[{"code":"%s","detail":"%s"}]}}`
	tests := []struct {
		name  string
		store store
		b     carriers.Bought
		want  carriers.Voided
		asked string
		is    error
	}{
		{"cancelled", store{after: "canceled.json"}, carriers.Bought{ID: number}, carriers.VoidDone, "DELETE /labels/v3/label/" + number, nil},
		{"a refund is asked for", store{after: "disputed.json"}, carriers.Bought{ID: number}, carriers.VoidPending, "", nil},
		{"by its key, when the number is unknown", store{after: "canceled.json"}, carriers.Bought{Key: key}, carriers.VoidDone, "DELETE /labels/v3/label?", nil},
		{"again, the refund is asked for", store{after: "refund_twice.json", status: 400}, carriers.Bought{ID: number}, carriers.VoidPending, "", nil},
		{"again, it is cancelled", store{after: fmt.Sprintf(refused, "160186", "Order already canceled"), status: 400}, carriers.Bought{ID: number}, carriers.VoidDone, "", nil},
		{"no refund", store{after: "no_refund.json", status: 400}, carriers.Bought{ID: number}, carriers.VoidRefused, "", nil},
		{"it is on a SCAN form", store{after: fmt.Sprintf(refused, "160174", "Labels associated with a scan form cannot be canceled"), status: 400}, carriers.Bought{ID: number}, carriers.VoidRefused, "", nil},
		{"a key that is not known", store{after: "not_found.json", status: 400}, carriers.Bought{Key: key}, "", "", carriers.ErrNotFound},
		{"another refusal", store{after: fmt.Sprintf(refused, "160259", "PC Postage Provider is not configured"), status: 400}, carriers.Bought{ID: number}, "", "", live.ErrRefused},
		{"a 200 without a status", store{after: "{}"}, carriers.Bought{ID: number}, "", "", carriers.ErrUnknown},
		{"a 200 about another", store{after: strings.Replace(string(livetest.File(t, "canceled.json")), number, "9205590000000000000999", 1)}, carriers.Bought{ID: number}, "", "", carriers.ErrUnknown},
		{"a server error", store{after: "{}", status: 500}, carriers.Bought{ID: number}, "", "", carriers.ErrUnknown},
	}
	for i := range tests {
		tt := &tests[i]
		t.Run(tt.name, func(t *testing.T) {
			got, err := shop(t, &tt.store).Void(t.Context(), tt.b)
			if got != tt.want || !errors.Is(err, tt.is) || !strings.HasPrefix(tt.store.asked, tt.asked) {
				t.Errorf("got %q and error %v after %s, want %q and an error that matches %v", got, err, tt.store.asked, tt.want, tt.is)
			}
			if tt.b.ID == "" && len(tt.store.keys) != 1 {
				t.Errorf("%d idempotency keys were sent, want 1", len(tt.store.keys))
			}
		})
	}
	for _, b := range []carriers.Bought{{ID: "../x"}, {Key: "short"}, {}} {
		if got, err := shop(t, &store{}).Void(t.Context(), b); err == nil {
			t.Errorf("%+v: got %q, want an error", b, got)
		}
	}
}

func TestManifest(t *testing.T) {
	s := &store{after: "scan_form.json"}
	got, err := shop(t, s).Manifest(t.Context(), collection(bought(carriers.PDF, livetest.PDF)))
	if err != nil {
		t.Fatal(err)
	}
	want := carriers.Manifest{ID: "9475038234567000031430", Numbers: []string{number}, PDF: []byte(livetest.PDF)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, want := range []string{"POST /scan-forms/v3/scan-form", `"shipment":{"trackingNumbers":["` + number + `"]}`, `"entryFacilityZIPCode":"98101"`, `"mailingDate":"2026-11-23"`, `"overwriteMailingDate":true`} {
		if !strings.Contains(s.asked, want) {
			t.Errorf("the request lacks %s: %s", want, s.asked)
		}
	}
}

// collection is what is collected at the shop today.
func collection(list ...carriers.Bought) carriers.Collection {
	return carriers.Collection{From: purchase().Shipment.From, Day: carriers.DateOf(livetest.Clock()), Bought: list}
}

func TestManifestErrors(t *testing.T) {
	one := collection(bought(carriers.PDF, livetest.PDF))
	two := collection(one.Bought[0], carriers.Bought{Labels: []carriers.BoughtLabel{{Number: "9205590000000000000999"}}})
	homeless := one
	homeless.From = carriers.Address{}
	refuses := `{"error":{"code":"400","message":"Bad Request","errors":[{"code":"160040","detail":"barcode is already part of another SCAN Form"}]}}`
	tests := []struct {
		name  string
		store store
		of    carriers.Collection
		made  bool
		says  string
	}{
		{"no label", store{}, collection(), false, "needs at least one label"},
		{"a number that is a path", store{}, collection(carriers.Bought{Labels: []carriers.BoughtLabel{{Number: "../x"}}}), false, "is not a tracking number"},
		{"no sender", store{}, homeless, false, "from: a SCAN form needs a name or a company, a street, a city and a ZIP Code"},
		{"a parcel is missing", store{after: "scan_form.json"}, two, true, "has 1 parcels on the manifest 9475038234567000031430, not the 2 that were asked for"},
		{"a form that is HTML", store{after: "scan_form.json", image: "<html>"}, one, true, "is no form"},
		{"refused", store{after: refuses, status: 400}, one, false, "already part of another SCAN Form"},
		{"a server error", store{after: "{}", status: 500}, one, true, "status 500"},
	}
	for i := range tests {
		tt := &tests[i]
		t.Run(tt.name, func(t *testing.T) {
			_, err := shop(t, &tt.store).Manifest(t.Context(), tt.of)
			livetest.NotBought(t, err, tt.made, tt.says)
		})
	}
}

// The labels of a later day are on a form of that day; those of an earlier one on
// today's.
func TestManifestDay(t *testing.T) {
	for day, want := range map[string]string{"2026-11-21": "2026-11-23", "2026-11-25": "2026-11-25"} {
		s := &store{after: "scan_form.json"}
		of := collection(bought(carriers.PDF, livetest.PDF))
		of.Day, _ = carriers.ParseDate(day)
		if _, err := shop(t, s).Manifest(t.Context(), of); err != nil || !strings.Contains(s.asked, `"mailingDate":"`+want+`"`) {
			t.Errorf("%s: error %v, asked %s", day, err, s.asked)
		}
	}
}

const tracked = "9400100000000000000587"

func TestTrack(t *testing.T) {
	s := &store{after: "tracking.json"}
	got, err := shop(t, s).Track(t.Context(), tracked)
	if err != nil {
		t.Fatal(err)
	}
	if got.Number != tracked || got.Carrier != "USPS" || got.Status != carriers.Delivered || len(got.Events) != 12 || !strings.HasPrefix(s.asked, "GET /tracking/v3/tracking/"+tracked+"?expand=DETAIL") {
		t.Errorf("got %+v after %s", got, s.asked)
	}
	west := time.FixedZone("", -5*3600)
	first := carriers.TrackingEvent{At: time.Date(2024, time.November, 15, 11, 32, 0, 0, west), Status: carriers.Announced, Words: "Shipping Label Created, USPS Awaiting Item", Place: "SPRINGFIELD GARDENS NY 11413"}
	last := carriers.TrackingEvent{At: time.Date(2024, time.November, 22, 13, 58, 0, 0, west), Status: carriers.Delivered, Words: "Delivered, Parcel Locker", Place: "HERNANDO FL 34442"}
	if diff := cmp.Diff([]carriers.TrackingEvent{first, last}, []carriers.TrackingEvent{got.Events[0], got.Events[11]}, cmp.Comparer(time.Time.Equal)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for words, want := range map[string]carriers.TrackingStatus{
		"Out for Delivery": carriers.OutForDelivery, "Accepted": carriers.InTransit, "Pre-Shipment": carriers.Announced, "In Transit to Next Facility": carriers.InTransit,
		"Available for Pickup": carriers.AwaitingPickup, "Return to Sender": carriers.ReturningToSender, "Delivery Attempt: Action Needed": carriers.InTransit, "Alert": carriers.TrackingUnknown, "": carriers.TrackingUnknown,
	} {
		if got := usps.Status(words); got != want {
			t.Errorf("%q: got %s, want %s", words, got, want)
		}
	}
}

func TestTrackErrors(t *testing.T) {
	tests := []struct {
		name   string
		store  store
		number string
		is     error
	}{
		{"no news", store{status: 400, after: `{"error":{"code":"400","message":"Bad Request","errors":[{"code":"150002","detail":"7: The tracking number may be incorrect"}]}}`}, tracked, carriers.ErrNotFound},
		{"not found", store{status: 404, after: `{"error":{"code":"404","message":"-2147219283: A status update is not yet available on your package."}}`}, tracked, carriers.ErrNotFound},
		{"another number", store{after: "tracking.json"}, number, live.ErrAnswer},
		{"no time", store{after: `{"trackingNumber":"` + tracked + `","trackingEvents":[{"eventType":"Accepted"}]}`}, tracked, live.ErrAnswer},
		{"a server error", store{status: 500, after: "{}"}, tracked, live.ErrUnavailable},
	}
	for i := range tests {
		tt := &tests[i]
		t.Run(tt.name, func(t *testing.T) {
			if got, err := shop(t, &tt.store).Track(t.Context(), tt.number); !errors.Is(err, tt.is) {
				t.Errorf("got %+v and error %v, want one that matches %q", got, err, tt.is)
			}
		})
	}
	if _, err := shop(t, &store{}).Track(t.Context(), "../../x"); err == nil {
		t.Error("a number that is a path is asked for")
	}
}
