package batch_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	"github.com/shiprate/shiprate/label/batch"
)

// A yard is a market that takes manifests: one for a parcel.
type yard struct {
	*market
	on    map[string]bool // by number
	forms []carriers.Collection
	lost  bool // the answer to the next manifest is lost, after it is made
	shut  bool // it makes none
}

func (y *yard) ManifestOf(*carriers.Bought) string { return "live" }

func (y *yard) Manifest(_ context.Context, of carriers.Collection) (carriers.Manifest, error) {
	y.mu.Lock()
	defer y.mu.Unlock()
	if y.shut {
		return carriers.Manifest{}, fmt.Errorf("%w: live: closed", carriers.ErrNotBought)
	}
	m := carriers.Manifest{}
	for _, b := range of.Bought {
		for _, l := range b.Labels {
			if y.on[l.Number] {
				return m, fmt.Errorf("%w: live: %s is on another", carriers.ErrNotBought, l.Number)
			}
			m.Numbers = append(m.Numbers, l.Number)
		}
	}
	if y.on == nil {
		y.on = map[string]bool{}
	}
	for _, n := range m.Numbers {
		y.on[n] = true
	}
	y.forms = append(y.forms, of)
	m.ID = fmt.Sprintf("F%d", len(y.forms))
	m.PDF = []byte("%PDF-" + m.ID + " " + strings.Join(m.Numbers, " ") + "\n%%EOF\n")
	if y.lost {
		y.lost = false
		return carriers.Manifest{}, fmt.Errorf("%w: no answer", carriers.ErrUnknown)
	}
	return m, nil
}

// sellAt buys the labels of orders at a yard, and returns how its manifests are made.
func sellAt(t *testing.T, y *yard, input []byte) (bench, batch.Options, batch.Manifesting) {
	t.Helper()
	b := newBench(t, input)
	o := b.buying(y.market)
	o.Carriers, o.Buy.From, o.Buy.AtOnce = []carriers.Carrier{y}, []carriers.Carrier{y}, 1 // so that the numbers are in their order
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	b.run(o)
	return b, o, batch.Manifesting{Ledger: o.Ledger, Now: clock, Buy: o.Buy, Until: carriers.DateOf(noon)}
}

// told writes what came of manifests, each in a line.
func told(list []batch.Manifested) (lines []string) {
	for _, m := range list {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %v %s %s %v %s %s", m.Carrier, m.Ships, m.From.PostalCode, m.State, m.Numbers, m.File, m.Reason)))
	}
	return lines
}

