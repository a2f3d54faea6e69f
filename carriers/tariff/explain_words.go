package tariff

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// String puts the explanation into lines, a label before each step.
func (e Explanation) String() string {
	w := &explained{currency: e.Quote.Currency}
	q := &e.Quote
	fmt.Fprintf(&w.text, "%s/%s, %s: %v\n", q.Carrier, q.Service, q.Name, q.Total())
	w.line("card", "%s, ship dates %s", e.Card.Name, span(e.Card.From, cmp.Or(e.Card.To, openEnd)))
	for _, source := range e.Card.Sources {
		w.line("", "%s", source)
	}
	w.line("ships", "%s", e.Ships.words())
	w.lane(e.Lane)
	for i := range e.Parcels {
		label := "parcel"
		if len(e.Parcels) > 1 {
			label = fmt.Sprintf("parcel %d", i+1)
		}
		w.parcel(label, &e.Parcels[i])
	}
	w.charges("shipment", e.Shipment)
	w.line("total", "%v", q.Total())
	w.line("arrives", "%s", e.Arrives.words(q))
	for i, note := range q.Notes {
		w.line([]string{"notes", ""}[min(i, 1)], "%s", note)
	}
	return w.text.String()
}

// explained is the text of an explanation.
type explained struct {
	text     strings.Builder
	currency carriers.Currency
}

// line writes a line with a label; one without goes on with the last.
func (w *explained) line(label, format string, args ...any) {
	fmt.Fprintf(&w.text, "  %-9s %s\n", label, fmt.Sprintf(format, args...))
}

func (w *explained) amount(minor int64) string {
	return carriers.Money{Minor: minor, Currency: w.currency}.Amount()
}

func dayOf(d carriers.Date) string { return d.Time().Format("Mon " + time.DateOnly) }

func daysOf(list []carriers.Date) string {
	names := make([]string, len(list))
	for i, d := range list {
		names[i] = dayOf(d)
	}
	return strings.Join(names, ", ")
}

func (s *ShipStep) words() string {
	text := "ready on " + strings.TrimSpace(dayOf(s.Ready)+" "+s.Hour)
	switch {
	case s.Late:
		text += ", after the cutoff of " + s.Cutoff
	case s.Cutoff != "":
		text += ", before the cutoff of " + s.Cutoff
	}
	if len(s.Without) > 0 {
		text += "; no collection on " + daysOf(s.Without)
	}
	if s.Ships == s.Ready {
		return text + ", collected that day"
	}
	return text + ": collected on " + dayOf(s.Ships)
}

func (w *explained) lane(l LaneStep) {
	how := fmt.Sprintf("the row of %s from %s to %s", l.Chart, l.Origin, l.Destination)
	if l.Chart == "" {
		how = fmt.Sprintf("estimated from %d miles, in the band that has no end", l.Miles)
		if l.UpTo > 0 {
			how = fmt.Sprintf("estimated from %d miles, in the band up to %d", l.Miles, l.UpTo)
		}
	}
	w.line("lane", "from %s to %s is zone %s: %s", l.From, l.To, l.Zone, how)
	if l.Area != "" {
		w.line("", "%s is in area %s", l.To, l.Area)
	}
}

func (w *explained) parcel(label string, p *ParcelStep) {
	side := sideUnit(p.Unit)
	w.line(label, "%s, %s", p.Sides.Sorted().In(side), p.Actual.In(p.Unit))
	if how := map[dimweight.Rounding]string{dimweight.Up: "up", dimweight.Nearest: "to the nearest"}[p.Rule.Sides]; how != "" {
		w.line("sides", "%s, each rounded %s", p.Measured.In(p.Rule.Unit.Length()), how)
	}
	for i, l := range p.Limits {
		w.line([]string{"limits", ""}[min(i, 1)], "%s: %s of at most %s", l.Of, l.Actual, l.Limit)
	}
	w.weight(p)
	w.lists(p)
	w.charges("charges", p.Charges)
	for i, n := range p.Near {
		w.line([]string{"near", ""}[min(i, 1)], "%s", n.words(w))
	}
}

func (w *explained) weight(p *ParcelStep) {
	packed := slices.ContainsFunc(p.Lists, func(l ListStep) bool { return l.Chosen && l.Packaging != "" })
	switch length := p.Rule.Unit.Length(); {
	case packed:
		w.line("weight", "actual %s; in a packaging the dimensional weight does not count", p.Actual.In(p.Unit))
	case p.Rule.Divisor == 0:
		w.line("weight", "actual %s; there is no dimensional weight", p.Actual.In(p.Unit))
	case p.Dimensional == 0:
		w.line("weight", "actual %s; %s is not over %d, so there is no dimensional weight", p.Actual.In(p.Unit), product(p.Measured, length), p.Rule.Threshold)
	default:
		w.line("weight", "actual %s; dimensional %s ÷ %d = %s", p.Actual.In(p.Unit), product(p.Measured, length), p.Rule.Divisor, p.Dimensional.In(p.Rule.Unit.Weight()))
	}
	for _, m := range p.Minimums {
		w.line("", "at least %s: %s", m.Weight.In(p.Unit), m.Of)
	}
	step := "the next weight of the list"
	if p.Rule.Step > 0 {
		step = "the next " + p.Rule.Step.In(p.Unit)
	}
	if packed && p.Billable == p.Actual {
		step = "as it is"
	}
	w.line("", "billed as %s, %s", weightIn(p.Billable, p.Unit), step)
}

