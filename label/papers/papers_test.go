package papers_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/papers"
)

// wantTexts fails unless the pages say all of it.
func wantTexts(t *testing.T, pages []label.Label, want ...string) {
	t.Helper()
	got := texts(pages)
	for _, text := range want {
		if !slices.Contains(got, text) {
			t.Errorf("%q is not on the paper, which says\n%s", text, strings.Join(got, "\n"))
		}
	}
}

// wantRefused fails unless the error is an Invalid of just these problems.
func wantRefused(t *testing.T, pages []label.Label, err error, want ...string) {
	t.Helper()
	if !errors.Is(err, carriers.ErrInvalid) || pages != nil {
		t.Fatalf("%d pages and error %v", len(pages), err)
	}
	if diff := cmp.Diff(want, strings.Split(err.Error(), "\n")); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestPackingSlip(t *testing.T) {
	pages := all(t, papers.Format{})["slip"]
	wantTexts(t, pages, "Packing slip", "ORDER-1001", "BOX 1", "1 of 1", "2026-11-23", "FRANCE (FR)", "Total", "Gift message", "Chère Zoë,", "Ann, Ben and Łucja", "Page 1 of 1")
	var bins []string
	for _, text := range texts(pages) {
		if text == "A-2" || text == "A-10" || text == "B-1-07" {
			bins = append(bins, text)
		}
	}
	if diff := cmp.Diff([]string{"A-2", "A-10", "B-1-07"}, bins); diff != "" {
		t.Errorf("pick order (-want +got):\n%s", diff)
	}
	if slices.ContainsFunc(texts(pages), func(s string) bool { return strings.Contains(s, "USD") || strings.Contains(s, "12.50") }) {
		t.Error("a packing slip has prices")
	}
}

func TestEachParcelHasASlip(t *testing.T) {
	s := order()
	s.Parcels = append(s.Parcels, s.Parcels[0])
	s.Parcels[1].Items = many(60).Parcels[0].Items
	s.Parcels[1].Weight = 30 * dimweight.Kilogram
	pages, err := papers.Format{}.PackingSlip(s)
	if err != nil {
		t.Fatal(err)
	}
	var feet []string
	for _, text := range texts(pages) {
		if strings.HasPrefix(text, "Page ") {
			feet = append(feet, text)
		}
	}
	if diff := cmp.Diff([]string{"Page 1 of 1", "Page 1 of 3", "Page 2 of 3", "Page 3 of 3"}, feet); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	wantTexts(t, pages, "1 of 2", "2 of 2", "SKU-0059")
	gifts := 0
	for _, text := range texts(pages) {
		if text == "Gift message" {
			gifts++
		}
	}
	if gifts != 1 {
		t.Errorf("the gift message stands %d times", gifts)
	}
}

// TestInvoiceAddsUp checks the sums by hand: 18.00, 3 of 12.50 and 2 of 9.99,
// and 350, 600 and 620 g in a parcel of 1.9 kg.
func TestInvoiceAddsUp(t *testing.T) {
	wantTexts(t, all(t, papers.Format{})["invoice"], "INV-2026-0417", "18.00", "37.50", "19.98", "75.48", "1.570", "1.900",
		"75.48 USD", "24.90 USD", "100.38 USD", "DAP Paris", "Sale of goods", "6109.10.0010", "BD", "1Z 5R8 939 03 5756 7127", "Tax, VAT or EORI no. EIN 12-3456789")
	wantTexts(t, all(t, papers.Format{})["cn23"], "CN23", "75.48", "1.570", "1.900", "75.48 USD", "RB 123 456 785 GB", "X")
	wantTexts(t, all(t, papers.Format{})["cn22"], "CN22", "75.48", "1.900", "3 × men's knitted cotton", "HS 6109.10.0010 · BD")
}

// TestGramsAddUp has lines that no whole gram has: the total is the sum of what
// stands above it.
func TestGramsAddUp(t *testing.T) {
	s := order()
	s.Parcels[0].Weight = 12 * dimweight.Ounce
	for i := range s.Parcels[0].Items {
		s.Parcels[0].Items[i].Quantity, s.Parcels[0].Items[i].Weight = 1, dimweight.Ounce // 28.3495 g
	}
	pages, err := papers.Format{}.CN23(s)
	if err != nil {
		t.Fatal(err)
	}
	wantTexts(t, pages, "0.028", "0.084", "0.341") // 3 of 28 g, and 340.19 g rounded up
}

func TestCustomsRefuse(t *testing.T) {
	item := func(s *carriers.Shipment) *carriers.Item { return &s.Parcels[0].Items[1] }
	tests := []struct {
		claim  string
		change func(*carriers.Shipment)
		want   []string
	}{
		{"everything that is missing, at once", func(s *carriers.Shipment) {
			*item(s) = carriers.Item{Quantity: 1}
			s.Customs.Reason = ""
			s.To.City, s.From.Name, s.From.Company, s.From.Street = "", "", "", []string{" "}
		}, []string{
			"from.name: must be set to print papers, or the company", "from.street: must be set to print papers", "to.city: must be set to print papers",
			"customs.reason: must be set for customs papers: use one of [gift documents sale sample return other]",
			"parcels[0].items[1].description: must be set for customs papers, or the name",
			"parcels[0].items[1].hs_code: must be set for customs papers", "parcels[0].items[1].origin: must be set for customs papers",
			"parcels[0].items[1].value: must be set for customs papers: goods without a price have one too",
			"parcels[0].items[1].weight: must be set for customs papers",
		}},
		{"two currencies", func(s *carriers.Shipment) { item(s).Value.Currency = "EUR" },
			[]string{"parcels[0].items[1].value: 12.50 EUR is in another currency than the USD of parcels[0].items[0].value"}},
		{"freight and insurance in others", func(s *carriers.Shipment) {
			s.Customs.Freight.Currency = "EUR"
			s.Insured = carriers.Money{Minor: 1, Currency: "PLN"}
		}, []string{"insured: 0.01 PLN is in another currency than the items, which are in USD", "customs.freight: 24.90 EUR is in another currency than the items, which are in USD"}},
		{"a declared value over that of the items", func(s *carriers.Shipment) { s.Insured = usd(75_49) },
			[]string{"insured: 75.49 USD is over the 75.48 USD that the items are worth"}},
		{"items heavier than the parcel", func(s *carriers.Shipment) { s.Parcels[0].Weight = dimweight.Kilogram },
			[]string{"parcels[0].items: weigh more than the parcel's 1 kg together"}},
		{"items heavier than the parcel in whole grams alone", func(s *carriers.Shipment) {
			s.Parcels[0].Weight = 1401 * dimweight.Gram / 1000 // 1.401 g
			for i := range s.Parcels[0].Items {
				s.Parcels[0].Items[i].Quantity, s.Parcels[0].Items[i].Weight = 1, 467*dimweight.Gram/1000
			}
		}, []string{"parcels[0].items: weigh 0.003 kg together in whole grams, over the parcel's 0.002 kg"}},
		{"a parcel without items", func(s *carriers.Shipment) {
			s.Parcels = append(s.Parcels, s.Parcels[0])
			s.Parcels[1].Items = nil
		}, []string{"parcels[1].items: must have at least one for customs papers"}},
		{"a character without a glyph", func(s *carriers.Shipment) { item(s).Description = "茶 tea" },
			[]string{`parcels[0].items[1].description: "茶" (U+8336) at character 1 is not in the label's font`}},
		{"an invalid shipment before all", func(s *carriers.Shipment) { item(s).Quantity = 0 },
			[]string{"parcels[0].items[1].quantity: 0 is not between 1 and 1000000"}},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			s := order()
			test.change(&s)
			pages, err := papers.Format{}.CN23(s)
			wantRefused(t, pages, err, test.want...)
			pages, err = papers.Format{}.Invoice(s)
			wantRefused(t, pages, err, test.want...)
		})
	}
}

