package batch

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/purchase"
)

// Manifesting asks carriers for the manifests of labels that were bought from them.
// To the ledger a manifest is a purchase like others: what is asked for is written
// down before, and what was made is kept.
type Manifesting struct {
	Ledger *ledger.Ledger
	Now    func() time.Time

	// Buy has the carriers that the labels were bought from.
	Buy *Buying

	// Until is the last day of collection that manifests are asked for; zero means
	// today at the sender's. A label on a manifest is not taken back any more, so those
	// of later days wait.
	Until carriers.Date

	Owner string // names this process
	Disk  Disk   // nil is that of the machine
}

// A ManifestState says what came of a manifest.
type ManifestState string

// The states.
const (
	ManifestMade    ManifestState = "made"    // now, or before
	ManifestRefused ManifestState = "refused" // there is none: see the reason
	ManifestUnknown ManifestState = "unknown" // it may be made: ask again
	ManifestNone    ManifestState = "none"    // the carrier takes none
	ManifestLater   ManifestState = "later"   // the day of collection is after Until
)

// A Manifested is what came of the manifest for one carrier's parcels of one sender
// that are collected on one day.
type Manifested struct {
	Carrier string           `json:"carrier"`
	List    string           `json:"list"` // that of carriers.Manifester: "usps"
	Ships   carriers.Date    `json:"ships"`
	From    carriers.Address `json:"-"`
	Numbers []string         `json:"numbers"` // the tracking numbers

	State   ManifestState `json:"state"`
	Reason  string        `json:"reason,omitempty"`  // why it is not made
	ID      string        `json:"id,omitempty"`      // the carrier's name for it
	File    string        `json:"file,omitempty"`    // in the folder of the run
	Earlier bool          `json:"earlier,omitempty"` // it was made before
}

// ErrNothingBought says that a run has no label that is bought, and not given back.
var ErrNothingBought = errors.New("no label of it is bought")

// Make asks for the manifests of a run that are not made yet, each once, and writes
// all of them into its folder: "manifest-usps-live-2026-11-23-1.pdf". Labels that
// are bought after a manifest was made go on another. The error is ErrNothingBought,
// ErrMissing for the folder of a shard, or of the ledger or the disk; then it may be
// called again.
func (m Manifesting) Make(ctx context.Context, dir string) ([]Manifested, error) {
	r, err := m.read(dir)
	if err != nil {
		return nil, err
	}
	lots, err := r.lots(ctx)
	if err == nil && len(lots) == 0 {
		err = fmt.Errorf("%s: %w", dir, ErrNothingBought)
	}
	if err != nil {
		return nil, err
	}
	list := make([]Manifested, len(lots))
	for i := range lots {
		if list[i], err = r.hand(ctx, &lots[i]); err != nil {
			return list[:i], err
		}
	}
	return list, nil
}

// manifesting is a Manifesting for a run.
type manifesting struct {
	Manifesting
	assembly
	patient patient
}

func (m Manifesting) read(dir string) (r *manifesting, err error) {
	if m.Disk == nil {
		m.Disk = machine{}
	}
	r = &manifesting{Manifesting: m, patient: patient{now: m.Now}, assembly: assembly{folder: folder{disk: m.Disk, path: dir, owner: plainName(m.Owner), tmp: partsFolder}}}
	r.head, err = runIn(&r.folder)
	return r, err
}

// hand gives a lot its manifest, or says why it has none.
func (r *manifesting) hand(ctx context.Context, l *lot) (Manifested, error) {
	out := Manifested{Carrier: l.Carrier, List: l.List, Ships: l.Ships, From: l.From, Numbers: l.Numbers, Earlier: l.record.State == purchase.Bought}
	if !out.Earlier {
		l.Numbers = nil // but those that are bought still
		for _, b := range l.bought {
			for _, label := range b.Labels {
				l.Numbers = append(l.Numbers, label.Number)
			}
		}
		out.Numbers = l.Numbers
		if out.State, out.Reason = r.bar(l); out.State != "" {
			return out, nil
		}
		if err := r.ask(ctx, l, &out); err != nil || out.State != "" {
			return out, err
		}
	}
	document := &l.record.Bought.Labels[0]
	out.State, out.ID = ManifestMade, l.record.Bought.ID
	out.File = fmt.Sprintf("manifest-%s-%v-%d.pdf", l.Carrier, l.Ships, l.record.Parcel)
	err := r.folder.write(out.File, func(w io.Writer) error { _, err := w.Write(document.Data); return err })
	if err == nil {
		err = r.folder.sync(".")
	}
	return out, err
}

