package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ErrNotYet says that the chunk before has no numbers yet, so this one cannot
// have its own.
var ErrNotYet = errors.New("the chunk before has no numbers yet")

// ErrChanged says that a chunk which was numbered before is asked for with other
// orders: the input, the cards or the program is not the same.
var ErrChanged = errors.New("the chunk was numbered for other orders")

// An Order is what the ledger knows of an order.
type Order struct {
	ID         string    `json:"order"`
	Generation int       `json:"generation"` // how often it was voided before
	Digest     string    `json:"digest"`     // of its content
	Run        string    `json:"run"`
	Chunk      int       `json:"chunk"`
	Carrier    string    `json:"carrier"`
	Service    string    `json:"service"`
	Numbers    []string  `json:"numbers"` // the tracking numbers, parcel by parcel
	File       string    `json:"file"`    // in the folder of the run
	Page       int       `json:"page"`    // of the first label in the file, from 1
	Voided     time.Time `json:"voided,omitzero"`
}

// An Ask asks for the numbers of an order.
type Ask struct {
	ID      string
	Digest  string
	Carrier string
	Service string

	// Account is whose serials are taken; each has a counter of its own. First is
	// the serial that a new counter begins at.
	Account string
	First   uint64

	Parcels int
	// Number makes the tracking number of a serial; two serials never give one
	// number. Its error is that of Number below. Nil asks for no numbers: the order's
	// label is going to be bought, and Sold tells its numbers.
	Number func(serial uint64) (string, error)
}

// A Verdict is what becomes of an order that was asked for.
type Verdict byte

// The verdicts.
const (
	New        Verdict = 'n' // its numbers are those of this chunk
	Earlier    Verdict = 'e' // it has a label from before, with the same content
	Conflict   Verdict = 'c' // it has a label from before, with another content
	Unfinished Verdict = 'u' // another run gave it numbers, and has not made the label yet
)

// A Given is the answer to an Ask.
type Given struct {
	Verdict Verdict
	Order   // the one of this chunk, or the one that the ledger had
}

// A Numbering asks for the numbers of a chunk.
type Numbering struct {
	Lease
	Until time.Time // when the lease runs out from now on

	// After is the chunk that must have its numbers first, -1 for none.
	After int

	// Asks are the orders in the order of their labels.
	Asks []Ask

	// Place sets File and Page of the orders whose verdict is New. It is called
	// when their numbers are known, and may be called again.
	Place func([]Given)
}

// Number gives the orders of a chunk their numbers, each the next serials of its
// account, in their order. When it returns, this is on disk. A chunk that was
// numbered before is answered the same as then.
//
// The errors are ErrFenced, ErrNotYet, ErrChanged, that of an Ask, or an *Error.
func (l *Ledger) Number(ctx context.Context, n Numbering) ([]Given, error) {
	var given []Given
	err := l.within(ctx, func(tx *sql.Tx) (err error) {
		given, err = l.number(ctx, tx, &n)
		return err
	})
	var own *ownError
	switch {
	case err == nil:
		return given, nil
	case errors.As(err, &own):
		return nil, own.error
	}
	return nil, &Error{fmt.Sprintf("number chunk %d", n.Chunk), err}
}

// An ownError is one that is not of the database.
type ownError struct{ error }

func (l *Ledger) number(ctx context.Context, tx *sql.Tx, n *Numbering) ([]Given, error) {
	state, answers := 0, ""
	err := tx.QueryRowContext(ctx, `SELECT state, answers FROM chunks WHERE run = $1 AND n = $2 AND owner = $3 AND fence = $4`+l.lock(""),
		n.Run, n.Chunk, n.Owner, n.Fence).Scan(&state, &answers)
	switch {
	case errors.Is(err, sql.ErrNoRows) || err == nil && state == done:
		return nil, &ownError{ErrFenced}
	case err != nil:
		return nil, err
	case state == numbered:
		given, err := l.recall(ctx, tx, n.Asks, answers)
		if err == nil {
			_, err = tx.ExecContext(ctx, `UPDATE chunks SET expires = $1 WHERE run = $2 AND n = $3`, n.Until.UnixNano(), n.Run, n.Chunk)
		}
		return given, err
	}
	if err := after(ctx, tx, n); err != nil {
		return nil, err
	}
	return l.first(ctx, tx, n)
}

// after checks that the chunk before has its numbers.
func after(ctx context.Context, tx *sql.Tx, n *Numbering) error {
	if n.After < 0 {
		return nil
	}
	state := 0
	err := tx.QueryRowContext(ctx, `SELECT state FROM chunks WHERE run = $1 AND n = $2`, n.Run, n.After).Scan(&state)
	if err == nil && state == open {
		return &ownError{ErrNotYet}
	}
	return err
}

