package batch_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// A market is a live carrier of the test's own: it sells whatever key it is given,
// as often as it is asked.
type market struct {
	mu     sync.Mutex
	sold   []sold
	asked  int // for prices
	singly bool

	lost    string // the answer to the sale of this order is lost
	silent  bool   // it cannot be asked for a key
	noFile  string // the file of the label of this order is not to be had
	refuses string // it refuses to sell for this order
	rise    int64  // that prices have risen by since they were quoted
	charges int64  // what a label costs beyond its quote, as the sale tells
	busy    int    // so many answers say that it is asked too often
	keeps   bool   // it takes nothing back

	now, most int // purchases under way at once
}

type sold struct {
	key, order string
	void       bool
	labels     []carriers.BoughtLabel
}

func (m *market) Name() string { return "live" }

// Quote asks a cent for a gram.
func (m *market) Quote(_ context.Context, s carriers.Shipment) (carriers.Reply, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked++
	q := carriers.Quote{
		Carrier: "live", Service: "ground", Name: "Live Ground", Currency: "USD", Ships: carriers.DateOf(s.Ready), Delivers: carriers.DateOf(s.Ready) + 3,
		Transit: carriers.Transit{Days: 3, Known: true}, Notes: []string{fmt.Sprintf("answer %d", m.asked)},
	}
	for i, p := range s.Parcels {
		q.Parcels = append(q.Parcels, carriers.Rated{Actual: p.Weight, Billable: p.Weight, Unit: dimweight.Pound})
		q.Charges = append(q.Charges, carriers.Charge{Code: carriers.Base, Name: "Rate", Amount: int64(p.Weight / dimweight.Gram), Parcel: i})
	}
	return carriers.Reply{Quotes: []carriers.Quote{q}}, nil
}

func (m *market) count(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now += n
	m.most = max(m.most, m.now)
}

// tooOften is the error of a carrier that is asked too often.
type tooOften struct{}

func (tooOften) Error() string                { return "too many requests" }
func (tooOften) Later() (time.Duration, bool) { return time.Millisecond, true }

func (m *market) Buy(_ context.Context, p carriers.Purchase) (carriers.Bought, error) {
	m.count(1)
	time.Sleep(time.Millisecond) // so that there are several at once, if there may be
	m.count(-1)
	m.mu.Lock()
	defer m.mu.Unlock()
	nothing := carriers.Bought{Key: p.Key}
	if m.busy > 0 {
		m.busy--
		return nothing, fmt.Errorf("%w: %w", carriers.ErrNotBought, tooOften{})
	}
	price := int64(0)
	for _, parcel := range p.Shipment.Parcels {
		price += int64(parcel.Weight / dimweight.Gram)
	}
	switch order := p.Shipment.Reference; {
	case order == m.refuses:
		return nothing, fmt.Errorf("%w: live: no such street", carriers.ErrNotBought)
	case price+m.rise > p.Most.Minor:
		return nothing, fmt.Errorf("%w: live: %w", carriers.ErrNotBought, carriers.ErrDearer)
	}
	one := sold{key: p.Key, order: p.Shipment.Reference}
	for i := range p.Shipment.Parcels {
		number := fmt.Sprintf("N%03d%d", len(m.sold), i)
		one.labels = append(one.labels, carriers.BoughtLabel{Number: number, Format: p.Format, Data: []byte("%PDF-" + number + "\n%%EOF\n")})
	}
	m.sold = append(m.sold, one)
	if m.lost == one.order {
		return nothing, fmt.Errorf("%w: no answer", carriers.ErrUnknown)
	}
	b, err := m.tell(&one)
	if m.charges != 0 {
		b.Price = carriers.Money{Minor: price + m.charges, Currency: "USD"}
	}
	return b, err
}

// tell is what it says of what it sold.
func (m *market) tell(one *sold) (carriers.Bought, error) {
	b := carriers.Bought{Key: one.key, ID: one.key, Labels: slices.Clone(one.labels)}
	if m.noFile != one.order {
		return b, nil
	}
	for i := range b.Labels {
		b.Labels[i].Data = nil
	}
	return b, fmt.Errorf("%w: a page of HTML", carriers.ErrNoLabel)
}

func (m *market) Find(_ context.Context, key string) (carriers.Bought, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.silent {
		return carriers.Bought{}, fmt.Errorf("%w: live does not answer", carriers.ErrUnknown)
	}
	for _, one := range m.sold {
		if one.key == key && !one.void {
			return m.tell(&one)
		}
	}
	return carriers.Bought{}, carriers.ErrNotFound
}

func (m *market) Void(_ context.Context, b carriers.Bought) (carriers.Voided, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.keeps {
		return carriers.VoidRefused, nil
	}
	for i := range m.sold {
		if m.sold[i].key == b.ID {
			m.sold[i].void = true
		}
	}
	return carriers.VoidPending, nil
}

func (m *market) Sells() carriers.Sells {
	return carriers.Sells{Formats: []carriers.LabelFormat{carriers.PDF}, Singly: m.singly}
}

// times are how often a label of each order was sold and not taken back.
func (m *market) times() map[string]int {
	times := map[string]int{}
	for _, one := range m.sold {
		if !one.void {
			times[one.order]++
		}
	}
	return times
}
