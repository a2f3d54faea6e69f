package carriers_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	dw "github.com/shiprate/shiprate/dimweight"
)

// order is the shipment file of the README.
const order = `{"reference":"ORDER-1001","ready":"2026-11-23T14:00","accessorials":["signature"],"insured":"100.00 USD",
 "from":{"name":"Shop","company":"","street":["1 Main St"],"city":"New York","state":"NY","postal_code":"10001","country":"US"},
 "to":{"name":"Zoë Żak","street":["5 Market St","Apt 2"],"city":"San Francisco","state":"CA","postal_code":"94105","country":"US","residential":true},
 "parcels":[{"dims":"12x9x7in","weight":"4lb","reference":"BOX 1"}]}
`

func TestReadShipment(t *testing.T) {
	want := onlyParcel()
	want.Accessorials = []carriers.Accessorial{carriers.Signature}
	got, err := carriers.ReadShipment(strings.NewReader(order))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := got.Validate(); err != nil {
		t.Error(err)
	}
}

func TestReadShipmentWritesPostalCodesAsTheirCountryDoes(t *testing.T) {
	got, err := carriers.ReadShipment(strings.NewReader(`{"from":{"postal_code":"m5v2t6","country":"CA"},"to":{"postal_code":"941051234","country":"US"},
		"parcels":[{"dims":"500x400x300mm","weight":"900g"},{"dims":"1x1x1in","weight":"1oz","nonstandard":true}]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := carriers.Shipment{
		From: carriers.Address{PostalCode: "M5V 2T6", Country: "CA"},
		To:   carriers.Address{PostalCode: "94105-1234", Country: "US"},
		Parcels: []carriers.Parcel{
			{Dims: dw.Dims{Length: 50 * dw.Centimetre, Width: 40 * dw.Centimetre, Height: 30 * dw.Centimetre}, Weight: 900 * dw.Gram},
			{Dims: dw.Dims{Length: dw.Inch, Width: dw.Inch, Height: dw.Inch}, Weight: dw.Ounce, Nonstandard: true},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// edit changes one thing of the order.
func edit(from, to string) string { return strings.Replace(order, from, to, 1) }

func TestReadShipmentRefuses(t *testing.T) {
	deep := strings.Repeat(`{"to":`, 100_000)
	tests := []struct{ name, in, want string }{
		{"nothing", "", "the file is empty"},
		{"spaces", " \n\t", "the file is empty"},
		{"half a shipment", order[:200], "the file ends in the middle of the JSON"},
		{"an unknown field", edit(`"ready"`, `"redy"`), `unknown field "redy"`},
		{"an unknown field of an address", edit(`"state"`, `"province"`), `line 2: unknown field "province" of from`},
		{"an unknown field of a parcel", edit(`"weight"`, `"mass"`), `line 4: unknown field "mass" of parcels[0]`},
		{"a field in capitals", edit(`"reference"`, `"Reference"`), `unknown field "Reference": names are in lower case`},
		{"a field with a letter that folds to ours", edit(`"accessorials"`, `"acceſsorials"`), `unknown field "acceſsorials": names are in lower case`},
		{"a field twice", edit(`"reference":`, `"reference":"A","reference":`), "reference stands twice"},
		{"a field of an address twice", edit(`"country":"US"`, `"country":"US","country":"CA"`), "from.country stands twice"},
		{"a field of a parcel twice", edit(`"weight"`, `"weight":"1lb","weight"`), "parcels[0].weight stands twice"},
		{"a second shipment", order + order, "something follows the JSON, at byte "},
		{"a word after it", order + "end", "something follows the JSON, at byte "},
		{"a list of shipments", "[" + order + "]", "must be an object, it is array"},
		{"text", `"10001"`, "must be an object, it is string"},
		{"a number for a weight", edit(`"4lb"`, `4`), "parcels.weight: must be a string, it is number"},
		{"a number for a postal code", edit(`"10001"`, `10001`), "from.postal_code: must be a string, it is number"},
		{"text for a yes or no", edit(`true`, `"yes"`), "to.residential: must be true or false, it is string"},
		{"an object for parcels", edit(`[{"dims":"12x9x7in","weight":"4lb","reference":"BOX 1"}]`, `{}`), "parcels: must be an array, it is object"},
		{"a comma too many", edit(`"BOX 1"}]`, `"BOX 1"},]`), "line 4: invalid character ']'"},
		{"a trailing comment", edit(`"from"`, "// from\n"), "line 2: invalid character '/'"},
		{"no unit for a weight", edit(`"4lb"`, `"4"`), `parcels[0].weight: weight "4": no unit: write one such as 2lb`},
		{"no unit for a size", edit(`12x9x7in`, `12x9x7`), `parcels[0].dims: size "12x9x7": no unit`},
		{"a huge weight", edit(`4lb`, `1000000000000000000lb`), "parcels[0].weight: "},
		{"no currency", edit(`100.00 USD`, `100.00`), `insured: "100.00" has no currency`},
		{"the name of a time zone", edit(`T14:00`, `T14:00 EST`), `ready: "2026-11-23T14:00 EST" is not a day such as 2026-11-23`},
		{"a lost zero", edit(`"10001"`, `"2134"`), "from.postal_code: "},
		{"null", "null", "from.postal_code: "},
		{"deeply nested", deep, "exceeded max depth"},
		{"deeply nested lists", strings.Repeat("[", 1_000_000), "exceeded max depth"},
		{"deeply nested where text belongs", edit(`"ORDER-1001"`, strings.Repeat("[", 9000)+strings.Repeat("]", 9000)), "reference: must be a string, it is array"},
		{"over 4 MiB", `{"reference":"` + strings.Repeat("A", 4<<20), "over the 4194304 byte limit"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := carriers.ReadShipment(strings.NewReader(tt.in))
			wantError(t, err, tt.want)
			if !errors.Is(err, carriers.ErrInvalid) {
				t.Errorf("%v is not an ErrInvalid", err)
			}
			if err != nil && len(err.Error()) > 2000 {
				t.Errorf("the error has %d bytes", len(err.Error()))
			}
		})
	}
}

