package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// inCurrency is what of a summary is in one currency: amounts of two are never
// added, so each has its own sections.
type inCurrency struct {
	*Summary
	currency carriers.Currency
	total    int64
	carriers []carrierSum // the most spent first
}

type carrierSum struct {
	name            string
	orders, parcels int
	spend           int64
}

func (s *Summary) inCurrency(c carriers.Currency) *inCurrency {
	return &inCurrency{Summary: s, currency: c, total: s.Spend.In(c), carriers: s.carriersIn(c)}
}

// carriersIn are the carriers that were paid in a currency, the most first.
func (s *Summary) carriersIn(c carriers.Currency) (list []carrierSum) {
	for i := range s.Services {
		v := &s.Services[i]
		if v.Currency != c {
			continue
		}
		at := slices.IndexFunc(list, func(k carrierSum) bool { return k.name == v.Carrier })
		if at < 0 {
			at = len(list)
			list = append(list, carrierSum{name: v.Carrier})
		}
		k := &list[at]
		k.spend += v.Spend.In(c)
		k.orders += v.Orders
		k.parcels += v.Parcels
	}
	slices.SortStableFunc(list, func(a, b carrierSum) int { return cmp.Compare(b.spend, a.spend) })
	return list
}

// kicker names a section, with its currency where there are several.
func (m *inCurrency) kicker(text string) string {
	if len(m.Spend) > 1 {
		return text + " · in " + string(m.currency)
	}
	return text
}

// colorOf is the color of a carrier: the same in every chart of the page, and what
// is no carrier has none of these. First come those that were paid, the most in the
// first currency first, and then those that were only asked.
func (s *Summary) colorOf(carrier string) string {
	var names []string
	see := func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, spent := range s.Spend {
		for _, k := range s.carriersIn(spent.Currency) {
			see(k.name)
		}
	}
	for i := range s.Rivals {
		see(s.Rivals[i].Carrier)
	}
	see(carrier)
	return color(slices.Index(names, carrier))
}

func (m *inCurrency) facts() []fact {
	list := []fact{{figure(m.total, m.currency), "cost"}}
	if len(m.Spend) == 1 {
		list = append(list, fact{each(m.total, m.Orders, m.currency), "an order"})
	}
	if r := m.bestRival(); r != nil && r.Saved().In(m.currency) > 0 {
		list = append(list, fact{figure(r.Saved().In(m.currency), m.currency), "saved against " + carrierName(r.Carrier) + " alone"})
	}
	return list
}

func (m *inCurrency) byCarrier() section {
	if len(m.carriers) == 0 {
		return section{}
	}
	first := m.carriers[0]
	s := section{Kicker: m.kicker("Spend by carrier")}
	s.Title = fmt.Sprintf("%s has %s of the spend", carrierName(first.name), percent(first.spend, m.total))
	if len(m.carriers) == 1 {
		s.Title = "Everything goes with " + carrierName(first.name)
	}
	rows := make([]bar, len(m.carriers))
	s.Table = table{"Spend by carrier", []column{left("Carrier"), right("Orders"), right("Parcels"), right("Spend"), right("Share"), right("An order")}, nil}
	for i, k := range m.carriers {
		rows[i] = bar{carrierName(k.name), []cell{{value: k.spend, Color: m.colorOf(k.name)}}, round(k.spend, m.currency) + " · " + percent(k.spend, m.total)}
		s.Table.Rows = append(s.Table.Rows, []string{
			carrierName(k.name), number(int64(k.orders)), number(int64(k.parcels)), money(k.spend, m.currency),
			percent(k.spend, m.total), each(k.spend, k.orders, m.currency),
		})
	}
	s.Charts = []chart{newChart("Spend, "+string(m.currency), rows)}
	return s
}

// figure is a key figure: exact as long as it is short.
func figure(minor int64, c carriers.Currency) string {
	if exact := money(minor, c); len(exact) <= 14 {
		return exact
	}
	return round(minor, c)
}

// shown is how many bars a chart has, and inTable how many rows a table; what is
// over is added up in the last one.
const (
	shown   = 12
	inTable = 40
)

