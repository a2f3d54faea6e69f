package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// attempts bounds how often a transaction is tried that lost against another.
const attempts = 20

// How long another process may hold the file of SQLite: after a while that is
// told, and in the end it is an error.
const (
	tellAfter = 2 * time.Second
	patience  = 2 * time.Minute
)

// again does something once more when it lost a race, and waits for the file of
// SQLite while another process holds it.
func (l *Ledger) again(ctx context.Context, do func() error) error {
	var over <-chan time.Time // when the patience for a file that is held ends
	for lost := 1; ; {
		err := do()
		switch {
		case err == nil || !isHeld(err) && (!isLost(err) || lost == attempts || ctx.Err() != nil):
			return err
		case !isHeld(err):
			lost++
			continue
		case over == nil:
			over = time.After(patience)
			if l.Held != nil {
				defer time.AfterFunc(tellAfter, l.Held).Stop()
			}
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-over:
			return fmt.Errorf("another process has held the ledger for %v: %w", patience, err)
		case <-time.After(time.Millisecond):
		}
	}
}

// isHeld reports whether another process has the file of SQLite. The driver has
// waited a moment for it by then.
func isHeld(err error) bool {
	var lite *sqlite.Error
	return errors.As(err, &lite) && (lite.Code()&0xff == sqlite3.SQLITE_BUSY || lite.Code()&0xff == sqlite3.SQLITE_LOCKED)
}

// isLost says whether a transaction of PostgreSQL lost against another, and may win
// when it is tried again: unique_violation, serialization_failure,
// deadlock_detected, duplicate_table.
func isLost(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "23505" || pg.Code == "40001" || pg.Code == "40P01" || pg.Code == "42P07")
}

// within does something in one transaction, again when it lost a race.
func (l *Ledger) within(ctx context.Context, do func(*sql.Tx) error) error {
	return l.again(ctx, func() error { return l.once(ctx, do) })
}

// exec does one statement that writes.
func (l *Ledger) exec(ctx context.Context, query string, args ...any) (res sql.Result, err error) {
	err = l.again(ctx, func() error { res, err = l.db.ExecContext(ctx, query, args...); return err })
	return res, err
}

// read reads one row into places.
func (l *Ledger) read(ctx context.Context, places []any, query string, args ...any) error {
	return l.again(ctx, func() error { return l.db.QueryRowContext(ctx, query, args...).Scan(places...) })
}

// query reads rows.
func (l *Ledger) query(ctx context.Context, query string, args ...any) (rows *sql.Rows, err error) {
	err = l.again(ctx, func() error { rows, err = l.db.QueryContext(ctx, query, args...); return err })
	return rows, err
}

// waiting is the database as a querier that waits for it.
type waiting struct{ *Ledger }

// QueryContext is that of querier.
func (w waiting) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return w.query(ctx, query, args...)
}
