package label

import (
	"fmt"
	"strings"
)

// Of the plain layout: how high the band at the top is and how wide its column on
// the right, and how high the band of the service, in thousandths of an inch.
const (
	header     = 1180
	metaColumn = 900
	serviceRow = 545
)

const servicePoints = 22

// plain is the layout of this package, in bands from the top: who sends the parcel
// with date, weight and count; who gets it; the service; the tracking number and
// its symbol; marks and references. No carrier has certified it.
func (h *house) plain() {
	y := h.foot(h.bottom())
	y = h.numberBand(y, strings.ToUpper(h.quote.Carrier)+" TRACKING #", gap)
	y = h.serviceBand(y)

	head := h.mils(header)
	foot := h.caption(h.left(), h.top(), "FROM") + h.mils(gap)/2
	h.end("from", space{h.left(), foot, h.between() - h.mils(metaColumn+gap), head - h.mils(gap)/2 - foot, 7, 10})
	h.meta(0, "SHIP DATE", line{path: "quote.ships", text: h.quote.Ships.Time().Format("2 Jan 2006")})
	h.meta(1, "WEIGHT", line{path: h.at("parcels") + ".weight", text: h.weight()})
	h.meta(2, "PARCEL", line{path: h.at("parcels"), text: fmt.Sprintf("%d of %d", h.index+1, len(h.shipment.Parcels))})

	h.rule(head, thin)
	foot = h.caption(h.left(), head+h.mils(thin+gap), "SHIP TO") + h.mils(gap)
	h.end("to", space{h.left(), foot, h.between(), y - h.mils(gap)/2 - foot, addressLeast, 18})
}

// meta sets one of the fields in the upper right corner, the first being 0.
func (h *house) meta(row int, caption string, l line) {
	pitch := (h.mils(header) - h.top()) / 3
	l.bold = true
	h.titled(space{x: h.right() - h.mils(metaColumn), y: h.top() + row*pitch, width: h.mils(metaColumn), least: 7, most: 11}, caption, l)
}

// serviceBand has the service on the left and the postal code on the right,
// large, to sort by. It ends at y, and its upper edge is returned.
func (h *house) serviceBand(y int) int {
	y -= h.mils(serviceRow)
	h.rule(y, thin)
	base := h.caption(h.left(), y+h.mils(thin+gap), "SERVICE")
	base += h.mils(gap*5/4) + capitals(h.points(servicePoints))

	code := line{path: "to.postal_code", text: h.shipment.To.PostalCode, bold: true}
	if h.abroad() {
		code.text = h.shipment.To.Country + " " + code.text
	}
	code = h.fit(space{width: h.between() / 2, least: 12, most: servicePoints}, code)
	h.flushRight(h.right(), base, code)

	room := h.between() - code.wide() - 3*h.mils(gap)
	name := line{path: "quote.name", text: h.service(), bold: true}
	h.text(h.left(), base, h.fit(space{width: room, least: 9, most: servicePoints}, name))
	return y
}
