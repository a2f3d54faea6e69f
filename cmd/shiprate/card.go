package main

import (
	"fmt"
	"os"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers/tariff"
)

func cardCommand(w world) *cli.Command {
	list := []*cli.Command{
		{
			Name:      "check",
			Usage:     "say all that is wrong with the rate card or contract in a folder, with file, line and column",
			ArgsUsage: "DIR",
			UsageText: "shiprate card check our-contract",
			Flags:     []cli.Flag{cardsFlag()},
			Action:    checkCard,
		},
		showCommand(w), diffCommand(), initCommand(),
	}
	return &cli.Command{
		Name:        "card",
		Usage:       "begin, check, read and compare rate cards and contracts",
		Subcommands: list,
		Action: func(c *cli.Context) error {
			if c.NArg() == 0 {
				return cli.ShowSubcommandHelp(c)
			}
			return usage("unknown command %q: there are card %s", c.Args().First(), commandNames(list))
		},
	}
}

// isFolder says of a path that it is not a folder, with its name.
func isFolder(dir string) error {
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return fmt.Errorf("%s: no such folder", dir)
	case !info.IsDir():
		return fmt.Errorf("%s: not a folder: name the folder of the card", dir)
	}
	return nil
}

func checkCard(c *cli.Context) error {
	if c.NArg() != 1 {
		return usage("card check takes a folder: %d given", c.NArg())
	}
	dir := c.Args().First()
	if err := isFolder(dir); err != nil {
		return usage("%w", err)
	}
	card, err := tariff.Load(os.DirFS(dir), bases(c)...)
	if err != nil {
		return usage("%w", err)
	}
	fmt.Fprintf(c.App.Writer, "%s: card %s of %s is complete: %d %s\n", dir, card.Name(), card.Carrier(), len(card.Services()), plural(len(card.Services()), "service"))
	return nil
}
