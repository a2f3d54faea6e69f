package report

import (
	"github.com/shiprate/shiprate/carriers"
)

func (s *Summary) slowest() section {
	if len(s.Slowest) == 0 {
		return section{}
	}
	return section{
		Kicker: "Slowest orders",
		Title:  "The slowest order takes " + days(s.Slowest[0].Days) + " from handover to arrival",
		Table:  s.extremes("The slowest orders", s.Slowest),
	}
}

// extremes is a table of orders that stand out.
func (s *Summary) extremes(caption string, list []Extreme) table {
	t := table{caption, []column{left("Order"), whole("Service"), right("Row"), left("To"), left("Zone"), right("Parcels"), right("Heaviest"), left("Arrives"), right("Time"), right("Cost")}, nil}
	for i := range list {
		e := &list[i]
		arrives := "unknown"
		if d, err := carriers.ParseDate(e.Delivers); err == nil {
			arrives = shortDay(d)
		}
		t.Rows = append(t.Rows, []string{
			clean(e.Order), s.nameOf(e.Carrier, e.Service), number(int64(e.Row)), clean(e.To), clean(e.Zone), number(int64(e.Parcels)),
			clean(e.Billable), arrives, days(e.Days), money(e.total().Minor, e.total().Currency),
		})
	}
	return t
}

// nameOf is how people call a service.
func (s *Summary) nameOf(carrier, service string) string {
	for i := range s.Services {
		if v := &s.Services[i]; v.Carrier == carrier && v.Service == service {
			return serviceName(v)
		}
	}
	return serviceName(&Service{Carrier: carrier, Service: service})
}
