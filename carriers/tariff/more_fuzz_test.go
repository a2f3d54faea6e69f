package tariff_test

import (
	"strings"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	dw "github.com/shiprate/shiprate/dimweight"
)

// FuzzMoreIsNeverCheaper holds every service of the US carriers at home, in
// Alaska, Hawaii, the territories and abroad, on any day of the cards: a parcel
// that is heavier, longer or larger never costs less, and is not taken where the
// smaller one is refused. Left out is what the lists themselves price less:
// USPS over 25 lb in the season, whose holiday price was not found, and UPS Next
// Day Air Early over 150 lb, whose prices per pound are those of Next Day Air.
func FuzzMoreIsNeverCheaper(f *testing.F) {
	places := []string{
		"US:10001", "US:94105", "US:60601", "US:33101", "US:59901", "US:99501", "US:99701", "US:96813", "US:96720", "US:00901", "US:96910", "US:09012",
		"CA:M5V 2T6", "CA:Y1A 1A1", "DE:10115", "GB:SW1A 1AA", "JP:100-0001", "HK:", "BR:01310-100", "MX:01000",
	}
	f.Add(uint8(0), uint8(1), uint16(180), uint16(120), uint16(90), uint16(70), uint16(64), uint16(10), uint16(16), true)
	f.Add(uint8(1), uint8(7), uint16(320), uint16(479), uint16(300), uint16(50), uint16(800), uint16(2), uint16(1), false)
	f.Add(uint8(0), uint8(14), uint16(20), uint16(200), uint16(160), uint16(120), uint16(1500), uint16(300), uint16(900), false)
	f.Fuzz(func(t *testing.T, from, to uint8, days, length, width, height, ounces, longer, heavier uint16, home bool) {
		in := func(tenths uint16) dw.Length { return (dw.Length(tenths%1200) + 1) * dw.Inch / 10 }
		s := carriers.Shipment{From: spotAddress(places[int(from)%12]), To: spotAddress(places[int(to)%len(places)])}
		s.To.Residential = home
		s.Ready = day(t, "2026-01-05").AddDate(0, 0, int(days%375))
		season := carriers.DateOf(s.Ready) >= carriers.NewDate(2026, 10, 1)
		p := carriers.Parcel{Dims: dw.Dims{Length: in(length), Width: in(width), Height: in(height)}, Weight: (dw.Weight(ounces%2400) + 1) * dw.Ounce}
		more := map[string]carriers.Parcel{"heavier": p, "longer": p, "larger": p}
		for name, m := range more {
			switch name {
			case "heavier":
				m.Weight += dw.Weight(heavier%2400) * dw.Ounce
			case "larger":
				m.Dims.Width += in(longer)
				m.Dims.Height += in(longer)
				fallthrough
			case "longer":
				m.Dims.Length += in(longer)
			}
			more[name] = m
		}
		for carrier, c := range published() {
			s.Parcels = []carriers.Parcel{p}
			before := totals(t, c, s)
			for name, m := range more {
				s.Parcels[0] = m
				for _, q := range quote(t, c, s).Quotes {
					price := q.Total().Minor
					billed := q.Parcels[0].Billable
					if strings.HasPrefix(carrier, "usps") && season && billed > 25*dw.Pound || q.Service == "next-day-air-early" && billed > 150*dw.Pound {
						continue
					}
					if was, quoted := before[q.Service]; !quoted || price < was {
						t.Errorf("%s/%s, %s to %s on %v: %s (%v, %v): %d; %v, %v: %d", carrier, q.Service, s.From.PostalCode, s.To.PostalCode, s.Ready, name, m.Dims, m.Weight, price, p.Dims, p.Weight, was)
					}
				}
			}
		}
	})
}
