package tariff_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
	dw "github.com/shiprate/shiprate/dimweight"
)

// random makes shipments within the lower 48 states, most of which the carriers
// take. They ship in July, when no peak is in force: over 25 lb the peak prices
// of USPS were not found, and a heavier parcel there seems cheaper.
type random struct{ *rand.Rand }

func (r random) parcel() carriers.Parcel {
	side := func() dw.Length { return dw.Inch/10 + dw.Length(r.Int64N(int64(r.IntN(60)+1)*int64(dw.Inch))) }
	return carriers.Parcel{
		Dims:   dw.Dims{Length: side(), Width: side(), Height: side()},
		Weight: dw.Ounce + dw.Weight(r.Int64N(int64(r.IntN(150)+1)*int64(dw.Pound))), Nonstandard: r.IntN(5) == 0,
	}
}

func (r random) shipment(parcels int) carriers.Shipment {
	codes := []string{"10001", "60601", "94105", "33101", "75201", "59901", "04401", "98101"}
	s := toChicago()
	s.Ready = s.Ready.AddDate(0, 0, 42+r.IntN(14))
	s.From.PostalCode, s.To.PostalCode = codes[r.IntN(len(codes))], codes[r.IntN(len(codes))]
	s.To.Residential = r.IntN(2) == 0
	if r.IntN(3) == 0 {
		s.Insured = usd(r.Int64N(300_00) + 1)
	}
	s.Parcels = nil
	for range parcels {
		s.Parcels = append(s.Parcels, r.parcel())
	}
	return s
}

// each calls a property with random shipments at every published carrier.
func each(t *testing.T, parcels int, property func(t *testing.T, r random, c *tariff.Carrier, s carriers.Shipment)) {
	t.Helper()
	for _, name := range []string{"ups", "fedex", "usps", "usps-retail"} {
		t.Run(name, func(t *testing.T) {
			r := random{rand.New(rand.NewPCG(2026, 11))}
			quoted := 0
			for i := 0; i < 200 && !t.Failed(); i++ {
				s := r.shipment(1 + r.IntN(parcels))
				quoted += len(quote(t, published()[name], s).Quotes)
				property(t, r, published()[name], s)
				if t.Failed() {
					t.Logf("shipment %d: %+v", i, s)
				}
			}
			if quoted < 100 {
				t.Errorf("only %d quotes came of it", quoted)
			}
		})
	}
}

// totals returns the price of each service that quotes the shipment.
func totals(t *testing.T, c *tariff.Carrier, s carriers.Shipment) map[string]int64 {
	t.Helper()
	m := map[string]int64{}
	for _, q := range quote(t, c, s).Quotes {
		m[q.Service] = q.Total().Minor
	}
	return m
}

func TestBillableIsAtLeastActual(t *testing.T) {
	each(t, 3, func(t *testing.T, _ random, c *tariff.Carrier, s carriers.Shipment) {
		for _, q := range quote(t, c, s).Quotes {
			for i, p := range q.Parcels {
				if p.Billable < p.Actual || p.Billable < p.Dimensional || p.Actual != s.Parcels[i].Weight {
					t.Errorf("%s: parcel %d: %v is billed of %v, dimensional %v", q.Service, i, p.Billable, p.Actual, p.Dimensional)
				}
			}
		}
	})
}

func TestTurningAParcelChangesNothing(t *testing.T) {
	each(t, 1, func(t *testing.T, _ random, c *tariff.Carrier, s carriers.Shipment) {
		want := quote(t, c, s)
		d := s.Parcels[0].Dims
		for _, turned := range []dw.Dims{{Length: d.Width, Width: d.Height, Height: d.Length}, {Length: d.Height, Width: d.Width, Height: d.Length}} {
			s.Parcels = []carriers.Parcel{{Dims: turned, Weight: s.Parcels[0].Weight, Nonstandard: s.Parcels[0].Nonstandard}}
			if got := quote(t, c, s); !reflect.DeepEqual(want, got) { // far quicker than cmp.Diff
				t.Errorf("(-want +got)\n%s", cmp.Diff(want, got))
			}
		}
	})
}

