package papers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/barcode"
)

// A Manifest is the list handed over to one carrier with the day's parcels.
type Manifest struct {
	// ID is the manifest's own number. One that begins with "(00)" is an SSCC,
	// whose check digit must be right, and its bar code is GS1-128; any other is
	// printable ASCII in Code 128.
	ID      string
	Carrier string        // "ups", as in a quote
	Account string        // the shipper's number with the carrier. Optional
	Date    carriers.Date // of the handover
	From    carriers.Address
	// Unit is that of the weights; zero means dimweight.Kilogram.
	Unit dimweight.Weight
	// Parcels are listed in this order within their services. At most
	// MaxManifest.
	Parcels []Handed
}

// MaxManifest is the most parcels that one manifest may have.
const MaxManifest = 10_000

// Handed is one parcel of a manifest.
type Handed struct {
	Number    string // the tracking number
	Service   string // as the carrier writes it: "UPS Ground"
	Reference string // the shipper's own name for it. Optional
	To        string // where it goes: "US 94105". Optional
	Weight    dimweight.Weight
}

// Add adds the parcels of a shipment with their numbers. The error is of a count
// of numbers that is not that of the parcels, or of a quote of another carrier;
// then nothing is added.
func (m *Manifest) Add(s carriers.Shipment, q carriers.Quote, numbers ...string) error {
	if len(numbers) != len(s.Parcels) {
		return fmt.Errorf("numbers: %d for %d parcels: each parcel needs its own", len(numbers), len(s.Parcels))
	}
	if q.Carrier != m.Carrier {
		return fmt.Errorf("quote.carrier: %q is not the manifest's %q", q.Carrier, m.Carrier)
	}
	for i, number := range numbers {
		parcel := &s.Parcels[i]
		m.Parcels = append(m.Parcels, Handed{Number: number, Service: q.Name, Weight: parcel.Weight,
			Reference: cmp.Or(parcel.Reference, s.Reference), To: s.To.Country + " " + s.To.PostalCode})
	}
	return nil
}

// Manifest lays out an end-of-day manifest: a bar code of its number, a count
// and a weight for each service, every parcel, and where shipper and driver sign.
//
// The error is a carriers.Invalid with every problem: a number that is not one
// of the carrier's or stands twice, a parcel without a service or a weight, a
// wrong SSCC, a text that cannot be drawn or does not fit.
func (f Format) Manifest(m Manifest) ([]label.Label, error) {
	var bad problems
	p := f.start(&bad, m.Date)
	known := bad.list == nil
	if m.Unit == 0 {
		m.Unit = dimweight.Kilogram
	}
	list, ok := m.check(&bad)
	if !ok || !known {
		return nil, bad.list
	}
	p.manifest(&m, list)
	return together(&bad, []*paper{p})
}

// handed is a parcel that is checked.
type handed struct {
	*Handed
	path   string
	number string // for people
	weight int64  // in thousandths of the unit, to the nearest
}

// check notes what is wrong and returns the parcels by service; false for a
// manifest that cannot be laid out at all.
func (m *Manifest) check(bad *problems) ([]handed, bool) {
	if blank(m.Carrier) {
		bad.add("carrier", "must be set: it says whose parcels these are")
	}
	if m.Date == 0 {
		bad.add("date", "must be set: the day of the handover")
	}
	if !slices.Contains([]dimweight.Weight{dimweight.Kilogram, dimweight.Pound, dimweight.Ounce, dimweight.Gram}, m.Unit) {
		bad.add("unit", "must be kg, g, lb or oz")
		return nil, false
	}
	if n := len(m.Parcels); n < 1 || n > MaxManifest {
		bad.add("parcels", "%d are not between 1 and %d", n, MaxManifest)
		return nil, false
	}
	bad.address("from", &m.From)
	list := make([]handed, len(m.Parcels))
	seen := make(map[string]int, len(list))
	for i := range m.Parcels {
		h := handed{Handed: &m.Parcels[i], path: fmt.Sprintf("parcels[%d]", i)}
		if match, err := tracking.For(m.Carrier, h.Number); err != nil {
			bad.add(h.path+".number", "%v", err)
		} else if first, twice := seen[match.Number]; twice {
			bad.add(h.path+".number", "%s is that of parcels[%d] too", match.Number, first)
		} else {
			seen[match.Number] = i
			h.number = match.Text()
		}
		if blank(h.Service) {
			bad.add(h.path+".service", "must be set")
		}
		if h.Weight <= 0 || h.Weight > dimweight.MaxWeight {
			bad.add(h.path+".weight", "%s is not between 0 and %s", h.Weight.In(m.Unit), dimweight.MaxWeight.In(m.Unit))
		} else {
			h.weight = nearest(h.Weight, m.Unit)
		}
		list[i] = h
	}
	slices.SortStableFunc(list, func(a, b handed) int { return strings.Compare(a.Service, b.Service) })
	return list, true
}

// nearest rounds a weight half up to thousandths of a unit, at least one.
func nearest(w, unit dimweight.Weight) int64 {
	step := unit / 1000
	return max(int64((w+step/2)/step), 1)
}

// symbol makes the bar code of the manifest's number.
func (m *Manifest) symbol() (code barcode.Linear, text string, err error) {
	if digits, ok := strings.CutPrefix(strings.TrimSpace(m.ID), "(00)"); ok {
		digits = strings.ReplaceAll(digits, " ", "")
		code, err = barcode.GS1128(barcode.Element{AI: "00", Value: digits})
		return code, "(00) " + digits, err
	}
	code, err = barcode.Code128(m.ID)
	for _, c := range m.ID {
		if c < ' ' || c > '~' {
			err = fmt.Errorf("%q is not printable ASCII", m.ID)
		}
	}
	return code, m.ID, err
}
