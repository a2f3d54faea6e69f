package batch

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label/batch/orders"
)

// A Tally counts what became of orders: of a chunk, or of a whole run. Lists are
// in the order of their names.
type Tally struct {
	Rows    int `json:"rows"`    // of the file
	Orders  int `json:"orders"`  // that have labels of this run
	Earlier int `json:"earlier"` // that had labels before, with the same content
	Failed  int `json:"failed"`  // that are in errors.csv
	Parcels int `json:"parcels"` // of Orders
	Labels  int `json:"labels"`  // pages: parcels with their copies

	Spend    Sums      `json:"spend"`    // what Orders cost
	Services []Service `json:"services"` // by carrier and service
	Zones    []Zone    `json:"zones"`    // by carrier and zone
	Charges  []Charge  `json:"charges"`  // by code
	Rivals   []Rival   `json:"rivals"`   // by carrier
	Promises []Promise `json:"promises"` // by day of arrival
	Slack    []Slack   `json:"slack"`    // by days
	Errors   []Count   `json:"errors"`   // problems by code
	Notes    []Count   `json:"notes"`    // what is estimated, and in how many orders

	Slowest []Extreme `json:"slowest"` // the longest from handover to arrival first
	Dearest []Extreme `json:"dearest"` // the highest total first
}

// Service is what one service carries.
type Service struct {
	Carrier string `json:"carrier"`
	Service string `json:"service"`
	Name    string `json:"name"`
	Orders  int    `json:"orders"`
	Parcels int    `json:"parcels"`
	Spend   Sums   `json:"spend"`

	// Weights are of all parcels together, in grams, rounded to the nearest.
	Actual   int64 `json:"actual_g"`
	Billable int64 `json:"billable_g"`

	// Air counts the parcels whose dimensional weight is over their actual one,
	// and so are billed for air: their weights and their base charges.
	Air         int   `json:"air_parcels"`
	AirActual   int64 `json:"air_actual_g"`
	AirBillable int64 `json:"air_billable_g"`
	AirBase     Sums  `json:"air_base"`
}

// Zone is what goes to one zone.
type Zone struct {
	Carrier string `json:"carrier"`
	Zone    string `json:"zone"`
	Parcels int    `json:"parcels"`
	Spend   Sums   `json:"spend"`
}

// Charge is what one charge comes to.
type Charge struct {
	Code  string `json:"code"`
	Count int    `json:"count"`
	Spend Sums   `json:"spend"`
}

// Rival is what a single carrier would have cost. Only orders are compared that
// it takes under the same constraints.
type Rival struct {
	Carrier string `json:"carrier"`
	Orders  int    `json:"orders"`  // that it takes
	Cannot  int    `json:"cannot"`  // that it does not take, or not in time
	Cost    Sums   `json:"cost"`    // of the orders that it takes, all with this carrier
	Chosen  Sums   `json:"chosen"`  // of the same orders, as they were chosen
	Cheaper int    `json:"cheaper"` // orders for which the choice costs less
}

// Saved is what the choice saved against the carrier alone.
func (r *Rival) Saved() Sums { return r.Cost.Less(r.Chosen) }

// Promise is what arrives on one day.
type Promise struct {
	Day        string `json:"day"` // "2026-11-27"; empty where the arrival is unknown
	Orders     int    `json:"orders"`
	Guaranteed int    `json:"guaranteed"`
	Deadline   int    `json:"with_deadline"` // orders that had to arrive by some day
}

// Slack is how many orders arrive so many calendar days before their deadline.
type Slack struct {
	Days   int `json:"days"`
	Orders int `json:"orders"`
}

// Count is how often something is.
type Count struct {
	What  string `json:"what"`
	Count int    `json:"count"`
}

// Extreme is an order that stands out.
type Extreme struct {
	Order    string `json:"order"`
	Row      int    `json:"row"`
	Carrier  string `json:"carrier"`
	Service  string `json:"service"`
	To       string `json:"to"` // "US 94105"
	Parcels  int    `json:"parcels"`
	Billable string `json:"billable"` // of the heaviest parcel: "28 lb"
	Zone     string `json:"zone"`
	Ships    string `json:"ships"`
	Delivers string `json:"delivers"`
	Days     int    `json:"days"` // from handover to arrival; -1 where it is unknown
	Total    Sums   `json:"total"`
}

// extremes is how many of each kind are kept.
const extremes = 10

// add counts an order that has labels.
func (t *Tally) add(it *item) {
	q := &it.choice
	total := q.Total()
	t.Orders++
	t.Parcels += len(q.Parcels)
	t.Labels += it.pages()
	t.Spend.Add(total)
	t.addService(it)
	for i := range q.Parcels {
		z := of(&t.Zones, Zone{Carrier: q.Carrier, Zone: q.Parcels[i].Zone}, byZone)
		z.Parcels++
		z.Spend.Add(q.ParcelTotal(i))
	}
	for i := range q.Charges {
		c := of(&t.Charges, Charge{Code: string(q.Charges[i].Code)}, byCharge)
		c.Count++
		c.Spend.Add(q.Money(q.Charges[i]))
	}
	t.addPromise(it)
	for _, r := range it.rivals {
		t.addRival(r, total)
	}
	for _, notes := range [][]string{q.Notes, it.order.Notes} {
		for _, note := range notes {
			of(&t.Notes, Count{What: note}, byCount).Count++
		}
	}
	e := Extreme{Row: it.order.Row, Days: it.days(), Total: Sums{total}}
	if e.Days >= 0 && stands(t.Slowest, e, slower) {
		t.Slowest = keep(t.Slowest, it.extreme(e), slower)
	}
	if stands(t.Dearest, e, dearer) {
		t.Dearest = keep(t.Dearest, it.extreme(e), dearer)
	}
}

