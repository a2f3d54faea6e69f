package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/batch"
	"github.com/shiprate/shiprate/label/batch/orders"
)

func batchFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "out", Usage: "`DIR` for the labels and the report; a folder for each run"},
		&cli.StringFlag{Name: "from", Usage: "origin `POSTCODE`, to price; labels need --from-file or columns"},
		&cli.StringFlag{Name: "from-file", Usage: "the sender, a JSON `FILE` of an address as in a shipment"},
		&cli.StringFlag{Name: "ready", Usage: "`DATE` of handover, 2026-11-23 or 2026-11-23T14:00", DefaultText: "that of the run begun before, or now"},
		&cli.StringFlag{Name: "by", Usage: "latest `DATE` of arrival of every order"},
		flagOf(promiseFlags(), "confidence"),
		&cli.StringSliceFlag{Name: "account", Usage: "whose numbers are used: `CARRIER=ACCOUNT`; without --carrier, those with an account are asked"},
		&cli.StringSliceFlag{Name: "first-serial", Usage: "where an account that is new to the ledger begins: `CARRIER=SERIAL`"},
		&cli.StringFlag{Name: "service", Usage: "choose among these only: `CARRIER/SERVICE,…`"},
		&cli.StringFlag{Name: "without", Usage: "leave out these: `CARRIER,CARRIER/SERVICE,…`"},
		&cli.BoolFlag{Name: "guaranteed", Usage: "choose only what gives money back when late"},

		&cli.StringFlag{Name: "preset", Usage: "whose `EXPORT` the file is: " + strings.Join(orders.Presets(), ", "), DefaultText: "told by the header"},
		&cli.StringFlag{Name: "map", Usage: "CSV `FILE` of our columns and the file's"},
		&cli.StringFlag{Name: "boxes", Usage: "CSV `FILE` of the boxes there are, for orders without a size"},
		&cli.StringFlag{Name: "products", Usage: "CSV `FILE` of what is known of articles"},
		&cli.StringFlag{Name: "dims", Usage: "`SIZE` of orders that tell none: 10x8x4in"},
		&cli.StringFlag{Name: "weight", Usage: "`WEIGHT` of orders that tell none: 1lb"},
		&cli.BoolFlag{Name: "residential", Usage: "addresses are homes where the file does not say"},
		&cli.StringFlag{Name: "currency", Usage: "`CODE` of amounts without one", Value: "USD"},

		&cli.StringFlag{Name: "format", Usage: "`FORMAT` of the labels: pdf or zpl", Value: "pdf"},
		&cli.BoolFlag{Name: "one-per-label", Usage: "a file for each label, named by its number"},
		&cli.StringFlag{Name: "sort", Usage: "order of the labels in a file, by some of bin,sku,carrier,zone: `KEYS`", DefaultText: "as the orders"},
		&cli.BoolFlag{Name: "packing-slips", Usage: "write packing slips too"},
		&cli.StringFlag{Name: "size", Usage: "`SIZE` of the paper: 4x6, 4x8in, 100x150mm", Value: "4x6"},
		&cli.IntFlag{Name: "dpi", Usage: "dots per inch of the printer: 203 or 300", Value: 203},
		&cli.StringFlag{Name: "sheet", Usage: "several labels on a `SHEET` of PDF: letter:2, a4:4"},
		&cli.IntFlag{Name: "darkness", Usage: "with zpl, the burn of the head, 1 to `30`"},
		&cli.IntFlag{Name: "speed", Usage: "with zpl, `INCHES` a second, 1 to 14"},
		&cli.StringFlag{Name: "layout", Usage: "`LAYOUT`: " + strings.Join(label.Layouts(), ", ") + ", or a JSON file", DefaultText: "the carrier's"},
		&cli.StringFlag{Name: "logo", Usage: "your logo, a PNG `FILE`"},
		&cli.StringSliceFlag{Name: "mark", Usage: "framed `WORDS` for who handles the parcels; may be repeated"},
		&cli.StringFlag{Name: "message", Usage: "a `MESSAGE` to the customers"},
		&cli.StringSliceFlag{Name: "font", Usage: "font `FILE` with letters that the label's own font lacks; may be repeated"},
		&cli.BoolFlag{Name: "ascii", Usage: "spell letters that no font has in ASCII"},

		&cli.BoolFlag{Name: "strict", Usage: "stop before anything is numbered if any row is bad"},
		&cli.BoolFlag{Name: "dry-run", Usage: "price everything, try the labels and look in the ledger if there are accounts, and number nothing"},
		&cli.BoolFlag{Name: "quote-only", Usage: "price everything and nothing else"},
		ledgerFlag(),
		&cli.StringFlag{Name: "shard", Usage: "do only a part, `I/N`: chunks whose number modulo N is I"},
		&cli.IntFlag{Name: "workers", Usage: "`N` chunks at once", DefaultText: "one for each processor"},
		&cli.DurationFlag{Name: "lease", Usage: "`TIME` after which another takes over from a process that is not heard of", Value: 30 * time.Second},
		&cli.StringFlag{Name: "progress", Usage: "how progress is told on stderr: line, json or none", DefaultText: "line on a terminal"},
		&cli.StringFlag{Name: "reprint", Usage: "write the labels of `ORDER,…` of this run once more, into reprint.pdf"},
		&cli.BoolFlag{Name: "json", Usage: "print the summary as JSON"},
	}
}

