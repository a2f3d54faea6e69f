package label

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// symbolNames are the symbols of a layout file.
var symbolNames = []string{"tracking", "code128", "gs1-128", "itf", "datamatrix", "gs1-datamatrix", "qr", "pdf417", "maxicode"}

// customDefaults, of what is not in the file.
const (
	customPoints = 10
	customLeast  = 6
	customThick  = 400 * micron
	customModule = 250 * micron
)

// fieldsOf are the fields of each kind, beside its place.
var fieldsOf = map[string][]string{
	"text":    {"text", "points", "least", "bold", "align"},
	"address": {"text", "points", "least"},
	"line":    nil,
	"box":     {"thick"},
	"barcode": {"text", "symbol", "module"},
	"logo":    nil,
}

// read checks an element and takes the lengths and placeholders out of it.
func (e *customElement) read(path string, paper Size, add addFunc) {
	allowed, ok := fieldsOf[e.Kind]
	if !ok {
		add(path+".kind", "%q is not one of address, barcode, box, line, logo, text", e.Kind)
		return
	}
	for _, f := range []struct {
		name string
		set  bool
	}{
		{"text", e.Text != ""}, {"points", e.Points != 0}, {"least", e.Least != 0}, {"bold", e.Bold}, {"align", e.Align != ""},
		{"thick", e.Thick != ""}, {"symbol", e.Symbol != ""}, {"module", e.Module != ""},
	} {
		if f.set && !slices.Contains(allowed, f.name) {
			add(path+"."+f.name, "is not a field of a %s", e.Kind)
		}
	}
	e.readPlace(path, paper, add)
	switch e.Kind {
	case "text", "address":
		e.readText(path, add)
	case "barcode":
		e.readBarcode(path, add)
	case "box":
		e.thick = customThick
		if e.Thick != "" {
			e.thick = readLength(path+".thick", e.Thick, add)
		}
		if e.thick <= 0 || 2*e.thick > min(e.at.width, e.at.height) {
			add(path+".thick", "%v is not between 0 and half a side", e.thick)
		}
	}
}

func (e *customElement) readPlace(path string, paper Size, add addFunc) {
	e.at = area{
		readOffset(path+".x", e.X, add), readOffset(path+".y", e.Y, add),
		readLength(path+".width", e.Width, add), readLength(path+".height", e.Height, add),
	}
	// A tenth of a millimetre is a dot, at least nearly, at 203 dpi.
	const least = dimweight.Millimetre / 10
	if a := e.at; a.width < least || a.height < least {
		add(path, "%v by %v is under the 0.1 mm that a printer can print", a.width, a.height)
	} else if a.x+a.width > paper.Width || a.y+a.height > paper.Height {
		add(path, "reaches to %v and %v, the paper to %v and %v", a.x+a.width, a.y+a.height, paper.Width, paper.Height)
	}
}

// readOffset reads a length that may be 0, as long as it says of what.
func readOffset(path, text string, add addFunc) dimweight.Length {
	if unit, ok := strings.CutPrefix(text, "0"); ok && slices.Contains([]string{"mm", "cm", "in"}, strings.TrimSpace(unit)) {
		return 0
	}
	return readLength(path, text, add)
}

func (e *customElement) readText(path string, add addFunc) {
	if e.Points == 0 {
		e.Points = customPoints
	}
	if e.Least == 0 {
		e.Least = min(customLeast, e.Points)
	}
	if e.Points < 4 || e.Points > 200 {
		add(path+".points", "%d is not between 4 and 200", e.Points)
	}
	if e.Least < 4 || e.Least > e.Points {
		add(path+".least", "%d is not between 4 and the points, %d", e.Least, e.Points)
	}
	if !slices.Contains([]string{"", "left", "centre", "right"}, e.Align) {
		add(path+".align", "%q is not one of left, centre, right", e.Align)
	}
	if e.Kind == "address" {
		if e.Text != "to" && e.Text != "from" {
			add(path+".text", "%q is not to or from", e.Text)
		}
		return
	}
	e.readParts(path, add)
}

func (e *customElement) readBarcode(path string, add addFunc) {
	if !slices.Contains(symbolNames, e.Symbol) {
		add(path+".symbol", "%q is not one of %s", e.Symbol, strings.Join(symbolNames, ", "))
		return
	}
	e.module = customModule
	if e.Module != "" {
		e.module = readLength(path+".module", e.Module, add)
	}
	if e.module > 5*dimweight.Millimetre {
		add(path+".module", "%v is over the 5 mm limit", e.module)
	}
	if e.Symbol == "tracking" {
		if e.Text != "" {
			add(path+".text", "must be empty: the symbol holds the tracking number")
		}
		return
	}
	e.readParts(path, add)
}

