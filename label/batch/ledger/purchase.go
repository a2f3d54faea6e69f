package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/purchase"
)

// A Ledger is the store of purchases too.
var _ purchase.Store = (*Ledger)(nil)

// Load is that of purchase.Store.
func (l *Ledger) Load(ctx context.Context, id purchase.ID) (purchase.Record, error) {
	r, err := l.loadPurchase(ctx, id)
	if err != nil {
		return r, &Error{"look for the purchase of order " + id.Order, err}
	}
	return r, nil
}

func (l *Ledger) loadPurchase(ctx context.Context, id purchase.ID) (r purchase.Record, err error) {
	var text string
	err = l.read(ctx, []any{&r.Version, &text}, `SELECT version, record FROM purchases WHERE id = $1 AND generation = $2 AND parcel = $3`,
		id.Order, id.Generation, id.Parcel)
	if errors.Is(err, sql.ErrNoRows) {
		return purchase.Record{ID: id}, nil
	} else if err != nil {
		return r, err
	}
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		return r, err
	}
	rows, err := l.query(ctx, `SELECT number, format, data FROM labels WHERE id = $1 AND generation = $2 AND parcel = $3 AND n >= 0 ORDER BY n`,
		id.Order, id.Generation, id.Parcel)
	if err != nil {
		return r, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var b carriers.BoughtLabel
		if err := rows.Scan(&b.Number, &b.Format, &b.Data); err != nil {
			return r, err
		}
		if len(b.Data) == 0 {
			b.Data = nil // drivers differ
		}
		r.Bought.Labels = append(r.Bought.Labels, b)
	}
	return r, rows.Err()
}

// Save is that of purchase.Store.
func (l *Ledger) Save(ctx context.Context, r purchase.Record) (purchase.Record, error) {
	plain := r
	plain.Bought.Labels = nil // they have a table
	text, err := json.Marshal(plain)
	if err != nil {
		return r, &Error{"write down a purchase", err}
	}
	err = l.within(ctx, func(tx *sql.Tx) error { return l.savePurchase(ctx, tx, &r, string(text)) })
	var own *ownError
	switch {
	case errors.As(err, &own):
		return r, own.error
	case err != nil:
		return r, &Error{"write down the purchase of order " + r.Order, err}
	}
	r.Version++
	return r, nil
}

func (l *Ledger) savePurchase(ctx context.Context, tx *sql.Tx, r *purchase.Record, text string) error {
	var res sql.Result
	var err error
	if r.Version == 0 {
		res, err = tx.ExecContext(ctx, `INSERT INTO purchases (id, generation, parcel, version, state, carrier, record)
			VALUES ($1, $2, $3, 1, $4, $5, $6) ON CONFLICT DO NOTHING`, r.Order, r.Generation, r.Parcel, string(r.State), r.Carrier, text)
	} else {
		res, err = tx.ExecContext(ctx, `UPDATE purchases SET version = version + 1, state = $1, carrier = $2, record = $3
			WHERE id = $4 AND generation = $5 AND parcel = $6 AND version = $7`,
			string(r.State), r.Carrier, text, r.Order, r.Generation, r.Parcel, r.Version)
	}
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil {
		return err
	} else if n == 0 {
		return &ownError{fmt.Errorf("order %s: %w", r.Order, purchase.ErrRaced)}
	}
	if r.Version > 0 && len(r.Bought.Labels) == 0 {
		// What was bought, and given back for its file that was not to be had, is no
		// label of it any more. Its number stays its own.
		_, err := tx.ExecContext(ctx, `UPDATE labels SET n = -1 WHERE id = $1 AND generation = $2 AND parcel = $3`, r.Order, r.Generation, r.Parcel)
		if err != nil {
			return err
		}
	}
	for n := range r.Bought.Labels {
		if err := l.saveLabel(ctx, tx, r, n); err != nil {
			return err
		}
	}
	return nil
}

// saveLabel writes a label, or the file of one that had none. Its number is its own
// for ever, even if it is void.
func (l *Ledger) saveLabel(ctx context.Context, tx *sql.Tx, r *purchase.Record, n int) error {
	b := &r.Bought.Labels[n]
	_, err := tx.ExecContext(ctx, `INSERT INTO labels (carrier, number, id, generation, parcel, n, format, data)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (carrier, number) DO UPDATE SET format = excluded.format, data = excluded.data
		WHERE labels.id = excluded.id AND labels.generation = excluded.generation AND labels.parcel = excluded.parcel AND length(labels.data) = 0`,
		r.Carrier, b.Number, r.Order, r.Generation, r.Parcel, n, string(b.Format), append([]byte{}, b.Data...))
	if err != nil {
		return err
	}
	var owner purchase.ID
	err = tx.QueryRowContext(ctx, `SELECT id, generation, parcel FROM labels WHERE carrier = $1 AND number = $2`, r.Carrier, b.Number).
		Scan(&owner.Order, &owner.Generation, &owner.Parcel)
	if err == nil && owner != r.ID {
		return &ownError{fmt.Errorf("the number %s of order %s is on the label of order %s: %w", b.Number, r.Order, owner.Order, purchase.ErrTaken)}
	}
	return err
}