// days is how many calendar days there are from handover to arrival; -1 where
// nobody knows.
func (it *item) days() int {
	if it.choice.Delivers == 0 {
		return -1
	}
	return int(it.choice.Delivers - carriers.DateOf(it.order.Shipment.Ready))
}

// extreme tells of an order what stands out.
func (it *item) extreme(e Extreme) Extreme {
	q, to := &it.choice, &it.order.Shipment.To
	e.Order, e.Carrier, e.Service, e.To, e.Parcels = it.order.ID, q.Carrier, q.Service, to.Country+" "+to.PostalCode, len(q.Parcels)
	e.Ships, e.Delivers = q.Ships.String(), q.Delivers.String()
	heaviest := &q.Parcels[0]
	for i := range q.Parcels {
		if q.Parcels[i].Billable > heaviest.Billable {
			heaviest = &q.Parcels[i]
		}
	}
	e.Zone, e.Billable = heaviest.Zone, heaviest.Billable.In(heaviest.Unit)
	return e
}

func (t *Tally) addService(it *item) {
	q := &it.choice
	s := of(&t.Services, Service{Carrier: q.Carrier, Service: q.Service, Name: q.Name}, byService)
	s.Orders++
	s.Parcels += len(q.Parcels)
	s.Spend.Add(q.Total())
	for i := range q.Parcels {
		p := &q.Parcels[i]
		s.Actual += grams(p.Actual)
		s.Billable += grams(p.Billable)
		if p.Dimensional <= p.Actual {
			continue
		}
		s.Air++
		s.AirActual += grams(p.Actual)
		s.AirBillable += grams(p.Billable)
		for j := range q.Charges {
			if q.Charges[j].Parcel == i && q.Charges[j].Code == carriers.Base {
				s.AirBase.Add(q.Money(q.Charges[j]))
			}
		}
	}
}

func (t *Tally) addPromise(it *item) {
	q := &it.choice
	p := of(&t.Promises, Promise{Day: q.Delivers.String()}, byDay)
	p.Orders++
	if q.Guaranteed {
		p.Guaranteed++
	}
	if it.order.By != 0 {
		p.Deadline++
		of(&t.Slack, Slack{Days: int(it.order.By - q.Delivers)}, bySlack).Orders++
	}
}

func (t *Tally) addRival(r rival, total carriers.Money) {
	to := of(&t.Rivals, Rival{Carrier: r.carrier}, byRival)
	if r.cost.Currency == "" {
		to.Cannot++
		return
	}
	to.Orders++
	to.Cost.Add(r.cost)
	to.Chosen.Add(total)
	if r.cost.Currency == total.Currency && total.Minor < r.cost.Minor {
		to.Cheaper++
	}
}

// refuse counts an order that is in errors.csv.
func (t *Tally) refuse(e *orders.RowError) {
	t.Failed++
	for i := range e.Problems {
		of(&t.Errors, Count{What: string(e.Problems[i].Code)}, byCount).Count++
	}
}

// of returns the element of a sorted list that is equal to one, which is put in
// its place when there is none.
func of[T any](list *[]T, one T, compare func(a, b T) int) *T {
	at, found := slices.BinarySearchFunc(*list, one, compare)
	if !found {
		*list = slices.Insert(*list, at, one)
	}
	return &(*list)[at]
}

// stands reports whether an order is among those that stand out most.
func stands(list []Extreme, e Extreme, before func(a, b Extreme) int) bool {
	return len(list) < extremes || before(e, list[len(list)-1]) < 0
}

// keep adds an order to those that stand out most.
func keep(list []Extreme, e Extreme, before func(a, b Extreme) int) []Extreme {
	if at, _ := slices.BinarySearchFunc(list, e, before); at < extremes {
		list = slices.Insert(list, at, e)
	}
	return list[:min(len(list), extremes)]
}

func byService(a, b Service) int {
	return cmp.Or(strings.Compare(a.Carrier, b.Carrier), strings.Compare(a.Service, b.Service))
}
func byZone(a, b Zone) int {
	return cmp.Or(strings.Compare(a.Carrier, b.Carrier), cmp.Compare(len(a.Zone), len(b.Zone)), strings.Compare(a.Zone, b.Zone))
}
func byCharge(a, b Charge) int { return strings.Compare(a.Code, b.Code) }
func byRival(a, b Rival) int   { return strings.Compare(a.Carrier, b.Carrier) }
func byDay(a, b Promise) int   { return strings.Compare(a.Day, b.Day) }
func bySlack(a, b Slack) int   { return cmp.Compare(a.Days, b.Days) }
func byCount(a, b Count) int   { return strings.Compare(a.What, b.What) }
func slower(a, b Extreme) int  { return cmp.Or(cmp.Compare(b.Days, a.Days), cmp.Compare(a.Row, b.Row)) }
func dearer(a, b Extreme) int {
	return cmp.Or(strings.Compare(string(a.Total[0].Currency), string(b.Total[0].Currency)), cmp.Compare(b.Total[0].Minor, a.Total[0].Minor), cmp.Compare(a.Row, b.Row))
}

func grams(w dimweight.Weight) int64 { return int64((w + dimweight.Gram/2) / dimweight.Gram) }
