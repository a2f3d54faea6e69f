package dimweight_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	dw "github.com/shiprate/shiprate/dimweight"
)

func TestParseWeight(t *testing.T) {
	tests := []struct {
		name, in string
		want     dw.Weight
		err      error
	}{
		{"pounds", "2lb", 2 * dw.Pound, nil},
		{"a space before the unit", "2.5 lb", 2*dw.Pound + 8*dw.Ounce, nil},
		{"pounds and ounces add", "2lb8oz", 40 * dw.Ounce, nil},
		{"a unit twice is a slip", "4lb4lb", 0, dw.ErrSyntax},
		{"ounces before pounds are one too", "8oz2lb", 0, dw.ErrSyntax},
		{"16 oz is one pound", "16oz", dw.Pound, nil},
		{"kilograms", "1.2kg", 1200 * dw.Gram, nil},
		{"grams", "900g", 900 * dw.Gram, nil},
		{"upper case", "900 G", 900 * dw.Gram, nil},
		{"a thousandth of an ounce is exact", "0.001oz", dw.Ounce / 1000, nil},
		{"a thousandth of a gram is exact", "0.001g", dw.Gram / 1000, nil},
		{"finer than the unit rounds up", "0.000000001g", 2, nil}, // 1.6 units
		{"no unit", "2", 0, dw.ErrNoUnit},
		{"nothing", "", 0, dw.ErrSyntax},
		{"only a unit", "lb", 0, dw.ErrSyntax},
		{"zero", "0lb", 0, dw.ErrNotPositive},
		{"negative", "-2lb", 0, dw.ErrNotPositive},
		{"not a number", "NaNlb", 0, dw.ErrSyntax},
		{"infinite", "Inf lb", 0, dw.ErrSyntax},
		{"an exponent", "5e2lb", 0, dw.ErrUnknownUnit},
		{"a thousands separator", "1,500g", 0, dw.ErrSyntax},
		{"hexadecimal", "0x1F4g", 0, dw.ErrUnknownUnit},
		{"full-width digits", "２lb", 0, dw.ErrSyntax},
		{"huge", "1000000000000000000lb", 0, dw.ErrTooLarge},
		{"over the largest weight", "999999999kg", 0, dw.ErrTooLarge},
		{"another unit", "2 stone", 0, dw.ErrUnknownUnit},
		{"a length's unit", "2in", 0, dw.ErrUnknownUnit},
		{"two dots", "1.2.3lb", 0, dw.ErrSyntax},
		{"a dot at the end", "2.lb", 0, dw.ErrSyntax},
		{"ten decimals", "0.1234567891kg", 0, dw.ErrDecimals},
		{"a fraction before another part", "2.5lb8oz", 0, dw.ErrSyntax},
		{"text after", "2lb!", 0, dw.ErrSyntax},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := dw.ParseWeight(tt.in)
			if got != tt.want || !errors.Is(err, tt.err) {
				t.Errorf("ParseWeight(%q) = %v, %v; want %v, %v", tt.in, got, err, tt.want, tt.err)
			}
		})
	}
}

