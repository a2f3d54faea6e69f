package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// ErrNoRun says that the ledger has no such run.
var ErrNoRun = errors.New("no such run in this ledger")

// A Run is a file of orders that is, or was, worked through.
type Run struct {
	// ID is the plan, with a number behind it when the same plan was run again in
	// another folder after it was finished.
	ID string `json:"run"`

	Plan    string    `json:"plan"`   // the digest of the input, the cards and the options
	Round   int       `json:"round"`  // how often the plan was run before
	Input   string    `json:"input"`  // the name of the file, for people
	Folder  string    `json:"folder"` // where the labels are
	Started time.Time `json:"started"`
	Chunks  int       `json:"chunks"`
	Rows    int       `json:"rows"`
}

// Status is how far a run is.
type Status struct {
	Run
	Open     int      `json:"open"`     // chunks that have no numbers yet
	Numbered int      `json:"numbered"` // chunks that have numbers, and whose labels are not all made
	Done     int      `json:"done"`     // chunks that are complete
	Orders   int      `json:"orders"`   // that have a label, or will when the chunk is done; see Count
	Voided   int      `json:"voided"`   // of these
	ToBuy    int      `json:"to_buy"`   // orders whose label is to be bought, and may be; see Count
	Holders  []Holder `json:"holders"`
}

// Finished says that every chunk is complete.
func (s *Status) Finished() bool { return s.Done == s.Chunks }

// A Holder is an owner of leases on chunks that are not done.
type Holder struct {
	Owner   string    `json:"owner"`
	Chunks  int       `json:"chunks"`
	Expires time.Time `json:"expires"` // the last of its leases
}

const runColumns = `id, plan, round, input, folder, started, chunks, rows_`

func (l *Ledger) readRun(ctx context.Context, where string, args ...any) (r Run, err error) {
	var started int64
	err = l.read(ctx, []any{&r.ID, &r.Plan, &r.Round, &r.Input, &r.Folder, &started, &r.Chunks, &r.Rows},
		`SELECT `+runColumns+` FROM runs WHERE `+where, args...)
	r.Started = time.Unix(0, started).UTC()
	return r, err
}

// Last returns the last run of a plan, or ErrNoRun.
func (l *Ledger) Last(ctx context.Context, plan string) (Status, error) {
	return l.status(ctx, `plan = $1 ORDER BY round DESC LIMIT 1`, plan)
}

// LastIn returns the last run of a plan in a folder, or ErrNoRun.
func (l *Ledger) LastIn(ctx context.Context, plan, folder string) (Status, error) {
	return l.status(ctx, `plan = $1 AND folder = $2 ORDER BY round DESC LIMIT 1`, plan, folder)
}

// Move gives a run another folder, if nothing of it is numbered and nobody works on
// it, and returns the run as it is then.
func (l *Ledger) Move(ctx context.Context, run, folder string) (r Run, err error) {
	_, err = l.exec(ctx, `UPDATE runs SET folder = $1 WHERE id = $2 AND NOT EXISTS
		(SELECT 1 FROM chunks c WHERE c.run = $3 AND (c.state > 0 OR c.owner <> ''))`, folder, run, run)
	if err == nil {
		r, err = l.readRun(ctx, `id = $1`, run)
	}
	if err != nil {
		return r, &Error{"give the run another folder", err}
	}
	return r, nil
}

// Status tells how far a run is, or returns ErrNoRun.
func (l *Ledger) Status(ctx context.Context, id string) (Status, error) {
	return l.status(ctx, `id = $1`, id)
}

func (l *Ledger) status(ctx context.Context, where string, args ...any) (s Status, err error) {
	if s.Run, err = l.readRun(ctx, where, args...); errors.Is(err, sql.ErrNoRows) {
		return s, ErrNoRun
	} else if err != nil {
		return s, &Error{"look for the run", err}
	}
	err = l.read(ctx, []any{&s.Open, &s.Numbered, &s.Done}, `SELECT
		COALESCE(SUM(CASE WHEN state = 0 THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN state = 1 THEN 1 ELSE 0 END), 0),
		COALESCE(SUM(CASE WHEN state = 2 THEN 1 ELSE 0 END), 0) FROM chunks WHERE run = $1`, s.ID)
	if err != nil {
		return s, &Error{"count the chunks", err}
	}
	s.Holders, err = l.Holders(ctx, s.ID)
	return s, err
}

