package main

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/fedex"
	"github.com/shiprate/shiprate/carriers/ups"
	"github.com/shiprate/shiprate/carriers/usps"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/rates"
)

// anyShipment is one of many kinds, some of which nobody carries.
func anyShipment(r *rand.Rand) carriers.Shipment {
	zips := []string{"10001", "94105", "60601", "33101", "98101", "78701", "59001", "04001", "99501", "96813", "00901", "83701", "88001", "79936"}
	side := func() dimweight.Length { return dimweight.Length(1+r.IntN(20)*r.IntN(6)) * dimweight.Inch }
	s := benchShipment()
	s.From.PostalCode, s.To.PostalCode = zips[r.IntN(len(zips))], zips[r.IntN(len(zips))]
	s.To.Residential = r.IntN(2) == 0
	s.Ready = s.Ready.AddDate(0, 0, r.IntN(40)).Add(time.Duration(r.IntN(24)) * time.Hour)
	s.Parcels = nil
	for range 1 + r.IntN(3)/2*r.IntN(3) {
		s.Parcels = append(s.Parcels, carriers.Parcel{
			Dims:   dimweight.Dims{Length: side(), Width: side(), Height: side()},
			Weight: dimweight.Weight(1+r.IntN(40)*r.IntN(40)) * dimweight.Pound / 8, Nonstandard: r.IntN(20) == 0,
		})
	}
	if r.IntN(5) == 0 {
		s.Accessorials = []carriers.Accessorial{carriers.Accessorials()[r.IntN(len(carriers.Accessorials()))]}
	}
	if r.IntN(8) == 0 {
		s.Contents = carriers.Media
	}
	if r.IntN(5) == 0 {
		s.Insured = carriers.Money{Minor: int64(1 + r.IntN(500_00)), Currency: "USD"}
	}
	return s
}

// Best is a shorter way to what Shop and Cheapest choose, to the last cent.
func TestBestIsTheCheapestOfShop(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var best carriers.Quote
	found := 0
	for range 3000 {
		s := anyShipment(r)
		var by rates.Deadline
		if r.IntN(3) > 0 {
			by.Day = carriers.DateOf(s.Ready) + carriers.Date(r.IntN(9))
		}
		if r.IntN(4) == 0 {
			by.Hour = []string{"10:30", "12:00", "20:00"}[r.IntN(3)]
		}
		if r.IntN(4) == 0 {
			by.Confidence = 9000
		}
		choice, wantErr := rates.Shop(t.Context(), s, ups.New(), fedex.New(), usps.New()).Cheapest(by.Constraint())
		err := rates.Best(&best, &s, by, ups.New(), fedex.New(), usps.New())
		if (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
			t.Fatalf("%+v by %v: got %v, want %v", s, by, err, wantErr)
		}
		if err != nil {
			continue
		}
		found++
		if diff := cmp.Diff(choice.Quote, best); diff != "" {
			t.Fatalf("%+v by %v (-want +got):\n%s", s, by, diff)
		}
	}
	if found < 1000 {
		t.Errorf("only %d shipments have a best service", found)
	}
}

// Each finds the same under constraints, and what each carrier alone would cost.
func TestEachIsTheCheapestOfShop(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	each := rates.Each{Carriers: []carriers.Carrier{fedex.New(), ups.New(), usps.New()}}
	found := 0
	for range 1500 {
		s := anyShipment(r)
		each.By, each.Constraints = rates.Deadline{}, nil
		if r.IntN(2) == 0 {
			each.By.Day = carriers.DateOf(s.Ready) + carriers.Date(r.IntN(9))
		}
		if r.IntN(3) == 0 {
			each.Constraints = []rates.Constraint{rates.Without("ups/ground", "usps/ground-advantage")}
		}
		if ok, err := each.Ask(&s); !ok || err != nil {
			t.Fatalf("%+v: %v, %v", s, ok, err)
		}
		terms := append([]rates.Constraint{each.By.Constraint()}, each.Constraints...)
		var want carriers.Quote
		if choice, err := rates.Shop(t.Context(), s, each.Carriers...).Cheapest(terms...); err == nil {
			want = choice.Quote
			found++
		}
		var alone []carriers.Money
		for _, c := range each.Carriers {
			var cost carriers.Money
			if choice, err := rates.Shop(t.Context(), s, c).Cheapest(terms...); err == nil {
				cost = choice.Total()
			}
			alone = append(alone, cost)
		}
		if len(each.Best.Charges) == 0 {
			each.Best = carriers.Quote{}
		}
		if diff := cmp.Diff(want, each.Best); diff != "" {
			t.Fatalf("%+v by %v (-want +got):\n%s", s, each.By, diff)
		}
		if diff := cmp.Diff(alone, each.Alone); diff != "" {
			t.Fatalf("%+v by %v, alone (-want +got):\n%s", s, each.By, diff)
		}
	}
	if found < 500 {
		t.Errorf("only %d shipments have a best service", found)
	}
}

func TestBestRefusesWhatShopRefuses(t *testing.T) {
	var best carriers.Quote
	s := benchShipment()
	s.Parcels = nil
	if err := rates.Best(&best, &s, rates.Deadline{}, ups.New()); !errors.Is(err, carriers.ErrInvalid) {
		t.Errorf("no parcels: got %v, want ErrInvalid", err)
	}
	s = benchShipment()
	if err := rates.Best(&best, &s, rates.Deadline{}); !errors.Is(err, rates.ErrNoQuote) {
		t.Errorf("no carriers: got %v, want ErrNoQuote", err)
	}
}

// BenchmarkBest asks for the best service alone, of the three US carriers: of
// thirteen services, and of all, with a deadline and without. The goal is 1.5 µs
// and two allocations.
func BenchmarkBest(b *testing.B) {
	by := rates.Deadline{Day: carriers.NewDate(2026, time.November, 27)}
	var few []carriers.Bidder
	for _, c := range thirteen(b) {
		few = append([]carriers.Bidder{c.(carriers.Bidder)}, few...)
	}
	all := []carriers.Bidder{usps.New(), ups.New(), fedex.New()}
	for _, kind := range []struct {
		name string
		list []carriers.Bidder
		by   rates.Deadline
	}{{"13/deadline", few, by}, {"13/whenever", few, rates.Deadline{}}, {"all/deadline", all, by}, {"all/whenever", all, rates.Deadline{}}} {
		b.Run(kind.name, func(b *testing.B) {
			s := benchShipment()
			var best carriers.Quote
			b.ReportAllocs()
			for b.Loop() {
				if err := rates.Best(&best, &s, kind.by, kind.list...); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkBestParallel is the same on all cores.
func BenchmarkBestParallel(b *testing.B) {
	by := rates.Deadline{Day: carriers.NewDate(2026, time.November, 27)}
	list := []carriers.Bidder{usps.New(), ups.New(), fedex.New()}
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		s := benchShipment()
		var best carriers.Quote
		for pb.Next() {
			if err := rates.Best(&best, &s, by, list...); err != nil {
				b.Fatal(err)
			}
		}
	})
}
