package tariff_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
)

// TestReadmeLocker loads the files of the README's steps to a locker carrier, and
// holds what it says of them.
func TestReadmeLocker(t *testing.T) {
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	card := fstest.MapFS{}
	for _, m := range regexp.MustCompile("(?s)\\*\\*\\d\\. `box24/([a-z0-9-]+\\.csv)`\\*\\*.*?```csv\n(.*?)```").FindAllStringSubmatch(string(data), -1) {
		card[m[1]] = &fstest.MapFile{Data: []byte(m[2])}
	}
	if len(card) != 7 {
		t.Fatalf("%d files: want the 7 of the steps", len(card))
	}
	c := tariff.New(load(t, card))
	ask := func(service, to, size, weight string, place carriers.DeliveryPlace) string {
		s := carriers.Shipment{From: spotAddress("DE:10115"), To: spotAddress(to), Parcels: []carriers.Parcel{parcel(t, size, weight)}, Ready: day(t, "2026-11-23")}
		s.To.Place = place
		return charges(t, c, service, s)
	}
	got := []string{
		ask("locker", "DE:80331", "35x25x10cm", "2kg", carriers.Locker),
		ask("locker", "DE:80331", "65x40x40cm", "2kg", carriers.Locker),
		ask("locker", "AT:1010", "35x25x10cm", "2kg", carriers.Locker),
		ask("door", "DE:80331", "35x25x10cm", "2kg", carriers.Door),
		ask("door", "DE:80331", "80x50x40cm", "2kg", carriers.Door),
		ask("door", "AT:1010", "35x25x10cm", "2kg", carriers.Door),
	}
	want := []string{
		"base 4.90",
		"too_big: 65x40x40 cm does not fit Size L, 40x38x60cm",
		"no_lane: the service does not go from DE 10115 to AT 1010",
		"base 5.90",
		"base 5.90, oversize 6.00",
		"base 12.90",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if _, rest, ok := strings.Cut(got[1], ": "); !ok || !strings.Contains(string(data), "`"+rest+"`") {
		t.Errorf("the README does not show %q", rest)
	}
}
