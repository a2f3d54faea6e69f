package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"
)

// ErrFenced says that a lease is no longer the last one of its chunk: it ran out,
// and another owner took the chunk. What was made under it must not be used.
var ErrFenced = errors.New("the lease ran out, and another has taken the chunk")

// A Lease is the right to work on a chunk.
type Lease struct {
	Run   string
	Chunk int
	Owner string
	Fence int64 // one more than that of the lease before
}

// A Claim asks for chunks.
type Claim struct {
	Run   string
	Owner string // who asks: another name for each process, and each time it starts
	Limit int    // how many at most

	// Shard and Of ask only for chunks n of which n mod Of is Shard. Of zero is 1.
	Shard, Of int

	Now   time.Time
	Until time.Time // when the leases run out
}

// The states of a chunk.
const (
	open     = 0
	numbered = 1
	done     = 2
)

// Take takes leases on the first chunks that are not done and on which nobody has
// a lease that still runs. None is no error: the chunks are done or held.
func (l *Ledger) Take(ctx context.Context, c Claim) ([]Lease, error) {
	const doing = "take a lease"
	query := `UPDATE chunks SET owner = $1, expires = $2, fence = fence + 1 WHERE run = $3 AND n IN (
		SELECT n FROM chunks WHERE run = $4 AND state < 2 AND expires < $5 AND n % $6 = $7 ORDER BY n LIMIT $8` +
		l.lock(" SKIP LOCKED") + `) RETURNING n, fence`
	var leases []Lease
	err := l.within(ctx, func(tx *sql.Tx) error {
		leases = nil
		rows, err := tx.QueryContext(ctx, query, c.Owner, c.Until.UnixNano(), c.Run, c.Run, c.Now.UnixNano(), max(c.Of, 1), c.Shard, c.Limit)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			lease := Lease{Run: c.Run, Owner: c.Owner}
			if err := rows.Scan(&lease.Chunk, &lease.Fence); err != nil {
				return err
			}
			leases = append(leases, lease)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, &Error{doing, err}
	}
	slices.SortFunc(leases, func(a, b Lease) int { return a.Chunk - b.Chunk })
	return leases, nil
}

// Renew makes all leases of an owner in a run last until another time. Those
// that went to another are not touched.
func (l *Ledger) Renew(ctx context.Context, run, owner string, until time.Time) error {
	_, err := l.exec(ctx, `UPDATE chunks SET expires = $1 WHERE run = $2 AND owner = $3 AND state < 2`, until.UnixNano(), run, owner)
	if err != nil {
		return &Error{"renew the leases", err}
	}
	return nil
}

// Release ends all leases of an owner in a run: of one's own, to give back what
// was not worked on, or of a process that is known to be dead. If it is not, it
// will find itself fenced.
func (l *Ledger) Release(ctx context.Context, run, owner string) error {
	_, err := l.exec(ctx, `UPDATE chunks SET owner = '', expires = 0 WHERE run = $1 AND owner = $2 AND state < 2`, run, owner)
	if err != nil {
		return &Error{"release leases", err}
	}
	return nil
}

// Complete says that the labels of a chunk are made and on disk. It is refused
// with ErrFenced under any lease but the last.
func (l *Ledger) Complete(ctx context.Context, lease Lease) error {
	res, err := l.exec(ctx,
		`UPDATE chunks SET state = 2, owner = '', expires = 0 WHERE run = $1 AND n = $2 AND owner = $3 AND fence = $4 AND state = 1`,
		lease.Run, lease.Chunk, lease.Owner, lease.Fence)
	if err != nil {
		return &Error{fmt.Sprintf("complete chunk %d", lease.Chunk), err}
	}
	n, err := res.RowsAffected()
	switch {
	case err != nil:
		return &Error{fmt.Sprintf("complete chunk %d", lease.Chunk), err}
	case n == 0:
		return ErrFenced
	}
	return nil
}

// Done are the chunks of a claim's shard that are complete.
func (l *Ledger) Done(ctx context.Context, c Claim) ([]int, error) {
	return l.numbers(ctx, "look for what is done", `SELECT n FROM chunks WHERE run = $1 AND state = 2 AND n % $2 = $3 ORDER BY n`, c.Run, max(c.Of, 1), c.Shard)
}

// Left counts the chunks of a claim's shard that are not done, less those on which
// its Owner has a lease.
func (l *Ledger) Left(ctx context.Context, c Claim) (int, error) {
	left := 0
	err := l.read(ctx, []any{&left}, `SELECT COUNT(*) FROM chunks WHERE run = $1 AND state < 2 AND (owner <> $2 OR owner = '') AND n % $3 = $4`,
		c.Run, c.Owner, max(c.Of, 1), c.Shard)
	if err != nil {
		return 0, &Error{"count what is left", err}
	}
	return left, nil
}

// Waiting reports whether a chunk has no numbers yet and nobody has a lease on it
// that still runs: whoever waits for it must do it.
func (l *Ledger) Waiting(ctx context.Context, run string, chunk int, now time.Time) (bool, error) {
	waiting := 0
	err := l.read(ctx, []any{&waiting}, `SELECT COUNT(*) FROM chunks WHERE run = $1 AND n = $2 AND state = 0 AND expires < $3`,
		run, chunk, now.UnixNano())
	if err != nil {
		return false, &Error{"look for a lease", err}
	}
	return waiting > 0, nil
}

// Holds reports whether a lease is still the last one of its chunk.
func (l *Ledger) Holds(ctx context.Context, lease Lease) (bool, error) {
	count := 0
	err := l.read(ctx, []any{&count}, `SELECT COUNT(*) FROM chunks WHERE run = $1 AND n = $2 AND owner = $3 AND fence = $4 AND state < 2`,
		lease.Run, lease.Chunk, lease.Owner, lease.Fence)
	if err != nil {
		return false, &Error{"look for a lease", err}
	}
	return count > 0, nil
}
