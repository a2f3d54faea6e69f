package batch_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label/batch"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/orders"
)

// single is order O-0 of someOrders by itself; with another weight it is another
// content.
func single(m *market, l *ledger.Ledger, weight dimweight.Weight) batch.Single {
	s := carriers.Shipment{
		Reference: "O-0", Ready: noon, From: shop,
		To:      carriers.Address{Name: "Zoë Żak", Street: []string{"0 Market St"}, City: "San Francisco", State: "CA", PostalCode: "94105", Country: "US"},
		Parcels: []carriers.Parcel{{Dims: dimweight.Dims{Length: 12 * dimweight.Inch, Width: 9 * dimweight.Inch, Height: 7 * dimweight.Inch}, Weight: weight}},
	}
	return batch.Single{
		Order: orders.Order{ID: "O-0", Shipment: s}, Buy: &batch.Buying{From: []carriers.Carrier{m}, Settle: time.Millisecond},
		Ledger: l, Owner: "single", Now: time.Now, File: "label.pdf",
		Choose: func(ctx context.Context) (carriers.Quote, error) {
			reply, err := m.Quote(ctx, s)
			return reply.Quotes[0], err
		},
	}
}

// kindOf is what an error of Sell tells.
func kindOf(err error) string {
	for _, kind := range []error{carriers.ErrDearer, carriers.ErrNotBought, carriers.ErrUnknown, carriers.ErrConflict, batch.ErrNotSold, batch.ErrBusy} {
		if errors.Is(err, kind) {
			return kind.Error()
		}
	}
	return fmt.Sprint(err)
}

func TestOneLabelIsBoughtOnce(t *testing.T) {
	tests := []struct {
		name   string
		market *market
		then   func(*market, *batch.Single) // between the two times
		want   [2]string                    // errors, or the number
		sold   int
	}{
		{"asked again it is the same", &market{}, func(m *market, _ *batch.Single) { m.rise = 1 }, [2]string{"N0000", "N0000 earlier"}, 1},
		{"another content is a conflict", &market{}, func(_ *market, s *batch.Single) { s.Order.Shipment.Parcels[0].Weight++ }, [2]string{"N0000", "the key is that of another purchase"}, 1},
		{"a lost answer is looked up", &market{lost: "O-0"}, nil, [2]string{"N0000", "N0000 earlier"}, 1},
		{"what cannot be looked up is unknown, and found later", &market{lost: "O-0", silent: true}, func(m *market, _ *batch.Single) { m.silent = false },
			[2]string{"unknown whether it is bought", "N0000 earlier"}, 1},
		{"what is unknown stays so for another content", &market{lost: "O-0", silent: true}, func(m *market, s *batch.Single) { m.silent = false; s.Order.Shipment.Parcels[0].Weight++ },
			[2]string{"unknown whether it is bought", "the key is that of another purchase"}, 1},
		{"a price that rose stops it, and is asked for anew", &market{rise: 1}, func(m *market, _ *batch.Single) { m.rise = 0 }, [2]string{"it is dearer now", "N0000"}, 1},
		{"within the tolerance it is bought", &market{rise: 1}, nil, [2]string{"N0000", "N0000 earlier"}, 1},
		{"what is refused may be corrected", &market{refuses: "O-0"}, func(m *market, s *batch.Single) { m.refuses = ""; s.Order.Shipment.Parcels[0].Weight++ }, [2]string{"not bought", "N0000"}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := tt.market
			l := newBench(t, nil).open(filepath.Join(t.TempDir(), "ledger.db"))
			s := single(m, l, dimweight.Pound)
			if tt.then == nil && m.rise > 0 {
				s.Buy.Tolerance = 1000
			}
			var got [2]string
			for i := range got {
				sold, err := s.Sell(t.Context())
				if err != nil {
					got[i] = kindOf(err)
				} else if got[i] = sold.Labels[0].Number; sold.Earlier {
					got[i] += " earlier"
				}
				if i == 0 && tt.then != nil {
					tt.then(m, &s)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if len(m.sold) != tt.sold {
				t.Errorf("%d labels were sold, want %d", len(m.sold), tt.sold)
			}
		})
	}
}

// What a run was to buy, and could not tell, is bought by itself or found.
func TestOneLabelOfARun(t *testing.T) {
	m := &market{lost: "O-0", silent: true}
	b := newBench(t, someOrders(1))
	o := b.buying(m)
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	if s := b.run(o); s.Failed != 1 {
		t.Fatalf("%d failed, want 1: it is unknown", s.Failed)
	}
	s := single(m, o.Ledger, dimweight.Pound)
	s.Now = o.Now
	if _, err := s.Sell(t.Context()); kindOf(err) != "unknown whether it is bought" {
		t.Errorf("got %v, want that it is unknown", err)
	}
	m.silent = false
	sold, err := s.Sell(t.Context())
	if err != nil || sold.Labels[0].Number != "N0000" || len(m.sold) != 1 || m.asked != 1 {
		t.Errorf("sold %+v, %v; %d labels were sold, and %d prices asked for, want 1 and 1", sold, err, len(m.sold), m.asked)
	}
}

func TestSeveralSellOneLabel(t *testing.T) {
	m := &market{}
	b := newBench(t, nil)
	name := filepath.Join(b.dir, "ledger.db")
	var wait sync.WaitGroup
	for i := range 4 {
		s := single(m, b.open(name), dimweight.Pound)
		s.Owner = fmt.Sprint("process ", i)
		wait.Go(func() {
			for {
				sold, err := s.Sell(t.Context())
				if errors.Is(err, batch.ErrBusy) {
					continue
				}
				if err != nil || sold.Labels[0].Number != "N0000" {
					t.Errorf("sold %+v, %v", sold, err)
				}
				return
			}
		})
	}
	wait.Wait()
	if len(m.sold) != 1 {
		t.Errorf("%d labels were sold, want 1", len(m.sold))
	}
}
