package papers_test

import (
	"errors"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/papers"
)

// FuzzPapers puts anything into the fields of a shipment and a manifest: papers
// are laid out without overlap and written, or refused.
func FuzzPapers(f *testing.F) {
	f.Add("Mug, blue", "A-2", "Happy birthday\n\nAnn", "6912.00", "ORDER-1001", 3, int64(1250), int64(dimweight.Gram))
	f.Add("王", "😀", "\xff", "1", "e\u0301\u0301", -1, int64(-1), int64(-1))
	f.Add("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", "\u00a0", "\r\n\r\n", "000000", "(00)123456789012345675", 1_000_000, int64(carriers.MaxMinor), int64(1))
	f.Add("a-b/c_d ", "----------------------------------------------------------------", " ", "1.2.3.4.5.6", "\t", 1<<62, int64(1)<<62, int64(1)<<62)
	f.Fuzz(func(t *testing.T, name, bin, message, code, reference string, quantity int, value, weight int64) {
		s := order()
		s.Reference, s.GiftMessage, s.To.Name, s.From.Street, s.Customs.Explanation = reference, message, name, []string{bin, name}, bin
		i := &s.Parcels[0].Items[0]
		i.Name, i.Description, i.SKU, i.Bin, i.HSCode, i.Quantity = name, message, reference, bin, code, quantity
		i.Value.Minor, i.Weight = value, dimweight.Weight(weight)
		m := manifest(t, 2)
		m.ID, m.Account, m.From = reference, name, s.From
		m.Parcels[0].Reference, m.Parcels[1].Service, m.Parcels[0].Weight = name, bin, dimweight.Weight(weight)
		check := func(pages []label.Label, err error) {
			if err != nil {
				if !errors.Is(err, carriers.ErrInvalid) || pages != nil || err.Error() == "" {
					t.Fatalf("%d pages and error %v", len(pages), err)
				}
				return
			}
			for _, l := range pages {
				checkGeometry(t, l)
			}
			document(t, pages...)
		}
		format := papers.Format{Language: papers.Languages()[len(name)%3]}
		check(format.PackingSlip(s))
		check(format.CN22(s, usd(carriers.MaxMinor)))
		check(format.CN23(s, s10Number))
		check(format.Invoice(s))
		check(format.Manifest(m))
	})
}
