package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/strictjson"
	"github.com/shiprate/shiprate/rates"
)

// originFlags say from which warehouses to quote.
func originFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "origin", Usage: "quote from a warehouse, instead of --from: `NAME=POSTCODE`, or NAME=POSTCODE,handling=1.50,cutoff=16:00; once for each"},
		&cli.StringFlag{Name: "origins", Usage: "read the warehouses and their stock from a JSON `FILE`"},
	}
}

// hasOrigins reports whether warehouses are given.
func hasOrigins(c *cli.Context) bool {
	return len(c.StringSlice("origin")) > 0 || c.String("origins") != ""
}

// readOrigins reads --origin and --origins; nil without them.
func readOrigins(c *cli.Context, w world) ([]rates.Origin, error) {
	if !hasOrigins(c) {
		return nil, nil
	}
	if c.String("from") != "" {
		return nil, usage("give --from or --origin, not both")
	}
	if c.Bool("return") {
		return nil, usage("--return goes to one place: it is not for several --origin")
	}
	var list []rates.Origin
	if name := c.String("origins"); name != "" {
		var err error
		if list, err = readOriginsFile(w, name); err != nil {
			return nil, usage("--origins: %w", err)
		}
	}
	for _, v := range c.StringSlice("origin") {
		o, err := parseOrigin(v)
		if err != nil {
			return nil, usage("--origin %q: %w", v, err)
		}
		list = append(list, o)
	}
	for i := range list {
		carriers.AsUS(&list[i].From, &list[i].From)
		if slices.ContainsFunc(list[:i], func(o rates.Origin) bool { return o.Name == list[i].Name }) {
			return nil, usage("--origin: %q stands twice", list[i].Name)
		}
	}
	if c.String("shipment") == "" { // the hour of --ready is that of the first
		return list, c.Set("from", list[0].From.Country+":"+list[0].From.PostalCode)
	}
	return list, nil
}

// countries are those that the shipment may leave from.
func countries(s carriers.Shipment, origins []rates.Origin) []string {
	if origins == nil {
		return []string{s.From.Country}
	}
	var list []string
	for i := range origins {
		if c := origins[i].From.Country; !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	return list
}

// parseOrigin reads "east=10001,handling=1.50,cutoff=16:00".
func parseOrigin(v string) (o rates.Origin, err error) {
	fields := strings.Split(v, ",")
	name, place, ok := strings.Cut(fields[0], "=")
	if !ok || strings.TrimSpace(name) == "" {
		return o, fmt.Errorf("write NAME=POSTCODE, such as east=10001")
	}
	o.Name = strings.TrimSpace(name)
	if o.From, err = placeOf(place); err != nil {
		return o, err
	}
	seen := map[string]bool{}
	for _, field := range fields[1:] {
		key, value, _ := strings.Cut(field, "=")
		if seen[key] {
			return o, fmt.Errorf("%s stands twice", key)
		}
		seen[key] = true
		switch key {
		case "handling":
			o.Handling, err = handlingOf(value, o.From.Country)
		case "cutoff":
			o.Cutoff, err = cutoffOf(value)
		default:
			err = fmt.Errorf("unknown %q: there are handling=1.50 and cutoff=16:00", key)
		}
		if err != nil {
			return o, err
		}
	}
	return o, nil
}

func handlingOf(s, country string) (carriers.Money, error) {
	m, err := carriers.ParseMoney(s, currencyOf(country))
	if err == nil && m.Minor < 0 {
		err = fmt.Errorf("%v is less than nothing", m)
	}
	if err != nil {
		return m, fmt.Errorf("handling: %w", err)
	}
	return m, nil
}

func cutoffOf(s string) (string, error) {
	if _, err := carriers.ParseHour(s); err != nil {
		return "", fmt.Errorf("cutoff: %w", err)
	}
	return s, nil
}

// An originFile is a warehouse in the file of --origins.
type originFile struct {
	Name       string         `json:"name"`
	PostalCode string         `json:"postal_code"`
	Country    string         `json:"country"` // US when it is left out
	Handling   string         `json:"handling"`
	Cutoff     string         `json:"cutoff"`
	Stock      map[string]int `json:"stock"` // pieces by SKU; everything when it is left out
}

// readOriginsFile reads {"origins":[{"name":"east","postal_code":"10001",…}]}.
func readOriginsFile(w world, name string) ([]rates.Origin, error) {
	data, err := readFile(w, name)
	if err != nil {
		return nil, err
	}
	var f struct {
		Origins []originFile `json:"origins"`
	}
	if err := strictjson.Decode(data, &f); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(f.Origins) == 0 {
		return nil, fmt.Errorf("%s: origins: must have at least one", name)
	}
	var bad carriers.Invalid
	var list []rates.Origin
	for i, in := range f.Origins {
		note := func(field string, err error) {
			if err != nil {
				bad = append(bad, carriers.Problem{Path: fmt.Sprintf("%s: origins[%d].%s", name, i, field), Message: err.Error()})
			}
		}
		o := rates.Origin{Name: strings.TrimSpace(in.Name), Stock: in.Stock, From: carriers.Address{Country: "US"}}
		if in.Country != "" {
			o.From.Country = in.Country
		}
		if o.Name == "" {
			note("name", fmt.Errorf("must be set"))
		}
		o.From.PostalCode, err = carriers.ParsePostalCode(o.From.Country, in.PostalCode)
		note("postal_code", err)
		if in.Handling != "" {
			o.Handling, err = handlingOf(in.Handling, o.From.Country)
			note("handling", err)
		}
		if in.Cutoff != "" {
			o.Cutoff, err = cutoffOf(in.Cutoff)
			note("cutoff", err)
		}
		list = append(list, o)
	}
	if bad != nil {
		return nil, bad
	}
	return list, nil
}