func (m *inCurrency) byService() section {
	var services []*Service
	for i := range m.Services {
		if m.Services[i].Currency == m.currency {
			services = append(services, &m.Services[i])
		}
	}
	if len(services) == 0 {
		return section{}
	}
	slices.SortStableFunc(services, func(a, b *Service) int { return cmp.Compare(b.Spend.In(m.currency), a.Spend.In(m.currency)) })
	first := services[0]
	s := section{Kicker: m.kicker("Spend by service")}
	s.Title = fmt.Sprintf("Most is spent on %s: %s for %s", serviceName(first), round(first.Spend.In(m.currency), m.currency), plural(first.Orders, "order"))
	s.Table = table{"Spend by service", []column{left("Service"), right("Orders"), right("Parcels"), right("Spend"), right("Share"), right("A parcel")}, nil}
	var rows []bar
	rest := Service{Name: "Others"}
	for i, v := range services {
		spend := v.Spend.In(m.currency)
		if i < shown {
			rows = append(rows, bar{serviceName(v), []cell{{value: spend, Color: m.colorOf(v.Carrier)}}, round(spend, m.currency)})
		}
		if i < inTable {
			s.Table.Rows = append(s.Table.Rows, m.serviceRow(v))
			continue
		}
		rest.Orders, rest.Parcels = rest.Orders+v.Orders, rest.Parcels+v.Parcels
		rest.Spend.Add(carriers.Money{Minor: spend, Currency: m.currency})
	}
	if rest.Orders > 0 {
		s.Table.Rows = append(s.Table.Rows, m.serviceRow(&rest))
	}
	s.Charts = []chart{newChart(topOf("Spend, "+string(m.currency), len(services), "services"), rows)}
	return s
}

// topOf says of a chart that it does not show all.
func topOf(title string, all int, things string) string {
	if all > shown {
		return fmt.Sprintf("%s: the first %d of %d %s", title, shown, all, things)
	}
	return title
}

func (m *inCurrency) serviceRow(v *Service) []string {
	spend := v.Spend.In(m.currency)
	return []string{serviceName(v), number(int64(v.Orders)), number(int64(v.Parcels)), money(spend, m.currency), percent(spend, m.total), each(spend, v.Parcels, m.currency)}
}

func serviceName(v *Service) string {
	carrier, name := carrierName(v.Carrier), clean(v.Name)
	if name == "" {
		name = strings.ReplaceAll(clean(v.Service), "-", " ")
	}
	if v.Carrier == "" || strings.Contains(strings.ToLower(name), strings.ToLower(carrier)) {
		return name
	}
	return carrier + " " + name
}

func (m *inCurrency) byZone() section {
	var zones []*Zone
	most := int64(0)
	for i := range m.Zones {
		if z := &m.Zones[i]; z.Currency == m.currency {
			zones = append(zones, z)
			most = max(most, z.Spend.In(m.currency))
		}
	}
	if len(zones) == 0 {
		return section{}
	}
	slices.SortStableFunc(zones, func(a, b *Zone) int { return cmp.Compare(b.Spend.In(m.currency), a.Spend.In(m.currency)) })
	first := zones[0]
	s := section{Kicker: m.kicker("Spend by zone")}
	s.Title = fmt.Sprintf("%s takes the most: %s for %s", zoneName(first), round(first.Spend.In(m.currency), m.currency), plural(first.Parcels, "parcel"))
	s.Text = []string{"A zone is a carrier's price band of a lane. Zones of two carriers do not compare by their names."}
	for i, k := range m.carriers {
		if c, ok := m.zonesOf(k.name, most); ok && i < 8 {
			s.Charts = append(s.Charts, c)
		}
	}
	s.Table = table{"Spend by zone", []column{left("Zone"), right("Parcels"), right("Spend"), right("Share"), right("A parcel")}, nil}
	count, spend := 0, int64(0)
	for i, z := range zones {
		if i < inTable {
			s.Table.Rows = append(s.Table.Rows, m.zoneRow(zoneName(z), z.Parcels, z.Spend.In(m.currency)))
			continue
		}
		count, spend = count+z.Parcels, spend+z.Spend.In(m.currency)
	}
	if count > 0 {
		s.Table.Rows = append(s.Table.Rows, m.zoneRow("Others", count, spend))
	}
	return s
}

func (m *inCurrency) zoneRow(name string, parcels int, spend int64) []string {
	return []string{name, number(int64(parcels)), money(spend, m.currency), percent(spend, m.total), each(spend, parcels, m.currency)}
}

func zoneName(z *Zone) string { return carrierName(z.Carrier) + " zone " + clean(z.Zone) }

// zonesOf draws the zones of one carrier in the order of their names, to the same
// scale as those of the others.
func (m *inCurrency) zonesOf(carrier string, most int64) (chart, bool) {
	var zones []*Zone
	for i := range m.Zones {
		if z := &m.Zones[i]; z.Carrier == carrier && z.Currency == m.currency {
			zones = append(zones, z)
		}
	}
	all := len(zones)
	slices.SortStableFunc(zones, func(a, b *Zone) int { return cmp.Compare(b.Spend.In(m.currency), a.Spend.In(m.currency)) })
	zones = zones[:min(all, shown)]
	slices.SortStableFunc(zones, func(a, b *Zone) int { return byZone(*a, *b) })
	rows := make([]bar, len(zones))
	for i, z := range zones {
		spend := z.Spend.In(m.currency)
		rows[i] = bar{"Zone " + clean(z.Zone), []cell{{value: spend, Color: m.colorOf(carrier)}}, round(spend, m.currency)}
	}
	c := scaled(topOf(carrierName(carrier)+", "+string(m.currency), all, "zones"), rows, most)
	return c, all > 0
}