func TestParseDims(t *testing.T) {
	box := dw.Dims{Length: 20 * dw.Inch, Width: 16 * dw.Inch, Height: 12 * dw.Inch}
	tests := []struct {
		name, in string
		want     dw.Dims
		err      error
	}{
		{"one unit at the end", "20x16x12in", box, nil},
		{"spaces and a multiplication sign", " 20 × 16 X 12 in ", box, nil},
		{"a unit at each side", "20in x 16in x 12in", box, nil},
		{"mixed units", "20in x 406.4mm x 1ft", box, nil},
		{"centimetres", "50x40x30cm", dw.Dims{Length: 500 * dw.Millimetre, Width: 400 * dw.Millimetre, Height: 300 * dw.Millimetre}, nil},
		{"millimetres are the same centimetres", "500x400x300mm", dw.Dims{Length: 50 * dw.Centimetre, Width: 40 * dw.Centimetre, Height: 30 * dw.Centimetre}, nil},
		{"a fraction", "19.5x16x12in", dw.Dims{Length: 39 * dw.Inch / 2, Width: 16 * dw.Inch, Height: 12 * dw.Inch}, nil},
		{"no unit", "20x16x12", dw.Dims{}, dw.ErrNoUnit},
		{"two sides", "20x16in", dw.Dims{}, dw.ErrSides},
		{"four sides", "20x16x12x3in", dw.Dims{}, dw.ErrSides},
		{"a side left out", "20xx12in", dw.Dims{}, dw.ErrSyntax},
		{"a zero side", "20x0x12in", dw.Dims{}, dw.ErrNotPositive},
		{"a negative side", "20x-16x12in", dw.Dims{}, dw.ErrNotPositive},
		{"a huge side", "1000000000000000000x16x12in", dw.Dims{}, dw.ErrTooLarge},
		{"over 100 m", "100001x16x12mm", dw.Dims{}, dw.ErrTooLarge},
		{"nothing", "", dw.Dims{}, dw.ErrSides},
		{"invalid UTF-8", "20x16x12\xffin", dw.Dims{}, dw.ErrSyntax},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := dw.ParseDims(tt.in)
			if !errors.Is(err, tt.err) {
				t.Fatalf("ParseDims(%q): %v, want %v", tt.in, err, tt.err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("ParseDims(%q) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

func TestErrorsSayWhatToWrite(t *testing.T) {
	_, err := dw.ParseWeight("2")
	if want := `weight "2": no unit: write one such as 2lb`; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v, want %s…", err, want)
	}
	_, err = dw.ParseDims("20x16x12")
	if want := `size "20x16x12": no unit: write one such as 20x16x12in`; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v, want %s…", err, want)
	}
}

func TestPrinting(t *testing.T) {
	tests := []struct{ name, got, want string }{
		{"exact ounces stay", (15999 * dw.Ounce / 1000).In(dw.Ounce), "15.999 oz"},
		{"a third rounds to two decimals", (dw.Pound / 3).In(dw.Pound), "0.33 lb"},
		{"zeros within decimals stay, those at the end go", (1050 * dw.Pound / 1000).In(dw.Pound) + " " + (1005 * dw.Pound / 1000).In(dw.Pound), "1.05 lb 1.005 lb"},
		{"less than nothing", (-3 * dw.Pound / 2).In(dw.Pound), "-1.5 lb"},
		{"appended", string((5 * dw.Pound / 2).AppendIn([]byte("billed "), dw.Pound)), "billed 2.5 lb"},
		{"rounding carries into the whole", (2*dw.Pound - 1).In(dw.Pound), "2 lb"},
		{"pounds by default", (5 * dw.Pound / 2).String(), "2.5 lb"},
		{"kilograms when pounds are not exact", (1200 * dw.Gram).String(), "1.2 kg"},
		{"ounces when they alone are exact", (dw.Ounce).String(), "1 oz"},
		{"inches by default", (39 * dw.Inch / 2).String(), "19.5 in"},
		{"millimetres when inches are not exact", (300 * dw.Millimetre).String(), "300 mm"},
		{"sides in inches", dw.Dims{Length: 20 * dw.Inch, Width: 16 * dw.Inch, Height: 25 * dw.Inch / 2}.String(), "20x16x12.5 in"},
		{"metric sides", dw.Dims{Length: 500 * dw.Millimetre, Width: 40 * dw.Centimetre, Height: 1}.Sorted().In(dw.Centimetre), "50x40x0 cm"},
		{"volume", dw.CubicInches(3840).In(dw.Inch), "3840 in³"},
		{"volume in centimetres", dw.CubicInches(1).In(dw.Centimetre), "16.39 cm³"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}

func TestDims(t *testing.T) {
	// UPS, FedEx and USPS: girth is twice the sum of the two shorter sides,
	// whatever order the sides are given in.
	want := dw.Dims{Length: 42 * dw.Inch, Width: 37 * dw.Inch, Height: 7 * dw.Inch}
	for _, d := range []dw.Dims{want, {want.Height, want.Length, want.Width}, {want.Width, want.Height, want.Length}, {want.Height, want.Width, want.Length}} {
		if got := d.Sorted(); got != want {
			t.Errorf("%v sorted = %v", d, got)
		}
		if got := d.Girth(); got != 88*dw.Inch {
			t.Errorf("%v girth = %v, want 88 in", d, got)
		}
		if got := d.LengthPlusGirth(); got != 130*dw.Inch {
			t.Errorf("%v length + girth = %v, want 130 in", d, got)
		}
		if d.Volume() != dw.CubicInches(10878) {
			t.Errorf("%v volume = %s, want 10878 in³", d, d.Volume().In(dw.Inch))
		}
	}
}

var (
	daily = dw.Rule{Divisor: 139, Sides: dw.Up, Step: dw.Pound}
	usps  = dw.Rule{Divisor: 139, Sides: dw.Up, Step: dw.Pound, Threshold: 1728}
)

// The expected weights are from carriers' documents and public rule sheets.
func TestBillable(t *testing.T) {
	tests := []struct {
		name, dims, weight string
		rule               dw.Rule
		want               dw.Weight
	}{
		{"UPS 2026: 42x37x7 in bills 79 lb", "42x37x7in", "15lb", daily, 79 * dw.Pound},
		{"UPS 2026: a 26 in cube bills 127 lb", "26x26x26in", "15lb", daily, 127 * dw.Pound},
		{"UPS 2026: actual weight when greater", "20x16x12in", "55lb", daily, 55 * dw.Pound},
		{"FedEx 2026: 45x30x30 in bills 292 lb", "45x30x30in", "15lb", daily, 292 * dw.Pound},
		{"20.5 lb bills 21", "1x1x1in", "20.5lb", daily, 21 * dw.Pound},
		{"a whole pound is not rounded on", "1x1x1in", "20lb", daily, 20 * dw.Pound},
		{"sides are rounded up before the product", "11.1x11.1x11.1in", "1lb", daily, 13 * dw.Pound}, // 12³ = 1728 ÷ 139 = 12.43
		{"UPS 2016: 18x14x8 in is 13 lb by 166", "18x14x8in", "1lb", dw.Rule{Divisor: 166, Sides: dw.Nearest, Step: dw.Pound}, 13 * dw.Pound},
		{"DHL US 2015 rounds to the nearest inch: 87 lb", "30.4x19.6x19.5in", "1lb", dw.Rule{Divisor: 139, Sides: dw.Nearest, Step: dw.Pound}, 87 * dw.Pound},
		{"USPS: 756 in³ has no dimensional weight", "18x14x3in", "52oz", usps, 4 * dw.Pound},
		{"USPS: 1152 in³ has none", "12x12x8in", "7lb", usps, 7 * dw.Pound},
		{"USPS: 1728 in³ exactly has none", "12x12x12in", "1lb", usps, dw.Pound},
		{"USPS: a 13 in cube bills 16 lb", "13x13x13in", "1lb", usps, 16 * dw.Pound},
		{"Australia Post: 250 kg/m³ is 4000 cm³/kg", "0.8m x 0.5m x 0.15m", "1kg", dw.Rule{Divisor: 4000, Unit: dw.CubicCentimetresPerKilogram}, 15 * dw.Kilogram},
		{"InPost: 65x50x50 cm by 6000 is 27.08 kg", "65x50x50cm", "1kg", dw.Rule{Divisor: 6000, Unit: dw.CubicCentimetresPerKilogram, Step: dw.Kilogram / 2}, 55 * dw.Kilogram / 2},
		{"a minimum weight", "1x1x1in", "1lb", dw.Rule{Divisor: 139, Step: dw.Pound, Minimum: 40 * dw.Pound}, 40 * dw.Pound},
		{"the zero rule bills the scale", "100x100x100in", "1.5lb", dw.Rule{}, 3 * dw.Pound / 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := dw.ParseDims(tt.dims)
			if err != nil {
				t.Fatal(err)
			}
			w, err := dw.ParseWeight(tt.weight)
			if err != nil {
				t.Fatal(err)
			}
			got, err := tt.rule.Billable(d, w)
			if err != nil || got != tt.want {
				t.Errorf("got %v, %v; want %v", got, err, tt.want)
			}
		})
	}
}

func TestBillableRefuses(t *testing.T) {
	ok := dw.Dims{Length: dw.Inch, Width: dw.Inch, Height: dw.Inch}
	tests := []struct {
		name string
		dims dw.Dims
		w    dw.Weight
		want error
	}{
		{"no sides", dw.Dims{}, dw.Pound, dw.ErrNotPositive},
		{"a negative side", dw.Dims{Length: -dw.Inch, Width: dw.Inch, Height: dw.Inch}, dw.Pound, dw.ErrNotPositive},
		{"a side over 100 m", dw.Dims{Length: dw.MaxSide + 1, Width: dw.Inch, Height: dw.Inch}, dw.Pound, dw.ErrTooLarge},
		{"no weight", ok, 0, dw.ErrNotPositive},
		{"a weight over 1000 t", ok, dw.MaxWeight + 1, dw.ErrTooLarge},
	}
	for _, tt := range tests {
		if got, err := daily.Billable(tt.dims, tt.w); !errors.Is(err, tt.want) || got != 0 {
			t.Errorf("%s: got %v, %v; want %v", tt.name, got, err, tt.want)
		}
	}
	big := dw.Dims{Length: dw.MaxSide, Width: dw.MaxSide, Height: dw.MaxSide}
	if got, err := (dw.Rule{Divisor: 1}).Billable(big, dw.Pound); err != nil || got != dw.MaxWeight {
		t.Errorf("a cube of 100 m by divisor 1: got %v, %v; want %v", got, err, dw.MaxWeight)
	}
}

func TestWorking(t *testing.T) {
	tests := []struct {
		name, dims, weight string
		rule               dw.Rule
		want               string
	}{
		{"dimensional", "20x16x12in", "2lb", daily, "20×16×12 = 3840 in³ ÷ 139 = 27.63 → 28 lb, actual 2 lb"},
		{"sides rounded first", "19.5x15.2x12in", "2lb", daily, "19.5×15.2×12 → 20×16×12 = 3840 in³ ÷ 139 = 27.63 → 28 lb, actual 2 lb"},
		{"under the threshold", "18x14x3in", "52oz", usps, "18×14×3 = 756 in³, not over 1728: no dimensional weight → 4 lb, actual 3.25 lb"},
		{"none", "18x14x3in", "52oz", dw.Rule{Step: dw.Pound}, "no dimensional weight → 4 lb, actual 3.25 lb"},
		{"a minimum", "12x12x12in", "1lb", dw.Rule{Divisor: 139, Step: dw.Pound, Minimum: 40 * dw.Pound}, "12×12×12 = 1728 in³ ÷ 139 = 12.43, at least 40 lb → 40 lb, actual 1 lb"},
		{"metric", "50x40x30cm", "2kg", dw.Rule{Divisor: 5000, Unit: dw.CubicCentimetresPerKilogram, Step: dw.Kilogram / 2}, "50×40×30 = 60000 cm³ ÷ 5000 = 12 → 12 kg, actual 2 kg"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, _ := dw.ParseDims(tt.dims)
			w, _ := dw.ParseWeight(tt.weight)
			if got, err := tt.rule.Working(d, w); err != nil || got != tt.want {
				t.Errorf("got  %s, %v\nwant %s", got, err, tt.want)
			}
		})
	}
}

func TestPublishedRulesByShipDate(t *testing.T) {
	tests := []struct {
		name, date, carrier string
		divisor             int64
		sides               dw.Rounding
	}{
		{"UPS rounds up on 2025-08-18", "2025-08-18", "ups", 139, dw.Up},
		{"UPS rounded to the nearest the day before", "2025-08-17", "ups", 139, dw.Nearest},
		{"FedEx rounds up on 2025-08-18", "2025-08-18", "fedex", 139, dw.Up},
		{"FedEx rounded to the nearest the day before", "2025-08-17", "fedex", 139, dw.Nearest},
		{"USPS divides by 139 on 2026-07-12", "2026-07-12", "usps", 139, dw.Up},
		{"USPS divided by 166 the day before", "2026-07-11", "usps", 166, dw.Nearest},
	}
	for _, tt := range tests {
		on, err := time.Parse(time.DateOnly, tt.date)
		if err != nil {
			t.Fatal(err)
		}
		var found []dw.Rule
		for _, p := range dw.PublishedRules(on) {
			if p.Carrier == tt.carrier && !strings.HasPrefix(p.Scope, "retail") {
				found = append(found, p.Rule)
			}
		}
		if len(found) != 1 || found[0].Divisor != tt.divisor || found[0].Sides != tt.sides {
			t.Errorf("%s: got %+v", tt.name, found)
		}
	}
	for _, p := range dw.PublishedRules(time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)) {
		if err := p.Rule.Validate(); err != nil || p.Source == "" {
			t.Errorf("%s %s: source %q, %v", p.Carrier, p.Scope, p.Source, err)
		}
	}
}

func TestValidate(t *testing.T) {
	for name, r := range map[string]dw.Rule{
		"a negative divisor": {Divisor: -1}, "a divisor too large": {Divisor: 4001}, "an unknown unit": {Unit: 9},
		"a negative threshold": {Threshold: -1}, "an unknown rounding": {Sides: 9}, "a negative step": {Step: -1}, "a negative minimum": {Minimum: -1},
	} {
		if r.Validate() == nil {
			t.Errorf("%s passes", name)
		}
	}
}
