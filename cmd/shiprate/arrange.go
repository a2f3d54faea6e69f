package main

import (
	"strings"

	"github.com/urfave/cli/v2"
)

// arrange moves flags in front of arguments, since the flag package stops at
// the first argument and would ignore the flags behind it. What follows "--" is
// arguments. A flag that takes one value and stands twice is refused: the first
// would be ignored without a word.
func arrange(args []string, app *cli.App) ([]string, error) {
	if len(args) == 0 {
		return []string{app.Name}, nil
	}
	out := []string{args[0]}
	rest := args[1:]
	flags, commands := app.Flags, app.Commands
	for len(rest) > 0 { // the command, and its subcommand
		cmd := commandNamed(commands, rest[0])
		if cmd == nil {
			break
		}
		out, rest = append(out, rest[0]), rest[1:]
		flags, commands = cmd.Flags, cmd.Subcommands
	}
	var behind []string
	seen := map[string]bool{}
	for i := 0; i < len(rest); i++ {
		arg := rest[i]
		if arg == "--" {
			behind = append(behind, rest[i+1:]...)
			break
		}
		if len(arg) < 2 || arg[0] != '-' {
			behind = append(behind, arg)
			continue
		}
		out = append(out, arg)
		name, _, hasValue := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		flag := flagNamed(flags, name)
		if flag == nil {
			continue
		}
		if _, list := flag.(*cli.StringSliceFlag); !list && seen[flag.Names()[0]] {
			return nil, usage("--%s stands twice", name)
		}
		seen[flag.Names()[0]] = true
		if hasValue || i+1 == len(rest) {
			continue
		}
		if o := optionalOf(flag); o != nil {
			if o.takes(rest[i+1]) {
				i++
				out[len(out)-1] += "=" + rest[i]
			}
		} else if _, isBool := flag.(*cli.BoolFlag); !isBool {
			i++
			out = append(out, rest[i])
		}
	}
	if len(behind) > 0 {
		out = append(append(out, "--"), behind...)
	}
	return out, nil
}

func commandNamed(commands []*cli.Command, name string) *cli.Command {
	for _, cmd := range commands {
		if cmd.HasName(name) {
			return cmd
		}
	}
	return nil
}

func flagNamed(flags []cli.Flag, name string) cli.Flag {
	for _, f := range flags {
		for _, known := range f.Names() {
			if known == name {
				return f
			}
		}
	}
	return nil
}
