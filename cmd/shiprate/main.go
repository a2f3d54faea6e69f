// Command shiprate quotes parcels at every carrier, picks the cheapest service
// that arrives in time, says why, and writes the label.
//
//	shiprate quote --from 10001 --to 94105 --parcel 12x9x7in:4lb --residential --by 2026-11-27
//
// The exit status is 0 when it is done, 1 when it failed, 2 for usage or bad
// input, 3 when no carrier can do it, and 4 for a batch that was stopped and
// goes on when it is called again.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch"
	"github.com/shiprate/shiprate/rates"
)

// How the command speaks:
//   - what was asked for goes to stdout, in words or with --json as JSON; errors
//     and hints go to stderr, and then stdout stays empty, but for the JSON of a
//     shipment that nobody can carry;
//   - an error is "shiprate: " and a sentence in lower case, with what to do;
//   - only main exits; a command returns an error, and its kind is the status.

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args, world{os.Stdin, os.Stdout, os.Stderr, time.Now})
	stop()
	os.Exit(status)
}

// A world is what the command is given from outside.
type world struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	now            func() time.Time
}

// The exit statuses.
const (
	done     = 0
	failed   = 1
	badInput = 2
	noOffer  = 3
	stopped  = 4 // a batch that goes on when it is called again
)

// errUsage is in every error about how the command was called.
var errUsage = errors.New("usage")

// usage makes an error about the call.
func usage(format string, args ...any) error {
	return fmt.Errorf("%w: %w", errUsage, fmt.Errorf(format, args...))
}

func run(ctx context.Context, args []string, w world) int {
	app := newApp(w)
	args, err := arrange(args, app)
	if err == nil {
		err = app.RunContext(ctx, args)
	}
	if err == nil {
		return done
	}
	for line := range strings.SplitSeq(err.Error(), "\n") {
		fmt.Fprintf(w.stderr, "shiprate: %s\n", strings.TrimPrefix(line, "usage: "))
	}
	switch {
	case errors.Is(err, errUsage), errors.Is(err, carriers.ErrInvalid):
		return badInput
	case errors.Is(err, rates.ErrNoQuote), errors.Is(err, errNoManifest):
		return noOffer
	case errors.As(err, new(*batch.StoppedError)):
		return stopped
	}
	return failed
}

func newApp(w world) *cli.App {
	app := &cli.App{
		Name:            "shiprate",
		Usage:           "the cheapest parcel service that arrives in time, and its label",
		Version:         version(),
		HideHelpCommand: true,
		Reader:          w.stdin,
		Writer:          w.stdout,
		ErrWriter:       w.stderr,
		ExitErrHandler:  func(*cli.Context, error) {}, // only main exits
		OnUsageError:    usageError,
		Commands: []*cli.Command{
			quoteCommand(w), chooseCommand(w), labelCommand(w), batchCommand(w), paperCommand(w), dimCommand(w), trackCommand(w), carriersCommand(w), cardCommand(w),
		},
		Action: func(c *cli.Context) error {
			if c.NArg() == 0 {
				return cli.ShowAppHelp(c)
			}
			return usage("unknown command %q: there are %s", c.Args().First(), commandNames(c.App.Commands))
		},
		DisableSliceFlagSeparator: true,
	}
	forEach(app.Commands, func(cmd *cli.Command) {
		cmd.OnUsageError = usageError
		cmd.HideHelpCommand = true
	})
	return app
}

func forEach(commands []*cli.Command, do func(*cli.Command)) {
	for _, cmd := range commands {
		do(cmd)
		forEach(cmd.Subcommands, do)
	}
}

func usageError(c *cli.Context, err error, _ bool) error {
	return usage("%w: see %s --help", err, c.Command.HelpName)
}

func commandNames(commands []*cli.Command) string {
	var names []string
	for _, cmd := range commands {
		names = append(names, cmd.Name)
	}
	return strings.Join(names, ", ")
}

// noArguments refuses what is left over after the flags.
func noArguments(c *cli.Context) error {
	if c.NArg() > 0 {
		return usage("%s takes no argument %q: see shiprate %s --help", c.Command.Name, c.Args().First(), c.Command.Name)
	}
	return nil
}

func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
