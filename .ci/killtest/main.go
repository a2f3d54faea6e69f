// Command killtest kills `shiprate batch` with SIGKILL at random moments, again
// and again, and then has what it made read by others than its writers: qpdf,
// pdftotext and encoding/csv read the files, sqlite3 or psql the ledger.
//
//	go run ./.ci/killtest -shiprate ./shiprate -rows 20000 -kills 100
//	go run ./.ci/killtest -shiprate ./shiprate -rows 20000 -kills 100 -processes 3 -postgres /usr/lib/postgresql/17/bin
//
// It fails when an order is lost or done twice, a number is given twice or leaked,
// or a byte differs from those of a run that nobody disturbed. With -processes
// several work on the run at once, and now and then one of them is stopped with
// SIGSTOP until its lease has run out, and then goes on.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/shiprate/shiprate/label/batch/ledger/ledgertest"
)

type test struct {
	shiprate, postgres string
	rows, kills        int
	processes          int
	within             time.Duration
	dir, input, ledger string

	random *rand.Rand
	killed int
	paused int
}

func main() {
	var t test
	read := flag.Int("read", 20, "files of labels of the undisturbed run that pdftotext reads, every page")
	seed := flag.Uint64("seed", uint64(time.Now().UnixNano()), "of the random moments")
	flag.StringVar(&t.shiprate, "shiprate", "shiprate", "the program")
	flag.StringVar(&t.postgres, "postgres", "", "folder of PostgreSQL's programs, for a ledger there")
	flag.IntVar(&t.rows, "rows", 20_000, "orders of a run")
	flag.IntVar(&t.kills, "kills", 100, "how often to kill; when a run ends before, another is begun")
	flag.IntVar(&t.processes, "processes", 1, "that work on a run at once")
	flag.DurationVar(&t.within, "within", time.Second, "a process is killed within this time after the last")
	flag.Parse()
	t.random = rand.New(rand.NewPCG(*seed, 1))
	fmt.Printf("seed %d\n", *seed)
	if err := t.run(*read); err != nil {
		fmt.Fprintln(os.Stderr, "killtest:", err)
		os.Exit(1)
	}
}

func (t *test) run(read int) (err error) {
	if t.dir, err = os.MkdirTemp("", "killtest-"); err != nil {
		return err
	}
	defer os.RemoveAll(t.dir)
	t.input = filepath.Join(t.dir, "orders.csv")
	if err := writeOrders(t.input, t.rows); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(t.dir, "shop.json"), []byte(shop), 0o644); err != nil {
		return err
	}
	begun := time.Now()
	t.ledger = filepath.Join(t.dir, "calm.db")
	if err := t.command("calm").Run(); !failedRows(err) {
		return fmt.Errorf("the calm run: %v", err)
	}
	fmt.Printf("undisturbed: %d orders in %.1fs\n", t.rows, time.Since(begun).Seconds())
	if err := t.checkFiles(filepath.Join(t.dir, "calm"), read); err != nil {
		return err
	}
	for round := 1; t.killed < t.kills; round++ {
		if err := t.round(round); err != nil {
			return fmt.Errorf("round %d, after %d kills: %w", round, t.killed, err)
		}
	}
	fmt.Printf("%d kills, %d pauses: 0 lost, 0 doubled, 0 numbers doubled or leaked, the same bytes\n", t.killed, t.paused)
	return nil
}

// round kills a run until it ends, or until there were enough kills, and then
// checks it.
func (t *test) round(n int) (err error) {
	out := fmt.Sprintf("run-%d", n)
	t.ledger = filepath.Join(t.dir, out+".db")
	if t.postgres != "" {
		var stop func() error
		if t.ledger, stop, err = ledgertest.Start(t.postgres); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, stop()) }()
	}
	before := t.killed
	begun := time.Now()
	if err := t.disturb(out); err != nil {
		return err
	}
	// But for the line of run.json that says where the ledger is.
	if diff, err := exec.Command("diff", "-r", "-I", `^  "ledger": `, filepath.Join(t.dir, "calm"), filepath.Join(t.dir, out)).CombinedOutput(); err != nil {
		return fmt.Errorf("other bytes: %.2000s", diff)
	}
	if err := t.checkLedger(filepath.Join(t.dir, out)); err != nil {
		return err
	}
	fmt.Printf("round %d: %d kills in %.1fs, the same bytes\n", n, t.killed-before, time.Since(begun).Seconds())
	return os.RemoveAll(filepath.Join(t.dir, out))
}

// command is a process of the run with an output folder.
func (t *test) command(out string) *exec.Cmd {
	cmd := exec.Command(t.shiprate, "batch", t.input, "--out", filepath.Join(t.dir, out), "--ledger", t.ledger, "--from-file", filepath.Join(t.dir, "shop.json"),
		"--ready", "2026-11-23", "--account", "ups=1Z999AA1", "--account", "usps=901234567/612", "--account", "fedex=9612", "--lease", "2s")
	cmd.Stderr = os.Stderr
	return cmd
}

// failedRows reports whether a process ended as it must: with status 1, since
// there are bad rows.
func failedRows(err error) bool {
	var exit *exec.ExitError
	return errors.As(err, &exit) && exit.ExitCode() == 1
}

// A process is one that runs, and what it ended in.
type process struct {
	cmd  *exec.Cmd
	done chan error
}

func (t *test) start(out string) (*process, error) {
	p := &process{t.command(out), make(chan error, 1)}
	p.cmd.Stderr = new(bytes.Buffer)
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() { p.done <- p.cmd.Wait() }()
	return p, nil
}

// disturb runs the processes, kills one after the other, and returns when the run
// has ended.
func (t *test) disturb(out string) error {
	running := make([]*process, t.processes)
	for i := range running {
		p, err := t.start(out)
		if err != nil {
			return err
		}
		running[i] = p
	}
	defer func() {
		for _, p := range running {
			_ = p.cmd.Process.Kill() // those that have ended do not mind
		}
	}()
	for t.killed < t.kills {
		i := t.random.IntN(len(running))
		select {
		case err := <-running[i].done:
			if !failedRows(err) {
				return fmt.Errorf("a process that nobody killed ended with %v: %v", err, running[i].cmd.Stderr)
			}
			return t.settle(running, i)
		case <-time.After(time.Duration(t.random.Int64N(int64(t.within)))):
		}
		if t.processes > 1 && t.random.IntN(10) == 0 {
			if err := t.pause(running[i]); err != nil {
				return err
			}
			continue
		}
		if err := running[i].cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			return err
		}
		if err := <-running[i].done; failedRows(err) {
			return t.settle(running, i) // it had ended a moment before
		}
		t.killed++
		p, err := t.start(out)
		if err != nil {
			return err
		}
		running[i] = p
	}
	return t.settle(running, -1)
}

// pause stops a process for longer than its lease.
func (t *test) pause(p *process) error {
	if err := p.cmd.Process.Signal(syscall.SIGSTOP); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	t.paused++
	time.Sleep(3 * time.Second)
	if err := p.cmd.Process.Signal(syscall.SIGCONT); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	return nil
}

// settle waits for the processes but one that has ended. All must end well.
func (t *test) settle(running []*process, but int) error {
	for i, p := range running {
		if i == but {
			continue
		}
		select {
		case err := <-p.done:
			if !failedRows(err) {
				return fmt.Errorf("a process that nobody killed ended with %v: %v", err, p.cmd.Stderr)
			}
		case <-time.After(10 * time.Minute):
			return errors.New("a process does not end")
		}
	}
	return nil
}
