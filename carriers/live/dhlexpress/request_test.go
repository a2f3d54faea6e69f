package dhlexpress_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	dw "github.com/shiprate/shiprate/dimweight"
)

// TestAsked holds what is asked of DHL.
func TestAsked(t *testing.T) {
	tests := []struct {
		name   string
		s      carriers.Shipment
		change func(*carriers.Shipment)
		want   []string
	}{
		{"what is ready this morning is handed over at the next full hour", order(), func(*carriers.Shipment) {}, []string{`"plannedShippingDateAndTime":"2026-11-23T17:00:00GMT+01:00"`}},
		{"what is ready tomorrow, then, on the clock of the origin", order(), func(s *carriers.Shipment) { s.Ready = s.Ready.AddDate(0, 0, 1) }, []string{`"plannedShippingDateAndTime":"2026-11-24T09:00:00GMT+01:00"`}},
		{"grams and millimetres are rounded up", order(), func(s *carriers.Shipment) {
			s.Parcels[0] = carriers.Parcel{Dims: dw.Dims{Length: 12 * dw.Inch, Width: 9 * dw.Inch, Height: 7 * dw.Inch}, Weight: 4 * dw.Pound}
		}, []string{`{"dimensions":{"height":17.8,"length":30.5,"width":22.9},"weight":1.815}`}},
		{"services that cost", order(), func(s *carriers.Shipment) {
			s.Accessorials = []carriers.Accessorial{carriers.Signature, carriers.Saturday}
			s.Insured = carriers.Money{Minor: 500_00, Currency: "EUR"}
		}, []string{`"valueAddedServices":[{"serviceCode":"SF"},{"serviceCode":"AA"},{"currency":"EUR","serviceCode":"II","value":500.00}]`}},
		{"goods abroad have a value", export(), func(*carriers.Shipment) {}, []string{`"isCustomsDeclarable":true`, `"monetaryAmount":[{"currency":"SGD","typeCode":"declaredValue","value":100.00}]`}},
		{"documents abroad are not dutiable", export(), func(s *carriers.Shipment) { s.Customs.Reason = carriers.ReasonDocuments }, []string{`"isCustomsDeclarable":false`}},
		{"duties that the seller pays are a service", export(), func(s *carriers.Shipment) { s.Customs.Incoterm = "DDP Paris" }, []string{`"valueAddedServices":[{"serviceCode":"DD"}]`}},
		{"to Paris from Berlin nothing is dutiable", order(), func(s *carriers.Shipment) { s.To.Country, s.To.PostalCode = "FR", "75001" }, []string{`"isCustomsDeclarable":false`}},
		{"to the Canary Islands all is", order(), func(s *carriers.Shipment) { s.To.Country, s.To.PostalCode = "ES", "35001" }, []string{`"isCustomsDeclarable":true`}},
		{"to Zürich all is", order(), func(s *carriers.Shipment) { s.To.Country, s.To.PostalCode = "CH", "8001" }, []string{`"isCustomsDeclarable":true`}},
		{"customs that say anything win", order(), func(s *carriers.Shipment) { s.Customs.Reason = carriers.ReasonSale }, []string{`"isCustomsDeclarable":true`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.change(&tt.s)
			var asked string
			c := livetest.Open(t, connect, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				b, _ := io.ReadAll(r.Body)
				asked = string(b)
				_, _ = io.WriteString(w, `{"products":[]}`)
			}))
			if _, err := c.Quote(t.Context(), tt.s); err != nil {
				t.Fatal(err)
			}
			for _, want := range tt.want {
				if !strings.Contains(asked, want) {
					t.Errorf("asked without %s: %s", want, asked)
				}
			}
		})
	}
}
