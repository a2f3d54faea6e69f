package rates

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/shiprate/shiprate/carriers"
)

// A lane is one carrier asked from one origin about subsets of the parcels.
type lane struct {
	order   *order
	origin  *Origin // nil where the shipment leaves from its own address
	carrier carriers.Carrier
	local   bool
	stocked []bool // by subset: the origin has it; nil when it has everything

	whole   Shopped
	alone   []Shopped // by parcel
	columns []column  // one for each service
	asked   bool      // every subset was, since its prices are no sums
}

// An order is what Split is asked to divide, as it leaves from an origin.
type order struct {
	shipment    carriers.Shipment
	constraints []Constraint
	exchange    Exchange
	all         subset
}

// A column is what one service costs.
type column struct {
	service string
	alone   [MaxSplit]alone
	cost    []int64 // of each subset that meets the constraints, to compare by
	group   carriers.Currency
}

// An alone is a parcel's quote when it is sent alone.
type alone struct {
	quoted, meets bool
	own, shared   int64 // minor units: the charges of the parcel, and those of the shipment
	arrives       int64 // as arrivalKey tells
}

// part returns the shipment of some of the parcels; each keeps its share of the
// insured value.
func (o *order) part(t subset) carriers.Shipment {
	s := o.shipment
	if t == o.all {
		return s
	}
	s.Insured.Minor = s.InsuredPerParcel().Minor * int64(t.count())
	s.Customs.Freight = carriers.Money{} // divided in the end; it changes no price
	s.Parcels = make([]carriers.Parcel, 0, t.count())
	for _, i := range t.parcels() {
		s.Parcels = append(s.Parcels, o.shipment.Parcels[i])
	}
	return s
}

// shop asks the carrier for a subset; what the origin lacks is asked of nobody.
func (l *lane) shop(ctx context.Context, t subset) Shopped {
	if !l.has(t) {
		return Shopped{Rejections: []carriers.Rejection{{Origin: l.origin.Name, Code: NoStock, Reason: l.origin.lack(l.order.part(t).Parcels)}}}
	}
	return l.origin.priced(Shop(ctx, l.order.part(t), l.carrier))
}

func (l *lane) has(t subset) bool { return l.stocked == nil || l.stocked[t] }

// ask asks for the whole shipment, for each parcel alone, and of a carrier that
// answers from memory for what tells whether its prices are sums.
func (l *lane) ask(ctx context.Context) {
	parcels := l.order.all.parcels()
	l.alone = make([]Shopped, len(parcels))
	var wait sync.WaitGroup
	run := func(f func()) { f() }
	if !l.local {
		run = wait.Go // it waits for answers, so all at once
	}
	run(func() { l.whole = l.shop(ctx, l.order.all) })
	for _, i := range parcels {
		if len(parcels) > 1 {
			run(func() { l.alone[i] = l.shop(ctx, 1<<i) })
		}
	}
	wait.Wait()
	if len(parcels) == 1 {
		l.alone[0] = l.whole
	}
	l.readAlone()
	switch {
	case !l.local || len(parcels) == 1:
		l.take(l.order.all, &l.whole)
	case l.sums(ctx):
		for i := range l.columns {
			l.columns[i].add(l)
		}
	default:
		l.askAll(ctx)
	}
}

// readAlone makes a column of each service that takes a parcel alone.
func (l *lane) readAlone() {
	for i := range l.alone {
		for _, q := range l.alone[i].Quotes {
			c := l.column(q.Service)
			total, own := q.Total(), q.ParcelTotal(0)
			a := alone{quoted: true, own: own.Minor, shared: total.Minor - own.Minor, arrives: arrivalKey(q)}
			if q.Delivers == 0 {
				a.arrives = none
			}
			if o, ok := l.order.offer(q); ok {
				a.meets, c.group = true, o.group
				c.cost[1<<i] = o.worth
			}
			c.alone[i] = a
		}
	}
	slices.SortFunc(l.columns, func(a, b column) int { return strings.Compare(a.service, b.service) })
}

// column finds the column of a service, or makes one.
func (l *lane) column(service string) *column {
	if i := slices.IndexFunc(l.columns, func(c column) bool { return c.service == service }); i >= 0 {
		return &l.columns[i]
	}
	cost := slices.Repeat([]int64{none}, int(l.order.all)+1)
	l.columns = append(l.columns, column{service: service, cost: cost})
	return &l.columns[len(l.columns)-1]
}