func TestMoreIsNeverCheaper(t *testing.T) {
	each(t, 1, func(t *testing.T, r random, c *tariff.Carrier, s carriers.Shipment) {
		before := totals(t, c, s)
		p := s.Parcels[0]
		grow := func(l dw.Length) dw.Length { return l + dw.Length(r.Int64N(int64(l))) }
		for name, more := range map[string]carriers.Parcel{
			"heavier": {Dims: p.Dims, Weight: p.Weight + dw.Weight(r.Int64N(int64(p.Weight))), Nonstandard: p.Nonstandard},
			"longer":  {Dims: dw.Dims{Length: grow(p.Dims.Length), Width: p.Dims.Width, Height: p.Dims.Height}, Weight: p.Weight, Nonstandard: p.Nonstandard},
			"larger":  {Dims: dw.Dims{Length: grow(p.Dims.Length), Width: grow(p.Dims.Width), Height: grow(p.Dims.Height)}, Weight: p.Weight, Nonstandard: p.Nonstandard},
			"odder":   {Dims: p.Dims, Weight: p.Weight, Nonstandard: true},
		} {
			s.Parcels = []carriers.Parcel{more}
			after := totals(t, c, s)
			for service, price := range after {
				if was, quoted := before[service]; !quoted || price < was {
					t.Errorf("%s: %s (%v, %v): %d, before %d", service, name, more.Dims, more.Weight, price, was)
				}
			}
		}
	})
}

// TestPriceListsRise holds every list by the pound, in every zone: none of them
// has a break that costs less than the one before. Lists of a packaging end at
// its own weight.
func TestPriceListsRise(t *testing.T) {
	for key, l := range lanes() {
		carrier, rest, _ := strings.Cut(key, " ")
		service, _, _ := strings.Cut(rest, " ")
		s := toChicago()
		s.Ready = s.Ready.AddDate(0, 2, 0)
		s.From.PostalCode, s.To.PostalCode, s.To.Residential = l.from, l.to, service == "home-delivery"
		s.Contents = carriers.Media // for Media Mail
		last, w, end := int64(0), 1, 70
		switch {
		case key == "usps priority-mail 9", service == "ground-saver":
			end = 21 // the copies of the lists have no more
		case strings.HasPrefix(service, "simple-rate-"), strings.HasPrefix(service, "one-rate-"):
			end = 51 // their boxes take 50 lb
		}
		for ; w <= 150; w++ {
			s.Parcels = []carriers.Parcel{box(dw.Weight(w) * dw.Pound)}
			q, refused := quoteOf(t, published()[carrier], service, s)
			if strings.HasPrefix(refused, "too_heavy") || strings.HasPrefix(refused, "no_price") && w == end {
				break
			}
			if q == nil {
				t.Fatalf("%s, %d lb: %s", key, w, refused)
			}
			if base := q.Charges[0].Amount; base < last {
				t.Errorf("%s, %d lb: %d is less than %d for a pound less", key, w, base, last)
			}
			last = q.Charges[0].Amount
		}
		if w < end {
			t.Errorf("%s ends at %d lb", key, w)
		}
	}
}

func TestTotalIsTheSumOfTheParcels(t *testing.T) {
	each(t, 4, func(t *testing.T, r random, c *tariff.Carrier, s carriers.Shipment) {
		for _, q := range quote(t, c, s).Quotes {
			sum := int64(0)
			for i := range s.Parcels {
				sum += q.ParcelTotal(i).Minor
			}
			if q.Total().Minor != sum {
				t.Errorf("%s: %v in all, %d by the parcel", q.Service, q.Total(), sum)
			}
		}
		want := totals(t, c, s)
		s.Parcels = slices.Clone(s.Parcels)
		r.Shuffle(len(s.Parcels), func(i, j int) { s.Parcels[i], s.Parcels[j] = s.Parcels[j], s.Parcels[i] })
		if diff := cmp.Diff(want, totals(t, c, s)); diff != "" {
			t.Errorf("parcels in another order (-want +got)\n%s", diff)
		}
	})
}

func TestQuotingAtOnce(t *testing.T) {
	each(t, 2, func(t *testing.T, _ random, c *tariff.Carrier, s carriers.Shipment) {
		var replies [2]carriers.Reply
		var both sync.WaitGroup
		for i := range replies {
			both.Go(func() { replies[i], _ = c.Quote(t.Context(), s) })
		}
		both.Wait()
		if !reflect.DeepEqual(replies[0], replies[1]) {
			t.Errorf("two quotes of one shipment (-one +other)\n%s", cmp.Diff(replies[0], replies[1]))
		}
	})
}
