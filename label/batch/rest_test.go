package batch_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch"
)

// A crowded market says of prices, or of sales, that it is asked too often.
type crowded struct {
	*market
	name         string
	wait         time.Duration
	quotes, sale bool // what is asked too often
	asked        atomic.Int32
}

// comeLater is the error of a carrier that asks to wait.
type comeLater time.Duration

func (comeLater) Error() string                  { return "too many requests" }
func (c comeLater) Later() (time.Duration, bool) { return time.Duration(c), true }

func (c *crowded) Name() string { return c.name }

func (c *crowded) Quote(ctx context.Context, s carriers.Shipment) (carriers.Reply, error) {
	if c.quotes {
		c.asked.Add(1)
		return carriers.Reply{}, comeLater(c.wait)
	}
	reply, err := c.market.Quote(ctx, s)
	for i := range reply.Quotes {
		reply.Quotes[i].Carrier = c.name
	}
	return reply, err
}

func (c *crowded) Buy(ctx context.Context, p carriers.Purchase) (carriers.Bought, error) {
	if c.sale {
		c.asked.Add(1)
		return carriers.Bought{Key: p.Key}, errors.Join(carriers.ErrNotBought, comeLater(c.wait))
	}
	return c.market.Buy(ctx, p)
}

// One that asks to wait an hour is left alone at once: the others are chosen among, and
// it is told of.
func TestACrowdedCarrierIsLeftAlone(t *testing.T) {
	m := &market{}
	c := &crowded{market: m, name: "crowded", wait: time.Hour, quotes: true}
	b := newBench(t, someOrders(20))
	o := b.buying(c, m)
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	s := b.run(o)
	if s.Orders != 20 || c.asked.Load() > 8 || s.Live[0].Rested != 20 {
		t.Errorf("%d bought, it was asked %d times, want 20 and at most 8: %v", s.Orders, c.asked.Load(), s.Live)
	}
	if got, want := s.Live[0].String(), "crowded was left alone for 20 of 20 orders: too many requests; it is left alone until 13:00:00 (20)"; got != want {
		t.Errorf("told: %s\nwant: %s", got, want)
	}
	// Alone, it costs each order its label, and the row says when to come again.
	b = newBench(t, someOrders(2))
	o = b.buying(c)
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	b.run(o)
	row := table(t, filepath.Join(o.Out, "errors.csv"))[0]
	if row["error_code"] != "no_quote" || !strings.HasSuffix(row["error_reason"], "too many requests; it is left alone until 13:00:00") {
		t.Errorf("errors.csv has %v", row)
	}
}

// While a run waits for an answer that was lost it tells so each second.
func TestWaitingIsTold(t *testing.T) {
	m := &market{lost: "O-1", silent: true}
	b := newBench(t, someOrders(3))
	o := b.buying(m)
	o.Buy.Settle = 2500 * time.Millisecond
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	told := false
	o.Progress = func(p batch.Progress) {
		if p.Live == nil {
			t.Error("it is not told what is under way")
		} else if u := p.Live; u.Open == 1 && u.Bought == 2 && u.ToBuy == 3 && u.Chosen == 3 && u.Until.Equal(noon.Add(o.Buy.Settle)) {
			told = true
		}
	}
	if b.run(o); !told {
		t.Error("it is not told that one is waited for")
	}
}

// A carrier that is left alone sells nothing, and what it was asked to sell before
// stays as unknown as it is.
func TestNothingIsBoughtFromACarrierThatIsLeftAlone(t *testing.T) {
	m := &market{lost: "O-1", silent: true}
	c := &crowded{market: m, name: "crowded", wait: time.Hour}
	b := newBench(t, someOrders(3))
	o := b.buying(m)
	o.Carriers = []carriers.Carrier{c}
	o.Buy = &batch.Buying{From: o.Carriers, Settle: time.Millisecond}
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	b.run(o)
	c.sale = true
	o.Input, o.Out, o.Owner, o.Now = filepath.Join(b.dir, "more.csv"), filepath.Join(b.dir, "more"), "more", hour(1)
	if err := os.WriteFile(o.Input, bytes.ReplaceAll(someOrders(3), []byte("O-0"), []byte("O-3")), 0o600); err != nil {
		t.Fatal(err)
	}
	s := b.run(o)
	codes := map[string]string{}
	for _, row := range table(t, filepath.Join(o.Out, "errors.csv")) {
		codes[row["order"]] = row["error_code"] + ": " + row["error_hint"]
	}
	if s.Earlier != 1 || !strings.HasPrefix(codes["O-1"], "unknown: ") || codes["O-3"] != "not_bought: run errors.csv alone after 14:00:00" {
		t.Errorf("%d earlier, errors %v", s.Earlier, codes)
	}
	m.silent, c.sale = false, false
	o.Input, o.Out, o.Owner, o.Now = filepath.Join(o.Out, "errors.csv"), filepath.Join(b.dir, "last"), "last", hour(2)
	if s := b.run(o); s.Orders != 2 || s.Failed != 0 || m.times()["O-1"] != 1 || m.times()["O-3"] != 1 {
		t.Errorf("%d bought, %d failed, sold %v", s.Orders, s.Failed, m.times())
	}
}
