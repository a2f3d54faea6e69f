package batch

import (
	"slices"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/papers"
)

// letter are the countries whose offices print on letter paper.
var letter = []string{"US", "CA", "MX", "PR", "GU", "VI", "AS", "MP"}

// paperOf is what slips and manifests are printed on where parcels are sent from.
func paperOf(from *carriers.Address) papers.Format {
	if slices.Contains(letter, from.Country) {
		return papers.Format{Size: label.SizeLetter}
	}
	return papers.Format{}
}

// unitOf is what parcels are weighed in there; zero is that of a manifest.
func unitOf(from *carriers.Address) dimweight.Weight {
	if from.Country != "CA" && from.Country != "MX" && slices.Contains(letter, from.Country) {
		return dimweight.Pound
	}
	return 0
}

// boxes are the names of the boxes that were chosen for an order, one for each
// parcel; nil where its rows told every size.
func (it *item) boxes() []string {
	if len(it.order.Boxes) == 0 {
		return nil
	}
	names := make([]string, len(it.order.Boxes))
	for i, box := range it.order.Boxes {
		if box != nil {
			names[i] = box.Name
		}
	}
	return names
}

// slip lays out the packing slips of an order.
func (it *item) slip() ([]label.Label, error) {
	return paperOf(&it.order.Shipment.From).PackingSlip(it.order.Shipment, it.boxes()...)
}
