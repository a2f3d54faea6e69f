package tariff_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
)

// A mistake is a claim about what Load says of the small card, changed.
type mistake struct {
	name string
	card edit
	says string
}

func checkMistakes(t *testing.T, mistakes []mistake) {
	t.Helper()
	for _, tt := range mistakes {
		t.Run(tt.name, func(t *testing.T) {
			card, err := tariff.Load(small(t, tt.card))
			if err == nil {
				t.Fatal("it loads")
			}
			if card != nil {
				t.Error("a card that does not load is returned")
			}
			if diff := cmp.Diff(strings.Split(tt.says, "\n"), strings.Split(err.Error(), "\n")); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestSmallCardLoads(t *testing.T) {
	card := load(t, small(t))
	if got, want := card.Carrier()+" "+card.Name(), "acme acme-2026"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	want := []carriers.Service{
		{Carrier: "acme", Service: "ground", Name: "Acme Ground", Card: "acme-2026", Source: "Acme Parcel price list, 2026-01-01"},
		{Carrier: "acme", Service: "air", Name: "Acme Air", Card: "acme-2026", Source: "Acme Parcel price list, 2026-01-01"},
		{Carrier: "acme", Service: "mail", Name: "Acme Mail", Card: "acme-2026", Source: "Acme Parcel price list, 2026-01-01"},
	}
	for i := range want {
		want[i].From, want[i].To = carriers.NewDate(2026, time.January, 1), carriers.NewDate(2027, time.June, 30)
	}
	if diff := cmp.Diff(want, card.Services()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	endless := load(t, small(t, change("card.csv", "effective_to,2027-06-30\n", "source,second\n")))
	if got := endless.Services()[0]; got.To != 0 || got.Source != "Acme Parcel price list, 2026-01-01\nsecond" && got.Source != "second\nAcme Parcel price list, 2026-01-01" {
		t.Errorf("a card without an end, of two sources: %+v", got)
	}
}

func TestLoadReportsFiles(t *testing.T) {
	const fileNames = "card.csv, services.csv, zones.csv, distance.csv, centroids.csv, areas.csv, surcharges.csv, fuel.csv, transit.csv, calendar.csv, discounts.csv, tiers.csv, minimums.csv, reductions.csv"
	checkMistakes(t, []mistake{
		{"no card.csv", remove("card.csv"), "card.csv: the file is missing"},
		{"no services.csv", remove("services.csv"), "services.csv: the file is missing"},
		{"no price list of a service", remove("rates-air.csv"), "rates-air.csv: the file is missing"},
		{"no zones and no distances", remove("zones.csv", "distance.csv"), "zones.csv: the file is missing, and so is distance.csv: a card needs one of them"},
		{"distances without the places", remove("centroids.csv"), "centroids.csv: the file is missing"},
		{"a price list that no service asks for", write("rates-rail.csv", "weight_up_to,2\n1 lb,5.00\n"), `rates-rail.csv: service "rail" is not in services.csv`},
		{"a file that no card has", write("prices.csv", "a,b\n"), "prices.csv: not a file of a card: there are " + fileNames + " and rates-<service>.csv"},
		{"an empty file", write("fuel.csv", ""), "fuel.csv: the file is empty"},
		{"a file of empty lines", write("fuel.csv", "\n\n"), "fuel.csv: the file is empty"},
		{"a column missing", change("fuel.csv", "from,", "since,"), `fuel.csv:1: column "from" is missing` + "\n" + `fuel.csv:1:1: unknown column "since": there are from, services, percent`},
		{"a column without a name", write("areas.csv", "postal_code,area,\n"), "areas.csv:1:18: a column without a name"},
		{"a column twice", write("areas.csv", "postal_code,area,area\n"), `areas.csv:1:18: column "area" stands twice`},
		{"semicolons, as spreadsheets in Europe write", write("areas.csv", "postal_code;area\n60601;standard\n"), "areas.csv:1: cells are parted by semicolons: save the file with commas"},
		{"too few cells", change("fuel.csv", "2026-06-01,air,12.50", "2026-06-01,air"), "fuel.csv:5: 2 cells where the header has 3"},
		{"too many cells", change("fuel.csv", "2026-06-01,air,12.50", "2026-06-01,air,12,50"), "fuel.csv:5: 4 cells where the header has 3"},
		{"a quote that is not closed", change("areas.csv", "60605,extended", `60605,"extended`), "areas.csv:3: a quote is not closed, or something follows it: write \"\" for a quote inside a cell"},
		{"a quote within a cell", change("areas.csv", "60605,extended", `60605,exten"ded`), "areas.csv:3:12: a quote inside a cell: put the whole cell in quotes, and write \"\" for each one inside"},
		{"a broken first cell", change("rates-air.csv", "1 lb,20.00", "1\" lb,20.00"), "rates-air.csv:2:2: a quote inside a cell: put the whole cell in quotes, and write \"\" for each one inside"},
		{"another encoding", change("services.csv", "Acme Air", "Acme \xc4ir"), `services.csv:3:5: "Acme \xc4ir": not UTF-8: save the file as "CSV UTF-8"`},
		{"another encoding in the header", change("rates-air.csv", "weight_up_to,2", "weight_up_to,\xff"), `rates-air.csv:1:14: "\xff": not UTF-8: save the file as "CSV UTF-8"`},
		{"UTF-16", write("fuel.csv", "\xff\xfef\x00r\x00o\x00m\x00\n\x00"), `fuel.csv:1:1: "\xff\xfef\x00r\x00o\x00m\x00": not UTF-8: save the file as "CSV UTF-8"`},
	})
}

func TestLoadReportsAFolderThatIsNotThere(t *testing.T) {
	_, err := tariff.Load(fstest.MapFS{"card.csv": nil}) // a file system that cannot list it
	if err == nil || !errors.Is(err, tariff.ErrCard) {
		t.Errorf("got %v", err)
	}
	sub, err := fs.Sub(fstest.MapFS{}, "cards/acme")
	if err != nil {
		t.Fatal(err)
	}
	_, err = tariff.Load(sub)
	if want := "card.csv: the folder cannot be read: open .: file does not exist"; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestLoadAcceptsWhatSpreadsheetsWrite(t *testing.T) {
	want := charges(t, tariff.New(load(t, small(t))), "ground", toChicago())
	tests := []struct {
		name string
		save func([]byte) []byte
	}{
		{"a byte order mark", func(b []byte) []byte { return append([]byte("\ufeff"), b...) }},
		{"CRLF", func(b []byte) []byte { return []byte(strings.ReplaceAll(string(b), "\n", "\r\n")) }},
		{"no end of line at the end", func(b []byte) []byte { return []byte(strings.TrimSuffix(string(b), "\n")) }},
		{"spaces around the cells", func(b []byte) []byte { return []byte(strings.ReplaceAll(string(b), ",", " ,")) }},
		{"empty lines", func(b []byte) []byte { return []byte(strings.ReplaceAll(string(b), "\n", "\n\n")) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			card := small(t)
			for _, f := range card {
				f.Data = tt.save(f.Data)
			}
			if got := charges(t, tariff.New(load(t, card)), "ground", toChicago()); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
	mixed := small(t, write("notes.txt", "not a part of the card"), write("README.md", "nor is this"))
	load(t, mixed)
}

func TestLoadReportsEveryMistakeOnce(t *testing.T) {
	card := small(t,
		change("card.csv", "name,acme-2026", "name,Acme 2026"),
		change("rates-ground.csv", "2 lb,8.50,9.75", "2 lb,1O.25,"),
		change("rates-air.csv", "10 lb,40.00", "10 lb,4O.00"),
		change("zones.csv", "100-102,600-606,5,5", "100-102,600-606,5,6"),
		change("areas.csv", "60605,extended", "60604,extended"),
		change("surcharges.csv", ",4.00,", ",four,"),
		change("fuel.csv", "2026-06-01,air,12.50", "2026-01-05,air,12.50"),
		change("transit.csv", "ground,2,2,0.1,", "ground,2,2,0.2,"),
		change("calendar.csv", "2026-07-03,,closed", "2026-07-03,,shut"),
	)
	want := `areas.csv:3:1: 60604 stands twice
calendar.csv:3:13: "shut": not closed, no_delivery, no_pickup, delivery, pickup, cutoff 17:00 or on_request
card.csv:3:6: "Acme 2026": not lower case letters, digits and hyphens
fuel.csv:5:1: 2026-01-05 stands twice for air
rates-air.csv:3:7: "4O.00": not a price
rates-ground.csv:3:6: "1O.25": not a price
rates-ground.csv:3:12: no price: write - where the service is not offered
surcharges.csv:3:41: "four": not a price
transit.csv:3: the shares of ground zone 2 sum to more than 1
zones.csv:3:19: zone "6" has no column in rates-air.csv`
	_, err := tariff.Load(card)
	if err == nil {
		t.Fatal("it loads")
	}
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(err.Error(), "\n")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	var list tariff.Errors
	if !errors.Is(err, tariff.ErrCard) || !errors.As(err, &list) || len(list) != 10 {
		t.Fatalf("%v: not Errors of 10", err)
	}
	if got, want := *list[5], (tariff.Error{File: "rates-ground.csv", Line: 3, Column: 6, Message: `"1O.25": not a price`}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestLoadStopsAtAThousandMistakes(t *testing.T) {
	card := small(t, add("areas.csv", strings.Repeat("x,standard\n", 100_000)))
	_, err := tariff.Load(card)
	var list tariff.Errors
	if !errors.As(err, &list) || len(list) > 1001 {
		t.Fatalf("%d mistakes are reported", len(list))
	}
	if got, want := list[len(list)-1].Error(), "areas.csv: more mistakes may follow the first 1000"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// endless is a file without an end.
type endless struct{ fs.FileInfo }

func (endless) Read(p []byte) (int, error) { clear(p); return len(p), nil }
func (endless) Stat() (fs.FileInfo, error) { return nil, fs.ErrInvalid }
func (endless) Close() error               { return nil }

// withEndless puts one in the place of fuel.csv.
type withEndless struct{ fstest.MapFS }

func (f withEndless) Open(name string) (fs.File, error) {
	if name == "fuel.csv" {
		return endless{}, nil
	}
	return f.MapFS.Open(name)
}

func TestAFileWithoutAnEndIsRefused(t *testing.T) {
	_, err := tariff.Load(withEndless{small(t)})
	if want := "fuel.csv: the file is over the 16777216 byte limit"; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	_, err = load(t, small(t)).WithZones("chart.csv", endless{})
	if want := "chart.csv: the file is over the 16777216 byte limit"; err == nil || err.Error() != want || !errors.Is(err, tariff.ErrCard) {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestMustLoadPanicsWithTheMistake(t *testing.T) {
	defer func() {
		if err, _ := recover().(error); !errors.Is(err, tariff.ErrCard) {
			t.Errorf("got %v", err)
		}
	}()
	tariff.MustLoad(small(t, remove("card.csv")))
	t.Error("it loads")
}
