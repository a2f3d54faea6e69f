package easypost_test

import (
	"errors"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/easypost"
	"github.com/shiprate/shiprate/carriers/live/livetest"
)

// FuzzAnswer: whatever EasyPost says, the answer is an error that says why, or
// quotes that can be trusted.
func FuzzAnswer(f *testing.F) {
	for _, name := range []string{"shipment.json", "bought.json", "error.json"} {
		f.Add(200, file(f, name))
		f.Add(422, file(f, name))
	}
	services := []carriers.Service{{Service: "usps-priority", Name: "USPS Priority"}, {Service: "usps-express", Name: "USPS Express"}}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		s := order()
		found, err := easypost.MapAnswer(status, body, &s, carriers.DateOf(livetest.Clock()), services)
		if err != nil {
			var e *live.Error
			if !errors.As(err, &e) {
				t.Fatalf("error %v is not a *live.Error", err)
			}
		}
		reply := live.Finish("easypost", services, 1, found)
		for i := range reply.Quotes {
			if err := reply.Quotes[i].Check(1); err != nil {
				t.Error(err)
			}
		}
		_ = easypost.MapShipment(body)
	})
}
