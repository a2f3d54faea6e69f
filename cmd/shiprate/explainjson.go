package main

import (
	"strconv"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/dimweight"
)

// The shapes of "explanation" in quote --explain --json.
type (
	explanationJSON struct {
		Carrier  string           `json:"carrier"`
		Service  string           `json:"service"`
		Total    string           `json:"total"`
		Currency string           `json:"currency"`
		Card     cardStepJSON     `json:"card"`
		Ships    shipStepJSON     `json:"ships"`
		Lane     laneStepJSON     `json:"lane"`
		Parcels  []parcelStepJSON `json:"parcels"`
		Shipment []chargeStepJSON `json:"shipment"`
		Arrives  arriveStepJSON   `json:"arrives"`
		Notes    []string         `json:"notes"`
	}
	cardStepJSON struct {
		Name    string   `json:"name"`
		From    string   `json:"effective_from"`
		To      string   `json:"effective_to"`
		Sources []string `json:"sources"`
	}
	shipStepJSON struct {
		Ready   string   `json:"ready"`
		Cutoff  string   `json:"cutoff"`
		Late    bool     `json:"after_cutoff"`
		Without []string `json:"days_without_collection"`
		Ships   string   `json:"ships"`
	}
	laneStepJSON struct {
		From        string `json:"from"`
		To          string `json:"to"`
		Zone        string `json:"zone"`
		Chart       string `json:"chart"`
		Origin      string `json:"chart_from"`
		Destination string `json:"chart_to"`
		Miles       int    `json:"miles,omitempty"`
		UpTo        int    `json:"miles_up_to,omitempty"`
		Area        string `json:"area"`
	}
	parcelStepJSON struct {
		Sides       string            `json:"dims"`
		Measured    string            `json:"measured"`
		Rounding    string            `json:"dim_rounding"`
		Volume      string            `json:"volume"`
		Divisor     int64             `json:"divisor"`
		DivisorUnit string            `json:"divisor_unit"`
		Threshold   string            `json:"dim_threshold"`
		Limits      []limitStepJSON   `json:"limits"`
		Actual      string            `json:"actual_weight"`
		Dimensional string            `json:"dimensional_weight"`
		Minimums    []minimumStepJSON `json:"minimums"`
		Step        string            `json:"weight_step"`
		Billable    string            `json:"billable_weight"`
		Lists       []listStepJSON    `json:"price_lists"`
		Charges     []chargeStepJSON  `json:"charges"`
		Near        []nearStepJSON    `json:"near"`
	}
	limitStepJSON struct {
		Of     string `json:"of"`
		Actual string `json:"actual"`
		Limit  string `json:"limit"`
	}
	minimumStepJSON struct {
		Of     string `json:"of"`
		Weight string `json:"weight"`
	}
	listStepJSON struct {
		Packaging string `json:"packaging"`
		Fits      string `json:"fits"`
		Takes     bool   `json:"takes"`
		Chosen    bool   `json:"chosen"`
		Billable  string `json:"billable_weight"`
		UpTo      string `json:"weight_up_to"`
		PerUnit   string `json:"per_unit"`
		Price     string `json:"price"`
		Off       string `json:"discount"`
	}
	chargeStepJSON struct {
		Code       string              `json:"code"`
		Name       string              `json:"name"`
		Amount     string              `json:"amount"`
		Fate       string              `json:"fate"`
		By         string              `json:"by"`
		Conditions []conditionStepJSON `json:"conditions"`
		Percent    string              `json:"percent,omitempty"`
		Of         []partStepJSON      `json:"of,omitempty"`
		Sum        string              `json:"sum,omitempty"`
		Week       string              `json:"week,omitempty"`
	}
	partStepJSON struct {
		Code   string `json:"code"`
		Amount string `json:"amount"`
	}
	conditionStepJSON struct {
		Condition string `json:"condition"`
		Actual    string `json:"actual"`
	}
	nearStepJSON struct {
		Kind      string `json:"kind"`
		Code      string `json:"code"`
		Name      string `json:"name"`
		Amount    string `json:"amount"`
		Condition string `json:"condition"`
		Actual    string `json:"actual"`
		Under     string `json:"under"`
	}
	arriveStepJSON struct {
		Days    int      `json:"business_days"`
		Of      string   `json:"of"`
		Without []string `json:"days_without_delivery"`
		Date    string   `json:"date"`
		Hour    string   `json:"hour"`
	}
)

