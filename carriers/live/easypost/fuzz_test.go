package easypost_test

import (
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live/easypost"
	"github.com/shiprate/shiprate/carriers/live/livetest"
)

// FuzzAnswer: whatever EasyPost says, the answer is an error that says why, or
// quotes that can be trusted.
func FuzzAnswer(f *testing.F) {
	for _, name := range []string{"shipment.json", "bought.json", "error.json"} {
		f.Add(200, livetest.File(f, name))
		f.Add(422, livetest.File(f, name))
	}
	services := []carriers.Service{{Service: "usps-priority", Name: "USPS Priority"}, {Service: "usps-express", Name: "USPS Express"}}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		s := order()
		found, err := easypost.MapAnswer(status, body, &s, carriers.DateOf(livetest.Clock()), services)
		livetest.CheckFound(t, services, 1, found, err)
		_ = easypost.MapShipment(body)
	})
}