// product writes out the volume: "12×10×7 = 840 in³".
func product(d dimweight.Dims, unit dimweight.Length) string {
	sides, _, _ := strings.Cut(d.In(unit), " ")
	return strings.ReplaceAll(sides, "x", "×") + " = " + d.Volume().In(unit)
}

// weightIn prints a weight in a unit, or in ounces where those alone are exact.
func weightIn(weight, unit dimweight.Weight) string {
	if weight%(unit/1000) != 0 && weight%(dimweight.Ounce/1000) == 0 {
		unit = dimweight.Ounce
	}
	return weight.In(unit)
}

func (w *explained) lists(p *ParcelStep) {
	label := "price"
	for _, l := range p.Lists {
		if l.Chosen {
			w.line(label, "%s: %s", w.amount(l.Price), l.row(w, p.Unit))
			label = ""
		}
	}
	for _, l := range p.Lists {
		switch name := l.Packaging; {
		case l.Chosen:
		case l.Takes && name == "":
			w.line(label, "not %s by its weight: %s", w.amount(l.Price-l.Off), l.row(w, p.Unit))
		case l.Takes:
			w.line(label, "not %s: %s", w.amount(l.Price-l.Off), l.row(w, p.Unit))
		case l.Billable > 0:
			w.line(label, "no price for %s in %s", weightIn(l.Billable, p.Unit), name)
		default:
			w.line(label, "does not fit %s, %s", name, l.Fits)
		}
	}
}

// row says which row of the price list has the price.
func (l *ListStep) row(w *explained, unit dimweight.Weight) string {
	text := "the row up to " + weightIn(l.UpTo, unit)
	if l.PerUnit != (Price{}) {
		text = "the row per " + unitName(unit)
		if l.UpTo > 0 {
			text += " to " + weightIn(l.UpTo, unit)
		}
		price := w.amount(l.PerUnit.Minor)
		if l.PerUnit.Per > 1 {
			price += fmt.Sprintf("/%d", l.PerUnit.Per)
		}
		text += fmt.Sprintf(", %s × %s", price, weightIn(l.Billable, unit))
	}
	if l.Packaging != "" {
		text += " of " + l.Packaging
	}
	if l.Fits != "" {
		text += ", which takes " + l.Fits
	}
	return text
}

// charges writes what is charged, and then what is not.
func (w *explained) charges(label string, list []ChargeStep) {
	width := 0
	for _, c := range list {
		width = max(width, len(w.amount(c.Amount)))
	}
	write := func(fate Fate) {
		for i := range list {
			if c := &list[i]; c.Fate == fate {
				w.line(label, "%*s  %s", width, w.amount(c.Amount), c.words(w))
				label = ""
			}
		}
	}
	write(Charged)
	if label == "" {
		label = "not"
	}
	write(Beaten)
	write(Waived)
	for i := range list {
		if c := &list[i]; c.Fate == Unpriced {
			w.line(label, "%*s  %s", width, "?", c.words(w))
			label = ""
		}
	}
}

func (c *ChargeStep) words(w *explained) string {
	text := c.Name
	if c.Percent != 0 {
		parts := make([]string, len(c.Of))
		for i, part := range c.Of {
			parts[i] = string(part.Code) + " " + w.amount(part.Amount)
		}
		switch len(parts) {
		case 0:
			text += fmt.Sprintf(": %v %% of %s", c.Percent, w.amount(c.Sum))
		case 1:
			text += fmt.Sprintf(": %v %% of %s", c.Percent, parts[0])
		default:
			text += fmt.Sprintf(": %v %% of %s, %s", c.Percent, w.amount(c.Sum), strings.Join(parts, " + "))
		}
	}
	if c.Week != 0 {
		text += fmt.Sprintf(", the week of %v", c.Week)
	}
	for i, cond := range c.Conditions {
		text += []string{": ", ", "}[min(i, 1)] + cond.Condition
		if next := i + 1; cond.Actual != "" && (next == len(c.Conditions) || c.Conditions[next].Actual != cond.Actual) {
			text += ", it is " + cond.Actual
		}
	}
	switch c.Fate {
	case Beaten:
		text += "; " + c.By + " is charged"
	case Waived:
		text += "; waived by " + c.By
	case Unpriced:
		text += "; it is not in the price, see the notes"
	}
	return text
}

func (n *NearStep) words(w *explained) string {
	what := n.Name
	switch {
	case n.Kind != NearCharge:
		what = map[NearKind]string{NearLimit: "a limit of the service", NearDimensional: "a dimensional weight"}[n.Kind]
	case n.Amount > 0:
		what += ", " + w.amount(n.Amount)
	}
	if strings.HasPrefix(n.Under, "0 ") {
		return fmt.Sprintf("just at the limit of %s: %s, it is %s", what, n.Condition, n.Actual)
	}
	return fmt.Sprintf("%s under %s: %s, it is %s", n.Under, what, n.Condition, n.Actual)
}

func (s *ArriveStep) words(q *carriers.Quote) string {
	if s.Days == 0 {
		return "unknown: the card does not tell how long it takes"
	}
	of := "the service"
	if s.Zone {
		of = "the zone"
	}
	text := fmt.Sprintf("%d business days of %s", s.Days, of)
	if s.Days == 1 {
		text = "1 business day of " + of
	}
	if len(s.Without) > 0 {
		text += ", without " + daysOf(s.Without)
	}
	if s.Date == 0 {
		return text + ": on no day that is near"
	}
	text += ": " + strings.TrimSpace(dayOf(s.Date)+" "+s.Hour)
	if q.Guaranteed {
		text += ", guaranteed"
	}
	return text
}
