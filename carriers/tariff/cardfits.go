package tariff

import (
	"cmp"
	"slices"

	"github.com/shiprate/shiprate/dimweight"
)

// fit holds a parcel against the fits of the card. Services mostly have the same
// packagings, so it is done once for all.
func (r *rater) fit(m *measured, dims *dimweight.Dims) (fitting uint64) {
	if !m.fitted {
		m.fitted, m.fitting = true, r.card.fits.taking(dims.Sorted())
	}
	return m.fitting
}

// cardFits are the different fits of the packagings of a card, each a bit of a set.
type cardFits struct {
	always  uint64      // those without a limit
	boxes   []boxBit    // the longest first
	volumes []volumeBit // the largest first
	others  []fitBit
}

// A boxBit is one box of a fit; several may have the same bit.
type boxBit struct {
	box dimweight.Dims // the longest side first
	bit uint64
}

// A volumeBit is a volume that a fit takes at most.
type volumeBit struct {
	volume dimweight.Volume
	bit    uint64
}

// A fitBit is another limit of a fit.
type fitBit struct {
	fit
	bit uint64
}

// taking returns the set of the fits that take a parcel; its sides stand longest
// first.
func (c *cardFits) taking(sides dimweight.Dims) uint64 {
	set := c.always
	for i := range c.boxes {
		b := &c.boxes[i]
		if sides.Length > b.box.Length {
			break
		}
		if sides.Width <= b.box.Width && sides.Height <= b.box.Height {
			set |= b.bit
		}
	}
	if len(c.volumes) > 0 {
		volume := sides.Volume()
		for i := 0; i < len(c.volumes) && !volume.Over(c.volumes[i].volume); i++ {
			set |= c.volumes[i].bit
		}
	}
	for i := range c.others {
		if c.others[i].takes(&sides) {
			set |= c.others[i].bit
		}
	}
	return set
}

// maxFits is how many different fits a card may have, so that they make a set.
const maxFits = 64

func (c *cardFits) add(f *fits, bit uint64) {
	if f.any == nil {
		c.always |= bit
	}
	for _, one := range f.any {
		switch one.kind {
		case inBox:
			c.boxes = append(c.boxes, boxBit{one.box, bit})
		case volumeUpTo:
			c.volumes = append(c.volumes, volumeBit{one.volume, bit})
		default:
			c.others = append(c.others, fitBit{one, bit})
		}
	}
}

// sort sorts the limits, so that a parcel is held against none after one that it is
// over.
func (c *cardFits) sort() {
	slices.SortStableFunc(c.boxes, func(a, b boxBit) int { return cmp.Compare(b.box.Length, a.box.Length) })
	slices.SortStableFunc(c.volumes, func(a, b volumeBit) int {
		if a.volume == b.volume {
			return 0
		}
		return one(b.volume.Over(a.volume))*2 - 1
	})
}

// shareFits lists the different fits of the packagings.
func (l *loader) shareFits() {
	c := l.card
	known := map[string]int{}
	for _, s := range c.services {
		for i := range s.sheet.packs {
			f := &s.sheet.packs[i].fits
			if _, again := known[f.text]; !again {
				known[f.text] = len(known)
				c.fits.add(f, 1<<known[f.text])
			}
			fit := uint64(1) << known[f.text]
			s.sheet.packFits = append(s.sheet.packFits, fit)
			s.sheet.fits |= fit
		}
		if s.sheet.breaks == nil {
			s.packed = s.sheet.fits
		}
	}
	c.fits.sort()
	if n := len(known); n > maxFits {
		l.fail("services.csv", "%d different fits of packagings are over the %d limit", n, maxFits)
	}
}
