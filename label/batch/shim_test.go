package batch_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io/fs"
	"os"
	"sync"

	"github.com/shiprate/shiprate/label/batch"
	"github.com/shiprate/shiprate/label/batch/ledger"
)

var errFault = errors.New("planted fault")

// faults counts operations and fails one of them.
type faults struct {
	mu   sync.Mutex
	n    int // operations so far
	fail int // the one that fails, from 1; 0 for none
	// after says that the one that fails is done first: its answer is lost.
	after bool
	hit   bool
}

// do counts an operation, and does it if it is not the one that fails.
func (f *faults) do(op func() error) error {
	f.mu.Lock()
	f.n++
	fails := f.n == f.fail
	f.hit = f.hit || fails
	f.mu.Unlock()
	if !fails {
		return op()
	}
	if f.after {
		_ = op()
	}
	return errFault
}

// disk is a disk with faults.
type disk struct{ *faults }

func (d disk) Open(name string) (r fs.File, err error) {
	err = d.do(func() error { r, err = os.Open(name); return err })
	return r, err
}

func (d disk) Create(name string) (f batch.File, err error) {
	var file *os.File
	err = d.do(func() error { file, err = os.Create(name); return err })
	if err != nil {
		return nil, err
	}
	return faultyFile{d.faults, file}, nil
}
func (d disk) Rename(from, to string) error { return d.do(func() error { return os.Rename(from, to) }) }
func (d disk) MkdirAll(name string) error {
	return d.do(func() error { return os.MkdirAll(name, 0o755) })
}
func (d disk) RemoveAll(name string) error { return d.do(func() error { return os.RemoveAll(name) }) }
func (d disk) Sync(string) error           { return d.do(func() error { return nil }) }

type faultyFile struct {
	*faults
	file *os.File
}

func (f faultyFile) Write(p []byte) (n int, err error) {
	err = f.do(func() error { n, err = f.file.Write(p); return err })
	return n, err
}
func (f faultyFile) Sync() error { return f.do(func() error { return nil }) }
func (f faultyFile) Close() error {
	return f.do(func() error { return f.file.Close() })
}

// openFaulty opens a file of SQLite as a ledger with faults.
func openFaulty(ctx context.Context, name string, f *faults) (*ledger.Ledger, error) {
	plain, err := sql.Open("sqlite", ledger.FileSource(name))
	if err != nil {
		return nil, err
	}
	defer plain.Close()
	db := sql.OpenDB(connector{ledger.FileSource(name), plain.Driver(), f})
	l, err := ledger.On(ctx, db, false)
	if err != nil {
		db.Close()
	}
	return l, err
}

type connector struct {
	source string
	driver driver.Driver
	*faults
}

func (c connector) Driver() driver.Driver { return c.driver }
func (c connector) Connect(context.Context) (driver.Conn, error) {
	var inner driver.Conn
	err := c.do(func() (err error) { inner, err = c.driver.Open(c.source); return err })
	if err != nil {
		if inner != nil {
			inner.Close()
		}
		return nil, err
	}
	return &conn{inner, c.faults}, nil
}

type conn struct {
	driver.Conn
	*faults
}

func (c *conn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (r driver.Result, err error) {
	err = c.do(func() error { r, err = c.Conn.(driver.ExecerContext).ExecContext(ctx, query, args); return err })
	return r, err
}

func (c *conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (r driver.Rows, err error) {
	err = c.do(func() error { r, err = c.Conn.(driver.QueryerContext).QueryContext(ctx, query, args); return err })
	if err != nil && r != nil {
		r.Close()
		r = nil
	}
	return r, err
}

func (c *conn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	var inner driver.Tx
	err := c.do(func() (err error) { inner, err = c.Conn.(driver.ConnBeginTx).BeginTx(ctx, opts); return err })
	if err != nil {
		if inner != nil {
			_ = inner.Rollback()
		}
		return nil, err
	}
	return &tx{inner, c.faults}, nil
}

type tx struct {
	driver.Tx
	*faults
}

// Commit that fails before it is done leaves the transaction to the database,
// which rolls it back.
func (t *tx) Commit() error {
	done := false
	err := t.do(func() error { done = true; return t.Tx.Commit() })
	if !done {
		_ = t.Rollback()
	}
	return err
}
