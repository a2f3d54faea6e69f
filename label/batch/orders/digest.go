package orders

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// Digest is the SHA-256 of what the order asks for: all of the shipment, the
// deliver-by and the services. It does not change with the columns' order, the
// way in which a quantity is written, or where the rows stand; nor with the
// tags, the copies and a day of handover that the file does not tell.
func (o *Order) Digest() [sha256.Size]byte {
	d := digester{h: sha256.New()}
	s := &o.Shipment
	d.text("shiprate order 1", o.ID, s.Reference)
	d.address(&s.From)
	d.address(&s.To)
	d.number(int64(len(s.Parcels)))
	for i := range s.Parcels {
		d.parcel(&s.Parcels[i])
	}
	d.flag(o.OwnReady)
	if o.OwnReady {
		d.number(s.Ready.Unix())
	}
	d.number(int64(len(s.Accessorials)))
	for _, a := range s.Accessorials {
		d.text(string(a))
	}
	d.money(s.Insured)
	d.flag(s.Return)
	d.text(string(s.Contents), s.GiftMessage, string(s.Customs.Reason), s.Customs.Explanation, s.Customs.Incoterm, s.Customs.Invoice)
	d.money(s.Customs.Freight)
	d.number(int64(o.By))
	d.text(o.ByHour)
	d.number(int64(len(o.Services)))
	d.text(o.Services...)
	d.flush()
	var sum [sha256.Size]byte
	d.h.Sum(sum[:0])
	return sum
}

// A digester writes what has a length with it, so that no two contents are the
// same bytes.
type digester struct {
	h   hash.Hash
	buf []byte
}

func (d *digester) flush() {
	_, _ = d.h.Write(d.buf) // a hash never fails
	d.buf = d.buf[:0]
}

func (d *digester) number(n int64) {
	d.buf = binary.AppendVarint(d.buf, n)
	if len(d.buf) > 4096 {
		d.flush()
	}
}

func (d *digester) text(list ...string) {
	for _, s := range list {
		d.number(int64(len(s)))
		d.buf = append(d.buf, s...)
	}
}

func (d *digester) flag(b bool) {
	if b {
		d.number(1)
	} else {
		d.number(0)
	}
}

func (d *digester) money(m carriers.Money) {
	d.number(m.Minor)
	d.text(string(m.Currency))
}

func (d *digester) dims(x dimweight.Dims) {
	d.number(int64(x.Length))
	d.number(int64(x.Width))
	d.number(int64(x.Height))
}

func (d *digester) address(a *carriers.Address) {
	d.text(a.Name, a.Company, a.City, a.State, a.PostalCode, a.Country, a.Phone, a.TaxID)
	d.number(int64(len(a.Street)))
	d.text(a.Street...)
	if a.Place == carriers.POBox {
		d.text("") // its street says it
	} else {
		d.text(string(a.Place))
	}
	d.flag(a.Residential)
}

func (d *digester) parcel(p *carriers.Parcel) {
	d.dims(p.Dims)
	d.number(int64(p.Weight))
	d.text(p.Reference)
	d.flag(p.Nonstandard)
	d.number(int64(len(p.Items)))
	for i := range p.Items {
		it := &p.Items[i]
		d.text(it.SKU, it.Name, it.Bin, it.Description, it.HSCode, it.Origin)
		d.number(int64(it.Quantity))
		d.money(it.Value)
		d.number(int64(it.Weight))
	}
}
