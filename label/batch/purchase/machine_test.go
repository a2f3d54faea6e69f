package purchase_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/quick"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/purchase"
)

// A shelf is a store in memory.
type shelf map[purchase.ID]purchase.Record

func (s shelf) Load(_ context.Context, id purchase.ID) (purchase.Record, error) { return s[id], nil }

func (s shelf) Save(_ context.Context, r purchase.Record) (purchase.Record, error) {
	if s[r.ID].Version != r.Version {
		return r, purchase.ErrRaced
	}
	for id, other := range s {
		for _, l := range other.Bought.Labels {
			if id != r.ID && len(r.Bought.Labels) > 0 && r.Bought.Labels[0].Number == l.Number {
				return r, fmt.Errorf("%s: %w", l.Number, purchase.ErrTaken)
			}
		}
	}
	r.Version++
	s[r.ID] = r
	return r, nil
}

// A script is a carrier that answers as it is told.
type script struct {
	buy, find func(key string) (carriers.Bought, error)
	void      carriers.Voided
	bought    []string // the keys that it was asked to sell under
}

func (*script) Name() string { return "ups" }
func (*script) Quote(context.Context, carriers.Shipment) (carriers.Reply, error) {
	return carriers.Reply{}, nil
}
func (s *script) Buy(_ context.Context, p carriers.Purchase) (carriers.Bought, error) {
	s.bought = append(s.bought, p.Key)
	return s.buy(p.Key)
}
func (s *script) Find(_ context.Context, key string) (carriers.Bought, error) { return s.find(key) }
func (s *script) Void(context.Context, carriers.Bought) (carriers.Voided, error) {
	return s.void, nil
}

// sells answers with a label of a number.
func sells(number string) func(string) (carriers.Bought, error) {
	return func(key string) (carriers.Bought, error) {
		return carriers.Bought{Key: key, ID: "ID-" + number, Labels: []carriers.BoughtLabel{{Number: number, Format: carriers.ZPL, Data: []byte("^XA^XZ")}}}, nil
	}
}

func fails(kinds ...error) func(string) (carriers.Bought, error) {
	return func(string) (carriers.Bought, error) { return carriers.Bought{}, errors.Join(kinds...) }
}

// noFile answers that a label of a number is bought, whose file is not to be had.
func noFile(number string) func(string) (carriers.Bought, error) {
	return func(key string) (carriers.Bought, error) {
		b, _ := sells(number)(key)
		b.Labels[0].Data = nil
		return b, fmt.Errorf("%w: a page of HTML", carriers.ErrNoLabel)
	}
}

// A stage is a machine on a clock.
type stage struct {
	*purchase.Machine
	shelf
	*script
	now time.Time
}

func newStage() *stage {
	s := &stage{shelf: shelf{}, script: &script{buy: sells("1Z1"), find: fails(carriers.ErrNotFound), void: carriers.VoidDone}, now: epoch}
	s.Machine = &purchase.Machine{Store: s.shelf, Carrier: func(name string) carriers.Carrier {
		if name != "ups" {
			return nil
		}
		return s.script
	}, Now: func() time.Time { return s.now }}
	return s
}

func want(order string) purchase.Want {
	w := purchase.Want{
		ID: purchase.ID{Order: order}, Digest: "content", Carrier: "ups", Service: "ground", Most: carriers.Money{Minor: 1000, Currency: "USD"},
		Format: carriers.ZPL, Memo: []byte("memo"),
	}
	w.Shipment.Parcels = make([]carriers.Parcel, 1)
	return w
}

func TestBoughtOnce(t *testing.T) {
	s := newStage()
	first, err := s.Machine.Buy(t.Context(), want("A"))
	if err != nil || first.State != purchase.Bought || string(first.Memo) != "memo" {
		t.Fatalf("%+v, %v", first, err)
	}
	s.buy = sells("1Z2")
	again := want("A")
	again.Carrier, again.Service, again.Most.Minor = "fedex", "2day", 1 // what was chosen since counts no more
	if r, err := s.Machine.Buy(t.Context(), again); err != nil || cmp.Diff(first, r) != "" {
		t.Errorf("asked again: %v (-want +got):\n%s", err, cmp.Diff(first, r))
	}
	other := want("A")
	other.Digest = "other"
	if r, err := s.Machine.Buy(t.Context(), other); !errors.Is(err, carriers.ErrConflict) || r.Bought.ID != "ID-1Z1" {
		t.Errorf("other content: %+v, %v, want ErrConflict", r, err)
	}
	if len(s.bought) != 1 {
		t.Errorf("sold under %v", s.bought)
	}
}

