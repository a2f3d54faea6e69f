package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// ErrNoOrder says that the ledger has no label of an order.
var ErrNoOrder = errors.New("no label of this order in this ledger")

// found is an order with the state of its chunk.
type found struct {
	Order
	state int
}

// A querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// find returns all generations of orders, the last one last.
func (l *Ledger) find(ctx context.Context, q querier, ids []string) (map[string][]found, error) {
	list := make(map[string][]found)
	for part := range slices.Chunk(ids, 500) {
		args := make([]any, len(part))
		for i, id := range part {
			args[i] = id
		}
		rows, err := q.QueryContext(ctx, `SELECT o.id, o.generation, o.digest, o.run, o.chunk, o.carrier, o.service, o.numbers, o.file, o.page,
			o.voided, c.state FROM orders o JOIN chunks c ON c.run = o.run AND c.n = o.chunk WHERE o.id IN `+l.values(1, len(part))+
			` ORDER BY o.id, o.generation`, args...)
		if err != nil {
			return nil, err
		}
		if err := scanOrders(rows, list); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func scanOrders(rows *sql.Rows, list map[string][]found) error {
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var o found
		var numbers string
		var voided int64
		err := rows.Scan(&o.ID, &o.Generation, &o.Digest, &o.Run, &o.Chunk, &o.Carrier, &o.Service, &numbers, &o.File, &o.Page, &voided, &o.state)
		if err != nil {
			return err
		}
		o.Numbers = strings.Fields(numbers)
		if voided > 0 {
			o.Voided = time.Unix(0, voided).UTC()
		}
		list[o.ID] = append(list[o.ID], o)
	}
	return rows.Err()
}

// Find returns what the ledger has of orders: of each the last label, voided or
// not, and nothing of those that it does not know.
func (l *Ledger) Find(ctx context.Context, ids ...string) (map[string]Order, error) {
	known, err := l.find(ctx, waiting{l}, ids)
	if err != nil {
		return nil, &Error{"look for orders", err}
	}
	last := make(map[string]Order, len(known))
	for id, all := range known {
		last[id] = all[len(all)-1].Order
	}
	return last, nil
}

// Usable returns orders that have a label, or are to have one, that is not void. It
// is all or nothing, as Void is.
func (l *Ledger) Usable(ctx context.Context, ids ...string) ([]Order, error) {
	known, err := l.find(ctx, waiting{l}, ids)
	if err != nil {
		return nil, &Error{"look for orders", err}
	}
	return usable(known, ids)
}

// usable are the last of known orders, or an error that wraps ErrNoOrder.
func usable(known map[string][]found, ids []string) (list []Order, err error) {
	var problems []error
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		all := known[id]
		switch {
		case len(all) == 0:
			problems = append(problems, fmt.Errorf("order %s: %w", id, ErrNoOrder))
		case !all[len(all)-1].Voided.IsZero():
			problems = append(problems, fmt.Errorf("order %s: voided on %s: %w", id, all[len(all)-1].Voided.Format(time.DateOnly), ErrNoOrder))
		default:
			list = append(list, all[len(all)-1].Order)
		}
	}
	return list, errors.Join(problems...)
}

// Void takes the labels of orders out of use, and returns them: the carrier is to
// be told of their numbers, which are not given again. The orders may be asked
// for anew. It is all or nothing: an order that has no label, or whose label is
// void, is an error that wraps ErrNoOrder and names every one.
func (l *Ledger) Void(ctx context.Context, now time.Time, ids ...string) ([]Order, error) {
	var list []Order
	err := l.within(ctx, func(tx *sql.Tx) error {
		list = nil
		known, err := l.find(ctx, tx, ids)
		if err != nil {
			return err
		}
		if list, err = usable(known, ids); err != nil {
			return &ownError{err}
		}
		for i := range list {
			o := &list[i]
			o.Voided = now.UTC()
			_, err := tx.ExecContext(ctx, `UPDATE orders SET voided = $1 WHERE id = $2 AND generation = $3`, now.UnixNano(), o.ID, o.Generation)
			if err != nil {
				return err
			}
		}
		return nil
	})
	var own *ownError
	if errors.As(err, &own) {
		return nil, own.error
	} else if err != nil {
		return nil, &Error{"void", err}
	}
	return list, nil
}
