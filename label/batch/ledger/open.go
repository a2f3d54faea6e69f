package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"modernc.org/sqlite"
)

// A Ledger is an open ledger. Several goroutines may use it.
type Ledger struct {
	db       *sql.DB
	postgres bool
}

// An Error is a failure of the database: what was being done, and why it was
// not. What was being done may have been done all the same, when the connection
// was lost at the wrong moment; doing it again is right in either case.
type Error struct {
	Doing string
	Err   error
}

func (e *Error) Error() string { return "ledger: " + e.Doing + ": " + oneLine(e.Err) }

// Unwrap returns the error of the database.
func (e *Error) Unwrap() error { return e.Err }

// version is that of the tables below. Version 1 had none for purchases.
const version = 2

// The tables. Times are nanoseconds since 1970. An order that is asked for again
// after it was voided has a row more, of the next generation.
var tables = []string{
	`CREATE TABLE IF NOT EXISTS ledger (version BIGINT NOT NULL PRIMARY KEY)`,
	`CREATE TABLE IF NOT EXISTS runs (
		id TEXT NOT NULL PRIMARY KEY, plan TEXT NOT NULL, round BIGINT NOT NULL, input TEXT NOT NULL, folder TEXT NOT NULL,
		started BIGINT NOT NULL, chunks BIGINT NOT NULL, rows_ BIGINT NOT NULL, UNIQUE (plan, round))`,
	`CREATE TABLE IF NOT EXISTS chunks (
		run TEXT NOT NULL, n BIGINT NOT NULL, state BIGINT NOT NULL, owner TEXT NOT NULL, expires BIGINT NOT NULL, fence BIGINT NOT NULL,
		blocks TEXT NOT NULL, answers TEXT NOT NULL, PRIMARY KEY (run, n))`,
	`CREATE INDEX IF NOT EXISTS chunks_open ON chunks (run, n) WHERE state < 2`,
	`CREATE TABLE IF NOT EXISTS serials (account TEXT NOT NULL PRIMARY KEY, next BIGINT NOT NULL)`,
	`CREATE TABLE IF NOT EXISTS orders (
		id TEXT NOT NULL, generation BIGINT NOT NULL, digest TEXT NOT NULL, run TEXT NOT NULL, chunk BIGINT NOT NULL, carrier TEXT NOT NULL,
		service TEXT NOT NULL, numbers TEXT NOT NULL, file TEXT NOT NULL, page BIGINT NOT NULL, voided BIGINT NOT NULL,
		PRIMARY KEY (id, generation))`,
	`CREATE TABLE IF NOT EXISTS choices (run TEXT NOT NULL, n BIGINT NOT NULL, words BYTEA NOT NULL, PRIMARY KEY (run, n))`,
	`CREATE TABLE IF NOT EXISTS purchases (
		id TEXT NOT NULL, generation BIGINT NOT NULL, parcel BIGINT NOT NULL, version BIGINT NOT NULL, state TEXT NOT NULL, carrier TEXT NOT NULL,
		record TEXT NOT NULL, PRIMARY KEY (id, generation, parcel))`,
	`CREATE TABLE IF NOT EXISTS labels (
		carrier TEXT NOT NULL, number TEXT NOT NULL, id TEXT NOT NULL, generation BIGINT NOT NULL, parcel BIGINT NOT NULL, n BIGINT NOT NULL,
		format TEXT NOT NULL, data BYTEA NOT NULL, PRIMARY KEY (carrier, number))`,
	`CREATE INDEX IF NOT EXISTS labels_of ON labels (id, generation, parcel)`,
}

// Open opens a ledger: "postgres://user@host/database", or the name of a file
// of SQLite, which is made when it is not there, in a folder that is. The file
// must be on a disk of this machine: SQLite's locks do not work across a
// network.
func Open(ctx context.Context, name string) (*Ledger, error) {
	driver, source, postgres := "sqlite", "", strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
	if postgres {
		driver, source = "pgx", name
	} else {
		abs, err := filepath.Abs(name)
		if err != nil {
			return nil, &Error{"open " + name, err}
		}
		source = FileSource(abs)
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		return nil, &Error{"open " + display(name), err}
	}
	l, err := On(ctx, db, postgres)
	if err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("%s: %w", display(name), err)
	}
	return l, nil
}

