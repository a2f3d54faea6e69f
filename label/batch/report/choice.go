package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/shiprate/shiprate/carriers"
)

// rivals are the carriers that are compared in the currency, the least saved first.
func (m *inCurrency) rivals() (list []*Rival) {
	for i := range m.Rivals {
		if r := &m.Rivals[i]; r.Currency == m.currency && r.Orders > 0 {
			list = append(list, r)
		}
	}
	slices.SortStableFunc(list, func(a, b *Rival) int { return cmp.Compare(a.Saved().In(m.currency), b.Saved().In(m.currency)) })
	return list
}

// bestRival is the carrier that could do the work alone at the least cost: of
// those that take the most orders, the one against which the least is saved. Nil
// where a choice saved against none.
func (m *inCurrency) bestRival() (best *Rival) {
	for _, r := range m.rivals() {
		if best == nil || r.Orders > best.Orders {
			best = r
		}
	}
	if m.asked() < 2 {
		return nil
	}
	return best
}

// savedWords tells what the choice saved in every currency.
func (s *Summary) savedWords() string {
	var saved []string
	for _, total := range s.Spend {
		m := s.inCurrency(total.Currency)
		r := m.bestRival()
		if r == nil {
			continue
		}
		minor := r.Saved().In(m.currency)
		if minor <= 0 {
			continue
		}
		words := fmt.Sprintf("%s (%s) against %s alone", money(minor, m.currency), percent(minor, r.Cost.In(m.currency)), carrierName(r.Carrier))
		if r.Cannot > 0 {
			words += fmt.Sprintf(" over the %s that it takes", plural(r.Orders, "order"))
		}
		saved = append(saved, words)
	}
	if saved == nil {
		return ""
	}
	return " Choosing for each order saved " + and(saved) + "."
}

// asked is how many carriers were asked for the orders in the currency.
func (m *inCurrency) asked() (n int) {
	for i := range m.Rivals {
		if m.Rivals[i].Currency == m.currency {
			n++
		}
	}
	return n
}

func (m *inCurrency) saved() section {
	list := m.rivals()
	if len(list) == 0 || m.asked() < 2 {
		return section{}
	}
	best := m.bestRival()
	s := section{Kicker: m.kicker("What choosing saved")}
	s.Title = fmt.Sprintf("Choosing saved %s against %s alone", round(best.Saved().In(m.currency), m.currency), carrierName(best.Carrier))
	if best.Saved().In(m.currency) <= 0 {
		s.Title = carrierName(best.Carrier) + " alone would have cost as much"
	}
	s.Text = []string{"Each carrier is compared over the orders that it takes within the same promise, at its own cheapest service."}
	rows := make([]bar, len(list))
	s.Table = table{"The choice against each carrier alone", []column{left("Carrier alone"), right("Orders it takes"), right("It cannot"), right("Its cost"), right("As chosen"), right("Saved"), right("Share")}, nil}
	foreign := 0
	for i, r := range list {
		saved, cost := r.Saved().In(m.currency), r.Cost.In(m.currency)
		rows[i] = bar{carrierName(r.Carrier), []cell{{value: saved, Color: m.colorOf(r.Carrier)}}, round(saved, m.currency) + " · " + percent(saved, cost)}
		s.Table.Rows = append(s.Table.Rows, []string{
			carrierName(r.Carrier), number(int64(r.Orders)), number(int64(r.Cannot)), money(cost, m.currency),
			money(r.Chosen.In(m.currency), m.currency), money(saved, m.currency), percent(saved, cost),
		})
		foreign += r.Foreign
	}
	if foreign > 0 {
		s.Text = append(s.Text, plural(foreign, "offer")+" in another currency are not compared.")
	}
	s.Charts = []chart{newChart("Saved against each carrier alone, "+string(m.currency), rows)}
	return s
}

// surcharges are all charges but the base and what is taken off.
func (m *inCurrency) surcharges() section {
	var added []*Charge
	sum, off := int64(0), int64(0)
	for i := range m.Charges {
		c := &m.Charges[i]
		spend := c.Spend.In(m.currency)
		switch {
		case c.Currency != m.currency || c.Code == string(carriers.Base):
		case spend < 0:
			off += spend
		default:
			added = append(added, c)
			sum += spend
		}
	}
	if len(added) == 0 {
		return section{}
	}
	slices.SortStableFunc(added, func(a, b *Charge) int { return cmp.Compare(b.Spend.In(m.currency), a.Spend.In(m.currency)) })
	s := section{Kicker: m.kicker("Surcharges by cause")}
	s.Title = fmt.Sprintf("%s of the cost is surcharges; %s is the largest", percent(sum, m.total), lower(spoken(added[0].Code)))
	s.Text = []string{fmt.Sprintf("%s beside base prices", money(sum, m.currency))}
	if off < 0 {
		s.Text[0] += fmt.Sprintf("; discounts take off %s", money(-off, m.currency))
	}
	s.Text[0] += "."
	rows := make([]bar, 0, shown)
	s.Table = table{"Charges by cause", []column{left("Charge"), right("Times"), right("Amount"), right("Share of the cost")}, nil}
	for i, c := range added {
		if i < shown {
			spend := c.Spend.In(m.currency)
			rows = append(rows, bar{spoken(c.Code), []cell{{value: spend, Color: "c0"}}, round(spend, m.currency) + " · " + percent(spend, m.total)})
		}
	}
	charges := slices.DeleteFunc(slices.Clone(m.Charges), func(c Charge) bool { return c.Currency != m.currency })
	slices.SortStableFunc(charges, func(a, b Charge) int { return cmp.Compare(b.Spend.In(m.currency), a.Spend.In(m.currency)) })
	for _, c := range charges[:min(len(charges), inTable)] {
		spend := c.Spend.In(m.currency)
		s.Table.Rows = append(s.Table.Rows, []string{spoken(c.Code), number(int64(c.Count)), money(spend, m.currency), percent(spend, m.total)})
	}
	s.Charts = []chart{newChart(topOf("Surcharges, "+string(m.currency), len(added), "causes"), rows)}
	return s
}

func (m *inCurrency) dearest() section {
	var list []Extreme
	for i := range m.Dearest {
		if m.Dearest[i].total().Currency == m.currency {
			list = append(list, m.Dearest[i])
		}
	}
	if len(list) == 0 {
		return section{}
	}
	s := section{Kicker: m.kicker("Dearest orders")}
	s.Title = fmt.Sprintf("The dearest order cost %s", money(list[0].total().Minor, m.currency))
	s.Table = m.extremes("The dearest orders", list)
	return s
}