// bar says why a manifest is not asked for.
func (r *manifesting) bar(l *lot) (ManifestState, string) {
	today, _ := carriers.OnClockOf(&l.From, r.Now())
	seller := r.Buy.seller(l.Carrier)
	_, ok := seller.(carriers.Manifester)
	switch {
	case seller == nil:
		return ManifestRefused, "its account is not asked here"
	case !ok, l.List == "" && l.record.State == "":
		return ManifestNone, "it takes no manifest"
	case l.Ships > cmp.Or(r.Until, carriers.DateOf(today)):
		return ManifestLater, "it is made on that day"
	}
	return "", ""
}

// ask asks for a manifest, as for a purchase.
func (r *manifesting) ask(ctx context.Context, l *lot, out *Manifested) error {
	memo, err := json.Marshal(l)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(memo)
	press := press{r.Buy.seller(l.Carrier), carriers.Collection{From: l.From, Day: l.Ships, Bought: l.bought}}
	m := purchase.Machine{Store: r.Ledger, Carrier: func(string) carriers.Carrier { return press }, Now: r.Now, Call: r.Buy.Call, Settle: r.Buy.Settle}
	want := purchase.Want{
		ID: purchase.ID{Order: r.head.Run, Generation: manifestGeneration, Parcel: l.record.Parcel}, Digest: hex.EncodeToString(sum[:16]),
		Shipment: carriers.Shipment{Parcels: make([]carriers.Parcel, 1)}, // one document
		Carrier:  l.Carrier, Service: "manifest", Format: carriers.PDF, Memo: memo,
	}
	buy := func() (err error) { l.record, err = m.Buy(ctx, want); return err }
	if out.Earlier { // it is there, and nobody is asked
		err = buy()
	} else {
		err = r.patient.ask(ctx, l.Carrier, buy)
	}
	var open *purchase.OpenError
	var rest *restError
	switch {
	case errors.As(err, &rest):
		out.State, out.Reason = ManifestRefused, rest.Error()
		if s := l.record.State; s != "" && s != purchase.Refused {
			out.State = ManifestUnknown
		}
	case errors.As(err, &open):
		out.State, out.Reason = ManifestUnknown, cmp.Or(open.Record.Reason, "another process is asking for it, or ended while it asked")
	case errors.Is(err, carriers.ErrNotBought):
		out.State, out.Reason = ManifestRefused, l.record.Reason
	case errors.Is(err, carriers.ErrConflict):
		out.State, out.Reason = ManifestUnknown, "another process has just asked for it"
	default:
		return err
	}
	return ctx.Err()
}

// A press is a carrier to a purchase.Machine: what it sells is the manifest, whose
// document is the only label.
type press struct {
	carriers.Carrier
	of carriers.Collection
}

// Buy is that of carriers.Labeler.
func (p press) Buy(ctx context.Context, _ carriers.Purchase) (carriers.Bought, error) {
	m, err := p.Carrier.(carriers.Manifester).Manifest(ctx, p.of)
	if err != nil {
		return carriers.Bought{}, pressError{err}
	}
	if len(m.PDF) == 0 { // Find would not bring it
		return carriers.Bought{}, pressError{fmt.Errorf("%w: the manifest %s has no document", carriers.ErrUnknown, m.ID)}
	}
	return carriers.Bought{ID: m.ID, Labels: []carriers.BoughtLabel{{Number: m.ID, Format: carriers.PDF, Data: m.PDF}}}, nil
}

// Find is that of carriers.Finder. It finds nothing: asked again, the carrier tells,
// since no parcel is on two manifests.
func (p press) Find(context.Context, string) (carriers.Bought, error) {
	return carriers.Bought{}, carriers.ErrNotFound
}

// A pressError is an error of a manifest, which is not bought: its words do not say
// so.
type pressError struct{ error }

func (e pressError) Unwrap() error { return e.error }

func (e pressError) Error() string {
	words := e.error.Error()
	for _, of := range []error{carriers.ErrNotBought, carriers.ErrUnknown} {
		words = strings.TrimPrefix(words, of.Error()+": ")
	}
	return words
}
