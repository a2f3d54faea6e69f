package tracking_test

import (
	"testing"

	"github.com/shiprate/shiprate/carriers/tracking"
)

func TestNumbering(t *testing.T) {
	for _, r := range []struct{ name, carrier, number, format string }{
		{"the post office has USPS numbers", "usps-retail", "9261290123456700000012", "usps-impb"},
		{"La Poste has those of Colissimo", "laposte", "9L20524752032", "colissimo-13"},
		{"and of the postal union, as any", "laposte", "CP123456785FR", "upu-s10"},
		{"DHL Express over its API has waybills of DHL", "dhlexpress", "3318810025", "dhl-express"},
		{"DHL Paket has licence plates of DHL", "dhlpaket", "JJD000390007882823487", "dhl-licence-plate"},
	} {
		m, err := tracking.For(r.carrier, r.number)
		if err != nil || m.Format != r.format {
			t.Errorf("%s: got %q, %v: want %s", r.name, m.Format, err, r.format)
		}
	}
	if _, err := tracking.For("laposte", "1Z999AA10123456784"); err == nil {
		t.Error("La Poste takes a number of UPS")
	}
	if got := tracking.Numbering("ups"); got != "ups" {
		t.Errorf("ups: got %q, want its own", got)
	}
}
