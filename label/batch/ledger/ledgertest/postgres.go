// Package ledgertest starts a PostgreSQL of its own for tests.
package ledgertest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Binaries is the environment variable that names the folder of PostgreSQL's
// programs, such as /usr/lib/postgresql/17/bin. Where it is empty, tests run on
// SQLite alone.
const Binaries = "SHIPRATE_TEST_POSTGRES"

// Sources are the ledgers that a test runs on, by their names: a new file of
// SQLite, and where Binaries is set a new PostgreSQL, which lives as long as the
// test.
func Sources(t *testing.T) map[string]string {
	t.Helper()
	sources := map[string]string{"sqlite": filepath.Join(t.TempDir(), "ledger.db")}
	if bin := os.Getenv(Binaries); bin != "" {
		source, stop, err := Start(bin)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := stop(); err != nil {
				t.Error(err)
			}
		})
		sources["postgres"] = source
	}
	return sources
}

// Start starts a new PostgreSQL with the programs in a folder, on a socket in a
// temporary folder, and returns its address and what stops and removes it. Root
// may not run it, so for root it runs as nobody.
func Start(bin string) (source string, stop func() error, err error) {
	dir, err := os.MkdirTemp("", "shiprate-pg-")
	if err != nil {
		return "", nil, err
	}
	defer func() {
		if err != nil {
			_ = os.RemoveAll(dir)
		}
	}()
	if err := os.Chmod(dir, 0o777); err != nil {
		return "", nil, err
	}
	data := filepath.Join(dir, "data")
	if err := program(dir, bin, "initdb", "-D", data, "-A", "trust", "-U", "shiprate", "-E", "UTF8", "--locale=C", "--no-sync"); err != nil {
		return "", nil, err
	}
	// What it survives is its own matter: here only its users are killed.
	options := "-c listen_addresses='' -c unix_socket_directories=" + dir + " -c fsync=off -c max_connections=50"
	if err := program(dir, bin, "pg_ctl", "start", "-w", "-D", data, "-l", filepath.Join(dir, "log"), "-o", options); err != nil {
		return "", nil, err
	}
	u := url.URL{Scheme: "postgres", User: url.User("shiprate"), Path: "/postgres", RawQuery: "host=" + url.QueryEscape(dir)}
	return u.String(), func() error {
		defer func() { _ = os.RemoveAll(dir) }()
		return program(dir, bin, "pg_ctl", "stop", "-w", "-m", "immediate", "-D", data)
	}, nil
}

// program runs one of PostgreSQL's programs in a folder.
func program(dir, bin, name string, args ...string) error {
	line := append([]string{filepath.Join(bin, name)}, args...)
	if os.Geteuid() == 0 {
		line = append([]string{"runuser", "-u", "nobody", "--"}, line...)
	}
	cmd := exec.CommandContext(context.Background(), line[0], line[1:]...)
	cmd.Dir = dir
	// A pipe would be kept open by the server: what it says goes to a file.
	out, err := os.CreateTemp(dir, name)
	if err != nil {
		return err
	}
	defer out.Close()
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		said, _ := os.ReadFile(out.Name())
		return fmt.Errorf("%s: %w: %s", name, err, said)
	}
	return nil
}
