package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// A Tally is what became of orders: of a part of a run, or of all of it. Lists are
// in the order of their names, then of their currencies: amounts of two currencies
// are never added.
type Tally struct {
	Rows    int `json:"rows"`    // of the file
	Orders  int `json:"orders"`  // that have labels of this run, or a price of a dry one
	Earlier int `json:"earlier"` // that had labels before, with the same content
	Failed  int `json:"failed"`  // that are in errors.csv
	Parcels int `json:"parcels"` // of Orders
	Labels  int `json:"labels"`  // pages: parcels with their copies

	Spend    Sums      `json:"spend"`    // what Orders cost
	Services []Service `json:"services"` // by carrier and service
	Zones    []Zone    `json:"zones"`    // by carrier and zone
	Charges  []Charge  `json:"charges"`  // by code
	Rivals   []Rival   `json:"rivals"`   // by carrier
	Promises []Promise `json:"promises"` // by day of arrival, at most MaxDays of them
	Slack    []Slack   `json:"slack"`    // by days
	Errors   []Count   `json:"errors"`   // problems by code
	Notes    []Count   `json:"notes"`    // what is estimated, and in how many orders; at most MaxNotes of them

	Live []Live `json:"live,omitempty"` // what came of asking live carriers, by account

	Slowest []Extreme `json:"slowest"` // the longest from handover to arrival first, at most Extremes of them
	Dearest []Extreme `json:"dearest"` // by currency the highest total first, at most Extremes of each
}

// What a Tally keeps is bounded, however many orders it counts.
const (
	MaxDays   = 366 // the earliest days of arrival; orders that arrive after them are counted as LaterDay
	MaxNotes  = 100 // the first notes by their text; the others are counted as OtherNotes
	MaxSlack  = 30  // days; more count as so many
	MaxErrors = 100 // the first codes by their text; the others are counted as OtherErrors
	Extremes  = 10  // orders that stand out
)

// The names that the rest goes by, where a list is full. They stand last.
const (
	LaterDay    = "later"
	OtherNotes  = "~other notes"
	OtherErrors = "~other"
)

// Service is what one service carries, at prices in one currency.
type Service struct {
	Carrier  string            `json:"carrier"`
	Service  string            `json:"service"`
	Currency carriers.Currency `json:"currency"`
	Name     string            `json:"name"`
	Orders   int               `json:"orders"`
	Parcels  int               `json:"parcels"`
	Spend    Sums              `json:"spend"`

	// Unit is that in which the card weighs: "lb" or "kg"; empty means kg.
	Unit string `json:"unit,omitempty"`

	// Weights are of all parcels together, in grams, each rounded to the nearest.
	Actual   int64 `json:"actual_g"`
	Billable int64 `json:"billable_g"`

	// Air counts the parcels whose dimensional weight is over their actual one,
	// and so are billed for air: their weights and their base charges.
	Air         int   `json:"air_parcels"`
	AirActual   int64 `json:"air_actual_g"`
	AirBillable int64 `json:"air_billable_g"`
	AirBase     Sums  `json:"air_base"`
}

// Zone is what goes to one zone, at prices in one currency. Charges of a whole
// shipment are in no zone.
type Zone struct {
	Carrier  string            `json:"carrier"`
	Zone     string            `json:"zone"`
	Currency carriers.Currency `json:"currency"`
	Parcels  int               `json:"parcels"`
	Spend    Sums              `json:"spend"`
}

// Charge is what one charge comes to in one currency.
type Charge struct {
	Code     string            `json:"code"`
	Currency carriers.Currency `json:"currency"`
	Count    int               `json:"count"`
	Spend    Sums              `json:"spend"`
}

// Rival is what a single carrier would have cost instead of the choices in one
// currency. Only orders are compared that it takes under the same constraints, and
// prices in that currency.
type Rival struct {
	Carrier  string            `json:"carrier"`
	Currency carriers.Currency `json:"currency"`                 // of the choices
	Orders   int               `json:"orders"`                   // that it takes
	Cannot   int               `json:"cannot"`                   // that it does not take, or not in time
	Cost     Sums              `json:"cost"`                     // of the orders that it takes, all with this carrier
	Chosen   Sums              `json:"chosen"`                   // of the same orders, as they were chosen
	Cheaper  int               `json:"cheaper"`                  // orders for which the choice costs less
	Foreign  int               `json:"other_currency,omitempty"` // orders that it prices in another currency: in none of the figures above
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
	Days     int    `json:"days"` // calendar days from handover to arrival; -1 where it is unknown
	Total    Sums   `json:"total"`
}

// total is the one amount of an order; of no amount, none.
func (e *Extreme) total() carriers.Money {
	if len(e.Total) == 0 {
		return carriers.Money{}
	}
	return e.Total[0]
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

// keep adds an order to those that stand out most, of its kind.
func keep(list []Extreme, e Extreme, before func(a, b *Extreme) int, same func(a, b *Extreme) bool) []Extreme {
	at, kind, last := 0, 0, 0
	for i := range list {
		if before(&list[i], &e) < 0 {
			at = i + 1
		}
		if same(&list[i], &e) {
			kind, last = kind+1, i
		}
	}
	if kind >= Extremes {
		if at > last {
			return list
		}
		list = slices.Delete(list, last, last+1)
	}
	return slices.Insert(list, at, e)
}

func byService(a, b Service) int {
	return cmp.Or(strings.Compare(a.Carrier, b.Carrier), strings.Compare(a.Service, b.Service), cmp.Compare(a.Currency, b.Currency))
}

func byZone(a, b Zone) int {
	return cmp.Or(strings.Compare(a.Carrier, b.Carrier), cmp.Compare(len(a.Zone), len(b.Zone)), strings.Compare(a.Zone, b.Zone), cmp.Compare(a.Currency, b.Currency))
}

func byCharge(a, b Charge) int {
	return cmp.Or(strings.Compare(a.Code, b.Code), cmp.Compare(a.Currency, b.Currency))
}

func byRival(a, b Rival) int {
	return cmp.Or(strings.Compare(a.Carrier, b.Carrier), cmp.Compare(a.Currency, b.Currency))
}

func byDay(a, b Promise) int { return strings.Compare(a.Day, b.Day) }
func bySlack(a, b Slack) int { return cmp.Compare(a.Days, b.Days) }
func byCount(a, b Count) int { return strings.Compare(a.What, b.What) }

func slower(a, b *Extreme) int {
	return cmp.Or(cmp.Compare(b.Days, a.Days), cmp.Compare(a.Row, b.Row), strings.Compare(a.Order, b.Order))
}

func dearer(a, b *Extreme) int {
	x, y := a.total(), b.total()
	return cmp.Or(strings.Compare(string(x.Currency), string(y.Currency)), cmp.Compare(y.Minor, x.Minor), cmp.Compare(a.Row, b.Row), strings.Compare(a.Order, b.Order))
}

func alike(*Extreme, *Extreme) bool { return true }

func sameCurrency(a, b *Extreme) bool { return a.total().Currency == b.total().Currency }

func grams(w dimweight.Weight) int64 { return int64((w + dimweight.Gram/2) / dimweight.Gram) }