func TestOutcomes(t *testing.T) {
	bought := func(change func(*carriers.Bought)) func(string) (carriers.Bought, error) {
		return func(key string) (carriers.Bought, error) {
			b, _ := sells("1Z1")(key)
			change(&b)
			return b, nil
		}
	}
	tests := []struct {
		name  string
		buy   func(string) (carriers.Bought, error)
		state purchase.State
		is    error
		says  string
	}{
		{"a refusal is refused", fails(carriers.ErrNotBought, errors.New("no such street")), purchase.Refused, carriers.ErrNotBought, "not bought no such street"},
		{"a price over the most is refused, and says so", fails(carriers.ErrNotBought, carriers.ErrDearer), purchase.Refused, carriers.ErrDearer, "it is dearer now"},
		{"no answer is unknown", fails(carriers.ErrUnknown), purchase.Unknown, carriers.ErrUnknown, "ups/ground, key A-"},
		{"an error of no kind is unknown", fails(errors.New("a bug")), purchase.Unknown, carriers.ErrUnknown, "a bug"},
		{"a key of something else is unknown", fails(carriers.ErrNotBought, carriers.ErrConflict), purchase.Unknown, carriers.ErrUnknown, "the key is that of another purchase"},
		{"no ID is unknown", bought(func(b *carriers.Bought) { b.ID = "" }), purchase.Unknown, carriers.ErrUnknown, "the carrier names no ID of it"},
		{"a label too many is unknown", bought(func(b *carriers.Bought) { b.Labels = append(b.Labels, b.Labels[0]) }), purchase.Unknown, carriers.ErrUnknown, "has 2 labels, not 1"},
		{"no number is unknown", bought(func(b *carriers.Bought) { b.Labels[0].Number = "" }), purchase.Unknown, carriers.ErrUnknown, "no tracking number of label 1"},
		{"no file is bought without one", bought(func(b *carriers.Bought) { b.Labels[0].Data = nil }), purchase.Bought, carriers.ErrUnknown, "bought as 1Z1, and its label is not to be had: the carrier gives it no more"},
		{"a file that is not to be had is bought without one", noFile("1Z1"), purchase.Bought, carriers.ErrUnknown, "bought as 1Z1, and its label is not to be had: a page of HTML"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newStage()
			s.buy = tt.buy
			r, err := s.Machine.Buy(t.Context(), want("A"))
			if r.State != tt.state || !errors.Is(err, tt.is) || !strings.Contains(strings.ReplaceAll(err.Error(), "\n", " "), tt.says) {
				t.Errorf("got %s and %v, want %s and an error that matches %q and says %q", r.State, err, tt.state, tt.is, tt.says)
			}
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("the error has several lines: %v", err)
			}
		})
	}
}

// That there is nothing is believed when the call has ended long ago, and then it
// is bought under the same key.
func TestSettling(t *testing.T) {
	s := newStage()
	s.buy = fails(carriers.ErrUnknown)
	_, err := s.Machine.Buy(t.Context(), want("A"))
	var open *purchase.OpenError
	if !errors.As(err, &open) || !open.At.Equal(epoch.Add(purchase.DefaultSettle)) {
		t.Fatalf("got %v, want to be told to come again at %v", err, epoch.Add(purchase.DefaultSettle))
	}
	s.buy, s.now = sells("1Z2"), open.At.Add(-1)
	if _, err := s.Machine.Buy(t.Context(), want("A")); !errors.Is(err, carriers.ErrUnknown) || len(s.bought) != 1 {
		t.Errorf("a moment before: %v, sold under %v", err, s.bought)
	}
	s.now = open.At
	r, err := s.Machine.Buy(t.Context(), want("A"))
	if err != nil || r.Bought.ID != "ID-1Z2" || len(s.bought) != 2 || s.bought[0] != s.bought[1] {
		t.Errorf("then: %+v, %v, sold under %v", r, err, s.bought)
	}
}

