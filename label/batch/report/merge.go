package report

import "slices"

// Merge adds what another tally counted. The order in which tallies are merged
// does not matter, as long as the orders of each are others.
func (t *Tally) Merge(o *Tally) {
	t.Rows += o.Rows
	t.Orders += o.Orders
	t.Earlier += o.Earlier
	t.Failed += o.Failed
	t.Parcels += o.Parcels
	t.Labels += o.Labels
	t.Spend.AddAll(o.Spend)
	t.mergeServices(o)
	for _, z := range o.Zones {
		to := of(&t.Zones, Zone{Carrier: z.Carrier, Zone: z.Zone, Currency: z.Currency}, byZone)
		to.Parcels += z.Parcels
		to.Spend.AddAll(z.Spend)
	}
	for _, c := range o.Charges {
		to := of(&t.Charges, Charge{Code: c.Code, Currency: c.Currency}, byCharge)
		to.Count += c.Count
		to.Spend.AddAll(c.Spend)
	}
	for _, r := range o.Rivals {
		to := of(&t.Rivals, Rival{Carrier: r.Carrier, Currency: r.Currency}, byRival)
		to.Orders += r.Orders
		to.Cannot += r.Cannot
		to.Cheaper += r.Cheaper
		to.Foreign += r.Foreign
		to.Cost.AddAll(r.Cost)
		to.Chosen.AddAll(r.Chosen)
	}
	for _, p := range o.Promises {
		t.addPromise(p)
	}
	for _, s := range o.Slack {
		of(&t.Slack, Slack{Days: min(max(s.Days, -MaxSlack), MaxSlack)}, bySlack).Orders += s.Orders
	}
	for _, c := range o.Errors {
		addCount(&t.Errors, c, MaxErrors, OtherErrors)
	}
	for _, c := range o.Notes {
		addCount(&t.Notes, c, MaxNotes, OtherNotes)
	}
	for i := range o.Live {
		t.mergeLive(&o.Live[i])
	}
	for _, e := range o.Slowest {
		t.Slowest = keep(t.Slowest, e, slower, alike)
	}
	for _, e := range o.Dearest {
		t.Dearest = keep(t.Dearest, e, dearer, sameCurrency)
	}
}

func (t *Tally) mergeServices(o *Tally) {
	for _, s := range o.Services {
		to := of(&t.Services, Service{Carrier: s.Carrier, Service: s.Service, Currency: s.Currency}, byService)
		// The names of one service agree; should they not, the order of merging must
		// not decide.
		to.Name, to.Unit = max(to.Name, s.Name), max(to.Unit, s.Unit)
		to.Orders += s.Orders
		to.Parcels += s.Parcels
		to.Actual += s.Actual
		to.Billable += s.Billable
		to.Air += s.Air
		to.AirActual += s.AirActual
		to.AirBillable += s.AirBillable
		to.Spend.AddAll(s.Spend)
		to.AirBase.AddAll(s.AirBase)
	}
}

// addPromise adds a day. Of too many days the last goes into LaterDay: what is
// kept are the earliest of all, whatever came first, so a day that is kept to the
// end was never let go and its count is whole.
func (t *Tally) addPromise(p Promise) {
	to := of(&t.Promises, Promise{Day: p.Day}, byDay)
	to.Orders += p.Orders
	to.Guaranteed += p.Guaranteed
	to.Deadline += p.Deadline
	for t.days() > MaxDays {
		at := len(t.Promises) - 1
		if t.Promises[at].Day == LaterDay {
			at--
		}
		last := t.Promises[at]
		t.Promises = slices.Delete(t.Promises, at, at+1)
		last.Day = LaterDay
		t.addPromise(last)
	}
}

// days is how many days there are, without LaterDay.
func (t *Tally) days() int {
	n := len(t.Promises)
	if n > 0 && t.Promises[n-1].Day == LaterDay {
		n--
	}
	return n
}

// addCount adds a count to a list of so many at most; see addPromise.
func addCount(list *[]Count, c Count, most int, rest string) {
	of(list, Count{What: c.What}, byCount).Count += c.Count
	n := len(*list)
	if at, found := slices.BinarySearchFunc(*list, Count{What: rest}, byCount); found {
		if n--; n > most {
			// The last that is not the rest.
			last := len(*list) - 1
			if last == at {
				last--
			}
			moved := (*list)[last]
			*list = slices.Delete(*list, last, last+1)
			of(list, Count{What: rest}, byCount).Count += moved.Count
		}
	} else if n > most {
		last := (*list)[n-1]
		*list = slices.Delete(*list, n-1, n)
		of(list, Count{What: rest}, byCount).Count += last.Count
	}
}
