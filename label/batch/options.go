package batch

import (
	"cmp"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/label/batch/report"
	"github.com/shiprate/shiprate/rates"
)

// Options say what is run and how. Those that decide what is in the labels are
// part of the run's identity: another value is another run.
type Options struct {
	Input string // the file of orders
	Out   string // the folder for the labels; it is made when it is not there

	Orders orders.Options // how the file is read; a zero Ready is that of the run begun before, or else Now

	// Carriers are asked for every order. The same order must always get the same
	// answer from them, as rate cards give it.
	Carriers    []carriers.Carrier
	Constraints []rates.Constraint // on every choice, told apart by their That

	// Confidence is how sure it must be that an order arrives by the day that its
	// row tells, as rates.Deadline has it. Zero takes the published promise.
	Confidence carriers.Share

	// Accounts are whose tracking numbers are used, for each of the Carriers as
	// tracking.ForAccount reads them.
	Accounts map[string]string
	// FirstSerials are where an account that the ledger does not know yet begins,
	// by carrier; without one, at 1.
	FirstSerials map[string]uint64

	// Buy says which labels are bought from live carriers, and how. Nil buys none.
	Buy *Buying

	Format Format
	Sort   []SortKey // how labels stand within a file; empty means as the orders do
	Slips  bool      // packing slips too

	Strict bool // stop before anything is numbered if any row is bad
	DryRun bool // price everything and number nothing; without Accounts the labels are not tried

	// Shard and Of work only on chunks n of which n mod Of is Shard, since others
	// do the rest. Of zero is 1, everything.
	Shard, Of int

	// Ledger remembers the numbers. It may be nil for a DryRun.
	Ledger *ledger.Ledger

	// Owner names this process among those on the ledger, another each time it
	// starts. Gone says of another's Owner that its process is certainly dead, so
	// that nobody waits for its leases to run out; nil knows of none.
	Owner string
	Gone  func(owner string) bool
	// Lease is how long a chunk stays with a process that is not heard of; zero
	// means 30 seconds.
	Lease time.Duration

	Workers int // zero means one for each processor

	Now func() time.Time

	// Progress is called after every chunk, and each second in a run that buys, by one
	// goroutine at a time. Nil is none.
	Progress func(Progress)

	// Digest stands for all else that decides what is in the labels, such as the
	// contents of the files that Carriers, boxes and fonts were read from.
	Digest string

	Disk Disk // nil means the disk of the machine

	terms []rates.Constraint // Constraints, and what check adds
}

// A Format is what the labels are written as.
type Format struct {
	label.Format
	ZPL         bool          // ZPL instead of PDF
	Thermal     label.Thermal // for ZPL
	Sheet       label.Sheet   // for PDF
	OnePerLabel bool          // a file for each parcel, named by its tracking number
}

// A SortKey is what labels are sorted by within a file.
type SortKey string

// The sort keys.
const (
	ByBin     SortKey = "bin"     // of the first item that has one, for picking
	BySKU     SortKey = "sku"     // of the first item that has one
	ByCarrier SortKey = "carrier" // then by service
	ByZone    SortKey = "zone"
)

// SortKeys are all there are.
func SortKeys() []SortKey { return []SortKey{ByBin, BySKU, ByCarrier, ByZone} }

// Progress is how far a run is.
type Progress struct {
	Chunks int // of the run, or of the shard
	Done   int // of these, those that were done before included

	// What this process did.
	Orders int // that have labels now
	Failed int // that are in errors.csv
	Labels int
	Spend  report.Sums

	Live *Underway // of a run that buys; nil for another
}

// ErrOptions is in every error about Options that cannot be.
var ErrOptions = errors.New("bad options")