// A carrier that names a number which another order has is not believed, and what
// it means is not given back: it may be the other's.
func TestANumberThatIsTaken(t *testing.T) {
	s := newStage()
	if _, err := s.Machine.Buy(t.Context(), want("A")); err != nil {
		t.Fatal(err)
	}
	s.find = sells("1Z1")
	r, err := s.Machine.Buy(t.Context(), want("B"))
	if r.State != purchase.Unknown || !errors.Is(err, carriers.ErrUnknown) || !strings.Contains(err.Error(), "1Z1") || r.Bought.ID != "" {
		t.Errorf("%+v, %v", r, err)
	}
	s.now = epoch.Add(time.Hour)
	if _, err := s.Machine.Void(t.Context(), want("B").ID); !errors.Is(err, carriers.ErrUnknown) {
		t.Errorf("voided: %v, want ErrUnknown", err)
	}
	if r, err := s.Release(t.Context(), want("B").ID); err != nil || r.State != purchase.Void {
		t.Errorf("released: %s, %v", r.State, err)
	}
}

// A label that the carrier gives no more is given back, and another is bought under
// another key; unless the carrier does not take it back.
func TestALabelThatIsGone(t *testing.T) {
	gone := func(key string) (carriers.Bought, error) {
		b, _ := sells("1Z1")(key)
		b.Labels[0].Data = nil
		return b, nil
	}
	s := newStage()
	s.buy, s.find, s.void = fails(carriers.ErrUnknown), gone, carriers.VoidRefused
	if _, err := s.Machine.Buy(t.Context(), want("A")); !errors.Is(err, carriers.ErrUnknown) {
		t.Fatal(err)
	}
	s.now, s.buy = epoch.Add(time.Hour), sells("1Z2")
	if _, err := s.Machine.Buy(t.Context(), want("A")); !errors.Is(err, carriers.ErrUnknown) || !strings.Contains(err.Error(), "takes it not back") {
		t.Errorf("not taken back: %v", err)
	}
	s.void = carriers.VoidDone
	r, err := s.Machine.Buy(t.Context(), want("A"))
	if err != nil || r.Bought.ID != "ID-1Z2" || len(s.bought) != 2 || s.bought[0] == s.bought[1] {
		t.Errorf("%+v, %v, sold under %v", r, err, s.bought)
	}
}

// A label whose file is not to be had is asked for again and again, and never bought
// again. It comes, or is given back.
func TestALabelWithoutItsFile(t *testing.T) {
	s := newStage()
	s.buy, s.find = noFile("1Z1"), noFile("1Z1")
	_, err := s.Machine.Buy(t.Context(), want("A"))
	var open *purchase.OpenError
	if !errors.As(err, &open) || !open.Record.Lacks() || !open.At.Equal(epoch.Add(purchase.DefaultSettle)) {
		t.Fatalf("got %v, want to be told to come again at %v", err, epoch.Add(purchase.DefaultSettle))
	}
	for _, find := range []func(string) (carriers.Bought, error){noFile("1Z1"), fails(carriers.ErrNotFound), fails(carriers.ErrUnknown), sells("1Z9")} {
		s.now, s.find = s.now.Add(time.Hour), find
		if r, err := s.Machine.Buy(t.Context(), want("A")); !errors.As(err, &open) || !open.At.IsZero() || r.State != purchase.Bought || r.Bought.ID != "ID-1Z1" {
			t.Errorf("hours later: %s %s, %v", r.State, r.Bought.ID, err)
		}
	}
	s.find = sells("1Z1")
	for range 2 {
		if r, err := s.Machine.Buy(t.Context(), want("A")); err != nil || r.Lacks() || r.Bought.ID != "ID-1Z1" || r.Reason != "" {
			t.Errorf("when the file is there: %+v, %v", r, err)
		}
		s.find = fails(carriers.ErrUnknown)
	}
	s.buy, s.find = noFile("1Z2"), noFile("1Z2")
	if _, err := s.Machine.Buy(t.Context(), want("B")); !errors.Is(err, carriers.ErrUnknown) {
		t.Fatal(err)
	}
	s.void = carriers.VoidRefused
	if r, err := s.Machine.Void(t.Context(), want("B").ID); !errors.Is(err, purchase.ErrKept) || r.State != purchase.Bought {
		t.Errorf("not taken back: %s, %v", r.State, err)
	}
	s.void = carriers.VoidPending
	if r, err := s.Machine.Void(t.Context(), want("B").ID); err != nil || r.State != purchase.Void || r.Voided != carriers.VoidPending {
		t.Errorf("given back: %s, %s, %v", r.State, r.Voided, err)
	}
	if len(s.bought) != 2 {
		t.Errorf("sold under %v", s.bought)
	}
}

