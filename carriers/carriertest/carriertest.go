// Package carriertest checks that a carrier keeps the contract of
// [carriers.Carrier]. Call [Run] in the adapter's own test, with shipments that
// the carrier has a price for, and run the test with -race:
//
//	func TestContract(t *testing.T) {
//		carriertest.Run(t, ups.New(), oneParcel, threeToAHome)
//	}
//
// Beside each shipment, Run asks for variants of it: twice the parcels, a parcel
// far over every limit, days long past and far ahead, a lane to Antarctica,
// every accessorial. The carrier may refuse all of these, in data, but it must
// answer. Run a live carrier against a server of the test's own, which answers
// as the carrier's does, refusals included.
package carriertest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
)

const (
	// patience is how long the carrier may work on one shipment, far over what
	// any takes, so that a carrier that hangs fails the test with its name.
	patience = 10 * time.Second

	// promptly is how soon it must return once its context is done, or if it is
	// a carriers.Local, which nobody waits for with a timer.
	promptly = 2 * time.Second
)

// A rule is one point of the contract. Its check returns what breaches it.
type rule struct {
	name  string
	check func(ctx context.Context, c carriers.Carrier, s carriers.Shipment) error
}

func rules() []rule {
	return []rule{
		{"names itself", namesItself},
		{"answers whatever the shipment", answers},
		{"quotes are well formed", eachReply(quotesWellFormed)},
		{"rejections are well formed", eachReply(rejectionsWellFormed)},
		{"a total is the sum of its charges", eachReply(totalsAreSums)},
		{"nothing is negative", eachReply(nothingNegative)},
		{"names no service twice", eachReply(noServiceTwice)},
		{"answers for every service it names", answersForEveryService},
		{"repeats itself", repeatsItself},
		{"leaves the replies it gave alone", leavesReplies},
		{"leaves the shipment as it was", leavesShipment},
		{"is safe to call at once", safeAtOnce},
		{"refuses an invalid shipment", refusesInvalid},
		{"honours a context that is done", honoursContext},
	}
}

// Run asks the carrier for each shipment, and for variants of it, and fails t
// for each rule of the contract that it breaks, in a subtest of that name. The
// carrier must quote at least one of the shipments at one service, so that the
// rules have something to judge. A carrier that hangs is not asked on.
func Run(t *testing.T, c carriers.Carrier, shipments ...carriers.Shipment) {
	t.Helper()
	if err := quotesSomething(t.Context(), c, shipments); err != nil {
		t.Fatal(err)
	}
	for i, s := range shipments {
		t.Run(fmt.Sprintf("shipment %d", i), func(t *testing.T) {
			for _, r := range rules() {
				var err error
				t.Run(r.name, func(t *testing.T) {
					if err = r.check(t.Context(), c, s); err != nil {
						t.Error(err)
					}
				})
				if errors.Is(err, errHangs) {
					return
				}
			}
		})
	}
}

// quotesSomething guards against a test that cannot fail.
func quotesSomething(ctx context.Context, c carriers.Carrier, shipments []carriers.Shipment) error {
	quotes := 0
	for i, s := range shipments {
		if err := s.Validate(); err != nil {
			return fmt.Errorf("shipment %d is not a valid one: %w", i, err)
		}
		reply, err := ask(ctx, c, s)
		if err != nil {
			return fmt.Errorf("shipment %d: %w", i, err)
		}
		quotes += len(reply.Quotes)
	}
	if quotes == 0 {
		return fmt.Errorf("none of %d shipments is quoted: give one that the carrier has a price for", len(shipments))
	}
	return nil
}

var (
	errPanic = errors.New("panic")
	errHangs = errors.New("no answer within")
)

// ask makes an error of a panic, and of an answer that does not come.
func ask(ctx context.Context, c carriers.Carrier, s carriers.Shipment) (carriers.Reply, error) {
	limit := patience
	if _, ok := c.(carriers.Local); ok {
		limit = promptly
	}
	return askWithin(ctx, c, s, limit)
}

func askWithin(ctx context.Context, c carriers.Carrier, s carriers.Shipment, limit time.Duration) (carriers.Reply, error) {
	type answer struct {
		reply carriers.Reply
		err   error
	}
	answered := make(chan answer, 1) // a late answer goes nowhere, and blocks nobody
	go func() {
		a := answer{err: errors.New("the carrier ended its goroutine")}
		defer func() {
			if v := recover(); v != nil {
				a = answer{err: fmt.Errorf("%w: %v", errPanic, v)}
			}
			answered <- a
		}()
		a.reply, a.err = c.Quote(ctx, s)
	}()
	late := time.NewTimer(limit)
	defer late.Stop()
	select {
	case a := <-answered:
		return a.reply, a.err
	case <-late.C:
		return carriers.Reply{}, fmt.Errorf("%w %v", errHangs, limit)
	}
}
