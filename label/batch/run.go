package batch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/label/batch/report"
)

// A StoppedError says what stopped a run that had begun. Nothing is lost: called
// again with the same Options, the run goes on.
type StoppedError struct {
	Doing string
	Err   error
}

func (e *StoppedError) Error() string {
	return e.Doing + ": " + e.Err.Error() + ": nothing is lost, run the same again to go on"
}

// Unwrap returns the cause.
func (e *StoppedError) Unwrap() error { return e.Err }

// ErrStrict says that a strict run stopped since rows are bad.
var ErrStrict = errors.New("nothing was numbered, since the run is strict")

// Run works through a file of orders, or goes on with what an earlier call did
// not end, and returns the summary that it wrote. What is done and whose files are
// not in the folder any more is made again, the same. Of a run whose other shards
// are not done, or have other folders, the summary is of the shard, and not Complete.
//
// The error is that of the Options (ErrOptions), of the file as a whole
// (*orders.FileError), ErrStrict, ErrOtherRun, ErrOtherLedger, ledger.ErrChanged,
// tracking.ErrSerial of an account that is used up, a *DeniedError with what is not
// allowed, or a *StoppedError with what failed. Bad rows are no error: Summary.Failed counts
// them.
func Run(ctx context.Context, o Options) (report.Summary, error) {
	if err := o.check(); err != nil {
		return report.Summary{}, err
	}
	r := newRun(o)
	if o.DryRun {
		return r.dry(ctx)
	}
	if err := r.begin(ctx); err != nil {
		return report.Summary{}, r.stopped("begin the run", err)
	}
	if err := r.work(ctx); err != nil {
		return report.Summary{}, r.stopped("run "+r.Input, err)
	}
	s, err := r.finish(ctx)
	if err != nil {
		return s, r.stopped("end the run", err)
	}
	return s, nil
}

// Check returns why Run would refuse the options, or the file as a whole: it reads the
// file to its end. Nothing is made, and the Ledger may be nil: who opens one that is
// not there yet, and would be made, asks before. What Run finds later it does not find.
func Check(ctx context.Context, o Options) error {
	if o.Ledger == nil {
		o.Ledger = new(ledger.Ledger) // which nobody asks
	}
	if err := o.check(); err != nil {
		return err
	}
	r := newRun(o)
	if err := r.setReady(runHead{}, false); err != nil {
		return err
	}
	if _, _, err := r.count(ctx); err != nil {
		return r.stopped("read "+r.Input, err)
	}
	return nil
}

func newRun(o Options) *run {
	r := &run{Options: o, state: state{patient: patient{now: o.Now}}, folder: folder{disk: o.Disk, path: o.Out, owner: plainName(o.Owner)}}
	if o.Buy != nil {
		r.state.gate = make(chan struct{}, cmp.Or(o.Buy.AtOnce, 8))
	}
	return r
}

// stopped wraps what stopped a run, but for what would stop it again.
func (r *run) stopped(doing string, err error) error {
	var file *orders.FileError
	if errors.As(err, &file) {
		return fmt.Errorf("%s: %w", r.Input, err)
	}
	for _, own := range []error{ErrOptions, ErrStrict, ErrOtherRun, ErrOtherLedger, ErrMissing, ErrTwice, ledger.ErrChanged, tracking.ErrSerial} {
		if errors.Is(err, own) {
			return err
		}
	}
	if denied(err) {
		return &DeniedError{doing, err}
	}
	return &StoppedError{doing, err}
}

// state is what the workers of a run share.
type state struct {
	mu    sync.Mutex
	did   Progress
	doing Underway
	held  []ledger.Lease // that are not worked on yet, in their order; the dispatcher's

	folders map[string]string // of other runs, by their ID

	gate    chan struct{} // has a place for each order that is quoted or bought at once
	patient patient       // waits for live carriers
	looking bool          // at the prices alone: nothing is written down
}

// errBack stops a pass over the file: a chunk before it must be done first.
var errBack = errors.New("go back in the file")

// work does every chunk of the shard, in passes over the file.
func (r *run) work(ctx context.Context) error {
	if err := r.reopen(ctx); err != nil {
		return err
	}
	if left, err := r.countDone(ctx); left == 0 || err != nil {
		return err
	}
	return r.holding(ctx, func(ctx context.Context) (err error) {
		for err = errBack; errors.Is(err, errBack) && ctx.Err() == nil; {
			if err = r.forget(ctx, r.head.Run); err == nil {
				err = r.pass(ctx)
			}
		}
		return err
	})
}

// holding does something, and keeps the leases that are taken meanwhile.
func (r *run) holding(ctx context.Context, do func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	var wait sync.WaitGroup
	wait.Go(func() { r.renew(ctx, cancel) })
	wait.Go(func() { r.tick(ctx) })
	err := do(ctx)
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	cancel(nil)
	wait.Wait()
	if err != nil {
		// So that whoever goes on need not wait for the leases to run out. If it
		// fails they will.
		last, done := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer done()
		_ = r.Ledger.Release(last, r.head.Run, r.Owner)
	}
	return err
}

// countDone counts what was done before, and returns how many chunks are left.
func (r *run) countDone(ctx context.Context) (left int, err error) {
	left, err = r.Ledger.Left(ctx, ledger.Claim{Run: r.head.Run, Shard: r.Shard, Of: r.Of})
	r.state.did.Chunks = r.chunks()
	r.state.did.Done = r.state.did.Chunks - left
	return left, err
}

// renew keeps the leases while the run lasts.
func (r *run) renew(ctx context.Context, stop context.CancelCauseFunc) {
	tick := time.NewTicker(r.Lease / 3)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := r.Ledger.Renew(ctx, r.head.Run, r.Owner, r.until()); err != nil && ctx.Err() == nil {
				stop(err)
			}
		}
	}
}

func (r *run) until() time.Time { return r.Now().Add(r.Lease) }

// forget ends the leases on a run of processes that are dead.
func (r *run) forget(ctx context.Context, id string) error {
	if r.Gone == nil {
		return nil
	}
	holders, err := r.Ledger.Holders(ctx, id)
	if err != nil {
		return err
	}
	for _, h := range holders {
		if h.Owner != r.Owner && r.Gone(h.Owner) {
			if err := r.Ledger.Release(ctx, id, h.Owner); err != nil {
				return err
			}
		}
	}
	return nil
}
