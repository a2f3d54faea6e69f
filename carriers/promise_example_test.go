package carriers_test

import (
	"fmt"
	"time"

	"github.com/shiprate/shiprate/carriers"
)

// Of the parcels of a lane half arrive on Friday, and all by Monday.
func ExampleQuote_OnTime() {
	q := carriers.Quote{
		Delivers: carriers.NewDate(2026, time.November, 30),
		Arrivals: []carriers.Arrival{
			{Date: carriers.NewDate(2026, time.November, 27), Share: 5000},
			{Date: carriers.NewDate(2026, time.November, 30), Share: carriers.Whole},
		},
	}
	friday := carriers.NewDate(2026, time.November, 27)
	fmt.Println(q.OnTime(friday, ""))
	fmt.Println(q.OnTime(friday, "17:00")) // nobody says at which hour they arrive
	fmt.Println(q.Arrives(9500), q.Promise())
	// Output:
	// 50 % true
	// 0 % true
	// 2026-11-30 estimated
}

// One in the morning in UTC is the evening before in New York.
func ExampleOnClockOf() {
	ready := time.Date(2026, time.November, 24, 1, 0, 0, 0, time.UTC)
	there, known := carriers.OnClockOf(&carriers.Address{Country: "US", PostalCode: "10001"}, ready)
	day, minute := carriers.Handover(there)
	fmt.Println(there.Format("2006-01-02 15:04"), known)
	fmt.Println(day, minute/60)
	// Output:
	// 2026-11-23 20:00 true
	// 2026-11-23 20
}
