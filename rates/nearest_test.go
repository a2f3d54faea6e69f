package rates_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/rates"
)

func TestNearest(t *testing.T) {
	letter := carriers.Rejection{Service: "letter", Code: carriers.TooHeavy, Reason: "500 lb is over the 0.5 lb limit", Near: 1}
	ground := carriers.Rejection{Service: "ground", Code: carriers.TooHeavy, Reason: "500 lb is over the 150 lb limit", Near: 300}
	air := carriers.Rejection{Service: "air", Code: carriers.TooBig, Reason: "a side of 30 in is over the 10 in limit", Near: 333}
	box := carriers.Rejection{Service: "box", Code: carriers.TooBig, Reason: "does not fit the box"}
	media := carriers.Rejection{Service: "media", Code: carriers.NotEligible, Reason: "takes media only"}
	out := carriers.Rejection{Service: "out", Code: carriers.Excluded, Reason: "out was left out"}
	abroad := carriers.Rejection{Service: "abroad", Code: carriers.NoLane, Reason: "the card prices US to other countries"}
	zip := carriers.Rejection{Service: "zip", Code: carriers.NoLane, Reason: "no zone from 10001 to 00000", Near: 1000}
	price := carriers.Rejection{Service: "price", Code: carriers.NoPrice}
	signed := carriers.Rejection{Service: "signed", Code: carriers.NotOffered}
	stock := carriers.Rejection{Service: "stock", Code: "no_stock"}
	late := carriers.Rejection{Service: "late", Code: carriers.TooLate}
	down := carriers.Rejection{Service: "down", Code: carriers.Timeout}
	for _, row := range []struct {
		name string
		list []carriers.Rejection
		want string
	}{
		{"none of none", nil, ""},
		{"the highest limit of weight", []carriers.Rejection{letter, ground, box}, "ground"},
		{"a limit that less is wanted of", []carriers.Rejection{letter, ground, air}, "air"},
		{"not what a service is for", []carriers.Rejection{media, letter, out}, "letter"},
		{"unless nothing else is told", []carriers.Rejection{media, out}, "media out"},
		{"a postal code before countries", []carriers.Rejection{abroad, zip, media}, "zip"},
		{"countries, if that is all", []carriers.Rejection{abroad, media}, "abroad"},
		{"limits before lanes", []carriers.Rejection{zip, box, media}, "box"},
		{"the price before limits", []carriers.Rejection{price, ground}, "price"},
		{"what was asked for before the price", []carriers.Rejection{price, signed, ground}, "signed"},
		{"a code of somebody else before that", []carriers.Rejection{signed, stock}, "stock"},
		{"the promise before all", []carriers.Rejection{signed, stock, late, ground}, "late"},
		{"who did not answer in any case", []carriers.Rejection{down, letter, ground}, "down ground"},
		{"who did not answer alone", []carriers.Rejection{down}, "down"},
	} {
		t.Run(row.name, func(t *testing.T) {
			var got []string
			for _, r := range rates.Nearest(row.list) {
				got = append(got, r.Service)
			}
			if diff := cmp.Diff(row.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
