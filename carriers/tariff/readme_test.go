package tariff_test

import (
	"maps"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/carriers/usps"
	dw "github.com/shiprate/shiprate/dimweight"
)

// readmeCards returns the two cards of the README, that of the steps and that of
// the reference, and the chart at its end.
func readmeCards(t testing.TB) (steps, reference fstest.MapFS, chart string) {
	t.Helper()
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	files := regexp.MustCompile("(?s)(?:\\*\\*\\d\\. `(acme/)([a-z-]+\\.csv)`\\*\\*|### ([a-z-]+\\.csv)\n).*?```csv\n(.*?)```")
	steps, reference = fstest.MapFS{}, fstest.MapFS{}
	for _, m := range files.FindAllStringSubmatch(string(data), -1) {
		if m[1] != "" {
			steps[m[2]] = &fstest.MapFile{Data: []byte(m[4])}
		} else {
			reference[m[3]] = &fstest.MapFile{Data: []byte(m[4])}
		}
	}
	_, rest, _ := strings.Cut(string(data), "## An official zone chart")
	_, rest, _ = strings.Cut(rest, "```csv\n")
	chart, _, _ = strings.Cut(rest, "```")
	return steps, reference, chart
}

func TestReadmeSteps(t *testing.T) {
	steps, _, _ := readmeCards(t)
	if len(steps) != 5 {
		t.Fatalf("%d files: want the 5 of the steps", len(steps))
	}
	s := toChicago()
	s.To.PostalCode, s.Parcels[0].Weight = "60601", 4*dw.Pound
	four := maps.Clone(steps)
	delete(four, "surcharges.csv")
	home(&s)
	if got, want := charges(t, tariff.New(load(t, four)), "ground", s), "base 15.00"; got != want {
		t.Errorf("after four steps: got %s, want %s", got, want)
	}
	if got, want := charges(t, tariff.New(load(t, steps)), "ground", s), "base 15.00, residential 5.00"; got != want {
		t.Errorf("after five: got %s, want %s", got, want)
	}

	wrong := maps.Clone(steps)
	change("rates-ground.csv", "5 lb,10.00", "5 lb,1O.00")(t, wrong)
	change("rates-ground.csv", "70 lb,30.00,50.00", "70 lb,30.00")(t, wrong)
	_, err := tariff.Load(wrong)
	readme, _ := os.ReadFile("README.md")
	if err == nil || !strings.Contains(string(readme), "```\n"+err.Error()+"\n```") {
		t.Errorf("the README shows other mistakes than\n%v", err)
	}
}

func TestReadmeReference(t *testing.T) {
	_, reference, _ := readmeCards(t)
	if len(reference) != 12 {
		t.Fatalf("%d files: want one of each kind, and two price lists", len(reference))
	}
	c := tariff.New(load(t, reference))
	s := toChicago()
	s.To.PostalCode, s.Ready = "94105", day(t, "2026-01-06")
	got := []string{charges(t, c, "ground", s)}
	s.Insured, s.To.Residential, s.Ready = usd(400_00), true, day(t, "2026-12-01")
	got = append(got, charges(t, c, "ground", s), charges(t, c, "air", s))
	s.Accessorials = []carriers.Accessorial{carriers.Signature}
	s.Parcels[0] = parcel(t, "49x9x9in", "51lb")
	got = append(got, charges(t, c, "ground", s))
	want := []string{
		// 185.15 less 12.5 % is 162.01, 20.25 % of which is 32.81.
		"base 185.15, delivery_area 4.50, discount -23.14, fuel 32.81",
		// Of 162.01 and the 6.50 for a home, 20.5 % is 34.54.
		"base 185.15, residential 6.50, delivery_area 4.50, insurance 6.80, peak 0.75, discount -23.14, fuel 34.54",
		"not_eligible: goes to businesses only, and the address is a residence",
		"base 185.15, residential 6.50, delivery_area 4.50, additional_handling 58.75, signature 7.60, insurance 6.80, discount -23.14, fuel 34.54",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestReadmeNamesEveryColumn compares the reference with the errors that list
// what there is.
func TestReadmeNamesEveryColumn(t *testing.T) {
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"card.csv", "services.csv", "surcharges.csv", "fuel.csv", "transit.csv", "calendar.csv", "areas.csv", "centroids.csv", "distance.csv"} {
		_, section, _ := strings.Cut(string(data), "### "+file)
		section, _, _ = strings.Cut(section, "\n### ")
		card := small(t)
		head, _, _ := strings.Cut(string(card[file].Data), "\n")
		edit := change(file, head, head+",colour")
		if file == "card.csv" {
			edit = add(file, "colour,blue\n")
		}
		edit(t, card)
		_, err := tariff.Load(card)
		if err == nil {
			t.Fatalf("%s: a column that is none loads", file)
		}
		_, names, _ := strings.Cut(err.Error(), `"colour": there are `)
		names, _, _ = strings.Cut(names, "\n")
		for name := range strings.SplitSeq(names, ", ") {
			if !regexp.MustCompile("[`,\n]" + name + "[`,\n]").MatchString(section) {
				t.Errorf("%s: the README does not name %s", file, name)
			}
		}
	}
}

func TestReadmeChart(t *testing.T) {
	_, _, chart := readmeCards(t)
	// The card has the rows of 100 itself; laid over it as those of 104, they show.
	card, err := load(t, usps.Files()).WithZones("chart.csv", strings.NewReader(strings.ReplaceAll(chart, "\n100,", "\n104,")))
	if err != nil {
		t.Fatal(err)
	}
	s := toChicago()
	s.From.PostalCode, s.To.PostalCode, s.Ready = "10401", zone8, day(t, "2026-07-13")
	q, refused := quoteOf(t, tariff.New(card), "priority-mail", s)
	if q == nil || q.Parcels[0].Zone != "8" || strings.Contains(strings.Join(q.Notes, " "), "estimated from the distance") {
		t.Errorf("got %+v %s", q, refused)
	}
}