func toExplanationJSON(e *tariff.Explanation) *explanationJSON {
	if e == nil {
		return nil
	}
	q := &e.Quote
	money := func(minor int64) string { return carriers.Money{Minor: minor, Currency: q.Currency}.Amount() }
	out := &explanationJSON{
		Carrier: q.Carrier, Service: q.Service, Total: q.Total().Amount(), Currency: string(q.Currency), Notes: append([]string{}, q.Notes...),
		Card:  cardStepJSON{e.Card.Name, e.Card.From.String(), e.Card.To.String(), append([]string{}, e.Card.Sources...)},
		Ships: shipStepJSON{e.Ships.Ready.String(), e.Ships.Cutoff, e.Ships.Late, daysOf(e.Ships.Without), e.Ships.Ships.String()},
		Lane: laneStepJSON{e.Lane.From, e.Lane.To, e.Lane.Zone, e.Lane.Chart, e.Lane.Origin, e.Lane.Destination,
			e.Lane.Miles, e.Lane.UpTo, e.Lane.Area},
		Parcels: []parcelStepJSON{}, Shipment: chargeSteps(e.Shipment, money),
		Arrives: arriveStepJSON{e.Arrives.Days, map[bool]string{true: "zone", false: "service"}[e.Arrives.Zone], daysOf(e.Arrives.Without), e.Arrives.Date.String(), e.Arrives.Hour},
	}
	if e.Ships.Hour != "" {
		out.Ships.Ready += "T" + e.Ships.Hour
	}
	for i := range e.Parcels {
		out.Parcels = append(out.Parcels, parcelStep(&e.Parcels[i], money))
	}
	return out
}

func daysOf(list []carriers.Date) []string {
	out := []string{}
	for _, d := range list {
		out = append(out, d.String())
	}
	return out
}

func parcelStep(p *tariff.ParcelStep, money func(int64) string) parcelStepJSON {
	rule := p.Rule
	out := parcelStepJSON{
		Sides: p.Sides.String(), Measured: p.Measured.In(rule.Unit.Length()), Volume: p.Measured.Volume().In(rule.Unit.Length()), Divisor: rule.Divisor,
		Rounding: map[dimweight.Rounding]string{dimweight.Exact: "exact", dimweight.Up: "up", dimweight.Nearest: "nearest"}[rule.Sides],
		Limits:   []limitStepJSON{}, Actual: weightIn(p.Actual, p.Unit), Dimensional: weightOrNone(p.Dimensional, p.Unit), Minimums: []minimumStepJSON{},
		Step: weightOrNone(rule.Step, p.Unit), Billable: weightIn(p.Billable, p.Unit), Lists: []listStepJSON{}, Charges: chargeSteps(p.Charges, money), Near: []nearStepJSON{},
	}
	if rule.Divisor > 0 {
		out.DivisorUnit = rule.Unit.String()
	}
	if rule.Threshold > 0 {
		out.Threshold = strconv.FormatInt(rule.Threshold, 10)
	}
	for _, l := range p.Limits {
		out.Limits = append(out.Limits, limitStepJSON(l))
	}
	for _, m := range p.Minimums {
		out.Minimums = append(out.Minimums, minimumStepJSON{m.Of, m.Weight.In(p.Unit)})
	}
	for _, l := range p.Lists {
		out.Lists = append(out.Lists, listStep(&l, p.Unit, money))
	}
	for _, n := range p.Near {
		near := nearStepJSON{Kind: string(n.Kind), Code: string(n.Code), Name: n.Name, Condition: n.Condition, Actual: n.Actual, Under: n.Under}
		if n.Amount > 0 {
			near.Amount = money(n.Amount)
		}
		out.Near = append(out.Near, near)
	}
	return out
}

func listStep(l *tariff.ListStep, unit dimweight.Weight, money func(int64) string) listStepJSON {
	out := listStepJSON{Packaging: l.Packaging, Fits: l.Fits, Takes: l.Takes, Chosen: l.Chosen, Billable: weightOrNone(l.Billable, unit), UpTo: weightOrNone(l.UpTo, unit)}
	if l.Takes {
		out.Price, out.Off = money(l.Price), money(l.Off)
	}
	if l.PerUnit.Per > 0 && l.PerUnit.Minor > 0 {
		out.PerUnit = money(l.PerUnit.Minor)
		if l.PerUnit.Per > 1 {
			out.PerUnit += "/" + strconv.FormatInt(l.PerUnit.Per, 10)
		}
	}
	return out
}

func chargeSteps(list []tariff.ChargeStep, money func(int64) string) []chargeStepJSON {
	out := []chargeStepJSON{}
	for _, c := range list {
		step := chargeStepJSON{Code: string(c.Code), Name: c.Name, Fate: string(c.Fate), By: c.By, Conditions: []conditionStepJSON{}, Week: c.Week.String()}
		if c.Fate != tariff.Unpriced {
			step.Amount = money(c.Amount)
		}
		for _, cond := range c.Conditions {
			step.Conditions = append(step.Conditions, conditionStepJSON(cond))
		}
		if c.Percent != 0 {
			step.Percent, step.Sum = c.Percent.String(), money(c.Sum)
		}
		for _, part := range c.Of {
			step.Of = append(step.Of, partStepJSON{string(part.Code), money(part.Amount)})
		}
		out = append(out, step)
	}
	return out
}