func (e *customElement) readParts(path string, add addFunc) {
	var err error
	if e.parts, err = parse(e.Text); err != nil {
		add(path+".text", "%v", err)
	} else if len(e.parts) == 0 {
		add(path+".text", "must be set")
	}
}

// A fragment of a text is words, or the name of a placeholder.
type fragment struct {
	words, name string
}

// parse parts a text into words and placeholders.
func parse(text string) ([]fragment, error) {
	var parts []fragment
	words := ""
	for text != "" {
		i := strings.IndexAny(text, "{}")
		if i < 0 {
			words += text
			break
		}
		words += text[:i]
		brace := text[i : i+1]
		text = text[i+1:]
		if strings.HasPrefix(text, brace) {
			words, text = words+brace, text[1:]
			continue
		}
		name, rest, ok := strings.Cut(text, "}")
		if brace == "}" || !ok {
			return nil, fmt.Errorf("%q stands alone: write it twice if it stands for itself", brace)
		}
		if _, ok := placeholders[name]; !ok {
			return nil, fmt.Errorf("%q is not a placeholder", "{"+name+"}")
		}
		if words != "" {
			parts = append(parts, fragment{words: words})
		}
		parts, words, text = append(parts, fragment{name: name}), "", rest
	}
	if words != "" {
		parts = append(parts, fragment{words: words})
	}
	return parts, nil
}

// placeholders give what stands for a name, and the field to blame for it.
var placeholders = map[string]func(h *house) (path, text string){
	"carrier":     func(h *house) (string, string) { return "quote.carrier", h.quote.Carrier },
	"service":     func(h *house) (string, string) { return "quote.name", h.quote.Name },
	"number":      func(h *house) (string, string) { return h.at("numbers"), h.number.match.Number },
	"number.text": func(h *house) (string, string) { return h.at("numbers"), h.number.text },
	"reference":   func(h *house) (string, string) { return "reference", h.shipment.Reference },
	"parcel":      func(h *house) (string, string) { return h.at("parcels"), strconv.Itoa(h.index + 1) },
	"parcels":     func(h *house) (string, string) { return "parcels", strconv.Itoa(len(h.shipment.Parcels)) },
	"parcel.reference": func(h *house) (string, string) {
		return h.at("parcels") + ".reference", h.shipment.Parcels[h.index].Reference
	},
	"weight": func(h *house) (string, string) { return h.at("parcels") + ".weight", h.weight() },
	"dims": func(h *house) (string, string) {
		return h.at("parcels") + ".dims", h.shipment.Parcels[h.index].Dims.String()
	},
	"ships":    func(h *house) (string, string) { return "quote.ships", h.quote.Ships.String() },
	"delivers": func(h *house) (string, string) { return "quote.delivers", h.delivers() },
	"promise": func(h *house) (string, string) {
		if h.quote.Delivers == 0 {
			return "quote.delivers", ""
		}
		return "quote.guaranteed", h.quote.Promise()
	},
	"routing": func(h *house) (string, string) { return "options.routing", h.Options.Routing },
	"class":   func(h *house) (string, string) { return "options.class", h.Options.Class },
	"account": func(h *house) (string, string) { return "options.account", h.Options.Account },
	"message": func(h *house) (string, string) { return "options.message", h.Options.Message },

	"to.name": ofTo("name"), "to.company": ofTo("company"), "to.street": ofTo("street"), "to.city": ofTo("city"),
	"to.state": ofTo("state"), "to.postal_code": ofTo("postal_code"), "to.country": ofTo("country"),
	"from.name": ofFrom("name"), "from.company": ofFrom("company"), "from.street": ofFrom("street"), "from.city": ofFrom("city"),
	"from.state": ofFrom("state"), "from.postal_code": ofFrom("postal_code"), "from.country": ofFrom("country"),
}

func ofTo(field string) func(h *house) (string, string) {
	return func(h *house) (string, string) { return "to." + field, addressField(&h.shipment.To, field) }
}

func ofFrom(field string) func(h *house) (string, string) {
	return func(h *house) (string, string) { return "from." + field, addressField(&h.shipment.From, field) }
}

func addressField(a *carriers.Address, field string) string {
	switch field {
	case "name":
		return a.Name
	case "company":
		return a.Company
	case "street":
		return strings.Join(a.Street, ", ")
	case "city":
		return a.City
	case "state":
		return a.State
	case "postal_code":
		return a.PostalCode
	}
	return a.Country
}

// delivers is the day of arrival, empty if it is not known.
func (h *house) delivers() string {
	if h.quote.Delivers == 0 {
		return ""
	}
	return h.quote.Delivers.String()
}
