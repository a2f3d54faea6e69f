package batch

import (
	"cmp"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/papers"
)

// manifests are those of a run while they are made: one for each carrier, day and
// sender, or several where there are more parcels than one may have.
type manifests struct {
	open  []papers.Manifest
	count map[string]int // by carrier
	names []string       // of the files, in the order in which they were written
}

func sameSender(a, b *carriers.Address) bool { return reflect.DeepEqual(a, b) }

// hand puts a parcel on its manifest, and writes one that is full.
func (a *assembly) hand(m *manifests, p *handed) error {
	from := p.From
	if sameSender(&from, &carriers.Address{}) {
		from = a.head.From
	}
	at := slices.IndexFunc(m.open, func(o papers.Manifest) bool {
		return o.Carrier == p.Carrier && o.Date == p.Ships && sameSender(&o.From, &from)
	})
	if at < 0 {
		at = len(m.open)
		m.open = append(m.open, papers.Manifest{Carrier: p.Carrier, Account: a.head.Accounts[p.Carrier], Date: p.Ships, From: from, Unit: unitOf(&from)})
	}
	to := &m.open[at]
	to.Parcels = append(to.Parcels, papers.Handed{Number: p.Number, Service: p.Service, Reference: p.Reference, To: p.To, Weight: p.Weight})
	if len(to.Parcels) < papers.MaxManifest {
		return nil
	}
	return a.writeManifest(m, to)
}

// handRest writes the manifests that are not full.
func (a *assembly) handRest(m *manifests) error {
	slices.SortStableFunc(m.open, func(a, b papers.Manifest) int {
		return cmp.Or(strings.Compare(a.Carrier, b.Carrier), cmp.Compare(a.Date, b.Date))
	})
	for i := range m.open {
		if len(m.open[i].Parcels) == 0 {
			continue
		}
		if err := a.writeManifest(m, &m.open[i]); err != nil {
			return err
		}
	}
	return nil
}

// writeManifest writes a manifest and empties it.
func (a *assembly) writeManifest(m *manifests, one *papers.Manifest) error {
	if m.count == nil {
		m.count = map[string]int{}
	}
	m.count[one.Carrier]++
	n := m.count[one.Carrier]
	name := fmt.Sprintf("manifest-%s.pdf", one.Carrier)
	if n > 1 {
		name = fmt.Sprintf("manifest-%s-%d.pdf", one.Carrier, n)
	}
	one.ID = fmt.Sprintf("%s-%s-%d", strings.ToUpper(a.head.Run[:8]), strings.ToUpper(one.Carrier), n)
	pages, err := paperOf(&one.From).Manifest(*one)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	one.Parcels = one.Parcels[:0]
	m.names = append(m.names, name)
	return a.folder.write(name, func(w io.Writer) error { return label.PDF(w, pages...) })
}
