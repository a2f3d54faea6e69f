package label

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// ErrLayout is in every error about a layout file.
var ErrLayout = errors.New("bad layout")

// LayoutError has every problem of a layout file, at paths such as
// "elements[2].x". It matches ErrLayout.
type LayoutError []carriers.Problem

func (e LayoutError) Error() string { return "layout: " + carriers.Invalid(e).Error() }

// Is reports whether target is ErrLayout.
func (e LayoutError) Is(target error) bool { return target == ErrLayout }

// Custom is a layout of the shipper's own, from a file. ReadLayout makes one.
type Custom struct {
	Size     Size
	elements []customElement
}

// What a layout file may be.
const (
	maxLayoutBytes    = 1 << 20
	maxLayoutElements = 200
)

// customFile is the file as it is written.
type customFile struct {
	Width    string            `json:"width"`
	Height   string            `json:"height"`
	Elements []json.RawMessage `json:"elements"`
}

// customElement is an element as it is written, with its place read.
type customElement struct {
	Kind string `json:"kind"`

	X      string `json:"x"`
	Y      string `json:"y"`
	Width  string `json:"width"`
	Height string `json:"height"`

	Text   string `json:"text"`
	Points int    `json:"points"`
	Least  int    `json:"least"`
	Bold   bool   `json:"bold"`
	Align  string `json:"align"`

	Thick string `json:"thick"`

	Symbol string `json:"symbol"`
	Module string `json:"module"`

	at            area
	thick, module dimweight.Length
	parts         []fragment
}

// An area is a rectangle of the paper.
type area struct{ x, y, width, height dimweight.Length }

func (a area) overlaps(b area) bool {
	return a.x < b.x+b.width && b.x < a.x+a.width && a.y < b.y+b.height && b.y < a.y+a.height
}

// ReadLayout reads a layout of at most 1 MiB: the size of the paper and what is on
// it, in JSON.
//
//	{"width": "4in", "height": "6in", "elements": [
//	  {"kind": "text", "x": "5mm", "y": "5mm", "width": "60mm", "height": "6mm", "text": "{service}", "points": 14, "bold": true},
//	  {"kind": "address", "x": "5mm", "y": "20mm", "width": "90mm", "height": "30mm", "text": "to", "points": 14},
//	  {"kind": "line", "x": "5mm", "y": "55mm", "width": "90mm", "height": "0.5mm"},
//	  {"kind": "barcode", "x": "2mm", "y": "60mm", "width": "97mm", "height": "30mm", "symbol": "tracking"},
//	  {"kind": "barcode", "x": "5mm", "y": "95mm", "width": "30mm", "height": "30mm", "symbol": "qr", "text": "{reference}"}]}
//
// Every element has a kind and a place: x, y, width and height, lengths such as
// "12.5mm" and "0.5in" from the upper left corner.
//
//   - text is one line, centred down its place: text, points (4 to 200; 0 is 10),
//     least (to which it may shrink; 0 is 6), bold, align (left, centre, right).
//   - address is the address whose name, "to" or "from", is its text; points, least.
//   - line is black from side to side; box is a frame, of thick (empty is 0.4mm).
//   - barcode has a symbol that fills its place, its quiet zones inside: tracking
//     (the tracking number's own, which has no text), code128, gs1-128 (its text
//     like "(00){number}"), itf, datamatrix, gs1-datamatrix, qr, pdf417 or maxicode
//     (mode 4). It is as large as fits with modules of whole dots, of at least
//     module (empty is 0.25mm); MaxiCode has its own size.
//   - logo is Options.Logo; without one, nothing.
//
// In text the placeholders stand for what the shipment says: {carrier} {service}
// {number} (as encoded) {number.text} (as read) {reference} {parcel} {parcels}
// {parcel.reference} {weight} {dims} {ships} {delivers} {promise} (guaranteed or
// estimated) {routing} {class} {account} {message} and, after "to." or "from.",
// {name} {company} {street} {city} {state} {postal_code} {country}. Braces that
// stand for themselves are doubled.
//
// The error is a LayoutError with every problem: what is no JSON, an unknown field,
// kind or placeholder, a place outside the paper, an element in the place of a
// barcode or logo; or that of r. What depends on the shipment, New says.
func ReadLayout(r io.Reader) (*Custom, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxLayoutBytes+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxLayoutBytes {
		return nil, LayoutError{{Path: "file", Message: "is over the 1 MiB limit"}}
	}
	var bad problems
	var file customFile
	decode("file", data, &file, bad.add)
	c := Custom{Size: Size{readLength("width", file.Width, bad.add), readLength("height", file.Height, bad.add)}}
	Format{Size: c.Size}.check(func(path, format string, args ...any) { bad.add(strings.TrimPrefix(path, "size."), format, args...) })
	switch n := len(file.Elements); {
	case n == 0:
		bad.add("elements", "must have at least one")
	case n > maxLayoutElements:
		bad.add("elements", "%d are over the %d limit", n, maxLayoutElements)
		return nil, LayoutError(bad.list)
	}
	c.elements = make([]customElement, len(file.Elements))
	for i, raw := range file.Elements {
		path := fmt.Sprintf("elements[%d]", i)
		if decode(path, raw, &c.elements[i], bad.add) {
			c.elements[i].read(path, c.Size, bad.add)
		}
	}
	if bad.list == nil {
		c.clearZones(bad.add)
	}
	if bad.list != nil {
		return nil, LayoutError(bad.list)
	}
	return &c, nil
}

// decode reads one JSON value, without fields that it does not know.
func decode(path string, data []byte, into any, add addFunc) bool {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if err == nil {
		if _, err = d.Token(); errors.Is(err, io.EOF) {
			return true
		}
		err = errors.New("more than one value")
	}
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) && wrong.Field != "" {
		add(path+"."+wrong.Field, "is a %s, want a %s", wrong.Value, wrong.Type)
		return false
	}
	add(path, "%s", strings.TrimPrefix(err.Error(), "json: "))
	return false
}

func readLength(path, text string, add addFunc) dimweight.Length {
	l, err := dimweight.ParseLength(text)
	if err != nil {
		add(path, "%v", err)
	}
	return l
}

// clearZones says which elements stand in the place of a symbol or a picture.
func (c *Custom) clearZones(add addFunc) {
	for i := range c.elements {
		symbol := &c.elements[i]
		if symbol.Kind != "barcode" && symbol.Kind != "logo" {
			continue
		}
		for j := range c.elements {
			other := &c.elements[j]
			if i == j || j < i && (other.Kind == "barcode" || other.Kind == "logo") {
				continue
			}
			for _, a := range other.covers() {
				if a.overlaps(symbol.at) {
					add(fmt.Sprintf("elements[%d]", j), "overlaps elements[%d], a %s", i, symbol.Kind)
				}
			}
		}
	}
}

// covers is what an element blackens: all of its place, or the sides of a box.
func (e *customElement) covers() []area {
	a, t := e.at, e.thick
	if e.Kind != "box" {
		return []area{a}
	}
	return []area{
		{a.x, a.y, a.width, t}, {a.x, a.y + a.height - t, a.width, t},
		{a.x, a.y, t, a.height}, {a.x + a.width - t, a.y, t, a.height},
	}
}
