package batch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/label/batch/report"
)

// ErrOtherRun says that the folder has the labels of another run.
var ErrOtherRun = errors.New("another run")

// ErrOtherLedger says that the run of the folder is not in the ledger.
var ErrOtherLedger = errors.New("another ledger")

// runFile is the name of what says whose folder it is.
const runFile = "run.json"

// A runHead is what runFile has.
type runHead struct {
	Run    string `json:"run"`
	Plan   string `json:"plan"`
	Input  string `json:"input"`
	Chunks int    `json:"chunks"`
	Rows   int    `json:"rows"`
	Ready  string `json:"ready"` // as carriers.ParseReady reads it

	// Ledger is where the ledger is: a file from the folder on, or the name of a
	// database without a password. Empty where nobody knows.
	Ledger string `json:"ledger,omitempty"`

	// What the files of the whole run need to know.
	From     carriers.Address  `json:"from"`
	Carriers []report.Card     `json:"carriers"`
	Accounts map[string]string `json:"accounts"`
}

const readyLayout = "2006-01-02T15:04"

// summary is what is known of a run before its orders are counted.
func (h *runHead) summary() report.Summary {
	return report.Summary{Run: h.Run, Input: h.Input, Ready: h.Ready, Carriers: h.Carriers, Accounts: h.Accounts}
}

// readHead reads the runFile of a folder; false when there is none.
func readHead(f *folder) (head runHead, ok bool, err error) {
	file, err := f.open(runFile)
	if errors.Is(err, fs.ErrNotExist) {
		return head, false, nil
	} else if err != nil {
		return head, false, err
	}
	defer file.Close()
	if err := json.NewDecoder(file).Decode(&head); err != nil {
		return head, false, fmt.Errorf("%s: %w", f.name(runFile), err)
	}
	return head, true, nil
}

// A run is one call of Run.
type run struct {
	Options
	folder folder
	head   runHead
	state  state
}

// begin finds out which run it is, and writes it down when it is new.
func (r *run) begin(ctx context.Context) error {
	head, ok, err := readHead(&r.folder)
	if err != nil {
		return err
	}
	input, err := r.digestInput()
	if err != nil {
		return err
	}
	if err := r.setReady(head, ok); err != nil {
		return err
	}
	plan := r.plan(input)
	if ok {
		if err := r.sameLedger(&head); err != nil {
			return err
		}
	}
	if ok && head.Plan != plan {
		unused, err := r.unused(ctx, head.Run)
		if err != nil {
			return err
		}
		if !unused {
			return fmt.Errorf("%s is the folder of %w, of %s: give another folder, or the same orders, options and cards to go on with it",
				r.Out, ErrOtherRun, head.Input)
		}
		ok = false
	}
	if !ok {
		return r.enter(ctx, plan)
	}
	status, err := r.Ledger.Status(ctx, head.Run)
	if errors.Is(err, ledger.ErrNoRun) {
		return fmt.Errorf("%s was begun with %w: this one does not know its run %s", r.Out, ErrOtherLedger, head.Run)
	} else if err != nil {
		return err
	}
	r.head = head
	if err := r.strict(ctx, status); err != nil {
		return err
	}
	return r.folder.make()
}

// setReady sets the day of handover where the caller did not.
func (r *run) setReady(head runHead, ok bool) (err error) {
	if !r.Orders.Ready.IsZero() {
		return nil
	}
	if ok {
		if r.Orders.Ready, err = carriers.ParseReady(head.Ready); err != nil {
			return fmt.Errorf("%s: %w", r.folder.name(runFile), err)
		}
		return nil
	}
	if r.Of > 1 {
		return fmt.Errorf("%w: shards need the same Orders.Ready, so it must be set", ErrOptions)
	}
	r.Orders.Ready = r.Now().Truncate(time.Minute)
	return nil
}

// describe is what the options say of a run.
func (r *run) describe() runHead {
	head := runHead{Input: filepath.Base(r.Input), Ready: r.Orders.Ready.Format(readyLayout), From: r.Orders.From, Accounts: r.Accounts}
	for _, c := range r.Carriers {
		lister, ok := c.(carriers.Lister)
		if !ok {
			head.Carriers = append(head.Carriers, report.Card{Carrier: c.Name()})
			continue
		}
		for _, s := range lister.Services() {
			if card := (report.Card{Carrier: s.Carrier, Card: s.Card, Source: s.Source}); !slices.Contains(head.Carriers, card) {
				head.Carriers = append(head.Carriers, card)
			}
		}
	}
	return head
}

// mark writes the runFile of a folder.
func (f *folder) mark(head *runHead) error {
	if err := f.write(runFile, func(w io.Writer) error { return writeJSON(w, head) }); err != nil {
		return err
	}
	return f.sync(".")
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// digestInput is the digest of the file of orders.
func (r *run) digestInput() ([]byte, error) {
	file, err := r.Disk.Open(r.Input)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	h := sha256.New()
	if _, err := io.Copy(h, file); err != nil {
		return nil, fmt.Errorf("read %s: %w", r.Input, err)
	}
	return h.Sum(nil), nil
}

// plan is the digest of all that decides what is in the labels.
func (r *run) plan(input []byte) string {
	h := sha256.New()
	add := func(what string, v any) {
		text, err := json.Marshal(v)
		if err != nil { // what JSON cannot have is told by its Go form
			text = fmt.Appendf(nil, "%#v", v)
		}
		fmt.Fprintf(h, "%s %d\n%s\n", what, len(text), text)
	}
	add("input", input)
	add("digest", r.Digest)
	for _, c := range r.Carriers {
		add("carrier", c.Name())
		if lister, ok := c.(carriers.Lister); ok {
			add("services", lister.Services())
		}
	}
	for _, t := range r.Constraints {
		add("constraint", t.That)
	}
	o := r.Orders
	add("orders", []any{o.Preset, o.Map, o.From, o.Ready.Format(readyLayout), o.Residential, o.Currency, o.Parcel, o.Products, o.Boxes != nil})
	for _, name := range slices.Sorted(maps.Keys(r.Accounts)) {
		add("account", []any{name, r.Accounts[name]})
	}
	if r.Buy != nil {
		names := make([]string, len(r.Buy.From))
		for i, c := range r.Buy.From {
			names[i] = c.Name()
		}
		add("buy", []any{names, r.Buy.Tolerance})
	}
	f := r.Format
	add("format", []any{f.ZPL, f.Thermal, f.Sheet, f.OnePerLabel, f.Size, f.DPI, f.ASCII, f.Layout, len(f.Fonts), f.Options})
	add("rest", []any{r.Sort, r.Slips, r.Confidence})
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// count reads the whole file once, so that a file that is refused is refused
// before anything is numbered.
func (r *run) count(ctx context.Context) (chunks, rows int, err error) {
	file, err := r.Disk.Open(r.Input)
	if err != nil {
		return 0, 0, err
	}
	defer file.Close()
	split, err := orders.NewSplitter(file, r.Orders)
	if err != nil {
		return 0, 0, err
	}
	var c orders.Chunk
	for ctx.Err() == nil {
		switch err := split.Next(&c); {
		case errors.Is(err, io.EOF):
			return chunks, rows, nil
		case err != nil:
			return 0, 0, err
		}
		chunks++
		rows += c.Rows()
	}
	return 0, 0, ctx.Err()
}