func TestReadShipmentReportsEveryQuantityAtOnce(t *testing.T) {
	_, err := carriers.ReadShipment(strings.NewReader(`{"ready":"soon","insured":"1","from":{"postal_code":"1","country":"US"},"to":{"postal_code":"","country":"CA"},
		"parcels":[{"dims":"1x1x1in","weight":"1lb"},{"dims":"","weight":""}]}`))
	var invalid carriers.Invalid
	if !errors.As(err, &invalid) {
		t.Fatalf("got %v, want an Invalid", err)
	}
	var got []string
	for _, p := range invalid {
		got = append(got, p.Path)
	}
	want := []string{"from.postal_code", "to.postal_code", "ready", "insured", "parcels[1].dims", "parcels[1].weight"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
}

func TestReadShipmentFailsWithItsReader(t *testing.T) {
	broken := errors.New("disk on fire")
	_, err := carriers.ReadShipment(io.MultiReader(strings.NewReader(order[:50]), iotest.ErrReader(broken)))
	if !errors.Is(err, broken) || errors.Is(err, carriers.ErrInvalid) {
		t.Errorf("got %v, want the reader's error", err)
	}
}

func TestParseReady(t *testing.T) {
	tests := []struct {
		name, in string
		want     time.Time
		ok       bool
	}{
		{"a day", "2026-11-23", time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), true},
		{"an hour", "2026-11-23T14:00", time.Date(2026, 11, 23, 14, 0, 0, 0, time.UTC), true},
		{"with seconds", "2026-11-23T14:00:30", time.Date(2026, 11, 23, 14, 0, 30, 0, time.UTC), true},
		{"a leap day", "2028-02-29", time.Date(2028, 2, 29, 0, 0, 0, 0, time.UTC), true},
		{"no such day", "2026-02-29", time.Time{}, false},
		{"no such hour", "2026-11-23T24:00", time.Time{}, false},
		{"before 1970", "1969-12-31", time.Time{}, false},
		{"an offset from UTC", "2026-11-23T14:00:00-05:00", time.Date(2026, 11, 23, 19, 0, 0, 0, time.UTC), true},
		{"without seconds", "2026-11-23T14:00Z", time.Date(2026, 11, 23, 14, 0, 0, 0, time.UTC), true},
		{"the name of a time zone", "2026-11-23T14:00 EST", time.Time{}, false},
		{"nothing", "", time.Time{}, false},
	}
	for _, tt := range tests {
		if got, err := carriers.ParseReady(tt.in); !got.Equal(tt.want) || (err == nil) != tt.ok {
			t.Errorf("%s: got %v, %v; want %v", tt.name, got, err, tt.want)
		}
	}
}

func TestReadyWithAnOffset(t *testing.T) {
	for _, tt := range []struct{ name, order, want string }{
		{"is put on the clock at the origin", edit(`T14:00`, `T23:30-08:00`), "2026-11-24 02:30"}, // in New York
		{"in UTC too", edit(`T14:00`, `T02:00Z`), "2026-11-22 21:00"},
		{"where that is not known it stands", strings.Replace(edit(`T14:00`, `T23:30-08:00`), `"10001"`, `"36867"`, 1), "2026-11-23 23:30"},
		{"without one it is that clock's", order, "2026-11-23 14:00"},
	} {
		s, err := carriers.ReadShipment(strings.NewReader(tt.order))
		if got := s.Ready.Format("2006-01-02 15:04"); err != nil || got != tt.want {
			t.Errorf("%s: got %s, %v, want %s", tt.name, got, err, tt.want)
		}
		if written := s.Ready.Location() == time.UTC; written != (tt.order == order) {
			t.Errorf("%s: its location is %v", tt.name, s.Ready.Location())
		}
	}
}

func FuzzReadShipment(f *testing.F) {
	for _, seed := range []string{order, "", "null", "[]", `{"ready":"2026-11-23"}`, edit("4lb", "NaNlb"), edit("4lb", "1e18lb"), edit("US", "us"), edit("Shop", `\ud800`), edit("Shop", "\xff"), order + "{}", `{"parcels":[null]}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		s, err := carriers.ReadShipment(strings.NewReader(in))
		if err != nil {
			if diff := cmp.Diff(carriers.Shipment{}, s); diff != "" {
				t.Fatalf("beside the error %v (-want +got):\n%s", err, diff)
			}
			return
		}
		for _, a := range []carriers.Address{s.From, s.To} {
			if code, err := carriers.ParsePostalCode(a.Country, a.PostalCode); err != nil || code != a.PostalCode {
				t.Fatalf("postal code %q of %q: %v", a.PostalCode, a.Country, err)
			}
		}
		for i, p := range s.Parcels {
			if p.Dims.Validate() != nil || p.Weight <= 0 || p.Weight > dw.MaxWeight {
				t.Fatalf("parcel %d is %v, %v", i, p.Dims, p.Weight)
			}
		}
		if err := s.Validate(); err != nil && !errors.Is(err, carriers.ErrInvalid) {
			t.Fatal(err)
		}
		if _, err := carriers.ReadShipment(strings.NewReader(in + "x")); err == nil {
			t.Fatal(fmt.Errorf("an x after the shipment passes"))
		}
	})
}
