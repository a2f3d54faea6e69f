package tracking_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers/tracking"
)

func TestForAccount(t *testing.T) {
	tests := []struct {
		name, carrier, service, account string
		want                            tracking.Maker
	}{
		{"UPS puts the service into the number", "ups", "ground", "1Z999AA1", tracking.UPS{Shipper: "1Z999AA1", Service: "03"}},
		{"UPS next day air is 01", "ups", "next-day-air", "999AA1", tracking.UPS{Shipper: "999AA1", Service: "01"}},
		{"a Simple Rate box by ground goes by ground", "ups", "simple-rate-ground", "999AA1", tracking.UPS{Shipper: "999AA1", Service: "03"}},
		{"a letter next day air early is 15", "ups", "next-day-air-early-letter", "999AA1", tracking.UPS{Shipper: "999AA1", Service: "15"}},
		{"USPS has a mailer ID and a service type code", "usps", "priority-mail", "901234567/612", tracking.USPS{MID: "901234567", STC: "612"}},
		{"FedEx has a prefix", "fedex", "2day", "9612", tracking.FedEx{Prefix: "9612"}},
		{"another carrier takes an SSCC", "our-van", "van", "0614141", tracking.SSCC{Prefix: "0614141"}},
		{"a UPS service without a code", "ups", "worldwide", "999AA1", nil},
		{"USPS without its code", "usps", "priority-mail", "901234567", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tracking.ForAccount(tt.carrier, tt.service, tt.account)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if tt.want == nil && !errors.Is(err, tracking.ErrAccount) {
				t.Errorf("got %v, want ErrAccount", err)
			}
		})
	}
}
