package batch

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/papers"
)

// A handover is what one carrier collects from one sender on one day: a manifest,
// or several where there are more parcels than one may have.
type handover struct {
	carrier string
	ships   carriers.Date
	from    carriers.Address
}

func (h *handover) of(p *handed) bool {
	return h.carrier == p.Carrier && h.ships == p.Ships && sameSender(&h.from, &p.From)
}

func sameSender(a, b *carriers.Address) bool { return reflect.DeepEqual(a, b) }

// manifests writes the manifests, and returns the names of their files.
func (a *assembly) manifests(ctx context.Context) ([]string, error) {
	var handovers []handover
	err := a.parts(ctx, func(p *part, _ *bufio.Reader) error {
		for i := range p.Handed {
			if !slices.ContainsFunc(handovers, func(h handover) bool { return h.of(&p.Handed[i]) }) {
				handovers = append(handovers, handover{p.Handed[i].Carrier, p.Handed[i].Ships, p.Handed[i].From})
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(handovers, func(a, b handover) int {
		return cmp.Or(strings.Compare(a.carrier, b.carrier), cmp.Compare(a.ships, b.ships))
	})
	var names []string
	count := map[string]int{}
	for _, h := range handovers {
		list, err := a.manifestsOf(ctx, h, count)
		if err != nil {
			return nil, err
		}
		names = append(names, list...)
	}
	return names, nil
}

// manifestsOf writes the manifests of a handover. Count is how many its carrier
// has so far.
func (a *assembly) manifestsOf(ctx context.Context, h handover, count map[string]int) (names []string, err error) {
	m := papers.Manifest{Carrier: h.carrier, Account: a.head.Accounts[h.carrier], Date: h.ships, From: h.from}
	if sameSender(&m.From, &carriers.Address{}) {
		m.From = a.head.From
	}
	flush := func() error {
		if len(m.Parcels) == 0 {
			return nil
		}
		count[h.carrier]++
		name := fmt.Sprintf("manifest-%s.pdf", h.carrier)
		if n := count[h.carrier]; n > 1 {
			name = fmt.Sprintf("manifest-%s-%d.pdf", h.carrier, n)
		}
		m.ID = fmt.Sprintf("%s-%s-%d", strings.ToUpper(a.head.Run[:8]), strings.ToUpper(h.carrier), count[h.carrier])
		names = append(names, name)
		pages, err := papers.Format{}.Manifest(m)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		m.Parcels = m.Parcels[:0]
		return a.folder.write(name, func(w io.Writer) error { return label.PDF(w, pages...) })
	}
	err = a.parts(ctx, func(p *part, _ *bufio.Reader) error {
		for i := range p.Handed {
			if !h.of(&p.Handed[i]) {
				continue
			}
			to := &p.Handed[i]
			m.Parcels = append(m.Parcels, papers.Handed{Number: to.Number, Service: to.Service, Reference: to.Reference, To: to.To, Weight: to.Weight})
			if len(m.Parcels) == papers.MaxManifest {
				if err := flush(); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err == nil {
		err = flush()
	}
	return names, err
}
