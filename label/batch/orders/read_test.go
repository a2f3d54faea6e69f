package orders_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/label/batch/orders"
)

// readAll reads a file to its end.
func readAll(t testing.TB, text string, opts orders.Options) ([]orders.Order, []orders.RowError) {
	t.Helper()
	r, err := orders.NewReader(strings.NewReader(text), opts)
	if err != nil {
		t.Fatal(err)
	}
	var good []orders.Order
	var bad []orders.RowError
	for o, err := range r.All() {
		var row *orders.RowError
		switch {
		case errors.As(err, &row):
			bad = append(bad, *row)
		case err != nil:
			t.Fatal(err)
		default:
			if err := o.Shipment.Validate(); err != nil {
				t.Errorf("order %s is not valid: %v", o.ID, err)
			}
			good = append(good, o.Clone())
		}
	}
	return good, bad
}

func file(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// told is an order in the fewest words that a table can hold.
func told(o *orders.Order) string {
	var b strings.Builder
	s := &o.Shipment
	fmt.Fprintf(&b, "%s: %s", o.ID, strings.Join(append([]string{s.To.Name}, s.To.Street...), ", "))
	fmt.Fprintf(&b, ", %s %s %s %s", s.To.City, s.To.State, s.To.PostalCode, s.To.Country)
	if s.To.Company != "" {
		fmt.Fprintf(&b, " (%s)", s.To.Company)
	}
	for i, p := range s.Parcels {
		fmt.Fprintf(&b, "; %s %s", p.Dims, p.Weight)
		if o.Boxes != nil && o.Boxes[i] != nil {
			fmt.Fprintf(&b, " in %s", o.Boxes[i].Name)
		}
		for _, it := range p.Items {
			fmt.Fprintf(&b, " + %d %s", it.Quantity, it.SKU)
		}
	}
	return b.String()
}

func tellAll(list []orders.Order) []string {
	var out []string
	for i := range list {
		out = append(out, told(&list[i]))
	}
	return out
}

func problems(list []orders.RowError) []string {
	var out []string
	for i := range list {
		for _, p := range list[i].Problems {
			out = append(out, p.String())
		}
	}
	return out
}

// warehouse has the boxes and the products of testdata.
func warehouse(t testing.TB) orders.Options {
	t.Helper()
	boxes, err := orders.ReadBoxes(strings.NewReader(file(t, "boxes.csv")))
	if err != nil {
		t.Fatal(err)
	}
	products, err := orders.ReadProducts(strings.NewReader(file(t, "products.csv")))
	if err != nil {
		t.Fatal(err)
	}
	o := options
	o.Boxes, o.Products = orders.NewSmallest(boxes), products
	return o
}

func TestPresets(t *testing.T) {
	tests := []struct {
		file, preset string
		want, bad    []string
	}{
		// Two mugs of 14 oz and a teapot of 2 lb are 3.75 lb, and the medium box
		// weighs 8 oz; one mug in the small box of 4 oz is 18 oz.
		{file: "amazon.txt", preset: "amazon", want: []string{
			"111-2222222-3333333: Lena Zhou, 14 Canal St, Unit 5, New Orleans LA 70112 US; 12.5x9.5x7.5 in 4.25 lb in medium + 2 MUG-B + 1 POT-1",
			"112-4444444-5555555: Moe Abbot, 60 Harbor Way, Portland ME 04101-2345 US; 8.5x6.5x4.5 in 1.125 lb in small + 1 MUG-R",
		}},
		{file: "ebay.csv", preset: "ebay", want: []string{
			"12-34567-89012: Nia Brooks, 123 Example Ave, Lakewood CO 80226 US; 12.5x9.5x7.5 in 4.25 lb in medium + 2 MUG-B + 1 POT-1",
			"12-34567-89013: Otto Cruz, 8 Hill Rd, Boise ID 83702 US; 8.5x6.5x4.5 in 1.125 lb in small + 1 MUG-R",
		}},
		{file: "etsy.csv", preset: "etsy", want: []string{
			"3300001: Iris Vega, 1 Main St, Austin TX 78701 US; 12.5x9.5x7.5 in 4.25 lb in medium + 2 MUG-B + 1 POT-1",
			"3300002: Jonas Weber, Gartenweg 4, Berlin  10115 DE; 8.5x6.5x4.5 in 1.125 lb in small + 1 MUG-R",
		}, bad: []string{
			`row 5: Date Shipped: "11/22/26": the order must not be shipped: it was shipped: leave it out of the export`,
		}},
		{file: "pirate-ship.csv", preset: "pirate-ship", want: []string{
			"P-501: Rae Fox, 2 Dock St, Savannah GA 31401 US; 12x9x7 in 2.5 lb",
			"P-502: Sol Grant, 18 Mill Rd, Floor 3, Hartford CT 06103 US (Grant LLC); 10x8x6 in 14.5 oz",
		}},
		{file: "shipstation.csv", preset: "shipstation", want: []string{
			"SH1001: Pia Dunn, 400 Pine St, Seattle WA 98101 US (Dunn Books); 12x9x7 in 4 lb + 2 MUG-B + 1 POT-1",
			"SH1002: Quin Ezra, 77 Bay St, Tampa FL 33602 US; 8x6x4 in 18.5 oz + 1 MUG-R",
		}},
		{file: "shopify.csv", preset: "shopify", want: []string{
			"#1001: Ada Finch, 5 Market St, Apt 2, San Francisco CA 94105 US; 12.5x9.5x7.5 in 4.25 lb in medium + 2 MUG-B + 1 POT-1",
			"#1002: Ben Ode, 12 Elm St, Newark NJ 07102 US; 8.5x6.5x4.5 in 1.125 lb in small + 1 MUG-R",
		}, bad: []string{
			`row 6: Cancelled at: "2026-11-22 10:00:00 -0500": the order must not be shipped: it was cancelled: leave it out of the export`,
		}},
		{file: "woocommerce.csv", preset: "woocommerce", want: []string{
			"4415: Dora Quill, 86 Kuwale Rd, Waianae HI 96792 US; 12.5x9.5x7.5 in 4.25 lb in medium + 2 MUG-B + 1 POT-1",
			"4416: Émile Roux, 14 Rue de la Paix, Paris  75002 FR (Roux & Fils); 8.5x6.5x4.5 in 1.125 lb in small + 1 MUG-B",
		}, bad: []string{
			`row 4: status: "wc-completed": the order must not be shipped: its status says so: leave it out of the export`,
		}},
		{file: "woocommerce-advanced.csv", preset: "woocommerce", want: []string{
			"5001: Gil Tan, 7 Pine St Suite 4, Denver CO 80202 US; 12.5x9.5x7.5 in 4.25 lb in medium + 2 MUG-B + 1 POT-1",
			"5002: Hana Uehara, 31 Birch Ln, Portland OR 97201 US; 8.5x6.5x4.5 in 1.125 lb in small + 1 MUG-R",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			text := file(t, tt.file)
			split, err := orders.NewSplitter(strings.NewReader(text), warehouse(t))
			if err != nil {
				t.Fatal(err)
			}
			if split.Preset() != tt.preset {
				t.Errorf("recognised as %q, want %q", split.Preset(), tt.preset)
			}
			good, bad := readAll(t, text, warehouse(t))
			if diff := cmp.Diff(tt.want, tellAll(good)); diff != "" {
				t.Errorf("orders (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.bad, problems(bad)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// TestEachSampleFitsOnePreset holds the presets apart.
func TestEachSampleFitsOnePreset(t *testing.T) {
	seen := map[string]bool{}
	names, err := filepath.Glob("testdata/*.*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if base := filepath.Base(name); base != "boxes.csv" && base != "products.csv" && base != "shop.json" {
			split, err := orders.NewSplitter(strings.NewReader(file(t, base)), warehouse(t))
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			seen[split.Preset()] = true
		}
	}
	for _, p := range orders.Presets() {
		if !seen[p] {
			t.Errorf("no sample of %s is recognised", p)
		}
	}
}

// TestReadmeNamesEveryColumn holds the page against the tables.
func TestReadmeNamesEveryColumn(t *testing.T) {
	b, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range orders.ColumnNames() {
		if !strings.Contains(string(b), "`"+name+"`") {
			t.Errorf("the README does not name the column %s", name)
		}
	}
	for _, p := range orders.Presets() {
		if !strings.Contains(string(b), "| `"+p+"` |") {
			t.Errorf("the README does not name the preset %s", p)
		}
	}
}

// TestReadmeBlocks reads the CSV of the page as it stands.
func TestReadmeBlocks(t *testing.T) {
	b, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(b), "```csv\n")[1:]
	for i := range blocks {
		blocks[i], _, _ = strings.Cut(blocks[i], "```")
	}
	if len(blocks) != 4 {
		t.Fatalf("%d blocks, want 4", len(blocks))
	}
	if good, bad := readAll(t, blocks[0], options); len(good) != 2 || len(bad) > 0 {
		t.Errorf("%v %q", tellAll(good), problems(bad))
	}
	if _, err := orders.ReadBoxes(strings.NewReader(blocks[1])); err != nil {
		t.Error(err)
	}
	if _, err := orders.ReadProducts(strings.NewReader(blocks[2])); err != nil {
		t.Error(err)
	}
	if _, err := orders.ReadMap(strings.NewReader(blocks[3])); err != nil {
		t.Error(err)
	}
}
