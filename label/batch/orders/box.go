package orders

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// Smallest is a Packer that puts all of an order into the one box with the least
// outer volume that holds it: every piece is given a place, so that a box that is
// chosen does fit, though a cleverer packer may find that a smaller one does.
// Where the size of a piece is unknown the weight alone decides, and the note of
// the parcel says so. Of equal boxes the cheaper one is taken, then the first.
type Smallest struct {
	boxes []Box
}

// NewSmallest makes a packer of the boxes there are.
func NewSmallest(boxes []Box) *Smallest {
	sorted := slices.Clone(boxes)
	slices.SortStableFunc(sorted, func(a, b Box) int {
		va, vb := a.Outer.Volume(), b.Outer.Volume()
		switch {
		case va.Over(vb):
			return 1
		case vb.Over(va):
			return -1
		}
		return cmp.Compare(a.Price.Minor, b.Price.Minor)
	})
	return &Smallest{boxes: sorted}
}

// maxPieces is the most pieces that are given a place.
const maxPieces = 500

// Pack finds the box. Its errors say what the largest box lacks.
func (s *Smallest) Pack(c Contents) ([]Packed, error) {
	net, known := netOf(c.Lines)
	pieces, sized := piecesOf(c.Lines)
	if len(pieces) > maxPieces {
		return nil, fmt.Errorf("%d pieces are over the %d limit of one box", len(pieces), maxPieces)
	}
	var last *Box // that failed, the largest
	var heavy dimweight.Weight
	for i := range s.boxes {
		b := &s.boxes[i]
		weight, load := c.Weight, net
		switch {
		case weight == 0 && !known:
			return nil, errors.New("the weight of the items is unknown")
		case weight == 0:
			weight = net + b.Tare
		case !known:
			load = max(0, weight-b.Tare)
		}
		switch {
		case weight > dimweight.MaxWeight:
			return nil, fmt.Errorf("%v are over the %v limit of a parcel", weight, dimweight.MaxWeight)
		case b.Limit > 0 && load > b.Limit:
			last, heavy = b, load
			continue
		case !fits(b.Inner, pieces):
			last, heavy = b, 0
			continue
		}
		p := Packed{Parcel: carriers.Parcel{Dims: b.Outer, Weight: weight, Items: itemsIn(c.Lines)}, Box: b}
		if !sized {
			p.Note = "box " + b.Name + " is chosen by weight alone: the size of an item is unknown"
		}
		return []Packed{p}, nil
	}
	switch {
	case last == nil:
		return nil, errors.New("there are no boxes")
	case heavy > 0:
		return nil, fmt.Errorf("no box carries the items: %v is over the %v limit of %s", heavy, last.Limit, last.Name)
	}
	return nil, fmt.Errorf("no box holds the items: they do not fit into %s with %v inside", last.Name, last.Inner)
}

func itemsIn(lines []Line) []carriers.Item {
	items := make([]carriers.Item, 0, len(lines))
	for i := range lines {
		items = append(items, lines[i].Item)
	}
	return items
}

// piecesOf are the sizes of all pieces, the largest first, and whether they are
// known of all.
func piecesOf(lines []Line) (pieces []dimweight.Dims, sized bool) {
	sized = len(lines) > 0
	for i := range lines {
		if lines[i].Dims == (dimweight.Dims{}) {
			sized = false
			continue
		}
		d := lines[i].Dims.Sorted()
		for range min(lines[i].Item.Quantity, maxPieces+1-len(pieces)) {
			pieces = append(pieces, d)
		}
	}
	slices.SortStableFunc(pieces, func(a, b dimweight.Dims) int {
		return cmp.Or(cmp.Compare(b.Length, a.Length), cmp.Compare(b.Width, a.Width), cmp.Compare(b.Height, a.Height))
	})
	return pieces, sized
}

// fits gives each piece a place in a box, the largest first: the least room that
// takes it, turned any way, whose rest is cut into three rooms by straight cuts.
func fits(box dimweight.Dims, pieces []dimweight.Dims) bool {
	rooms := make([]dimweight.Dims, 1, 2*len(pieces)+1)
	rooms[0] = box
	for _, p := range pieces {
		best, at := dimweight.Dims{}, -1
		for i, room := range rooms {
			if turned, ok := turn(p, room); ok && (at < 0 || rooms[at].Volume().Over(room.Volume())) {
				best, at = turned, i
			}
		}
		if at < 0 {
			return false
		}
		room := rooms[at]
		rooms = slices.Delete(rooms, at, at+1)
		for _, rest := range [...]dimweight.Dims{
			{Length: room.Length - best.Length, Width: room.Width, Height: room.Height},
			{Length: best.Length, Width: room.Width - best.Width, Height: room.Height},
			{Length: best.Length, Width: best.Width, Height: room.Height - best.Height},
		} {
			if rest.Length > 0 && rest.Width > 0 && rest.Height > 0 {
				rooms = append(rooms, rest)
			}
		}
	}
	return true
}

// turn lays a piece into a room so that as little as can be is left over when
// more of the same are laid beside it.
func turn(p, room dimweight.Dims) (best dimweight.Dims, ok bool) {
	l, w, h := p.Length, p.Width, p.Height
	least := dimweight.Length(0)
	for _, t := range [...]dimweight.Dims{
		{Length: l, Width: w, Height: h}, {Length: l, Width: h, Height: w}, {Length: w, Width: l, Height: h},
		{Length: w, Width: h, Height: l}, {Length: h, Width: l, Height: w}, {Length: h, Width: w, Height: l},
	} {
		if t.Length > room.Length || t.Width > room.Width || t.Height > room.Height {
			continue
		}
		if left := room.Length%t.Length + room.Width%t.Width + room.Height%t.Height; !ok || left < least {
			best, least, ok = t, left, true
		}
	}
	return best, ok
}
