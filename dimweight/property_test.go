package dimweight_test

import (
	"math/big"
	"math/rand/v2"
	"testing"

	dw "github.com/shiprate/shiprate/dimweight"
)

var rules = []dw.Rule{
	daily, usps, {},
	{Divisor: 166, Sides: dw.Nearest, Step: dw.Pound, Threshold: 1728},
	{Divisor: 5000, Unit: dw.CubicCentimetresPerKilogram, Sides: dw.Up, Step: dw.Kilogram / 2, Minimum: dw.Kilogram},
	{Divisor: 6000, Unit: dw.CubicCentimetresPerKilogram},
}

func randomParcel(r *rand.Rand) (dw.Dims, dw.Weight) {
	side := func() dw.Length { return 1 + dw.Length(r.Int64N(int64(120*dw.Inch))) }
	return dw.Dims{Length: side(), Width: side(), Height: side()}, 1 + dw.Weight(r.Int64N(int64(150*dw.Pound)))
}

func TestBillableProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		d, w := randomParcel(r)
		for _, rule := range rules {
			bill := func(d dw.Dims, w dw.Weight) dw.Weight {
				got, err := rule.Billable(d, w)
				if err != nil {
					t.Fatalf("%+v %v %v: %v", rule, d, w, err)
				}
				return got
			}
			got := bill(d, w)
			if got < w || got < rule.Dimensional(d) || got < rule.Minimum {
				t.Fatalf("%+v %v %v: billable %v is less than a weight that it must cover", rule, d, w, got)
			}
			if rule.Step > 0 && (got%rule.Step != 0 || got-rule.Step >= max(w, rule.Dimensional(d), rule.Minimum)) {
				t.Fatalf("%+v %v %v: billable %v is not the next step", rule, d, w, got)
			}
			if turned := (dw.Dims{Length: d.Height, Width: d.Length, Height: d.Width}); bill(turned, w) != got {
				t.Fatalf("%+v %v: turning the parcel changes its weight", rule, d)
			}
			more := dw.Length(r.Int64N(int64(10 * dw.Inch)))
			for i, larger := range []dw.Dims{{d.Length + more, d.Width, d.Height}, {d.Length, d.Width + more, d.Height}, {d.Length, d.Width, d.Height + more}} {
				if bill(larger, w) < got {
					t.Fatalf("%+v %v: side %d longer by %v is billed less", rule, d, i, more)
				}
			}
			if bill(d, w+dw.Weight(r.Int64N(int64(5*dw.Pound)))) < got {
				t.Fatalf("%+v %v: a heavier parcel is billed less", rule, d)
			}
		}
	}
}

// The exact quotient, by big integers, rounded up to the unit of Weight.
func TestDimensionalIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20_000 {
		d, _ := randomParcel(r)
		for _, rule := range rules {
			if rule.Divisor == 0 {
				continue
			}
			m := rule.Measured(d)
			side := big.NewInt(int64(rule.Unit.Length()))
			cube := new(big.Int).Exp(side, big.NewInt(3), nil)
			volume := new(big.Int).Mul(big.NewInt(int64(m.Length)), big.NewInt(int64(m.Width)))
			volume.Mul(volume, big.NewInt(int64(m.Height)))
			want := new(big.Int)
			if volume.Cmp(new(big.Int).Mul(cube, big.NewInt(rule.Threshold))) > 0 {
				per := new(big.Int).Mul(cube, big.NewInt(rule.Divisor))
				want.Mul(volume, big.NewInt(int64(rule.Unit.Weight())))
				want.Add(want, per).Sub(want, big.NewInt(1)).Div(want, per)
			}
			if got := rule.Dimensional(d); want.Int64() != int64(got) {
				t.Fatalf("%+v %v: got %d, want %v", rule, d, got, want)
			}
		}
	}
}

func TestPrintedQuantitiesReadBack(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 20_000 {
		w := (1 + dw.Weight(r.Int64N(1e6))) * []dw.Weight{dw.Gram / 1000, dw.Ounce / 1000, dw.Pound / 1000, dw.Kilogram / 1000}[r.IntN(4)]
		if got, err := dw.ParseWeight(w.String()); err != nil || got != w {
			t.Fatalf("%v: read back %v, %v", w, got, err)
		}
		l := (1 + dw.Length(r.Int64N(1e5))) * []dw.Length{dw.Inch / 1000, dw.Millimetre / 1000}[r.IntN(2)]
		if got, err := dw.ParseLength(l.String()); err != nil || got != l {
			t.Fatalf("%v: read back %v, %v", l, got, err)
		}
	}
}

func FuzzParseWeight(f *testing.F) {
	for _, s := range []string{"2lb", "2.5 lb", "2lb8oz", "40oz", "1.2kg", "900g", "", "-1lb", "1e18kg", "999999999999999999999lb", "0.0000000001g", "２lb", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		w, err := dw.ParseWeight(s)
		if (err == nil) != (w > 0) || w > dw.MaxWeight {
			t.Errorf("ParseWeight(%q) = %d, %v", s, w, err)
		}
	})
}

func FuzzParseDims(f *testing.F) {
	for _, s := range []string{"20x16x12in", "50 x 40 x 30 cm", "500×400×300mm", "1ftx2inx3cm", "", "0x1x1in", "1x1x1", "1e9x1x1m", "xxin"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := dw.ParseDims(s)
		if (err == nil) != (d != dw.Dims{}) {
			t.Errorf("ParseDims(%q) = %v, %v", s, d, err)
		}
		if err == nil {
			if err := d.Validate(); err != nil {
				t.Errorf("ParseDims(%q) = %v: %v", s, d, err)
			}
			for _, rule := range rules {
				if w, err := rule.Billable(d, dw.Pound); err != nil || w < dw.Pound {
					t.Errorf("%+v %v: %v, %v", rule, d, w, err)
				}
			}
		}
	})
}

var sink dw.Weight

func BenchmarkBillable(b *testing.B) {
	box := dw.Dims{Length: 20 * dw.Inch, Width: 161 * dw.Inch / 10, Height: 12 * dw.Inch}
	b.ReportAllocs()
	for b.Loop() {
		sink, _ = daily.Billable(box, 2*dw.Pound)
	}
}
