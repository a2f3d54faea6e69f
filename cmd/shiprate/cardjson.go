package main

import (
	"fmt"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
)

// The shapes of card show --json and card diff --json. A price is text; null is
// a service not offered, and a price per unit may be a fraction, "121.21/150".
type (
	gridJSON struct {
		Carrier     string          `json:"carrier"`
		Service     string          `json:"service"`
		Name        string          `json:"name"`
		Card        string          `json:"card"`
		From        string          `json:"effective_from"`
		To          string          `json:"effective_to"`
		On          string          `json:"on"`
		Residential bool            `json:"residential"`
		Currency    string          `json:"currency"`
		Zones       []string        `json:"zones"`
		TransitDays []*int          `json:"transit_days"`
		Lists       []listJSON      `json:"lists"`
		Terms       []termJSON      `json:"terms"`
		Surcharges  []surchargeJSON `json:"surcharges"`
		Fuel        string          `json:"fuel_percent"`
		Notes       []string        `json:"notes"`
		Sources     []string        `json:"sources"`
	}
	listJSON struct {
		Packaging string    `json:"packaging"`
		Fits      string    `json:"fits"`
		Rows      []rowJSON `json:"rows"`
	}
	rowJSON struct {
		UpTo    string    `json:"weight_up_to"` // empty for no end
		PerUnit bool      `json:"per_unit"`
		List    []*string `json:"list"`
		Net     []*string `json:"net"`
	}
	termJSON struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	surchargeJSON struct {
		Code     string   `json:"code"`
		Name     string   `json:"name"`
		Services []string `json:"services"`
		Zones    []string `json:"zones"`
		Amount   string   `json:"amount"`
		When     []string `json:"when"`
		From     string   `json:"from"`
		To       string   `json:"to"`
		Note     string   `json:"note"`
	}
	diffJSON struct {
		Old        string             `json:"old"`
		New        string             `json:"new"`
		Added      []string           `json:"services_added"`
		Removed    []string           `json:"services_removed"`
		Services   []serviceDiffJSON  `json:"services"`
		Surcharges []chargeChangeJSON `json:"surcharges"`
	}
	serviceDiffJSON struct {
		Service      string           `json:"service"`
		ZonesAdded   []string         `json:"zones_added"`
		ZonesRemoved []string         `json:"zones_removed"`
		Prices       []priceDiffJSON  `json:"prices"`
		Terms        []termChangeJSON `json:"terms"`
	}
	priceDiffJSON struct {
		Packaging string `json:"packaging"`
		Zone      string `json:"zone"`
		Over      string `json:"weight_over"`
		UpTo      string `json:"weight_up_to"` // empty for no end
		Rows      int    `json:"rows"`
		Min       string `json:"min_percent"`
		Median    string `json:"median_percent"`
		Max       string `json:"max_percent"`
		OldOnly   int    `json:"old_only"`
		NewOnly   int    `json:"new_only"`
	}
	termChangeJSON struct {
		Name string `json:"name"`
		Old  string `json:"old"`
		New  string `json:"new"`
	}
	chargeChangeJSON struct {
		surchargeJSON
		Old     string `json:"old"`
		New     string `json:"new"`
		Percent string `json:"percent"` // empty where it cannot be said
	}
)

func gridsJSON(grids []tariff.Grid) []gridJSON {
	list := make([]gridJSON, len(grids))
	for i := range grids {
		g, s := &grids[i], grids[i].Service
		list[i] = gridJSON{
			Carrier: s.Carrier, Service: s.Service, Name: s.Name, Card: s.Card, From: s.From.String(), To: s.To.String(), On: g.On.String(), Residential: g.Home,
			Currency: string(g.Currency), Zones: g.Zones, Lists: []listJSON{}, Terms: []termJSON{}, Surcharges: []surchargeJSON{},
			Notes: some(g.Notes), Sources: strings.Split(s.Source, "\n"),
		}
		if g.Fuel > 0 {
			list[i].Fuel = g.Fuel.String()
		}
		for _, d := range g.Transit {
			var days *int
			if d > 0 {
				days = &d
			}
			list[i].TransitDays = append(list[i].TransitDays, days)
		}
		for _, l := range g.Lists {
			list[i].Lists = append(list[i].Lists, priceListJSON(g, l))
		}
		for _, t := range g.Terms {
			list[i].Terms = append(list[i].Terms, termJSON(t))
		}
		for k := range g.Charges {
			list[i].Surcharges = append(list[i].Surcharges, chargeRowJSON(&g.Charges[k]))
		}
	}
	return list
}

func priceListJSON(g *tariff.Grid, l tariff.PriceList) listJSON {
	list := listJSON{Packaging: l.Packaging, Fits: l.Fits, Rows: []rowJSON{}}
	for _, r := range l.Rows {
		row := rowJSON{PerUnit: r.PerUnit}
		if r.UpTo > 0 {
			row.UpTo = weightIn(r.UpTo, g.Unit)
		}
		for i := range r.List {
			row.List = append(row.List, exactPrice(r.List[i], g.Currency))
			row.Net = append(row.Net, exactPrice(r.Net[i], g.Currency))
		}
		list.Rows = append(list.Rows, row)
	}
	return list
}

// exactPrice prints a price as an amount or a fraction of one; nil for none.
func exactPrice(p tariff.Price, currency carriers.Currency) *string {
	if p.Per == 0 {
		return nil
	}
	a, b := p.Minor, p.Per
	for b != 0 {
		a, b = b, a%b
	}
	text := carriers.Money{Minor: p.Minor / a, Currency: currency}.Amount()
	if per := p.Per / a; per > 1 {
		text += fmt.Sprintf("/%d", per)
	}
	return &text
}

func chargeRowJSON(r *tariff.ChargeRow) surchargeJSON {
	return surchargeJSON{
		Code: string(r.Code), Name: r.Name, Services: r.Services, Zones: some(r.Zones), Amount: r.Amount,
		When: some(r.When), From: r.From.String(), To: r.To.String(), Note: r.Note,
	}
}

// some makes an empty list of none, which is not null.
func some(list []string) []string { return append([]string{}, list...) }
