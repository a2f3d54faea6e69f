package tariff_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
)

// groundWith is the small card without surcharges, with one more column of
// services.csv, of which ground has a cell.
func groundWith(column, cell string) edit {
	return all(plain, func(t testing.TB, card fstest.MapFS) {
		t.Helper()
		lines := strings.Split(strings.TrimSpace(string(card["services.csv"].Data)), "\n")
		for i := range lines {
			lines[i] += "," + map[bool]string{true: column, false: ""}[i == 0]
			if i == 1 {
				lines[i] += cell
			}
		}
		write("services.csv", strings.Join(lines, "\n")+"\n")(t, card)
	})
}

func TestMoreLimits(t *testing.T) {
	sum, second := groundWith("max_sum", "90 cm"), groundWith("max_second", "20 in")
	box := groundWith("max_box", "61x46x46cm")
	exact := all(box, change("services.csv", "139,in3/lb,,up,1 lb,,150 lb,108 in,165 in,,,,no,,,61", "5000,cm3/kg,,exact,1 lb,,150 lb,108 in,165 in,,,,no,,,61"))
	checkCharges(t, []want{
		{"the sum of the sides, each rounded up, over the limit", sum, "", one(t, "11.4x12x12in", "3lb"), "too_big: length plus width plus height of 36 in is over the 35.43 in limit"},
		{"the sum within it", sum, "", one(t, "11x12x12in", "3lb"), "base 40.00"},
		{"the second side at the limit", second, "", one(t, "20x2x30in", "3lb"), "base 15.00"},
		{"the second side over it", second, "", one(t, "21x2x30in", "3lb"), "too_big: a second side of 21 in is over the 20 in limit"},
		{"the box, turned", exact, "", one(t, "46x61x46cm", "3lb"), "base 110.00"},
		{"a millimetre over a side", exact, "", one(t, "46x61x46.1cm", "3lb"), "too_big: 24.02x18.15x18.11 in does not fit 24.02x18.11x18.11 in, the largest box that it takes"},
		{"over a side of the box but not over a limit of the side", exact, "", one(t, "61.1x1x1cm", "3lb"), "too_big: 24.06x0.39x0.39 in does not fit 24.02x18.11x18.11 in, the largest box that it takes"},
		{"another service has none", exact, "mail", one(t, "30x1x1in", "8oz"), "base 5.00"},
	})
}

func TestPlaceOfDelivery(t *testing.T) {
	at := func(place carriers.DeliveryPlace) func(*carriers.Shipment) {
		return func(s *carriers.Shipment) { s.To.Place = place }
	}
	locker, shop, both2 := groundWith("place", "locker"), groundWith("place", "pickup-point"), groundWith("place", "locker pickup-point")
	charged := all(groundWith("place", "door locker"), surcharges(row{"code": "residential", "amount": "5.00", "residential": "yes"}))
	checkCharges(t, []want{
		{"the door, unless it says otherwise", plain, "", nil, "base 12.00"},
		{"the door, and a locker asked for", plain, "", at(carriers.Locker), "not_eligible: delivers to the door, and a locker was asked for"},
		{"a locker", locker, "", at(carriers.Locker), "base 12.00"},
		{"a locker, and the door asked for", locker, "", nil, "not_eligible: delivers to lockers, and a door was asked for"},
		{"a locker, and a pickup point asked for", locker, "", at(carriers.PickupPoint), "not_eligible: delivers to lockers, and a pickup point was asked for"},
		{"a pickup point, and a locker asked for", shop, "", at(carriers.Locker), "not_eligible: delivers to pickup points, and a locker was asked for"},
		{"one of two", both2, "", at(carriers.PickupPoint), "base 12.00"},
		{"neither of two", both2, "", nil, "not_eligible: delivers to pickup points and lockers, and a door was asked for"},
		{"the door of a home", charged, "", home, "base 12.00, residential 5.00"},
		{"a locker is no home", charged, "", both(home, at(carriers.Locker)), "base 12.00"},
	})
}

func TestNoteOfAService(t *testing.T) {
	c := tariff.New(load(t, small(t, groundWith("note", "the price includes 20 % VAT"), add("card.csv", "note,prices are a copy\n"))))
	q, refused := quoteOf(t, c, "ground", toChicago())
	if q == nil {
		t.Fatal(refused)
	}
	got := slices.Clone(q.Notes)
	slices.Sort(got)
	if diff := cmp.Diff([]string{"prices are a copy", "the price includes 20 % VAT"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if q, _ = quoteOf(t, c, "air", toChicago()); slices.Contains(q.Notes, "the price includes 20 % VAT") {
		t.Errorf("air has the note of ground: %q", q.Notes)
	}
}

func TestLoadReportsLimits(t *testing.T) {
	checkMistakes(t, []mistake{
		{"a box without a unit", groundWith("max_box", "61x46x46"), `services.csv:2:71: size "61x46x46": no unit: write one such as 20x16x12in, 50x40x30cm or 500x400x300mm, each side at most 100 m`},
		{"a sum without a unit", groundWith("max_sum", "150"), `services.csv:2:71: length "150": no unit: write one such as 12in, 30cm, 300mm or 4ft, at most 100 m`},
		{"a place that is none", groundWith("place", "locker shop"), `services.csv:2:71: "shop": not one of [door pickup-point locker po-box]`},
	})
}