// A carrier that keeps a key for a request that it never sold is asked under another,
// when it is settled that it sold nothing.
func TestAKeyThatClashes(t *testing.T) {
	s := newStage()
	s.buy = fails(carriers.ErrNotBought, carriers.ErrConflict)
	if _, err := s.Machine.Buy(t.Context(), want("A")); !errors.Is(err, carriers.ErrUnknown) {
		t.Fatal(err)
	}
	s.now, s.buy = epoch.Add(time.Hour), sells("1Z2")
	if r, err := s.Machine.Buy(t.Context(), want("A")); err != nil || len(s.bought) != 2 || s.bought[0] == s.bought[1] || r.Key != s.bought[1] {
		t.Errorf("%+v, %v, sold under %v", r, err, s.bought)
	}
}

func TestVoid(t *testing.T) {
	s := newStage()
	if _, err := s.Machine.Buy(t.Context(), want("A")); err != nil {
		t.Fatal(err)
	}
	s.void = carriers.VoidRefused
	if r, err := s.Machine.Void(t.Context(), want("A").ID); !errors.Is(err, purchase.ErrKept) || r.State != purchase.Bought {
		t.Errorf("not taken back: %s, %v", r.State, err)
	}
	if r, err := s.Machine.Buy(t.Context(), want("A")); err != nil || r.Bought.ID != "ID-1Z1" {
		t.Errorf("then it is bought no more: %+v, %v", r, err)
	}
	s.void = carriers.VoidPending
	for range 2 {
		if r, err := s.Machine.Void(t.Context(), want("A").ID); err != nil || r.State != purchase.Void || r.Voided != carriers.VoidPending {
			t.Errorf("%s, %s, %v", r.State, r.Voided, err)
		}
	}
	if _, err := s.Machine.Buy(t.Context(), want("A")); !errors.Is(err, carriers.ErrNotBought) || len(s.bought) != 1 {
		t.Errorf("bought after it was void: %v", err)
	}
	if _, err := s.Machine.Void(t.Context(), want("B").ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Machine.Buy(t.Context(), want("B")); !errors.Is(err, carriers.ErrNotBought) || len(s.bought) != 1 {
		t.Errorf("what was void before it was asked for is bought: %v", err)
	}
}

func TestACarrierThatIsNotHere(t *testing.T) {
	s := newStage()
	w := want("A")
	w.Carrier = "fedex"
	if _, err := s.Machine.Buy(t.Context(), w); !errors.Is(err, carriers.ErrNotBought) || len(s.shelf) != 0 {
		t.Errorf("%v, and %d records", err, len(s.shelf))
	}
	s.shelf[w.ID] = purchase.Record{ID: w.ID, Version: 1, State: purchase.Asking, Digest: w.Digest, Carrier: "fedex", Until: epoch}
	if _, err := s.Machine.Buy(t.Context(), want("A")); !errors.Is(err, carriers.ErrUnknown) || !strings.Contains(err.Error(), "fedex is not asked here") {
		t.Errorf("%v", err)
	}
}

// Every key can be one, and says which order it is of.
func TestKeys(t *testing.T) {
	err := quick.Check(func(order, digest string, generation, parcel, attempt uint8) bool {
		key := purchase.Key(purchase.ID{Order: order, Generation: int(generation), Parcel: int(parcel)}, digest, int(attempt))
		return carriers.CheckKey(key) == nil
	}, nil)
	if err != nil {
		t.Error(err)
	}
	key := purchase.Key(purchase.ID{Order: "#SHOP/2026/ORDER-1001"}, "content", 0)
	if !strings.HasPrefix(key, "HOP2026ORDER1001-") {
		t.Errorf("the key %s does not tell the order", key)
	}
	seen := map[string]bool{key: true}
	for i, other := range []string{
		purchase.Key(purchase.ID{Order: "#SHOP/2026/ORDER-1001", Generation: 1}, "content", 0),
		purchase.Key(purchase.ID{Order: "#SHOP/2026/ORDER-1001", Parcel: 1}, "content", 0),
		purchase.Key(purchase.ID{Order: "#SHOP/2026/ORDER-1001"}, "content", 1),
		purchase.Key(purchase.ID{Order: "#SHOP/2026/ORDER-1001"}, "other", 0),
		purchase.Key(purchase.ID{Order: "#SHOP/2026/ORDER1001"}, "content", 0),
	} {
		if seen[other] {
			t.Errorf("key %d is not its own: %s", i, other)
		}
		seen[other] = true
	}
}
