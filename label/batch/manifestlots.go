package batch

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/purchase"
)

// A lot is what goes on one manifest. It is the memo of the manifest's record.
type lot struct {
	Carrier string           `json:"carrier"`
	List    string           `json:"list"`
	Ships   carriers.Date    `json:"ships"`
	From    carriers.Address `json:"from"`
	Numbers []string         `json:"numbers"`

	record purchase.Record // of the manifest, as far as it was begun
	bought []carriers.Bought
}

// manifestGeneration is the generation of the records of manifests, which have the
// run in the place of the order, and their place among its manifests, from 1, in
// the place of the parcel. Orders have none that is negative.
const manifestGeneration = -1

// lots are the manifests that were begun, in their order, each with what was on it
// then, and new ones of the other labels.
func (r *manifesting) lots(ctx context.Context) (lots []lot, err error) {
	records, err := r.Ledger.Purchases(ctx, r.head.Run, manifestGeneration)
	if err != nil {
		return nil, err
	}
	on := map[string]int{} // the numbers that are on a lot, by carrier and number
	for _, record := range records {
		l := lot{record: record}
		if err := json.Unmarshal(record.Memo, &l); err != nil {
			return nil, fmt.Errorf("the manifest %d: %w: %w", record.Parcel, errMemo, err)
		}
		for _, number := range l.Numbers {
			on[l.Carrier+" "+number] = len(lots)
		}
		lots = append(lots, l)
	}
	begun := len(lots)
	missing, err := r.missing(ctx)
	if err == nil && missing != nil {
		err = fmt.Errorf("%w: %d of %d chunks are not in %s: put the folders of the shards together first: shiprate batch merge", ErrMissing, len(missing), r.head.Chunks, r.folder.path)
	}
	if err != nil {
		return nil, err
	}
	err = r.parts(ctx, func(p partHead, rest *bufio.Reader) error {
		d, err := p.details(rest)
		for i := 0; err == nil && i < len(d.Handed); i++ {
			if h := &d.Handed[i]; h.Bought {
				at, known := on[h.Carrier+" "+h.Number]
				if !known {
					at = -1
				}
				lots, err = r.put(ctx, lots, begun, at, h)
			}
		}
		return err
	})
	lots = slices.DeleteFunc(lots, func(l lot) bool { return len(l.bought) == 0 && l.record.State != purchase.Bought })
	return lots, err
}

// put puts a parcel on the lot that it is on, or on one of those that are new; none
// if its label is not bought any more.
func (r *manifesting) put(ctx context.Context, lots []lot, begun, at int, h *handed) ([]lot, error) {
	if at >= 0 && lots[at].record.State == purchase.Bought {
		return lots, nil
	}
	record, err := r.Ledger.PurchaseOf(ctx, h.Carrier, h.Number)
	if err != nil || record.State != purchase.Bought {
		return lots, err
	}
	b := record.Bought
	b.Labels = []carriers.BoughtLabel{{Number: h.Number, Format: record.Format}}
	if at < 0 {
		want := lot{Carrier: h.Carrier, Ships: h.Ships, From: h.From}
		if m, ok := r.Buy.seller(h.Carrier).(carriers.Manifester); ok {
			want.List = m.ManifestOf(&b)
		}
		if sameSender(&want.From, &carriers.Address{}) {
			want.From = r.head.From
		}
		at = slices.IndexFunc(lots[begun:], func(l lot) bool {
			return l.Carrier == want.Carrier && l.List == want.List && l.Ships == want.Ships && sameSender(&l.From, &want.From)
		})
		if at < 0 {
			want.record.Parcel = 1
			if n := len(lots); n > 0 {
				want.record.Parcel = lots[n-1].record.Parcel + 1
			}
			lots, at = append(lots, want), len(lots)-begun
		}
		at += begun
		lots[at].Numbers = append(lots[at].Numbers, h.Number)
	}
	l := &lots[at]
	if n := len(l.bought); n > 0 && l.bought[n-1].ID == b.ID {
		l.bought[n-1].Labels = append(l.bought[n-1].Labels, b.Labels...)
	} else {
		l.bought = append(l.bought, b)
	}
	return lots, nil
}