// first numbers a chunk that has no numbers.
func (l *Ledger) first(ctx context.Context, tx *sql.Tx, n *Numbering) ([]Given, error) {
	next, err := l.counters(ctx, tx, n.Asks)
	if err != nil {
		return nil, err
	}
	before := maps.Clone(next)
	known, err := l.find(ctx, tx, ids(n.Asks))
	if err != nil {
		return nil, err
	}
	given := make([]Given, len(n.Asks))
	for i, ask := range n.Asks {
		if given[i], err = answer(ask, n, known[ask.ID], next); err != nil {
			return nil, err
		}
	}
	n.Place(given)
	fresh, err := l.takeOver(ctx, tx, given, known)
	if err == nil {
		err = l.insertOrders(ctx, tx, fresh)
	}
	if err != nil {
		return nil, err
	}
	var blocks []string
	for _, account := range slices.Sorted(maps.Keys(next)) {
		count := next[account] - before[account]
		if count == 0 {
			continue
		}
		blocks = append(blocks, fmt.Sprintf("%s:%d+%d", account, before[account], count))
		if _, err := tx.ExecContext(ctx, `UPDATE serials SET next = $1 WHERE account = $2`, int64(next[account]), account); err != nil {
			return nil, err
		}
	}
	_, err = tx.ExecContext(ctx, `UPDATE chunks SET state = 1, expires = $1, blocks = $2, answers = $3 WHERE run = $4 AND n = $5`,
		n.Until.UnixNano(), strings.Join(blocks, " "), encode(given), n.Run, n.Chunk)
	return given, err
}

// answer gives one order its numbers, or what the ledger has of it.
func answer(ask Ask, n *Numbering, known []found, next map[string]uint64) (Given, error) {
	generation := 0
	if len(known) > 0 {
		last := known[len(known)-1]
		switch {
		case !last.Voided.IsZero():
			generation = last.Generation + 1
		case last.Digest != ask.Digest:
			return Given{Conflict, last.Order}, nil
		case last.state != done || len(last.Numbers) == 0 && ask.Number != nil:
			return Given{Unfinished, last.Order}, nil
		case len(last.Numbers) == 0: // nobody knows whether it is bought: it is for this chunk to find out
			o := last.Order
			o.Run, o.Chunk = n.Run, n.Chunk
			return Given{New, o}, nil
		default:
			return Given{Earlier, last.Order}, nil
		}
	}
	o := Order{
		ID: ask.ID, Generation: generation, Digest: ask.Digest, Run: n.Run, Chunk: n.Chunk, Carrier: ask.Carrier, Service: ask.Service,
	}
	for range ask.serials() {
		number, err := ask.Number(next[ask.Account])
		if err != nil {
			return Given{}, &ownError{fmt.Errorf("account %s: %w", ask.Account, err)}
		}
		o.Numbers = append(o.Numbers, number)
		next[ask.Account]++
	}
	return Given{New, o}, nil
}

// takeOver makes the orders that are known already those of this chunk, and returns
// what else was given.
func (l *Ledger) takeOver(ctx context.Context, tx *sql.Tx, given []Given, known map[string][]found) ([]Given, error) {
	for i := range given {
		o := &given[i].Order
		if all := known[o.ID]; given[i].Verdict != New || len(all) == 0 || all[len(all)-1].Generation != o.Generation {
			continue
		}
		_, err := tx.ExecContext(ctx, `UPDATE orders SET run = $1, chunk = $2 WHERE id = $3 AND generation = $4`, o.Run, o.Chunk, o.ID, o.Generation)
		if err != nil {
			return nil, err
		}
		given = slices.Clone(given)
		given[i].Verdict = Earlier // it is not inserted
	}
	return given, nil
}

// serials is how many serials are asked for.
func (a *Ask) serials() int {
	if a.Number == nil {
		return 0
	}
	return a.Parcels
}

// counters locks the counters of the accounts, in the order of their names so
// that two runs do not wait for each other, and returns the next serial of each.
func (l *Ledger) counters(ctx context.Context, tx *sql.Tx, asks []Ask) (map[string]uint64, error) {
	first := map[string]uint64{}
	for i := range asks {
		if asks[i].Number != nil {
			first[asks[i].Account] = asks[i].First
		}
	}
	for _, account := range slices.Sorted(maps.Keys(first)) {
		var next int64
		err := tx.QueryRowContext(ctx, `INSERT INTO serials (account, next) VALUES ($1, $2)
			ON CONFLICT (account) DO UPDATE SET next = serials.next RETURNING next`, account, int64(first[account])).Scan(&next)
		if err != nil {
			return nil, err
		}
		first[account] = uint64(next)
	}
	return first, nil
}

// recall answers for a chunk as it was answered the first time.
func (l *Ledger) recall(ctx context.Context, q querier, asks []Ask, answers string) ([]Given, error) {
	list := strings.Fields(answers)
	if len(list) != len(asks) {
		return nil, &ownError{ErrChanged}
	}
	known, err := l.find(ctx, q, ids(asks))
	if err != nil {
		return nil, err
	}
	given := make([]Given, len(asks))
	for i, ask := range asks {
		verdict := Verdict(list[i][0])
		generation, err := strconv.Atoi(list[i][1:])
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(known[ask.ID], func(f found) bool { return f.Generation == generation })
		if at < 0 || verdict == New && (known[ask.ID][at].Digest != ask.Digest || ask.Number != nil && len(known[ask.ID][at].Numbers) != ask.Parcels) {
			return nil, &ownError{ErrChanged}
		}
		given[i] = Given{verdict, known[ask.ID][at].Order}
	}
	return given, nil
}

// encode writes down the verdicts with the generations, so that a chunk that is
// run again is answered the same whatever was voided since.
func encode(given []Given) string {
	var b strings.Builder
	for i := range given {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteByte(byte(given[i].Verdict))
		b.WriteString(strconv.Itoa(given[i].Generation))
	}
	return b.String()
}

func ids(asks []Ask) []string {
	list := make([]string, len(asks))
	for i := range asks {
		list[i] = asks[i].ID
	}
	return list
}
