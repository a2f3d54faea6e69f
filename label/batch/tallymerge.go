package batch

// merge adds the counts of other orders.
func (t *Tally) merge(o *Tally) {
	t.Rows += o.Rows
	t.Orders += o.Orders
	t.Earlier += o.Earlier
	t.Failed += o.Failed
	t.Parcels += o.Parcels
	t.Labels += o.Labels
	t.Spend.AddAll(o.Spend)
	mergeServices(t, o)
	for _, z := range o.Zones {
		to := of(&t.Zones, Zone{Carrier: z.Carrier, Zone: z.Zone}, byZone)
		to.Parcels += z.Parcels
		to.Spend.AddAll(z.Spend)
	}
	for _, c := range o.Charges {
		to := of(&t.Charges, Charge{Code: c.Code}, byCharge)
		to.Count += c.Count
		to.Spend.AddAll(c.Spend)
	}
	for _, r := range o.Rivals {
		to := of(&t.Rivals, Rival{Carrier: r.Carrier}, byRival)
		to.Orders += r.Orders
		to.Cannot += r.Cannot
		to.Cheaper += r.Cheaper
		to.Cost.AddAll(r.Cost)
		to.Chosen.AddAll(r.Chosen)
	}
	for _, p := range o.Promises {
		to := of(&t.Promises, Promise{Day: p.Day}, byDay)
		to.Orders += p.Orders
		to.Guaranteed += p.Guaranteed
		to.Deadline += p.Deadline
	}
	for _, s := range o.Slack {
		of(&t.Slack, Slack{Days: s.Days}, bySlack).Orders += s.Orders
	}
	mergeCounts(&t.Errors, o.Errors)
	mergeCounts(&t.Notes, o.Notes)
	for _, e := range o.Slowest {
		t.Slowest = keep(t.Slowest, e, slower)
	}
	for _, e := range o.Dearest {
		t.Dearest = keep(t.Dearest, e, dearer)
	}
}

func mergeServices(t, o *Tally) {
	for _, s := range o.Services {
		to := of(&t.Services, Service{Carrier: s.Carrier, Service: s.Service, Name: s.Name}, byService)
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

func mergeCounts(to *[]Count, from []Count) {
	for _, c := range from {
		of(to, Count{What: c.What}, byCount).Count += c.Count
	}
}