// Purchases are those of an order's label, by their parcels. None are no error.
func (l *Ledger) Purchases(ctx context.Context, order string, generation int) ([]purchase.Record, error) {
	parcels, err := l.numbers(ctx, "look for purchases", `SELECT parcel FROM purchases WHERE id = $1 AND generation = $2 ORDER BY parcel`, order, generation)
	if err != nil {
		return nil, err
	}
	list := make([]purchase.Record, len(parcels))
	for i, parcel := range parcels {
		if list[i], err = l.Load(ctx, purchase.ID{Order: order, Generation: generation, Parcel: parcel}); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// PurchaseOf is the purchase that a carrier's tracking number is of, without its
// labels. Its Version is zero when there is none.
func (l *Ledger) PurchaseOf(ctx context.Context, carrier, number string) (r purchase.Record, err error) {
	var text string
	err = l.read(ctx, []any{&r.Version, &text}, `SELECT p.version, p.record FROM labels l JOIN purchases p
		ON p.id = l.id AND p.generation = l.generation AND p.parcel = l.parcel WHERE l.carrier = $1 AND l.number = $2 AND l.n >= 0`, carrier, number)
	if errors.Is(err, sql.ErrNoRows) {
		return r, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(text), &r)
	}
	if err != nil {
		return r, &Error{"look for the purchase of " + number, err}
	}
	return r, nil
}

// numbers asks for a column of numbers.
func (l *Ledger) numbers(ctx context.Context, doing, query string, args ...any) ([]int, error) {
	rows, err := l.query(ctx, query, args...)
	if err != nil {
		return nil, &Error{doing, err}
	}
	list, err := ints(rows)
	if err != nil {
		return nil, &Error{doing, err}
	}
	return list, nil
}

func ints(rows *sql.Rows) (list []int, err error) {
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return list, rows.Err()
}

// Choose keeps what was chosen for the orders of a chunk, in the caller's own
// words, and returns it: where it was chosen before, what was chosen then. So
// carriers that answer otherwise another time change nothing.
func (l *Ledger) Choose(ctx context.Context, run string, chunk int, words []byte) ([]byte, error) {
	_, err := l.exec(ctx, `INSERT INTO choices (run, n, words) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, run, chunk, words)
	if err != nil {
		return nil, &Error{"write down what is chosen", err}
	}
	return l.Chosen(ctx, run, chunk)
}

// Chosen returns what was chosen for a chunk; nil when nothing was.
func (l *Ledger) Chosen(ctx context.Context, run string, chunk int) (words []byte, err error) {
	err = l.read(ctx, []any{&words}, `SELECT words FROM choices WHERE run = $1 AND n = $2`, run, chunk)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, &Error{"look for what was chosen", err}
	}
	return words, nil
}

// Sold writes down what was bought for an order that was numbered without numbers:
// the carrier, the service, the numbers, the file and the page. It may be done
// again, and changes nothing then. It is refused with ErrFenced under any lease but
// the last of the order's chunk, since whoever has that tells of the order.
func (l *Ledger) Sold(ctx context.Context, lease Lease, o Order) error {
	_, err := l.exec(ctx, `UPDATE orders SET carrier = $1, service = $2, numbers = $3, file = $4, page = $5
		WHERE id = $6 AND generation = $7 AND numbers = '' AND `+underLease(8),
		o.Carrier, o.Service, strings.Join(o.Numbers, " "), o.File, o.Page, o.ID, o.Generation, lease.Run, lease.Chunk, lease.Owner, lease.Fence)
	if err != nil {
		return &Error{"write down the numbers of order " + o.ID, err}
	}
	return l.mustHold(ctx, lease)
}

// underLease is the condition that a lease is the last one, of four parameters.
func underLease(first int) string {
	return fmt.Sprintf(`EXISTS (SELECT 1 FROM chunks c WHERE c.run = $%d AND c.n = $%d AND c.owner = $%d AND c.fence = $%d AND c.state < 2)`,
		first, first+1, first+2, first+3)
}

// mustHold returns ErrFenced if a lease is not the last one.
func (l *Ledger) mustHold(ctx context.Context, lease Lease) error {
	holds, err := l.Holds(ctx, lease)
	if err == nil && !holds {
		err = ErrFenced
	}
	return err
}

// Free lets an order be asked for anew whose label was not bought. It does nothing
// to an order that has numbers. Under any lease but the last it is ErrFenced.
func (l *Ledger) Free(ctx context.Context, lease Lease, now time.Time, o Order) error {
	_, err := l.exec(ctx, `UPDATE orders SET voided = $1 WHERE id = $2 AND generation = $3 AND numbers = '' AND voided = 0 AND `+underLease(4),
		now.UnixNano(), o.ID, o.Generation, lease.Run, lease.Chunk, lease.Owner, lease.Fence)
	if err != nil {
		return &Error{"free order " + o.ID, err}
	}
	return l.mustHold(ctx, lease)
}

// Open are the chunks of a claim's shard in which an order was numbered without
// numbers and is not known to be bought, nor free again.
func (l *Ledger) Open(ctx context.Context, c Claim) ([]int, error) {
	return l.numbers(ctx, "look for what is not known", `SELECT DISTINCT chunk FROM orders WHERE run = $1 AND numbers = '' AND voided = 0 AND chunk % $2 = $3
		ORDER BY chunk`, c.Run, max(c.Of, 1), c.Shard)
}

// Reopen makes chunks of a run that are complete as if they had numbers alone, so
// that they are done again: with the same numbers.
func (l *Ledger) Reopen(ctx context.Context, run string, chunks []int) error {
	err := l.within(ctx, func(tx *sql.Tx) error {
		for _, n := range chunks {
			if _, err := tx.ExecContext(ctx, `UPDATE chunks SET state = 1 WHERE run = $1 AND n = $2 AND state = 2`, run, n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return &Error{"open chunks again", err}
	}
	return nil
}
