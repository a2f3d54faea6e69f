package dimweight_test

import (
	"fmt"
	"time"

	"github.com/shiprate/shiprate/dimweight"
)

func ExampleRule_Billable() {
	rule := dimweight.Rule{Divisor: 139, Sides: dimweight.Up, Step: dimweight.Pound}
	box := dimweight.Dims{Length: 20 * dimweight.Inch, Width: 16 * dimweight.Inch, Height: 12 * dimweight.Inch}
	billable, err := rule.Billable(box, 2*dimweight.Pound)
	fmt.Println(billable, err)
	// Output: 28 lb <nil>
}

func ExampleRule_Working() {
	rule := dimweight.Rule{Divisor: 139, Sides: dimweight.Up, Step: dimweight.Pound}
	box, _ := dimweight.ParseDims("20x16x12in")
	fmt.Println(rule.Working(box, 2*dimweight.Pound))
	// Output: 20×16×12 = 3840 in³ ÷ 139 = 27.63 → 28 lb, actual 2 lb <nil>
}

func ExampleParseWeight() {
	fmt.Println(dimweight.ParseWeight("2lb8oz"))
	fmt.Println(dimweight.ParseWeight("2"))
	// Output:
	// 2.5 lb <nil>
	// 0 lb weight "2": no unit: write one such as 2lb, 2lb8oz, 40oz, 1.2kg or 900g, at most 1000000 kg
}

func ExampleParseDims() {
	d, err := dimweight.ParseDims("20x16x12in")
	fmt.Println(d, err)
	fmt.Println("girth", d.Girth(), "volume", d.Volume().In(dimweight.Inch))
	// Output:
	// 20x16x12 in <nil>
	// girth 56 in volume 3840 in³
}

func ExamplePublishedRules() {
	for _, p := range dimweight.PublishedRules(time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))[:4] {
		fmt.Println(p.Carrier, p.Scope, p.Rule.Divisor, p.Rule.Unit)
	}
	// Output:
	// ups daily rates 139 in3/lb
	// ups retail rates 166 in3/lb
	// fedex all US services 139 in3/lb
	// usps ground advantage, priority mail 139 in3/lb
}