// FileSource is what the driver "sqlite" opens a file as a ledger by. Every commit
// is on the disk when it returns, and a writer waits for another up to a minute.
func FileSource(abs string) string {
	path := (&url.URL{Path: filepath.ToSlash(abs)}).EscapedPath()
	return "file:" + path + "?_txlock=immediate&_pragma=busy_timeout(60000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"
}

// display is the name of a ledger without the password in it.
func display(name string) string {
	if u, err := url.Parse(name); err == nil && u.User != nil {
		return u.Redacted()
	}
	return name
}

// On makes a ledger of a database that is open: of SQLite, opened by FileSource,
// or of PostgreSQL. It makes the tables that are not there. Close closes the
// database.
func On(ctx context.Context, db *sql.DB, postgres bool) (*Ledger, error) {
	l := &Ledger{db, postgres}
	if !postgres {
		// SQLite has one writer: to wait for it here is cheaper than at its lock.
		db.SetMaxOpenConns(1)
	}
	var have int
	err := db.QueryRowContext(ctx, `SELECT MAX(version) FROM ledger`).Scan(&have)
	if err != nil || have == 1 {
		if err = l.create(ctx); err != nil {
			return nil, &Error{"make the tables", err}
		}
		have = version
	}
	if have != version {
		return nil, &Error{"open", fmt.Errorf("its tables are of version %d, and this program knows version %d", have, version)}
	}
	return l, nil
}

func (l *Ledger) create(ctx context.Context) error {
	return l.within(ctx, func(tx *sql.Tx) error {
		for _, table := range tables {
			if !l.postgres && strings.Contains(table, "TABLE") {
				table += " WITHOUT ROWID" // clustered by its key, as one tree in place of two
			}
			if _, err := tx.ExecContext(ctx, table); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM ledger`); err != nil { // an older program must not use it
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO ledger (version) VALUES ($1)`, version)
		return err
	})
}

// Close closes the database.
func (l *Ledger) Close() error { return l.db.Close() }

// attempts bounds how often a transaction is tried that lost against another.
const attempts = 20

// within does something in one transaction, again when it lost a race.
func (l *Ledger) within(ctx context.Context, do func(*sql.Tx) error) error {
	for i := 1; ; i++ {
		err := l.once(ctx, do)
		if i == attempts || !lost(err) || ctx.Err() != nil {
			return err
		}
	}
}

func (l *Ledger) once(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := l.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		_ = tx.Rollback() // the error that led here is the one to tell
		return err
	}
	return tx.Commit()
}

// lost says whether a transaction lost against another, and may win when it is
// tried again. Of PostgreSQL: unique_violation, serialization_failure,
// deadlock_detected, duplicate_table; of SQLite: BUSY, LOCKED.
func lost(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "23505" || pg.Code == "40001" || pg.Code == "40P01" || pg.Code == "42P07"
	}
	var lite *sqlite.Error
	return errors.As(err, &lite) && (lite.Code()&0xff == 5 || lite.Code()&0xff == 6)
}

// lock is what a SELECT ends in to lock its rows until the transaction ends.
// SQLite locks the whole file.
func (l *Ledger) lock(more string) string {
	if l.postgres {
		return " FOR UPDATE" + more
	}
	return ""
}

// values writes so many rows of so many parameters: ($1,$2),($3,$4). SQLite
// takes the numbers as well, but its driver looks for each by name.
func (l *Ledger) values(rows, columns int) string {
	var b strings.Builder
	for i := range rows {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('(')
		for j := range columns {
			if j > 0 {
				b.WriteByte(',')
			}
			if l.postgres {
				b.WriteByte('$')
				b.WriteString(strconv.Itoa(i*columns + j + 1))
			} else {
				b.WriteByte('?')
			}
		}
		b.WriteByte(')')
	}
	return b.String()
}
