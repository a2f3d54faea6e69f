package label

import (
	"errors"
	"fmt"
	"strings"

	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/dimweight"
)

// Of the layout, in thousandths of an inch.
const (
	colissimoHeader = 640
	colissimoMeta   = 1100
	colissimoTitle  = 300
)

// colissimo follows La Poste's specification for shippers' own labels (Colissimo
// Access F, V5, sections 5 and 8): paper of at least 100 by 150 mm, two symbols in
// Code 128 with modules of 0.33 to 0.375 mm, at least 27 mm high, with ten modules
// clear beside them: the second code, of 24 digits, and, lowest, the parcel's
// number. The second code is ParcelOptions.Second, or made of Options.Account, the
// number of the contract, for a parcel within France.
//
// Not certified: the geometry beside the symbols, which La Poste approves label by
// label. At 203 dpi a module is 0.3754 mm, a thousandth over the limit.
func (h *house) colissimo() {
	const least = 100 * dimweight.Millimetre
	if h.Size.Width < least || h.Size.Height < least*3/2 {
		h.bad.add("size", "%v by %v is under the 100 mm by 150 mm that Colissimo asks for", h.Size.Width, h.Size.Height)
	}
	y := h.foot(h.bottom())
	y = h.ruleOver(y, hair) - h.mils(snug)
	y = h.under(y, h.number.Symbol, line{path: h.at("numbers"), text: "N° DE COLIS : " + h.number.text, bold: true})
	if second, err := h.colissimoSecond(); err != nil {
		h.bad.add(h.at("options.parcels")+".second", "%v", err)
	} else {
		y = h.under(y-h.mils(gap), second.Symbol, line{path: h.at("options.parcels") + ".second", text: "N° PCH : " + second.text, bold: true})
	}
	y = h.ruleOver(y, hair)

	name := h.fit(h.full(9, 18), line{path: "quote.name", text: h.service(), bold: true})
	h.text(h.left(), h.top()+capitals(h.points(18)), name)
	head := h.top() + h.mils(colissimoTitle)
	h.rule(head, hair)
	head += h.mils(hair + gap)
	x, s := h.right()-h.mils(colissimoMeta), h.shipment
	h.end("from", space{h.left(), head, x - h.mils(gap) - h.left(), h.mils(colissimoHeader), 6, 9})
	h.block(space{x, head, h.mils(colissimoMeta), h.mils(colissimoHeader), 6, 9}, []line{
		{path: "quote.ships", text: "DATE : " + h.quote.Ships.Time().Format("02/01/2006")},
		{path: h.at("parcels") + ".weight", text: "POIDS : " + s.Parcels[h.index].Weight.In(dimweight.Kilogram)},
		{path: h.at("parcels"), text: fmt.Sprintf("COLIS : %d/%d", h.index+1, len(s.Parcels))},
	})
	head += h.mils(colissimoHeader)
	h.rule(head, thin)
	head = h.caption(h.left(), head+h.mils(thin+gap), "DESTINATAIRE") + h.mils(snug)
	h.end("to", space{h.left(), head, h.between(), y - h.mils(gap) - head, addressLeast, 14})
}

// colissimoSecond is the second code, which has to agree with the parcel's number
// and its destination.
func (h *house) colissimoSecond() (placed, error) {
	number, second := h.number.match.Number, h.options().Second
	if number == "" {
		return placed{}, nil
	}
	if second == "" {
		var err error
		if second, err = h.colissimoMake(number); err != nil {
			return placed{}, err
		}
	}
	m, err := tracking.For("colissimo", second)
	if err != nil {
		return placed{}, err
	}
	postal := h.shipment.To.PostalCode
	switch {
	case m.Format != "colissimo-24":
		return placed{}, fmt.Errorf("%s is of format %s, want the 24 digits of colissimo-24", m.Number, m.Format)
	case m.Number[:2] != number[:2]:
		return placed{}, fmt.Errorf("%s is of product %s, the parcel's number of %s", m.Number, m.Number[:2], number[:2])
	case h.shipment.To.Country == "FR" && m.Number[3:8] != postal:
		return placed{}, fmt.Errorf("%s goes to %s, the parcel to %s", m.Number, m.Number[3:8], postal)
	case m.Number[22] != number[11]:
		return placed{}, fmt.Errorf("%s has the link digit %c, the parcel's number has %c", m.Number, m.Number[22], number[11])
	}
	return h.place(m)
}

// colissimoMake makes the second code: product, 1, postal code, contract, weight in
// tens of grams, no insurance or other service (00), 0 for a parcel that machines
// can sort and 1 for another, 0, the link digit of the parcel's number, and the
// check digit over the fifteen digits before it.
func (h *house) colissimoMake(number string) (string, error) {
	account, to := strings.TrimSpace(h.Options.Account), &h.shipment.To
	if account == "" {
		return "", errors.New("must be set, or options.account, to make it of")
	}
	if len(account) != 6 || strings.Trim(account, "0123456789") != "" {
		return "", fmt.Errorf("options.account is %q, want the six digits of the contract", account)
	}
	if to.Country != "FR" {
		return "", errors.New("must be set: it is made for parcels within France only")
	}
	const step = 10 * dimweight.Gram
	parcel := &h.shipment.Parcels[h.index]
	weight := (parcel.Weight + step - 1) / step
	if weight > 9999 {
		return "", fmt.Errorf("%v is over the 99.99 kg limit of the second code", parcel.Weight)
	}
	manual := 0
	if parcel.Nonstandard {
		manual = 1
	}
	body := fmt.Sprintf("%s1%s%s%04d00%d0%c", number[:2], to.PostalCode, account, weight, manual, number[11])
	sum := 0
	for i := 0; i < 15; i++ {
		digit := int(body[len(body)-1-i] - '0')
		sum += digit * (3 - i%2*2)
	}
	return fmt.Sprintf("%s%d", body, (10-sum%10)%10), nil
}