// check reports everything that is wrong with the options, and fills in the
// defaults.
func (o *Options) check() error {
	var bad []error
	add := func(format string, args ...any) {
		bad = append(bad, fmt.Errorf("%w: "+format, append([]any{ErrOptions}, args...)...))
	}
	if o.Input == "" || o.Out == "" {
		add("Input and Out must be set")
	}
	if o.Now == nil {
		add("Now must be set: the clock comes from the caller")
	}
	if len(o.Carriers) == 0 {
		add("no carrier is asked")
	}
	if o.Of < 0 || o.Shard < 0 || o.Shard >= max(o.Of, 1) {
		add("shard %d of %d: shards count from 0", o.Shard, o.Of)
	}
	for _, key := range o.Sort {
		if !slices.Contains(SortKeys(), key) {
			add("sort by %q: there are %v", key, SortKeys())
		}
	}
	if o.Format.ZPL && o.Format.Sheet != (label.Sheet{}) {
		add("sheets are for PDF, not for ZPL")
	}
	if !o.DryRun && o.Ledger == nil {
		add("Ledger must be set")
	}
	if !o.DryRun && o.Owner == "" {
		add("Owner must be set")
	}
	o.checkAccounts(add)
	if o.Buy != nil {
		o.Buy.check(o, add)
	}
	if bad != nil {
		return errors.Join(bad...)
	}
	o.Of = max(o.Of, 1)
	o.Lease = cmp.Or(o.Lease, 30*time.Second)
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Disk == nil {
		o.Disk = machine{}
	}
	o.Orders.Labels = len(o.Accounts) > 0 || o.Buy != nil && !o.DryRun
	o.Orders.Slips = o.Slips && o.Orders.Labels
	o.terms = slices.Clone(o.Constraints)
	if len(o.Accounts) > 0 {
		o.terms = append(o.terms, o.numbered())
	}
	return nil
}

// checkAccounts checks that every carrier has an account, and that it makes
// numbers for every service.
func (o *Options) checkAccounts(add func(string, ...any)) {
	if o.DryRun && len(o.Accounts) == 0 {
		return
	}
	for _, c := range o.Carriers {
		name := c.Name()
		if o.Accounts[name] == "" && o.Buy.seller(name) != nil {
			continue
		}
		if o.Accounts[name] == "" {
			add("no account of %s, which is asked: give one, or do not ask it", name)
			continue
		}
		if err := o.checkServices(c); err != nil {
			add("account of %s: %w", name, err)
		}
	}
}

// checkServices returns why no service of a carrier can get a number; nil when
// one can.
func (o *Options) checkServices(c carriers.Carrier) (first error) {
	lister, ok := c.(carriers.Lister)
	if !ok {
		return nil
	}
	for _, s := range lister.Services() {
		if _, _, err := o.maker(s.Carrier, s.Service); err == nil {
			return nil
		} else if first == nil {
			first = err
		}
	}
	return first
}

// numbered lets through the services that numbers can be made for.
func (o *Options) numbered() rates.Constraint {
	refused := map[[2]string]error{}
	for _, c := range o.Carriers {
		if lister, ok := c.(carriers.Lister); ok {
			for _, s := range lister.Services() {
				_, _, refused[[2]string{s.Carrier, s.Service}] = o.maker(s.Carrier, s.Service)
			}
		}
	}
	return rates.Constraint{Unpriced: true, Refuse: func(q *carriers.Quote) (carriers.RejectionCode, string) {
		if o.sells(q) {
			return "", ""
		}
		err, known := refused[[2]string{q.Carrier, q.Service}]
		if !known {
			_, _, err = o.maker(q.Carrier, q.Service)
		}
		if err != nil {
			return carriers.Excluded, "no tracking numbers can be made for it: " + err.Error()
		}
		return "", ""
	}}
}

// maker returns what makes the numbers of a service, and the name of the counter
// of its serials: numbers that differ only in the service have one counter.
func (o *Options) maker(carrier, service string) (tracking.Maker, string, error) {
	maker, err := tracking.ForAccount(carrier, service, o.Accounts[carrier])
	if err != nil {
		return nil, "", err
	}
	account := o.Accounts[carrier]
	switch m := maker.(type) {
	case tracking.UPS:
		account = strings.TrimPrefix(strings.ToUpper(m.Shipper), "1Z")
	case tracking.USPS:
		account = m.MID
	case tracking.FedEx:
		account = m.Prefix
	case tracking.SSCC:
		return maker, "sscc=" + m.Prefix, checkMaker(maker, max(o.FirstSerials[carrier], 1))
	}
	return maker, carrier + "=" + account, checkMaker(maker, max(o.FirstSerials[carrier], 1))
}

// checkMaker makes one number, to see what is wrong with the account.
func checkMaker(m tracking.Maker, serial uint64) error {
	_, err := m.Make(serial)
	return err
}