func TestAnInsuredValueUpToThatOfTheItemsIsRight(t *testing.T) {
	s := order()
	s.Insured = usd(75_48)
	if _, err := (papers.Format{}).CN23(s); err != nil {
		t.Error(err)
	}
}

func TestCN22Refuses(t *testing.T) {
	tests := []struct {
		claim  string
		limit  carriers.Money
		change func(*carriers.Shipment)
		want   string
	}{
		{"contents over the limit", usd(75_47), func(*carriers.Shipment) {}, "parcels[0].items: are worth 75.48 USD, over the 75.47 USD limit of a CN22: use a CN23"},
		{"no limit", carriers.Money{}, func(*carriers.Shipment) {}, "limit: 0.00 is not an amount: give 300 SDR in the currency of the items"},
		{"a limit in another currency", carriers.Money{Minor: 350_00, Currency: "EUR"}, func(*carriers.Shipment) {},
			"limit: 350.00 EUR is in another currency than the items, which are in USD"},
		{"a parcel over 2 kg", usd(400_00), func(s *carriers.Shipment) { s.Parcels[0].Weight = 2*dimweight.Kilogram + 1 },
			"parcels[0].weight: 2 kg is over the 2 kg limit of a CN22: use a CN23"},
		{"more items than fit", usd(400_00), func(s *carriers.Shipment) {
			for range 9 {
				s.Parcels[0].Items = append(s.Parcels[0].Items, s.Parcels[0].Items[0])
				s.Parcels[0].Items[len(s.Parcels[0].Items)-1].Weight = dimweight.Gram
			}
		}, "parcels[0].items: 12 lines are over the 5 that fit on a CN22: use a CN23"},
	}
	for _, test := range tests {
		s := order()
		test.change(&s)
		pages, err := papers.Format{}.CN22(s, test.limit)
		t.Run(test.claim, func(t *testing.T) { wantRefused(t, pages, err, test.want) })
	}
	if pages, err := (papers.Format{}).CN22(order(), usd(75_48)); err != nil || len(pages) != 1 {
		t.Errorf("contents at the limit: %d pages, error %v", len(pages), err)
	}
}

