package usps_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/carriers/usps"
	dw "github.com/shiprate/shiprate/dimweight"
)

// ask returns the quote of a service, or why it refused.
func ask(t *testing.T, c *tariff.Carrier, service string, s carriers.Shipment) (*carriers.Quote, string) {
	t.Helper()
	reply, err := c.Quote(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	for i := range reply.Quotes {
		if reply.Quotes[i].Service == service {
			return &reply.Quotes[i], ""
		}
	}
	for _, r := range reply.Rejections {
		if r.Service == service {
			return nil, string(r.Code) + ": " + r.Reason
		}
	}
	t.Fatalf("neither a quote nor a refusal of %s", service)
	return nil, ""
}

// box is a shipment of one parcel, its sides in inches.
func box(from, to string, l, w, h dw.Length, weight dw.Weight) carriers.Shipment {
	return carriers.Shipment{
		From: carriers.Address{PostalCode: from, Country: "US"}, To: carriers.Address{PostalCode: to, Country: "US"},
		Parcels: []carriers.Parcel{{Dims: dw.Dims{Length: l * dw.Inch, Width: w * dw.Inch, Height: h * dw.Inch}, Weight: weight}},
		Ready:   time.Date(2026, time.July, 13, 0, 0, 0, 0, time.UTC),
	}
}

// TestZones holds zones against the charts of Phoenix, Columbus and New York,
// which have every one of these but the last four.
func TestZones(t *testing.T) {
	for _, r := range []struct {
		name, from, to, zone string
		estimated, known     bool
	}{
		{"within New York", "10001", "10101", "1", false, true},
		{"to Puerto Rico", "10001", "00601", "7", false, true},
		{"to Puerto Rico from Phoenix", "85001", "00901", "8", false, true},
		{"to the Virgin Islands", "43101", "00801", "7", false, true},
		{"to Alaska", "85001", "99901", "7", false, true},
		{"to Hawaii", "43101", "96801", "8", false, true},
		{"to Guam", "10001", "96910", "9", false, false},
		{"to the Northern Marianas", "85001", "96950", "9", false, false},
		{"military in Europe", "10001", "09012", "M5", false, false},
		{"military in Europe from Columbus", "43101", "09301", "M4", false, false},
		{"military in the Americas", "85001", "34001", "M8", false, false},
		{"military in the Pacific", "43101", "96201", "M8", false, false},
		{"to American Samoa, though its prefix is Hawaii's", "10001", "96799", "9", false, false},
		{"to Guam from elsewhere", "60601", "96910", "9", false, false},
		{"military from elsewhere", "94105", "09012", "M8", false, false},
		{"to Alaska from elsewhere", "60601", "99501", "8", true, true},
	} {
		q, refused := ask(t, usps.New(), "ground-advantage", box(r.from, r.to, 4, 4, 4, dw.Pound))
		if q == nil {
			t.Errorf("%s: %s", r.name, refused)
			continue
		}
		estimated := strings.Contains(strings.Join(q.Notes, "\n"), "zone estimated")
		if got := q.Parcels[0].Zone; got != r.zone || estimated != r.estimated || q.Transit.Known != r.known {
			t.Errorf("%s: zone %s, estimated %v, transit known %v: want %s, %v, %v", r.name, got, estimated, q.Transit.Known, r.zone, r.estimated, r.known)
		}
	}
	if _, refused := ask(t, usps.New(), "ground-advantage", box("96910", "10001", 4, 4, 4, dw.Pound)); !strings.HasPrefix(refused, "no_lane: ") {
		t.Errorf("from Guam: got %q, want no lane", refused)
	}
}

// TestLimits goes over the edges of size, weight and date. Prices are those of
// USPS Notice 123, 2026-07-12, and of the price files of 2026-04-26, in zone 8.
func TestLimits(t *testing.T) {
	const far = "94105" // zone 8 from New York
	fees := func(base string, more ...string) string { return strings.Join(append([]string{base}, more...), " ") }
	for _, r := range []struct {
		name, service, ready string
		retail               bool
		l, w, h              dw.Length
		weight               dw.Weight
		want                 string
	}{
		{"length and girth of 108 is no more than large", "ground-advantage", "2026-07-13", true, 68, 10, 10, 10 * dw.Pound, fees("base 161.60", "nonstandard 10.00", "nonstandard_volume 21.00")},
		{"109 is oversized, whatever the weight", "ground-advantage", "2026-07-13", true, 69, 10, 10, 10 * dw.Pound, fees("base 294.25", "nonstandard 10.00", "nonstandard_volume 21.00")},
		{"130 is oversized", "ground-advantage", "2026-07-13", true, 90, 10, 10, 10 * dw.Pound, fees("base 294.25", "nonstandard 10.00", "nonstandard_volume 21.00")},
		{"131 is refused", "ground-advantage", "2026-07-13", true, 91, 10, 10, 10 * dw.Pound, "too_big: length plus girth of 131 in is over the 130 in limit"},
		{"commercial has no oversized price", "ground-advantage", "2026-07-13", false, 69, 10, 10, 10 * dw.Pound, "too_big: length plus girth of 109 in is over the 108 in limit"},
		{"nor has Priority Mail", "priority-mail", "2026-07-13", true, 69, 10, 10, 10 * dw.Pound, "too_big: length plus girth of 109 in is over the 108 in limit"},
		{"a dimensional weight of 84 lb pays for 70", "ground-advantage", "2026-07-13", true, 36, 18, 18, dw.Pound, fees("base 196.80", "nonstandard 10.00", "nonstandard_volume 21.00")},
		{"over 70 lb is refused", "ground-advantage", "2026-07-13", true, 10, 10, 10, 71 * dw.Pound, "too_heavy: 71 lb is over the 70 lb limit"},
		{"the divisor is 139 from 2026-07-12", "priority-mail", "2026-07-13", true, 13, 13, 13, dw.Pound, "base 90.85"},
		{"and 166 the day before", "priority-mail", "2026-07-11", true, 13, 13, 13, dw.Pound, "base 81.80"},
		{"Priority Mail of January to April was not found", "priority-mail", "2026-02-02", true, 4, 4, 4, dw.Pound, "no_price: "},
	} {
		t.Run(r.name, func(t *testing.T) {
			c := usps.New()
			if r.retail {
				c = usps.Retail()
			}
			s := box("10001", far, r.l, r.w, r.h, r.weight)
			ready, err := time.Parse(time.DateOnly, r.ready)
			if err != nil {
				t.Fatal(err)
			}
			s.Ready = ready
			q, got := ask(t, c, r.service, s)
			if q != nil {
				var lines []string
				for _, charge := range q.Charges {
					lines = append(lines, string(charge.Code)+" "+q.Money(charge).Amount())
				}
				got = strings.Join(lines, " ")
			}
			if open := strings.HasSuffix(r.want, ": ") && strings.HasPrefix(got, r.want); got != r.want && !open {
				t.Errorf("got %s, want %s", got, r.want)
			}
		})
	}
}

// TestKinds asks for what services take: media, and the box for the military.
func TestKinds(t *testing.T) {
	s := box("10001", "94105", 12, 12, 5, 5*dw.Pound)
	if _, refused := ask(t, usps.New(), "media-mail", s); refused != "not_eligible: takes media only, and the contents are not said to be" {
		t.Errorf("any goods: got %q", refused)
	}
	s.Contents = carriers.Media
	if q, refused := ask(t, usps.New(), "media-mail", s); q == nil || q.Transit.Known {
		t.Errorf("media: got %+v %s", q, refused)
	}
	if _, refused := ask(t, usps.Retail(), "priority-mail-military-box", s); !strings.HasPrefix(refused, "no_lane: ") {
		t.Errorf("the military box to San Francisco: got %q", refused)
	}
	if q, refused := ask(t, usps.New(), "priority-mail-flat-rate", s); q == nil || q.Parcels[0].Packaging != "Large Flat Rate Box" {
		t.Errorf("12x12x5 in: got %+v %s", q, refused)
	}
	s.Parcels[0].Dims.Height = 6 * dw.Inch
	if _, refused := ask(t, usps.New(), "priority-mail-flat-rate", s); !strings.HasPrefix(refused, "too_big: ") {
		t.Errorf("12x12x6 in: got %q", refused)
	}
}
