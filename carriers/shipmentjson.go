package carriers

import (
	"fmt"
	"io"
	"time"

	"github.com/shiprate/shiprate/carriers/strictjson"
	"github.com/shiprate/shiprate/dimweight"
)

// maxJSON is the largest shipment file that is read.
const maxJSON = 4 << 20

// The shapes of the file. Quantities are text with a unit.
type (
	shipmentFile struct {
		Reference    string        `json:"reference"`
		Ready        string        `json:"ready"`
		Accessorials []Accessorial `json:"accessorials"`
		Contents     Contents      `json:"contents"`
		Insured      string        `json:"insured"`
		From         addressFile   `json:"from"`
		To           addressFile   `json:"to"`
		Parcels      []parcelFile  `json:"parcels"`
		Return       bool          `json:"return"`
		GiftMessage  string        `json:"gift_message"`
		Customs      customsFile   `json:"customs"`
	}
	addressFile struct {
		Name        string   `json:"name"`
		Company     string   `json:"company"`
		Street      []string `json:"street"`
		City        string   `json:"city"`
		State       string   `json:"state"`
		PostalCode  string   `json:"postal_code"`
		Country     string   `json:"country"`
		Phone       string   `json:"phone"`
		TaxID       string   `json:"tax_id"`
		Residential bool     `json:"residential"`

		Place DeliveryPlace `json:"place"`
	}
	parcelFile struct {
		Dims        string     `json:"dims"`
		Weight      string     `json:"weight"`
		Reference   string     `json:"reference"`
		Nonstandard bool       `json:"nonstandard"`
		Items       []itemFile `json:"items"`
	}
)

// ReadShipment reads one shipment as JSON, in the form that the README shows.
// It is strict: an unknown or repeated field, or anything after the shipment,
// is an error that names it, and a quantity needs its unit. Ready is a date or
// a date and hour, "2026-11-23" or "2026-11-23T14:00"; left out, it stays zero.
// With an offset from UTC it is put on the clock at the origin, where that is
// known; see OnClockOf.
// Every quantity that cannot be read is reported at once, as an Invalid; the
// shipment is not otherwise validated.
func ReadShipment(r io.Reader) (Shipment, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxJSON+1))
	if err != nil {
		return Shipment{}, fmt.Errorf("shipment: %w", err)
	}
	if len(data) > maxJSON {
		return Shipment{}, fmt.Errorf("%w: the file is over the %d byte limit", ErrInvalid, maxJSON)
	}
	var f shipmentFile
	if err := strictjson.Decode(data, &f); err != nil {
		return Shipment{}, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	return f.shipment()
}

func (f shipmentFile) shipment() (Shipment, error) {
	var bad Invalid
	note := func(path string, err error) {
		if err != nil {
			bad = append(bad, Problem{path, err.Error()})
		}
	}
	s := Shipment{Reference: f.Reference, Accessorials: f.Accessorials, Contents: f.Contents, Return: f.Return, GiftMessage: f.GiftMessage}
	s.From = f.From.address(func(err error) { note("from.postal_code", err) })
	s.To = f.To.address(func(err error) { note("to.postal_code", err) })
	if f.To.Place == "" { // where it says door, it is
		s.To.Place = PlaceOf(&s.To)
	}
	var err error
	if f.Ready != "" {
		s.Ready, err = ParseReady(f.Ready)
		note("ready", err)
		if s.Ready.Location() != time.UTC {
			s.Ready, _ = OnClockOf(&s.From, s.Ready)
		}
	}
	if f.Insured != "" {
		s.Insured, err = ParseMoney(f.Insured, "")
		note("insured", err)
	}
	for i, p := range f.Parcels {
		parcel := Parcel{Reference: p.Reference, Nonstandard: p.Nonstandard}
		parcel.Dims, err = dimweight.ParseDims(p.Dims)
		note(fmt.Sprintf("parcels[%d].dims", i), err)
		parcel.Weight, err = dimweight.ParseWeight(p.Weight)
		note(fmt.Sprintf("parcels[%d].weight", i), err)
		for j, line := range p.Items {
			parcel.Items = append(parcel.Items, line.item(fmt.Sprintf("parcels[%d].items[%d]", i, j), note))
		}
		s.Parcels = append(s.Parcels, parcel)
	}
	s.Customs = f.Customs.customs(note)
	if bad != nil {
		return Shipment{}, bad
	}
	return s, nil
}

func (f addressFile) address(note func(error)) Address {
	a := Address(f)
	if a.Place == DeliveryPlace(Door.String()) {
		a.Place = Door
	}
	canonical, err := ParsePostalCode(f.Country, f.PostalCode)
	if note(err); err == nil {
		a.PostalCode = canonical
	}
	return a
}

// ParseReady reads when parcels are ready: "2026-11-23", or "2026-11-23T14:00"
// for an hour at the origin, which has the location time.UTC. An hour with its
// offset from UTC, "2026-11-23T14:00-05:00", has another location, a fixed one.
func ParseReady(s string) (time.Time, error) {
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04", "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= 1970 {
			return t, nil
		}
	}
	for _, layout := range []string{"2006-01-02T15:04Z07:00", time.RFC3339} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= 1970 {
			_, offset := t.Zone()
			return t.In(time.FixedZone("", offset)), nil
		}
	}
	return time.Time{}, fmt.Errorf("%s is not a day such as 2026-11-23, or a day and hour such as 2026-11-23T14:00", quote(s))
}