// An item without a name is told by its number: in the column of both.
// Who packs must know which box was priced.
func TestTheSlipNamesTheBox(t *testing.T) {
	pages, err := papers.Format{}.PackingSlip(order(), "medium")
	if err != nil {
		t.Fatal(err)
	}
	wantTexts(t, pages, "Box", "medium")
	if _, err := (papers.Format{}).PackingSlip(order(), "medium", "small", "large"); err == nil || !strings.Contains(err.Error(), "boxes: 3 for ") {
		t.Errorf("three boxes: got %v", err)
	}
}

func TestSlipWithoutName(t *testing.T) {
	s := order()
	s.Parcels[0].Items[1].Name = ""
	pages, err := papers.Format{}.PackingSlip(s)
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	for _, text := range texts(pages) {
		told += strings.Count(text, "SHIRT-M")
	}
	if told != 2 {
		t.Errorf("SHIRT-M stands %d times", told)
	}
}

func TestOtherPapersRefuse(t *testing.T) {
	s := order()
	s.Customs.Incoterm, s.Customs.Invoice, s.Reference = "", "", ""
	pages, err := papers.Format{}.Invoice(s)
	wantRefused(t, pages, err, "customs.incoterm: must be set for an invoice: one of [CFR CIF CIP CPT DAP DDP DPU EXW FAS FCA FOB] and a place",
		"customs.invoice: must be set for an invoice, or the reference")

	s = order()
	s.Customs.Incoterm = "DAP"
	pages, err = papers.Format{}.Invoice(s)
	wantRefused(t, pages, err, `customs.incoterm: "DAP" names no place: write one such as DAP Paris`)

	s = order()
	s.Parcels[0].Items[2].Name, s.Parcels[0].Items[2].SKU = "", ""
	s.Parcels[0].Items[0].Bin = strings.Repeat("W", 40)
	s.GiftMessage = strings.Repeat("a\n", 300)
	pages, err = papers.Format{Size: label.Size4x6, Language: "de"}.PackingSlip(s)
	wantRefused(t, pages, err, "size: 4 in by 6 in is not A4 or Letter", `language: "de" is unknown: use one of [en fr pl]`)
	m := manifest(t, 1)
	m.Date = 0
	pages, err = papers.Format{Language: "de"}.Manifest(m)
	wantRefused(t, pages, err, `language: "de" is unknown: use one of [en fr pl]`, "date: must be set: the day of the handover")
	pages, err = papers.Format{}.PackingSlip(s)
	wantRefused(t, pages, err, "parcels[0].items[2].name: must be set to print a packing slip, or the sku",
		"parcels[0].items[0].bin: has a word of 3.15 in at 6 points, over the 0.83 in limit",
		"gift_message: 300 lines do not fit on a page")

	s.Parcels[0].Items = nil
	s.GiftMessage = ""
	pages, err = papers.Format{}.PackingSlip(s)
	wantRefused(t, pages, err, "parcels[0].items: must have at least one to print a packing slip")

	s = order()
	s.To.Street = slices.Repeat([]string{"one more line"}, 40)
	pages, err = papers.Format{}.PackingSlip(s)
	if !errors.Is(err, carriers.ErrInvalid) || !strings.HasPrefix(err.Error(), "to.street: makes the address ") {
		t.Errorf("%d pages, error %v", len(pages), err)
	}
}

