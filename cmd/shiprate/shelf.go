package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers/dhlpaket"
	"github.com/shiprate/shiprate/carriers/fedex"
	"github.com/shiprate/shiprate/carriers/hermes"
	"github.com/shiprate/shiprate/carriers/inpost"
	"github.com/shiprate/shiprate/carriers/laposte"
	"github.com/shiprate/shiprate/carriers/mondialrelay"
	"github.com/shiprate/shiprate/carriers/parcelforce"
	"github.com/shiprate/shiprate/carriers/royalmail"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/carriers/ups"
	"github.com/shiprate/shiprate/carriers/usps"
)

// shelf is the folders of the cards that are part of the program, and folders of
// such folders: what a contract may be based on, and what a name stands for.
func shelf() []fs.FS {
	return []fs.FS{
		dhlpaket.Files(), fedex.AllFiles(), hermes.Files(), inpost.Files(), laposte.Files(), mondialrelay.Files(),
		parcelforce.Files(), royalmail.Files(), ups.AllFiles(), usps.AllFiles(),
	}
}

// cardsVariable is the environment variable with folders like those of --cards,
// parted as those of PATH.
const cardsVariable = "SHIPRATE_CARDS"

// cardsFlag is on every command that reads cards.
func cardsFlag() cli.Flag {
	return &cli.StringSliceFlag{Name: "cards", Usage: "ask the rate card in `DIR` too, before the published one of its carrier; once for each card. The folders in " +
		cardsVariable + " are added"}
}

// A folder is one of a shipper's own cards, and how it was named.
type folder struct {
	dir    string
	option string // "--cards" or the variable
}

// ownFolders lists the folders of --cards and of the variable.
func ownFolders(c *cli.Context) []folder {
	var list []folder
	for _, dir := range filepath.SplitList(os.Getenv(cardsVariable)) {
		if dir != "" {
			list = append(list, folder{dir, cardsVariable})
		}
	}
	for _, dir := range c.StringSlice("cards") {
		list = append(list, folder{dir, "--cards"})
	}
	return list
}

// bases are the cards that a contract may be based on: those of the program and
// the shipper's own.
func bases(c *cli.Context) []fs.FS {
	list := shelf()
	for _, f := range ownFolders(c) {
		list = append(list, os.DirFS(f.dir))
	}
	return list
}

// ownCards loads the shipper's own cards.
func ownCards(c *cli.Context) ([]*tariff.Card, error) {
	var cards []*tariff.Card
	for _, f := range ownFolders(c) {
		if err := isFolder(f.dir); err != nil {
			return nil, usage("%s: %w", f.option, err)
		}
		card, err := tariff.Load(os.DirFS(f.dir), bases(c)...)
		if err != nil {
			return nil, usage("%s %s: %w", f.option, f.dir, err)
		}
		cards = append(cards, card)
	}
	return cards, nil
}

// openCard loads the card that an argument names: one that is part of the
// program by its name, or a folder.
func openCard(c *cli.Context, arg string) (*tariff.Card, error) {
	var names []string
	for _, f := range tariff.Folders(shelf()...) {
		if f.Name == arg {
			return tariff.Load(f.Files)
		}
		names = append(names, f.Name)
	}
	if _, err := os.Stat(arg); errors.Is(err, fs.ErrNotExist) {
		return nil, usage("%q is neither a folder nor a card that is part of the program: there are %s", arg, strings.Join(names, ", "))
	}
	card, err := tariff.Load(os.DirFS(arg), bases(c)...)
	if err != nil {
		return nil, usage("%s: %w", arg, err)
	}
	return card, nil
}
