package carriers_test

import (
	"strings"
	"testing"

	"github.com/shiprate/shiprate/carriers"
)

func TestContents(t *testing.T) {
	read := func(contents string) (carriers.Shipment, error) {
		return carriers.ReadShipment(strings.NewReader(`{"ready":"2026-11-23","contents":"` + contents + `","from":{"postal_code":"10001","country":"US"},` +
			`"to":{"postal_code":"94105","country":"US"},"parcels":[{"dims":"12x9x7in","weight":"4lb"}]}`))
	}
	s, err := read("media")
	if err != nil || s.Contents != carriers.Media {
		t.Fatalf("got %q, %v: want media", s.Contents, err)
	}
	if err := s.Validate(); err != nil {
		t.Errorf("media: %v", err)
	}
	if s, err = read("gold"); err != nil {
		t.Fatal(err)
	}
	if got, want := s.Validate(), `contents: "gold" is unknown: use media, or leave it out`; got == nil || got.Error() != want {
		t.Errorf("got %v, want %s", got, want)
	}
}