func TestNumbersAreChecked(t *testing.T) {
	s := order()
	s.Parcels = append(s.Parcels, s.Parcels[0])
	pages, err := papers.Format{}.CN23(s, s10Number)
	wantRefused(t, pages, err, "numbers: 1 for 2 parcels: give none or one for each")
	pages, err = papers.Format{}.CN23(s, s10Number, s10Number)
	wantRefused(t, pages, err, "numbers[1]: RB123456785GB is the number of parcel 1 too")
	_, err = papers.Format{}.Invoice(s, s10Number, "RB123456784GB")
	if err == nil || !strings.Contains(err.Error(), "numbers[1]: ") {
		t.Errorf("a wrong check digit: error %v", err)
	}
}

// TestLongTextsWrapAndShrink gives names of all lengths: each is on the paper
// whole, or refused.
func TestLongTextsWrapAndShrink(t *testing.T) {
	for n := 1; n <= 200; n += 3 {
		s := order()
		name := strings.TrimSpace(strings.Repeat("wide board ", n))
		if len(name) > 1000 {
			break
		}
		s.Parcels[0].Items = s.Parcels[0].Items[:1]
		s.Parcels[0].Items[0].Name = name
		pages, err := papers.Format{}.PackingSlip(s)
		if err != nil {
			if !strings.Contains(err.Error(), "parcels[0].items[0].name: needs ") || n < 20 {
				t.Fatalf("%d words: %v", n, err)
			}
			continue
		}
		if got := strings.Join(texts(pages), " "); !strings.Contains(got, name) {
			t.Fatalf("%d words are not all on the paper: %s", n, got)
		}
		checkGeometry(t, pages[0])
	}
}

// TestAnOrderNumberOfOneWordBreaks at its hyphens.
func TestAnOrderNumberOfOneWordBreaks(t *testing.T) {
	s := order()
	s.Reference = "550e8400-e29b-41d4-a716-446655440000-550e8400"
	pages, err := papers.Format{}.PackingSlip(s)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(texts(pages), ""); strings.Count(got, s.Reference) != 2 { // at the head and the foot
		t.Errorf("the reference is not whole: %s", got)
	}
}

func TestReturn(t *testing.T) {
	s := order()
	s.Accessorials, s.Insured = []carriers.Accessorial{carriers.Signature}, usd(10_00)
	s.To.Place = carriers.Locker // and it comes back to a door
	back := papers.Return(s)
	if err := back.Validate(); err != nil {
		t.Fatal(err)
	}
	want := order()
	want.From, want.To = want.To, want.From
	want.Return, want.GiftMessage = true, ""
	want.Customs = carriers.Customs{Reason: carriers.ReasonReturn}
	if diff := cmp.Diff(want, back); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	back.Parcels[0].Items[0].SKU, back.From.Street[0] = "changed", "changed"
	s.Accessorials, s.Insured, s.To.Place = nil, carriers.Money{}, carriers.Door
	if diff := cmp.Diff(order(), s); diff != "" {
		t.Errorf("the shipment on its way out has changed (-want +got):\n%s", diff)
	}
	pages, err := papers.Format{}.CN23(papers.Return(order()))
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, l := range pages {
		for i, e := range l.Elements {
			if x, ok := e.(label.Text); ok && x.Text == "X" {
				if next, ok := l.Elements[i+1].(label.Text); !ok || next.Text != "Returned goods" {
					t.Errorf("%v is marked", l.Elements[i+1])
				}
				checked++
			}
		}
	}
	if checked != 1 {
		t.Errorf("%d categories are marked", checked)
	}
}

func TestCountriesHaveNames(t *testing.T) {
	for language, want := range map[papers.Language][2]string{
		papers.English: {"UNITED STATES (US)", "FRANCE (FR)"}, papers.French: {"ÉTATS-UNIS (US)", "FRANCE (FR)"}, papers.Polish: {"STANY ZJEDNOCZONE (US)", "FRANCJA (FR)"},
	} {
		wantTexts(t, all(t, papers.Format{Language: language})["slip"], want[0], want[1])
	}
	s := order()
	s.To.Country, s.To.PostalCode = "QQ", "1"
	pages, err := papers.Format{}.PackingSlip(s)
	if err != nil {
		t.Fatal(err)
	}
	wantTexts(t, pages, "QQ")
}

func ExampleReturn() {
	back := papers.Return(order())
	fmt.Println(back.From.City, "to", back.To.City, back.Return)
	// A quote for the way back, chosen as any other, and the number that came
	// with it.
	quote := carriers.Quote{Carrier: "ups", Name: "UPS Standard", Ships: carriers.DateOf(back.Ready), Parcels: make([]carriers.Rated, 1)}
	labels, err := label.New(back, quote, upsNumber)
	fmt.Println(len(labels), err)
	// Output:
	// Paris to New York true
	// 1 <nil>
}
