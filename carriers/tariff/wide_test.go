package tariff_test

import (
	"math/rand/v2"
	"os"
	"reflect"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/carriertest"
	"github.com/shiprate/shiprate/carriers/tariff"
	dw "github.com/shiprate/shiprate/dimweight"
)

// wide returns the files of testdata/cards/wide.txtar.
func wide(t testing.TB) fstest.MapFS {
	t.Helper()
	data, err := os.ReadFile("testdata/cards/wide.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return unpack(data)
}

// wideShipment is a shipment to one of the places of the wide card.
func (r random) wideShipment(parcels int) carriers.Shipment {
	s := r.shipment(parcels)
	s.Insured = carriers.Money{}
	to := []string{"US 60601", "US 60605", "US 60621", "US 60690", "US 94105", "CA K1A 0B1", "CA V5K 0A1", "CA T2P 1J9", "MX 01000"}[r.IntN(9)]
	s.To.Country, s.To.PostalCode = to[:2], to[3:]
	s.To.Place = carriers.DeliveryPlaces()[r.IntN(3)]
	s.Accessorials = [][]carriers.Accessorial{nil, nil, nil, {carriers.Signature}, {carriers.Saturday}, {carriers.Sunday, carriers.Signature}, {carriers.IndirectSignature}}[r.IntN(7)]
	return s
}

func eachWide(t *testing.T, parcels int, property func(r random, c *tariff.Carrier, s carriers.Shipment)) {
	t.Helper()
	r := random{rand.New(rand.NewPCG(2026, 12))}
	c := tariff.New(load(t, wide(t)))
	quoted := map[string]int{}
	for i := 0; i < 2000 && !t.Failed(); i++ {
		s := r.wideShipment(1 + r.IntN(parcels))
		sizes := []dw.Dims{{Length: 8, Width: 5, Height: 2}, {Length: 14, Width: 9, Height: 5}, {Length: 22, Width: 16, Height: 12}, {Length: 99, Width: 99, Height: 99}}
		for k := range s.Parcels { // most of them fit a packaging
			d, most := &s.Parcels[k].Dims, sizes[i%4]
			d.Length, d.Width, d.Height = min(d.Length, most.Length*dw.Inch), min(d.Width, most.Width*dw.Inch), min(d.Height, most.Height*dw.Inch)
		}
		for _, q := range quote(t, c, s).Quotes {
			quoted[q.Service]++
			for _, p := range q.Parcels {
				quoted[p.Packaging]++
			}
		}
		property(r, c, s)
		if t.Failed() {
			t.Logf("shipment %d: %+v", i, s)
		}
	}
	for _, what := range []string{"ground", "flat-rate", "locker", "Small Box", "Medium Box", "Bag", "Size A", "Size B", "Size C", ""} {
		if quoted[what] < 3 {
			t.Errorf("only %d quotes of %q came of it", quoted[what], what)
		}
	}
}

func TestWideContract(t *testing.T) {
	s := toChicago()
	s.To.Residential = true
	atLocker := s
	atLocker.To.Place = carriers.Locker
	carriertest.Run(t, tariff.New(load(t, wide(t))), s, atLocker)
}

func TestWideTurningAParcelChangesNothing(t *testing.T) {
	eachWide(t, 2, func(r random, c *tariff.Carrier, s carriers.Shipment) {
		want := quote(t, c, s)
		for i := range s.Parcels {
			d := &s.Parcels[i].Dims
			*d = dw.Dims{Length: d.Height, Width: d.Length, Height: d.Width}
		}
		if got := quote(t, c, s); !reflect.DeepEqual(want, got) {
			t.Errorf("(-want +got)\n%s", cmp.Diff(want, got))
		}
	})
}

func TestWideMoreIsNeverCheaper(t *testing.T) {
	eachWide(t, 1, func(r random, c *tariff.Carrier, s carriers.Shipment) {
		before := totals(t, c, s)
		p := s.Parcels[0]
		for name, more := range map[string]carriers.Parcel{
			"heavier": {Dims: p.Dims, Weight: p.Weight + dw.Weight(r.Int64N(int64(p.Weight)))},
			"larger":  {Dims: dw.Dims{Length: p.Dims.Length + 2*dw.Inch, Width: p.Dims.Width + dw.Inch, Height: p.Dims.Height + dw.Inch/4}, Weight: p.Weight},
		} {
			s.Parcels = []carriers.Parcel{more}
			for service, price := range totals(t, c, s) {
				if was, quoted := before[service]; !quoted || price < was {
					t.Errorf("%s: %s (%v, %v): %d, before %d", service, name, more.Dims, more.Weight, price, was)
				}
			}
		}
	})
}

// TestWideTogetherIsNeverDearer: what is charged once for the shipment is saved
// for all parcels but one; a percentage of it is rounded once.
func TestWideTogetherIsNeverDearer(t *testing.T) {
	eachWide(t, 4, func(_ random, c *tariff.Carrier, s carriers.Shipment) {
		together := quote(t, c, s)
		alone := s
		for _, q := range together.Quotes {
			sum := int64(0)
			for _, p := range s.Parcels {
				alone.Parcels = []carriers.Parcel{p}
				sum += totals(t, c, alone)[q.Service]
			}
			if q.Total().Minor > sum+1 {
				t.Errorf("%s: %v together, %d apart", q.Service, q.Total(), sum)
			}
			once := map[carriers.ChargeCode]int{}
			for _, charge := range q.Charges {
				if charge.Parcel == carriers.WholeShipment {
					once[charge.Code]++
				}
			}
			for code, n := range once {
				if n != 1 {
					t.Errorf("%s: %s is charged %d times for the shipment", q.Service, code, n)
				}
			}
		}
	})
}

func TestWideOrderOfParcelsChangesNothing(t *testing.T) {
	eachWide(t, 4, func(r random, c *tariff.Carrier, s carriers.Shipment) {
		want := totals(t, c, s)
		r.Shuffle(len(s.Parcels), func(i, j int) { s.Parcels[i], s.Parcels[j] = s.Parcels[j], s.Parcels[i] })
		if diff := cmp.Diff(want, totals(t, c, s)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}
