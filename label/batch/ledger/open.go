package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// A Ledger is an open ledger. Several goroutines may use it.
type Ledger struct {
	// Held is called when the file of SQLite is held by another process for two
	// seconds, once each time. Nil tells nobody. It is set before the ledger is used.
	Held func()

	db       *sql.DB
	postgres bool
	name     string
}

// Name is what the ledger was opened by, without the password in it: the whole
// path of a file, or postgres://user@host/database. It is empty for one made by On.
func (l *Ledger) Name() string { return l.name }

// ErrUnusable is in the error of Open when no ledger can ever be had by that name:
// trying again does not help.
var ErrUnusable = errors.New("it cannot be used as a ledger")

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

// version is that of the tables below. Version 1 had none for purchases. The index
// orders_void may not be there, and only makes it quicker.
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
	`CREATE INDEX IF NOT EXISTS orders_void ON orders (run) WHERE voided > 0`,
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
// network. The error wraps ErrUnusable when the name is wrong, or who it names is
// not let in.
func Open(ctx context.Context, name string) (*Ledger, error) {
	driver, source, shown := "pgx", name, display(name)
	postgres := strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
	if !postgres {
		abs, err := fileOf(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w: %w", shown, ErrUnusable, err)
		}
		driver, source, shown = "sqlite", FileSource(abs), abs
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		return nil, &Error{"open " + shown, err}
	}
	l, err := On(ctx, db, postgres)
	if err != nil {
		_ = db.Close()
		if !postgres {
			err = because(err, filepath.Dir(shown))
		}
		if refused(err) {
			err = fmt.Errorf("%w: %w", ErrUnusable, err)
		}
		return nil, fmt.Errorf("%s: %w", display(name), err)
	}
	l.name = shown
	return l, nil
}

// fileOf is the whole path of a file of SQLite that can be opened, or made.
func fileOf(name string) (string, error) {
	if scheme, _, ok := strings.Cut(name, "://"); ok {
		return "", fmt.Errorf("a ledger is a file of SQLite or postgres://…, and not %s", scheme)
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(filepath.Dir(abs)); err != nil {
		return "", fmt.Errorf("there is no folder for it: %w", err)
	} else if !info.IsDir() {
		return "", fmt.Errorf("%s is not a folder", filepath.Dir(abs))
	}
	if info, err := os.Stat(abs); err == nil && info.IsDir() {
		return "", errors.New("it is a folder: a ledger is a file")
	}
	return abs, nil
}

// because adds to an error of SQLite, which tells but a number, why nothing can be
// written into its folder, if that is so: a full disk, a system of files that is
// read-only.
func because(err error, dir string) error {
	f, cause := os.CreateTemp(dir, ".ledger-*")
	if cause == nil {
		_, cause = f.Write(make([]byte, 64<<10))
		_ = f.Close()
		_ = os.Remove(f.Name())
	}
	if cause == nil {
		return err
	}
	var path *fs.PathError
	if errors.As(cause, &path) {
		cause = path.Err // the name of the file tried says nothing
	}
	return fmt.Errorf("%w: %w", err, cause)
}

// refused reports whether a database would refuse the same again: of PostgreSQL,
// who may not come in, or a database that is not there; of SQLite, a file that is
// none, or may not be opened or written.
func refused(err error) bool {
	var config *pgconn.ParseConfigError
	var pg *pgconn.PgError
	var lite *sqlite.Error
	switch {
	case errors.As(err, &config):
		return true
	case errors.As(err, &pg):
		return strings.HasPrefix(pg.Code, "28") || pg.Code == "3D000" || pg.Code == "42501"
	case errors.As(err, &lite):
		code := lite.Code() & 0xff
		return code == sqlite3.SQLITE_PERM || code == sqlite3.SQLITE_READONLY || code == sqlite3.SQLITE_CANTOPEN || code == sqlite3.SQLITE_NOTADB
	}
	return false
}

// FileSource is what the driver "sqlite" opens a file as a ledger by. Every commit
// is on the disk when it returns. The driver waits for a writer but a moment, in
// which nothing can stop it; the ledger waits on, and can be stopped.
func FileSource(abs string) string {
	path := (&url.URL{Path: filepath.ToSlash(abs)}).EscapedPath()
	return "file:" + path + "?_txlock=immediate&_pragma=busy_timeout(100)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"
}

// display is the name of a ledger without the password in it.
func display(name string) string {
	u, err := url.Parse(name)
	if err != nil || u.Scheme == "" || u.Host == "" && u.User == nil {
		return name
	}
	if u.User != nil {
		u.User = url.User(u.User.Username())
	}
	q := u.Query()
	for _, key := range []string{"password", "sslpassword"} {
		q.Del(key)
	}
	u.RawQuery = q.Encode()
	return u.String()
}

// On makes a ledger of a database that is open: of SQLite, opened by FileSource,
// or of PostgreSQL. It makes the tables that are not there. Close closes the
// database.
func On(ctx context.Context, db *sql.DB, postgres bool) (*Ledger, error) {
	l := &Ledger{db: db, postgres: postgres}
	if !postgres {
		// SQLite has one writer: to wait for it here is cheaper than at its lock.
		db.SetMaxOpenConns(1)
	}
	var have int
	err := l.read(ctx, []any{&have}, `SELECT MAX(version) FROM ledger`)
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