// batchOptions reads the flags of a run.
func batchOptions(c *cli.Context, w world) (o batch.Options, err error) {
	if err := checkBatchFlags(c); err != nil {
		return o, err
	}
	o = batch.Options{
		Input: c.Args().First(), Out: c.String("out"), Slips: c.Bool("packing-slips"), Strict: c.Bool("strict"),
		DryRun: c.Bool("dry-run") || c.Bool("quote-only"), Workers: c.Int("workers"), Lease: c.Duration("lease"), Now: w.now,
	}
	if o.Orders, err = orderOptions(c); err != nil {
		return o, err
	}
	if err := readAccounts(c, &o); err != nil {
		return o, err
	}
	accounts, buy, err := readBuying(c, w)
	if err != nil {
		return o, err
	}
	o.Buy = buy
	if o.Carriers, err = batchCarriers(c, &o, accounts); err != nil {
		return o, err
	}
	by, err := dateDeadline(c)
	if err != nil {
		return o, err
	}
	if ready := carriers.DateOf(o.Orders.Ready); by.Day != 0 && !o.Orders.Ready.IsZero() && by.Day < ready {
		return o, usage("--by %v is before %v, the day of handover of --ready", by.Day, ready)
	}
	o.Confidence = by.Confidence
	if o.Constraints, err = constraints(c, by, servicesOf(o.Carriers)); err != nil {
		return o, err
	}
	o.Constraints = append(o.Constraints, losers(accounts)...)
	if o.Format.Format, err = labelFormat(c); err != nil {
		return o, err
	}
	o.Format.ZPL, o.Format.OnePerLabel = c.String("format") == "zpl", c.Bool("one-per-label")
	o.Format.Thermal = label.Thermal{Darkness: c.Int("darkness"), Speed: c.Int("speed")}
	if o.Format.Sheet, err = labelSheet(c); err != nil {
		return o, err
	}
	for _, key := range splitList(c.String("sort")) {
		o.Sort = append(o.Sort, batch.SortKey(key))
	}
	if err := readShard(c, &o); err != nil {
		return o, err
	}
	if o.Digest, err = digestOf(c); err != nil {
		return o, err
	}
	o.Owner, o.Gone, err = processOwner(w)
	return o, err
}

// checkBatchFlags reports flags that do not go together.
func checkBatchFlags(c *cli.Context) error {
	progress := c.String("progress")
	switch {
	case c.String("out") == "":
		return usage("--out is missing: the folder for the run, such as run/")
	case c.String("from") != "" && c.String("from-file") != "":
		return usage("give --from or --from-file, not both")
	case c.String("format") == "png":
		return usage("--format: batch writes pdf or zpl")
	case progress != "" && progress != "line" && progress != "json" && progress != "none":
		return usage("--progress %q: there are line, json and none", progress)
	case c.String("shard") != "" && c.String("ledger") == "" && !c.Bool("dry-run"):
		return usage("--shard needs --ledger: the one that all shards share, or numbers would be given twice")
	case c.Bool("quote-only") && len(c.StringSlice("account")) > 0:
		return usage("--account is not for --quote-only, which numbers nothing; --dry-run tries the labels")
	case c.String("reprint") != "" && (c.Bool("dry-run") || c.Bool("quote-only")):
		return usage("--reprint writes labels: leave out --dry-run and --quote-only")
	case c.Int("workers") < 0:
		return usage("--workers: %d is negative", c.Int("workers"))
	case c.String("preset") != "" && !slices.Contains(orders.Presets(), c.String("preset")):
		return usage("--preset %q: there are %s", c.String("preset"), strings.Join(orders.Presets(), ", "))
	case c.Duration("lease") < time.Second:
		return usage("--lease: %v is less than 1s", c.Duration("lease"))
	}
	return checkFormatFlags(c)
}

