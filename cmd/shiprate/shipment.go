package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label/papers"
)

// shipmentFlags say what is shipped; quote and label share them.
func shipmentFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "from", Usage: "origin `POSTCODE`: 10001, US:10001, FR:75011"},
		&cli.StringFlag{Name: "to", Usage: "destination `POSTCODE`"},
		&cli.StringSliceFlag{Name: "parcel", Usage: "`SIZE:WEIGHT` such as 12x9x7in:4lb; once for each parcel"},
		&cli.StringFlag{Name: "shipment", Usage: "read the shipment from a JSON `FILE` instead; - is stdin"},
		&cli.BoolFlag{Name: "return", Usage: "turn the shipment round, for the label that goes into the box"},
		&cli.BoolFlag{Name: "residential", Usage: "the destination is a home"},
		&cli.StringFlag{Name: "place", Usage: "`WHERE` the recipient takes it: door, pickup-point, locker or po-box", DefaultText: "door"},
		&cli.BoolFlag{Name: "nonstandard", Usage: "the parcels are not closed boxes of corrugated board"},
		&cli.StringFlag{Name: "ready", Usage: "`TIME` of handover at the origin, 2026-11-23 or 2026-11-23T14:00", DefaultText: "now"},
		&cli.BoolFlag{Name: "signature", Usage: "someone signs for it"},
		&cli.BoolFlag{Name: "adult-signature", Usage: "an adult signs for it"},
		&cli.BoolFlag{Name: "indirect-signature", Usage: "a neighbour may sign for it, or the recipient beforehand"},
		&cli.BoolFlag{Name: "saturday", Usage: "deliver on a Saturday"},
		&cli.BoolFlag{Name: "sunday", Usage: "deliver on a Sunday"},
		&cli.StringFlag{Name: "contents", Usage: "what the parcels hold, for services that take only one `KIND`: media", DefaultText: "any goods"},
		&cli.StringFlag{Name: "insured", Usage: "declared `VALUE` of the shipment, 100.00 or 100.00 USD"},
	}
}

// readShipment makes the shipment that the flags describe.
func readShipment(c *cli.Context, w world) (carriers.Shipment, error) {
	s, err := readSource(c, w)
	if err != nil {
		return s, err
	}
	carriers.AsUS(&s.From, &s.To)
	if c.Bool("return") {
		s = papers.Return(s)
	}
	if v := c.String("ready"); v != "" {
		if s.Ready, err = carriers.ParseReady(v); err != nil {
			return s, usage("--ready: %w", err)
		}
	}
	if err := atOrigin(&s, w); err != nil {
		return s, err
	}
	s.To.Residential = s.To.Residential || c.Bool("residential")
	if v := c.String("place"); v != "" {
		if s.To.Place, err = carriers.ParseDeliveryPlace(v); err != nil {
			return s, usage("--place: %w", err)
		}
	}
	for i := range s.Parcels {
		s.Parcels[i].Nonstandard = s.Parcels[i].Nonstandard || c.Bool("nonstandard")
	}
	for _, a := range carriers.Accessorials() {
		if c.Bool(string(a)) && !s.Asks(a) {
			s.Accessorials = append(s.Accessorials, a)
		}
	}
	if v := c.String("contents"); v != "" {
		s.Contents = carriers.Contents(v)
	}
	if v := c.String("insured"); v != "" {
		if s.Insured, err = carriers.ParseMoney(v, currencyOf(s.From.Country)); err != nil {
			return s, usage("--insured: %w", err)
		}
	}
	return s, s.Validate()
}

// readSource reads the file of --shipment, or the addresses and parcels of the flags.
func readSource(c *cli.Context, w world) (carriers.Shipment, error) {
	file := c.String("shipment")
	given := c.String("from") + c.String("to") + strings.Join(c.StringSlice("parcel"), "")
	switch {
	case file != "" && given != "":
		return carriers.Shipment{}, usage("give --shipment, or --from, --to and --parcel, not both")
	case file == "-":
		return carriers.ReadShipment(w.stdin)
	case file != "":
		f, err := os.Open(file)
		if err != nil {
			return carriers.Shipment{}, usage("--shipment: %w", err)
		}
		defer f.Close()
		s, err := carriers.ReadShipment(f)
		if err != nil {
			return s, fmt.Errorf("%s: %w", file, err)
		}
		return s, nil
	}
	return shipmentOfFlags(c)
}

// shipmentOfFlags tells all that is wrong with them at once.
func shipmentOfFlags(c *cli.Context) (s carriers.Shipment, err error) {
	var bad []error
	place := func(flag string) (a carriers.Address) {
		if c.String(flag) == "" {
			bad = append(bad, usage("--%s is missing: a postal code such as 10001 or FR:75011", flag))
		} else if a, err = parsePlace(flag, c.String(flag)); err != nil {
			bad = append(bad, err)
		}
		return a
	}
	s.From, s.To = place("from"), place("to")
	if len(c.StringSlice("parcel")) == 0 {
		bad = append(bad, usage("--parcel is missing: a size and weight such as 12x9x7in:4lb"))
	}
	for _, v := range c.StringSlice("parcel") {
		p, err := parseParcel(v)
		if err != nil {
			bad = append(bad, err)
		}
		s.Parcels = append(s.Parcels, p)
	}
	return s, errors.Join(bad...)
}

var placeShape = regexp.MustCompile(`^([A-Z]{2}):(.*)$`)

// parsePlace reads "94105", which is in the US, or a country and code, "FR:75011".
func parsePlace(flag, v string) (carriers.Address, error) {
	a, err := placeOf(v)
	if err != nil {
		return a, usage("--%s: %w", flag, err)
	}
	return a, nil
}

func placeOf(v string) (a carriers.Address, err error) {
	a = carriers.Address{Country: "US", PostalCode: v}
	if len(v) == 2 { // a country without postal codes
		v += ":"
	}
	if m := placeShape.FindStringSubmatch(strings.ToUpper(v)); m != nil {
		a.Country, a.PostalCode = m[1], m[2]
	}
	a.PostalCode, err = carriers.ParsePostalCode(a.Country, a.PostalCode)
	return a, err
}

// parseParcel reads "12x9x7in:4lb".
func parseParcel(v string) (p carriers.Parcel, err error) {
	size, weight, ok := strings.Cut(v, ":")
	if !ok {
		return p, usage("--parcel %q: write size:weight, such as 12x9x7in:4lb", v)
	}
	var bad []error
	if p.Dims, err = dimweight.ParseDims(size); err != nil {
		bad = append(bad, usage("--parcel: %w", err))
	}
	if p.Weight, err = dimweight.ParseWeight(weight); err != nil {
		bad = append(bad, usage("--parcel: %w", err))
	}
	return p, errors.Join(bad...)
}

// writeFile writes a whole file or none: into a temporary one beside it, which
// then takes its name.
func writeFile(path string, write func(io.Writer) error) (err error) {
	dir, base := filepath.Split(path)
	f, err := os.CreateTemp(filepath.Clean(dir), "."+base+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	if err = write(f); err != nil {
		return err
	}
	if err = f.Chmod(0o644); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