// Count adds to a status how many orders of the run have labels. It reads all
// orders of the ledger.
func (l *Ledger) Count(ctx context.Context, s *Status) error {
	err := l.read(ctx, []any{&s.Orders, &s.Voided, &s.ToBuy}, `SELECT COALESCE(SUM(CASE WHEN numbers <> '' THEN 1 ELSE 0 END), 0),
		COALESCE(SUM(CASE WHEN numbers <> '' AND voided > 0 THEN 1 ELSE 0 END), 0),
		COALESCE(SUM(CASE WHEN numbers = '' AND voided = 0 THEN 1 ELSE 0 END), 0) FROM orders WHERE run = $1`,
		s.ID)
	if err != nil {
		return &Error{"count the orders", err}
	}
	return nil
}

// Voided counts the orders of a run that had a label, and whose label is void.
func (l *Ledger) Voided(ctx context.Context, run string) (n int, err error) {
	err = l.read(ctx, []any{&n}, `SELECT COUNT(*) FROM orders WHERE run = $1 AND voided > 0 AND numbers <> ''`, run)
	if err != nil {
		return 0, &Error{"count what is void", err}
	}
	return n, nil
}

// Holders are those who have leases on chunks of a run that are not done.
func (l *Ledger) Holders(ctx context.Context, run string) ([]Holder, error) {
	const doing = "look for the holders of leases"
	rows, err := l.query(ctx,
		`SELECT owner, COUNT(*), MAX(expires) FROM chunks WHERE run = $1 AND state < 2 AND owner <> '' GROUP BY owner ORDER BY owner`, run)
	if err != nil {
		return nil, &Error{doing, err}
	}
	defer func() { _ = rows.Close() }()
	list := []Holder{} // in JSON [], never null
	for rows.Next() {
		var h Holder
		var expires int64
		if err := rows.Scan(&h.Owner, &h.Chunks, &expires); err != nil {
			return nil, &Error{doing, err}
		}
		h.Expires = time.Unix(0, expires).UTC()
		list = append(list, h)
	}
	if err := rows.Err(); err != nil {
		return nil, &Error{doing, err}
	}
	return list, nil
}

// Begin writes down a run with its chunks, all of them open, and returns it. The
// ID is made of the Plan and the Round. When another process has begun the same
// run, that one is returned: its Folder may be another.
func (l *Ledger) Begin(ctx context.Context, r Run) (Run, error) {
	r.ID = r.Plan
	if r.Round > 0 {
		r.ID = fmt.Sprintf("%s-%d", r.Plan, r.Round+1)
	}
	err := l.within(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `INSERT INTO runs (`+runColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
			r.ID, r.Plan, r.Round, r.Input, r.Folder, r.Started.UnixNano(), r.Chunks, r.Rows)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		return l.insertChunks(ctx, tx, r)
	})
	if err == nil {
		r, err = l.readRun(ctx, `id = $1`, r.ID)
	}
	if err != nil {
		return r, &Error{"begin the run", err}
	}
	return r, nil
}

// batch is how many rows one statement inserts.
const batch = 50

func (l *Ledger) insertChunks(ctx context.Context, tx *sql.Tx, r Run) error {
	for first := 0; first < r.Chunks; first += batch {
		count := min(batch, r.Chunks-first)
		var args []any
		for i := range count {
			args = append(args, r.ID, first+i, 0, "", 0, 0, "", "")
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO chunks (run, n, state, owner, expires, fence, blocks, answers) VALUES `+l.values(count, 8), args...)
		if err != nil {
			return err
		}
	}
	return nil
}

// orderColumns is how many columns the table of orders has.
const orderColumns = 11

func (l *Ledger) insertOrders(ctx context.Context, tx *sql.Tx, given []Given) error {
	var args []any
	flush := func() error {
		if len(args) == 0 {
			return nil
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO orders (id, generation, digest, run, chunk, carrier, service, numbers, file, page, voided) VALUES `+
			l.values(len(args)/orderColumns, orderColumns), args...)
		args = args[:0]
		return err
	}
	for i := range given {
		o := &given[i].Order
		if given[i].Verdict != New {
			continue
		}
		args = append(args, o.ID, o.Generation, o.Digest, o.Run, o.Chunk, o.Carrier, o.Service, strings.Join(o.Numbers, " "), o.File, o.Page, 0)
		if len(args) == batch*orderColumns {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}
