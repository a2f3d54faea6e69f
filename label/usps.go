package label

import (
	"fmt"
	"strings"
)

// uspsIcons are the letters of the service icon, by the service: what the name of
// the service begins with, longest first.
var uspsIcons = []struct{ service, icon string }{
	{"priority-mail-express", "E"}, {"priority-mail", "P"}, {"first-class", "F"}, {"ground-advantage", "G"},
}

// uspsBlack are the services whose icon is a black square.
var uspsBlack = []string{"media-mail", "library-mail", "bound-printed-matter", "parcel-post"}

// Of the layout, in thousandths of an inch.
const (
	uspsIcon   = 1000
	uspsMeta   = 900
	uspsIndent = 500
	uspsReturn = 660
)

// usps follows what the Postal Service publishes for 4-inch labels: the service
// icon block of an inch with its letter, or the black square of package services,
// in the upper left corner; the postage area beside it (Options.Billing is the
// permit imprint); the service banner across the label in capitals between rules
// of a point, with a sixteenth of an inch clear over and under it (DMM 102.3 and
// 155.1.3); the addresses in capitals; the IMpb between identification bars with
// its text, at the distances of Publication 199.
//
// Not certified: the letters of the icons; the banner is 20 points high, as the
// DMM asks, only where the name of the service fits the paper at that height, else
// smaller, to 14 points.
func (h *house) usps() {
	y := h.foot(h.bottom())
	y = h.numberBand(y, h.uspsBanner(), snug)

	icon := h.mils(uspsIcon)
	h.uspsIcon(icon)
	h.uspsPostage(h.left()+icon+h.mils(gap), icon)
	foot := h.top() + icon
	h.rule(foot, hair)
	name := line{path: "quote.name", text: strings.ToUpper(h.service()), bold: true}
	name = h.fit(h.full(14, 22), name)
	foot += h.mils(hair) + h.mils(63) + capitals(name.height)
	h.centred(foot, name)
	foot += h.mils(63)
	h.rule(foot, hair)
	foot += h.mils(hair + gap)

	width := h.between()
	if h.Options.Routing != "" {
		width -= h.mils(uspsMeta + gap)
		box := space{h.right() - h.mils(uspsMeta), foot, h.mils(uspsMeta), h.mils(280), 7, 14}
		h.elements = append(h.elements, Box{box.x, box.y, box.width, box.height, h.mils(thin)})
		box.x, box.width = box.x+h.mils(gap), box.width-2*h.mils(gap)
		h.within(box, line{path: "options.routing", text: h.field("options.routing", h.Options.Routing, ""), bold: true})
	}
	room := min(h.mils(uspsReturn), (y-foot)*2/5)
	h.end("from", space{h.left(), foot, width, room, 6, 9})
	foot += room + h.mils(gap)
	h.caption(h.left(), foot, "SHIP TO:")
	h.end("to", space{h.left() + h.mils(uspsIndent), foot, h.between() - h.mils(uspsIndent), y - h.mils(gap) - foot, addressLeast, 14})
}

// uspsBanner tells what is tracked.
func (h *house) uspsBanner() string {
	for _, l := range h.markLines() {
		if l.path == "accessorials" && strings.Contains(l.text, "SIGNATURE") {
			return "USPS SIGNATURE TRACKING #"
		}
	}
	return "USPS TRACKING #"
}

// uspsIcon draws the block and its letter.
func (h *house) uspsIcon(side int) {
	for _, service := range uspsBlack {
		if h.quote.Service == service {
			h.elements = append(h.elements, Line{X: h.left(), Y: h.top(), Width: side, Height: side})
			return
		}
	}
	h.rule(h.top(), hair)
	h.post(h.left()+side-h.mils(hair), h.top()+h.mils(hair), h.top()+side)
	for _, s := range uspsIcons {
		if strings.HasPrefix(h.quote.Service, s.service) {
			h.within(space{h.left(), h.top(), side, side, 60, 62}, line{path: "quote.service", text: s.icon, bold: true})
			return
		}
	}
}

// uspsPostage has date, weight and count, and the permit imprint in its box, right
// of the icon.
func (h *house) uspsPostage(x, side int) {
	date := h.quote.Ships.Time().Format("2 Jan 2006")
	s := space{x: x, y: h.top() + h.mils(gap+hair), width: h.mils(uspsMeta), least: 7, most: 10}
	for _, field := range []struct {
		caption string
		line
	}{
		{"SHIP DATE", line{path: "quote.ships", text: date}},
		{"WEIGHT", line{path: h.at("parcels") + ".weight", text: h.weight()}},
		{"PARCEL", line{path: h.at("parcels"), text: fmt.Sprintf("%d of %d", h.index+1, len(h.shipment.Parcels))}},
	} {
		field.bold = true
		h.titled(s, field.caption, field.line)
		s.y += (side - h.mils(gap)) / 3
	}
	lines := h.billing()
	if lines == nil {
		return
	}
	x += h.mils(uspsMeta) + h.mils(gap)
	box := Box{X: x, Y: h.top() + h.mils(gap+hair), Width: h.right() - x, Height: side - h.mils(2*gap+hair), Thick: h.mils(thin)}
	h.elements = append(h.elements, box)
	row := (box.Height - 2*h.mils(gap)) / len(lines)
	for i, l := range lines {
		h.within(space{box.X + h.mils(gap), box.Y + h.mils(gap) + i*row, box.Width - 2*h.mils(gap), row, 6, 9}, l)
	}
}

// billing are the lines that say who pays.
func (h *house) billing() []line {
	var lines []line
	for i, text := range h.Options.Billing {
		path := fmt.Sprintf("options.billing[%d]", i)
		if text = h.field(path, text, ""); text != "" {
			lines = append(lines, line{path: path, text: text, bold: true})
		}
	}
	return lines
}
