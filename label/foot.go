package label

import (
	"fmt"
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// Of the foot of a label: how high a row of references is and how wide and high the
// logo may be, in thousandths of an inch.
const (
	noteRow    = 150
	logoColumn = 1100
	logoRow    = 450
)

// A note is a short text with its caption.
type note struct {
	caption string
	line
}

// notes are the references of the parcel at hand, in their order.
func (h *house) notes() []note {
	var list []note
	add := func(caption, path, text string) {
		if text = h.field(path, text, ""); text != "" {
			list = append(list, note{caption, line{path: path, text: text}})
		}
	}
	add("REFERENCE", "reference", h.shipment.Reference)
	add("PARCEL REF", h.at("parcels")+".reference", h.shipment.Parcels[h.index].Reference)
	add("BOX", h.at("options.parcels")+".box", h.options().Box)
	for i, text := range h.Options.References {
		add("REF", fmt.Sprintf("options.references[%d]", i), text)
	}
	for i, text := range h.options().SKUs {
		add("SKU", fmt.Sprintf("%s.skus[%d]", h.at("options.parcels"), i), text)
	}
	for i, text := range h.twoLines("options.message", h.Options.Message, h.notesWidth()-h.mils(600)) {
		add([2]string{"MESSAGE", ""}[i], "options.message", text)
	}
	return list
}

// notesWidth is what the logo leaves of the paper.
func (h *house) notesWidth() int {
	if h.Options.Logo == nil {
		return h.between()
	}
	return h.between() - h.mils(logoColumn+gap)
}

// foot sets the marks, and under them the references and the logo, which end at y.
// It returns where they begin, which is y where there are none.
func (h *house) foot(y int) int {
	rows := h.pack(h.notes())
	height := len(rows) * h.mils(noteRow)
	if h.Options.Logo != nil {
		height = max(height, h.mils(logoRow))
		box := space{x: h.right() - h.mils(logoColumn), y: y - height, width: h.mils(logoColumn), height: height}
		h.elements = append(h.elements, h.Options.Logo.fit(box))
	}
	for i, row := range rows {
		base := y - height + i*h.mils(noteRow) + h.mils(noteRow*3/4)
		for j, n := range row {
			h.note(h.left()+j*(h.notesWidth()+h.mils(gap))/2, base, h.notesWidth()/len(row)-h.mils(gap), n)
		}
	}
	top := h.marks(y - height)
	if top < y {
		top -= h.mils(gap)
	}
	return top
}

// pack puts two notes in a row where both are short, and else one.
func (h *house) pack(notes []note) [][]note {
	var rows [][]note
	half, open := h.notesWidth()/2-h.mils(gap), false
	for _, n := range notes {
		short := h.captionWide(n)+h.sized(n.line, 8).wide() <= half && n.path != "options.message"
		if short && open {
			rows[len(rows)-1] = append(rows[len(rows)-1], n)
			open = false
			continue
		}
		rows = append(rows, []note{n})
		open = short
	}
	return rows
}

// captionWide is how far a note is behind its caption, or that of the line over it.
func (h *house) captionWide(n note) int {
	if n.caption == "" {
		n.caption = "MESSAGE"
	}
	return h.sized(line{text: n.caption, bold: true}, captionPoints).wide() + h.mils(gap)
}

func (h *house) note(x, base, width int, n note) {
	h.text(x, base, h.sized(line{text: n.caption, bold: true}, captionPoints))
	indent := h.captionWide(n)
	h.text(x+indent, base, h.fit(space{width: width - indent, least: 6, most: 9}, n.line))
}

// marks frames what must be seen, over y, and returns where the frames begin.
func (h *house) marks(y int) int {
	pad := h.mils(gap)
	var rows [][]line
	room := 0
	for _, l := range h.markLines() {
		l = h.fit(space{width: h.between() - 2*pad, least: 7, most: 10}, l)
		if room < l.wide()+3*pad {
			rows = append(rows, nil)
			room = h.between() + pad
		}
		room -= l.wide() + 3*pad
		rows[len(rows)-1] = append(rows[len(rows)-1], l)
	}
	height := capitals(h.points(10)) + 2*pad
	y -= len(rows) * (height + pad)
	for i, row := range rows {
		box := Box{X: h.left(), Y: y + i*(height+pad), Height: height, Thick: h.mils(thin)}
		for _, l := range row {
			box.Width = l.wide() + 2*pad
			h.elements = append(h.elements, box)
			h.text(box.X+pad, box.Y+(height+capitals(l.height))/2, l)
			box.X += box.Width + pad
		}
	}
	return y
}

// markLines are that it is a return, what the driver must do and what the shipper marks.
func (h *house) markLines() []line {
	var list []line
	asked := func(text string) { list = append(list, line{path: "accessorials", text: text, bold: true}) }
	if h.shipment.Return {
		list = append(list, line{path: "return", text: "RETURN", bold: true})
	}
	switch s := h.shipment; {
	case s.Asks(carriers.AdultSignature):
		asked("ADULT SIGNATURE REQUIRED")
	case s.Asks(carriers.Signature):
		asked("SIGNATURE REQUIRED")
	case s.Asks(carriers.IndirectSignature):
		asked("INDIRECT SIGNATURE REQUIRED")
	}
	if h.shipment.Asks(carriers.Saturday) {
		asked("SATURDAY DELIVERY")
	}
	if h.shipment.Asks(carriers.Sunday) {
		asked("SUNDAY DELIVERY")
	}
	for i, text := range h.Options.Marks {
		path := fmt.Sprintf("options.marks[%d]", i)
		if text = h.field(path, text, ""); text != "" {
			list = append(list, line{path: path, text: text, bold: true})
		}
	}
	return list
}

// twoLines sets a text in at most two lines of a width, at 9 points, and cuts what is
// over.
func (h *house) twoLines(path, text string, width int) []string {
	words := strings.Fields(h.field(path, text, ""))
	fits := func(words []string, end string) bool {
		return h.sized(line{text: strings.Join(words, " ") + end}, 9).wide() <= width
	}
	var lines []string
	for len(words) > 0 && len(lines) < 2 {
		n, end := len(words), ""
		for n > 0 && !fits(words[:n], end) {
			if n--; len(lines) == 1 {
				end = "…"
			}
		}
		if n == 0 { // a word that is wider than the line
			h.bad.add(path, "the word %q is over the %s limit", words[0], h.inches(width))
			return nil
		}
		lines = append(lines, strings.Join(words[:n], " ")+end)
		words = words[n:]
	}
	return lines
}