func makeManifests(t *testing.T, m batch.Manifesting, dir string, want ...string) {
	t.Helper()
	list, err := m.Make(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, told(list)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A manifest is made once, of the labels that are not given back; asked for again it
// is the same, also in a folder where it is lost.
func TestManifestIsMadeOnce(t *testing.T) {
	y := &yard{market: &market{}}
	_, o, m := sellAt(t, y, someOrders(4))
	if _, err := (batch.Voiding{Ledger: o.Ledger, Now: clock, Buy: o.Buy}).Void(t.Context(), "O-1"); err != nil {
		t.Fatal(err)
	}
	const day = "2026-11-23"
	file := "manifest-live-" + day + "-1.pdf"
	want := "live " + day + " 10001 made [N0000 N0020 N0021 N0030] " + file
	makeManifests(t, m, o.Out, want)
	before := files(t, o.Out)
	if got, want := before[file], "%PDF-F1 N0000 N0020 N0021 N0030\n%%EOF\n"; got != want {
		t.Errorf("%s is %q, want %q", file, got, want)
	}
	if err := os.Remove(filepath.Join(o.Out, file)); err != nil {
		t.Fatal(err)
	}
	makeManifests(t, m, o.Out, want)
	if names := differ(before, files(t, o.Out)); names != nil || len(y.forms) != 1 {
		t.Errorf("again: other bytes in %v, %d forms", names, len(y.forms))
	}
	got := y.forms[0]
	if diff := cmp.Diff(shop, got.From); diff != "" || got.Day.String() != day || len(got.Bought) != 3 || got.Bought[1].ID == "" {
		t.Errorf("asked for %+v (-want +got)\n%s", got, diff)
	}
}

// A manifest whose answer was lost is asked for again when it is settled; no label
// that was bought meanwhile goes on it.
func TestManifestThatIsNotKnown(t *testing.T) {
	y := &yard{market: &market{}, lost: true}
	_, o, m := sellAt(t, y, someOrders(2))
	o.Buy.Settle = time.Minute
	const day = "2026-11-23"
	unknown := "live " + day + " 10001 unknown [N0000 N0010]  no answer"
	makeManifests(t, m, o.Out, unknown)
	makeManifests(t, m, o.Out, unknown)
	if len(y.forms) != 1 {
		t.Errorf("%d forms before it is settled, want 1", len(y.forms))
	}
	m.Now = hour(1)
	makeManifests(t, m, o.Out, "live "+day+" 10001 refused [N0000 N0010]  live: N0000 is on another")
	y.on = nil // the carrier finds that it never was
	makeManifests(t, m, o.Out, "live "+day+" 10001 made [N0000 N0010] manifest-live-"+day+"-1.pdf")
}

// Of several processes one asks, and the others get the same or are told to ask
// again.
func TestManifestOfSeveralProcesses(t *testing.T) {
	y := &yard{market: &market{}}
	_, o, m := sellAt(t, y, someOrders(3))
	var wait sync.WaitGroup
	for i := range 4 {
		m := m
		m.Owner = fmt.Sprint(i)
		wait.Go(func() {
			list, err := m.Make(t.Context(), o.Out)
			if err != nil || len(list) != 1 || list[0].State != batch.ManifestMade && list[0].State != batch.ManifestUnknown {
				t.Errorf("got %v, %v", told(list), err)
			}
		})
	}
	wait.Wait()
	if len(y.forms) != 1 {
		t.Errorf("%d forms, want 1", len(y.forms))
	}
	makeManifests(t, m, o.Out, "live 2026-11-23 10001 made [N0000 N0010 N0020 N0021] manifest-live-2026-11-23-1.pdf")
}

// What a carrier refuses is asked for again, and what it has no manifest for is not.
func TestManifestThatIsRefused(t *testing.T) {
	y := &yard{market: &market{}, shut: true}
	_, o, m := sellAt(t, y, someOrders(1))
	const day = "2026-11-23"
	makeManifests(t, m, o.Out, "live "+day+" 10001 refused [N0000]  live: closed")
	y.shut = false
	m.Until--
	makeManifests(t, m, o.Out, "live "+day+" 10001 later [N0000]  it is made on that day")
	m.Until++
	m.Buy = &batch.Buying{From: []carriers.Carrier{y.market}}
	makeManifests(t, m, o.Out, "live "+day+" 10001 none [N0000]  it takes no manifest")
	m.Buy = &batch.Buying{}
	makeManifests(t, m, o.Out, "live "+day+" 10001 refused [N0000]  its account is not asked here")
	m.Buy = o.Buy
	makeManifests(t, m, o.Out, "live "+day+" 10001 made [N0000] manifest-live-"+day+"-1.pdf")
	if _, err := (batch.Voiding{Ledger: o.Ledger, Now: clock, Buy: o.Buy}).Void(t.Context(), "O-0"); err != nil {
		t.Fatal(err)
	}
	makeManifests(t, m, o.Out, "live "+day+" 10001 made [N0000] manifest-live-"+day+"-1.pdf")
}

func TestNoManifest(t *testing.T) {
	y := &yard{market: &market{}}
	b, o, m := sellAt(t, y, someOrders(1))
	if _, err := (batch.Voiding{Ledger: o.Ledger, Now: clock, Buy: o.Buy}).Void(t.Context(), "O-0"); err != nil {
		t.Fatal(err)
	}
	if list, err := m.Make(t.Context(), o.Out); !errors.Is(err, batch.ErrNothingBought) || len(list) != 0 {
		t.Errorf("all is void: %v, %v", told(list), err)
	}
	if _, err := m.Make(t.Context(), b.dir); err == nil || !strings.Contains(err.Error(), "it is not the folder of a run") {
		t.Errorf("no run: %v", err)
	}
	if err := os.RemoveAll(filepath.Join(o.Out, "parts")); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Make(t.Context(), o.Out); !errors.Is(err, batch.ErrMissing) {
		t.Errorf("without parts: %v", err)
	}
}

// EasyPost makes a scan form over TLS; that of an answer which is lost is found.
func TestLiveManifest(t *testing.T) {
	office := &livetest.PostOffice{DropForm: true}
	c := postOffice(t, office)
	b := newBench(t, someOrders(3))
	o := b.buying(c)
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	b.run(o)
	m := batch.Manifesting{Ledger: o.Ledger, Now: clock, Buy: o.Buy, Until: carriers.DateOf(noon)}
	list, err := m.Make(t.Context(), o.Out)
	if err != nil || len(list) != 1 || list[0].State != batch.ManifestUnknown || !strings.Contains(list[0].Reason, "the carrier is not available") {
		t.Fatalf("got %v, %v", told(list), err)
	}
	m.Now = hour(1)
	if list, err = m.Make(t.Context(), o.Out); err != nil || len(list) != 1 || list[0].State != batch.ManifestMade || list[0].List != "usps" || list[0].ID != "sf_made1" || len(list[0].Numbers) != 4 {
		t.Fatalf("got %v, %v", told(list), err)
	}
	if got, want := files(t, o.Out)[list[0].File], "%PDF-1.4\nsf_made1.pdf\n%%EOF\n"; got != want || office.Forms() != 1 {
		t.Errorf("%d forms, %s is %q, want %q", office.Forms(), list[0].File, got, want)
	}
}