// offer returns what a quote is worth, and false when it does not meet the
// constraints.
func (o *order) offer(q *carriers.Quote) (offer, bool) {
	sh := Shopped{Exchange: o.exchange}
	got, code, _ := sh.judge(q, o.constraints)
	return got, code == "" && got.worth < none/MaxSplit
}

// take writes what is quoted for a subset into the columns.
func (l *lane) take(t subset, shopped *Shopped) {
	for _, q := range shopped.Quotes {
		if o, ok := l.order.offer(q); ok {
			c := l.column(q.Service)
			c.cost[t], c.group = o.worth, o.group
		}
	}
}

// sums asks for some subsets and reports whether the price of each service is
// the sum of its parcels' charges and the same charges of the shipment. Of all
// parcels, and of those that a service takes, it asks for all but one, all pairs
// and some of every number: a rule about a pair, a number of parcels or the whole
// shows.
func (l *lane) sums(ctx context.Context) bool {
	tried := map[subset]bool{}
	asked := []subset{l.order.all}
	for i := range l.columns {
		asked = append(asked, l.columns[i].taken())
	}
	for _, of := range asked {
		for _, t := range of.samples() {
			if tried[t] || !l.has(t) {
				continue
			}
			tried[t] = true
			shopped := &l.whole
			if t != l.order.all {
				one := l.shop(ctx, t)
				shopped = &one
			}
			if !l.agree(t, shopped) {
				return false
			}
		}
	}
	return !l.has(l.order.all) || l.agree(l.order.all, &l.whole)
}

// taken are the parcels that the service takes alone.
func (c *column) taken() (t subset) {
	for i := range c.alone {
		if c.alone[i].quoted {
			t |= 1 << i
		}
	}
	return t
}

// agree reports whether what is quoted for a subset is what its parcels sum to.
func (l *lane) agree(t subset, shopped *Shopped) bool {
	found := 0
	for i := range l.columns {
		c := &l.columns[i]
		q := shopped.service(c.service)
		want := c.sum(t)
		if want.quoted != (q != nil) {
			return false
		}
		if q == nil {
			continue
		}
		found++
		if _, meets := l.order.offer(q); meets != want.meets || q.Total().Minor != want.own+want.shared {
			return false
		}
	}
	return found == len(shopped.Quotes) // a service that takes several and none alone is no sum
}

// service returns the quote of a service, or nil.
func (sh *Shopped) service(name string) *carriers.Quote {
	for _, q := range sh.Quotes {
		if q.Service == name {
			return q
		}
	}
	return nil
}

// sum adds up the parcels of a subset. It is not quoted where they do not share
// the charges of the shipment.
func (c *column) sum(t subset) alone {
	sum := alone{quoted: true, meets: true}
	for rest := t; rest != 0; rest &= rest - 1 {
		a := &c.alone[rest.first()]
		sum.quoted = sum.quoted && a.quoted
		sum.meets = sum.meets && a.meets
		sum.own += a.own
		sum.arrives = max(sum.arrives, a.arrives)
		if rest == t {
			sum.shared = a.shared
		} else if a.quoted && a.shared != sum.shared {
			sum.quoted = false
		}
	}
	return sum
}

// add fills the column with sums.
func (c *column) add(l *lane) {
	shared := int64(0) // what is in each worth but counts once
	for i := range c.alone {
		if a := &c.alone[i]; a.meets && a.shared != 0 {
			shared = l.order.exchange.fineWorth(carriers.Money{Minor: a.shared, Currency: l.alone[i].service(c.service).Currency})
			break
		}
	}
	for t := subset(1); t <= l.order.all; t++ {
		lead, rest := t&-t, t&(t-1)
		if rest == 0 {
			continue // as quoted
		}
		if c.cost[lead] < none && c.cost[rest] < none {
			c.cost[t] = c.cost[lead] + c.cost[rest] - shared
		}
	}
	if l.stocked != nil {
		for t := range c.cost {
			if !l.stocked[t] {
				c.cost[t] = none
			}
		}
	}
}

// forget leaves the column the costs of parcels alone.
func (c *column) forget() {
	for t := range c.cost {
		if subset(t).count() > 1 {
			c.cost[t] = none
		}
	}
}

// askAll asks for every subset.
func (l *lane) askAll(ctx context.Context) {
	l.asked = true
	for i := range l.columns {
		l.columns[i].forget()
	}
	l.take(l.order.all, &l.whole)
	for t := subset(1); t < l.order.all && ctx.Err() == nil; t++ {
		if t.count() > 1 && l.has(t) {
			shopped := l.shop(ctx, t)
			l.take(t, &shopped)
		}
	}
}
