package tariff_test

import (
	"errors"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
	dw "github.com/shiprate/shiprate/dimweight"
)

// pack makes one text of a card's files.
func pack(t testing.TB, card fs.FS) []byte {
	t.Helper()
	files, err := fs.Glob(card, "*.csv")
	if err != nil {
		t.Fatal(err)
	}
	a := &txtar.Archive{}
	for _, name := range files {
		data, err := fs.ReadFile(card, name)
		if err != nil {
			t.Fatal(err)
		}
		a.Files = append(a.Files, txtar.File{Name: name, Data: data})
	}
	return txtar.Format(a)
}

// FuzzLoad takes the files of a card as one txtar text. Whatever they are,
// loading ends in a card or in Errors, and a card ends in quotes that are sound
// or in refusals.
func FuzzLoad(f *testing.F) {
	seeds := []edit{
		func(testing.TB, fstest.MapFS) {},
		plain,
		remove("zones.csv"),
		change("card.csv", "USD", "KWD"),
		change("card.csv", "weight_unit,lb", "weight_unit,kg"),
		change("services.csv", "139,in3/lb,1728 in3", "5000,cm3/kg,30000 cm3"),
		change("rates-ground.csv", "per lb,121.21/150", "per lb,999999999.99/7"),
		change("rates-air.csv", "1 lb,20.00", "1\" lb,20.00"),
		change("rates-air.csv", "1 lb,20.00", "\xff,20.00"),
		change("zones.csv", "100-102,733,5,-", "000-999,733 734,5,-"),
		change("fuel.csv", "12.50", "-12.50"),
		change("calendar.csv", "2026-07-03,,closed", "2099-12-31,,closed"),
		surcharges(
			row{"code": "a", "amount": "5.00", "longest_over": "48 in", "min_billable": "40 lb"}, row{"code": "b", "amount": "9.00", "weight_over": "2 lb", "waives": "a"},
			row{"code": "c", "amount": "unknown", "with": "b", "note": "not found"}, row{"code": "discount", "percent": "-99.9999", "of": "base a"},
			row{"code": "d", "percent": "1000", "of": "base b discount"}, row{"code": "insurance", "amount": "999999999.99", "per_insured": "0.01", "minimum": "1.00"},
			row{"code": "signature", "amount": "0.00", "accessorial": "signature"}),
	}
	for _, seed := range seeds {
		f.Add(pack(f, small(f, seed)))
	}
	f.Add(pack(f, wide(f)))
	f.Fuzz(func(t *testing.T, archive []byte) {
		card, err := tariff.Load(unpack(archive))
		if err != nil {
			var list tariff.Errors
			if !errors.Is(err, tariff.ErrCard) || !errors.As(err, &list) || len(list) == 0 || card != nil {
				t.Fatalf("%v, and a card %v", err, card)
			}
			for i := range list {
				if list[i].File == "" || list[i].Message == "" || i > 0 && *list[i] == *list[i-1] {
					t.Errorf("mistake %d: %+v", i, list[i])
				}
			}
			return
		}
		quoteAll(t, card)
	})
}

// quoteAll asks a card for shipments of several kinds.
func quoteAll(t *testing.T, card *tariff.Card) {
	t.Helper()
	c := tariff.New(card)
	s := toChicago()
	s.Parcels = append(s.Parcels, parcel(t, "97x9x8in", "40lb"), parcel(t, "100x90x80m", "900000kg"))
	dear := toChicago()
	dear.To.Residential, dear.Parcels[0].Nonstandard, dear.Insured = true, true, usd(carriers.MaxMinor)
	dear.Accessorials = carriers.Accessorials()
	small, atLocker := toChicago(), toChicago()
	small.Parcels = []carriers.Parcel{parcel(t, "8x5x1.5in", "3lb"), parcel(t, "13x9x5in", "15lb"), parcel(t, "4x4x4in", "400lb")}
	atLocker.Parcels, atLocker.To.Place = small.Parcels[:2], carriers.Locker
	atLocker.Accessorials = []carriers.Accessorial{carriers.Signature, carriers.IndirectSignature, carriers.Sunday}
	for _, s := range []carriers.Shipment{toChicago(), s, dear, small, atLocker} {
		for _, to := range []string{"US " + zone2, "US 60606", "US 60605", "US " + zone8, "US 73301", "US 96813", "CA K1A 0B1", "MX 01000"} {
			s.To.Country, s.To.PostalCode = to[:2], to[3:]
			reply := quote(t, c, s)
			if got, want := len(reply.Quotes)+len(reply.Rejections), len(card.Services()); got != want {
				t.Errorf("%d answers of %d services", got, want)
			}
			if len(reply.Quotes) > 0 {
				if e, err := c.Explain(s, reply.Quotes[0].Service); err != nil || !reflect.DeepEqual(e.Quote, reply.Quotes[0]) || e.String() == "" {
					t.Errorf("%v, and explained as %v %v", reply.Quotes[0], e, err)
				}
			}
			for _, q := range reply.Quotes {
				for i, p := range q.Parcels {
					if p.Billable < s.Parcels[i].Weight || p.Billable < p.Dimensional || p.Billable > 3*dw.MaxWeight {
						t.Errorf("%s: %v is billed of %v", q.Service, p.Billable, s.Parcels[i].Weight)
					}
				}
			}
			for _, r := range reply.Rejections {
				if r.Reason == "" || r.Code == "" || strings.Contains(r.Reason, "%!") {
					t.Errorf("refusal %+v", r)
				}
			}
		}
	}
}

// TestAnyCellMayBeAnything puts nonsense into each cell of the small card: it
// loads no more, or its quotes are sound.
func TestAnyCellMayBeAnything(t *testing.T) {
	for _, c := range []struct {
		name  string
		card  fstest.MapFS
		least int
	}{{"small", small(t), 100}, {"wide", wide(t), 40}} {
		t.Run(c.name, func(t *testing.T) {
			loads, refusals := spoil(t, c.card, func() bool {
				loaded, err := tariff.Load(c.card)
				if err == nil {
					quoteAll(t, loaded)
				}
				return err == nil
			})
			if loads < c.least || refusals < c.least {
				t.Errorf("%d loads and %d refusals: want %d of each at least", loads, refusals, c.least)
			}
		})
	}
}

// spoil puts nonsense into each cell of a card, one after the other, and counts
// how often the card loads with it and how often not.
func spoil(t *testing.T, card fstest.MapFS, loadsNow func() bool) (loads, refusals int) {
	t.Helper()
	nonsense := []string{"", "-", "0", "-1", "999999999", "more", "per lb", "ground", "2", "base", "1 lb", "9999-12-31", `"`, "\x00",
		"any", "CA", "CA:K", "99501-99504", "shipment", "ask", "locker", "1x1x1in", "sum 1 in", "Bag", "1 in"}
	try := func(file, text string) {
		card[file] = &fstest.MapFile{Data: []byte(text)}
		if !loadsNow() {
			refusals++
			return
		}
		if loads++; t.Failed() {
			t.Fatalf("%s:\n%s", file, text)
		}
	}
	for file, f := range card {
		lines := strings.Split(string(f.Data), "\n")
		for i, line := range lines {
			cells := strings.Split(line, ",")
			for k, was := range cells {
				for n := range 3 {
					cells[k] = nonsense[(i+3*k+5*n)%len(nonsense)]
					lines[i] = strings.Join(cells, ",")
					try(file, strings.Join(lines, "\n"))
				}
				cells[k] = was
			}
			lines[i] = line
		}
		card[file] = f
	}
	return loads, refusals
}