// orderOptions reads the flags that say how the file is read.
func orderOptions(c *cli.Context) (o orders.Options, err error) {
	o = orders.Options{Preset: c.String("preset"), Residential: c.Bool("residential"), Currency: carriers.Currency(strings.ToUpper(c.String("currency")))}
	if _, ok := o.Currency.Digits(); !ok {
		return o, usage("--currency: %q is not a code of ISO 4217", c.String("currency"))
	}
	if v := c.String("from"); v != "" {
		if o.From, err = parsePlace("from", v); err != nil {
			return o, err
		}
	}
	if name := c.String("from-file"); name != "" {
		if o.From, err = readAddress(name); err != nil {
			return o, usage("--from-file: %w", err)
		}
	}
	if v := c.String("ready"); v != "" {
		if o.Ready, err = carriers.ParseReady(v); err != nil {
			return o, usage("--ready: %w", err)
		}
	}
	if v := c.String("dims"); v != "" {
		if o.Parcel.Dims, err = dimweight.ParseDims(v); err == nil {
			err = o.Parcel.Dims.Validate()
		}
		if err != nil {
			return o, usage("--dims: %w", err)
		}
	}
	if v := c.String("weight"); v != "" {
		if o.Parcel.Weight, err = dimweight.ParseWeight(v); err != nil {
			return o, usage("--weight: %w", err)
		} else if o.Parcel.Weight == 0 {
			return o, usage("--weight: %q: must be more than 0", v)
		}
	}
	return o, orderFiles(c, &o)
}

// orderFiles reads the files that flags name for the reading of orders.
func orderFiles(c *cli.Context, o *orders.Options) (err error) {
	if name := c.String("map"); name != "" {
		if o.Map, err = readWith(name, orders.ReadMap); err != nil {
			return usage("--map %s: %w", name, err)
		}
	}
	if name := c.String("products"); name != "" {
		if o.Products, err = readWith(name, orders.ReadProducts); err != nil {
			return usage("--products %s: %w", name, err)
		}
	}
	if name := c.String("boxes"); name != "" {
		boxes, err := readWith(name, orders.ReadBoxes)
		if err != nil {
			return usage("--boxes %s: %w", name, err)
		}
		o.Boxes = orders.NewSmallest(boxes)
	}
	return nil
}

// readAddress reads an address, as it is written in the file of a shipment.
func readAddress(name string) (carriers.Address, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return carriers.Address{}, err
	}
	anywhere := json.RawMessage(`{"postal_code":"10001","country":"US"}`)
	whole, err := json.Marshal(map[string]json.RawMessage{"from": data, "to": anywhere}) // a shipment has both
	if err != nil {
		return carriers.Address{}, fmt.Errorf("%s: %w", name, err)
	}
	s, err := carriers.ReadShipment(bytes.NewReader(whole))
	if err != nil {
		return carriers.Address{}, fmt.Errorf("%s: %w", name, err)
	}
	if of, stray := carriers.StrayState(&s.From); stray {
		return carriers.Address{}, fmt.Errorf("%s: from.state: %s is a ZIP code of %s, and the state is %s", name, s.From.PostalCode, of, s.From.State)
	}
	return s.From, nil
}

// batchCarriers loads the carriers that are asked: those of --carrier, or those
// that have an account, or for a dry run all that ship from there.
func batchCarriers(c *cli.Context, o *batch.Options, accounts []*account) ([]carriers.Carrier, error) {
	if len(o.Accounts)+len(accounts) > 0 && !c.IsSet("carrier") {
		names := slices.Sorted(maps.Keys(o.Accounts))
		for _, a := range accounts {
			names = append(names, a.name)
		}
		if err := c.Set("carrier", strings.Join(names, ",")); err != nil {
			return nil, err
		}
	}
	if o.Orders.From.Country == "" {
		return loadCarriers(c, accounts)
	}
	return loadCarriers(c, accounts, o.Orders.From.Country)
}

// readAccounts reads --account and --first-serial.
func readAccounts(c *cli.Context, o *batch.Options) error {
	for _, v := range c.StringSlice("account") {
		carrier, account, ok := strings.Cut(v, "=")
		if !ok {
			return usage("--account %q: write CARRIER=ACCOUNT, such as ups=1Z999AA1", v)
		}
		if o.Accounts == nil {
			o.Accounts = map[string]string{}
		}
		if o.Accounts[carrier] != "" {
			return usage("--account: two of %s", carrier)
		}
		o.Accounts[carrier] = account
	}
	for _, v := range c.StringSlice("first-serial") {
		carrier, text, _ := strings.Cut(v, "=")
		serial, err := strconv.ParseUint(text, 10, 62)
		if err != nil || serial == 0 || o.Accounts[carrier] == "" {
			return usage("--first-serial %q: write CARRIER=SERIAL, such as ups=5001, of a carrier with an account", v)
		}
		if o.FirstSerials == nil {
			o.FirstSerials = map[string]uint64{}
		}
		o.FirstSerials[carrier] = serial
	}
	return nil
}

func readShard(c *cli.Context, o *batch.Options) error {
	v := c.String("shard")
	if v == "" {
		return nil
	}
	i, n, _ := strings.Cut(v, "/")
	shard, err := strconv.Atoi(i)
	of, err2 := strconv.Atoi(n)
	if err != nil || err2 != nil || shard < 0 || of < 1 || shard >= of {
		return usage("--shard %q: write I/N, I from 0 to N-1, such as 0/3", v)
	}
	o.Shard, o.Of = shard, of
	return nil
}
