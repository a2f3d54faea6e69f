package tracking_test

import (
	"testing"

	"github.com/shiprate/shiprate/carriers/tracking"
)

func TestLinkAndService(t *testing.T) {
	tests := []struct{ name, carrier, number, link, service string }{
		{"UPS, and the service in the number", "ups", "1Z999AA10123456784", "https://wwwapps.ups.com/WebTracking/track?track=yes&trackNums=1Z999AA10123456784", "Next Day Air"},
		{"USPS without the routing ZIP", "usps", "420381189261290336128700000072", "https://tools.usps.com/go/TrackConfirmAction?tLabels=9261290336128700000072", ""},
		{"FedEx asks for the last 12 of 34 digits", "fedex", "1001921334250001000300779017972697", "https://www.fedex.com/apps/fedextrack/?tracknumbers=779017972697", ""},
		{"an SSCC is nobody's", "gs1", "000123450000000027", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := tracking.For(tt.carrier, tt.number)
			if err != nil {
				t.Fatal(err)
			}
			if m.Link() != tt.link || m.Service() != tt.service {
				t.Errorf("got %q, %q; want %q, %q", m.Link(), m.Service(), tt.link, tt.service)
			}
		})
	}
	if wrong := tracking.Recognise("1Z999AA10123456785"); wrong[0].Link() != "" || wrong[0].Service() != "" {
		t.Errorf("a number with a wrong check digit has a link %q", wrong[0].Link())
	}
}

func TestMailInnovations(t *testing.T) {
	for number, want := range map[string]bool{
		"MI000000ABCDEF123":               true,
		"MI 000000 1":                     true,
		"MI00000AABCDEF123":               false, // the customer has six digits
		"MI000000":                        false, // and the piece a number
		"MI0000001234567890123456789012":  true,
		"MI00000012345678901234567890123": false, // of at most 22
	} {
		matches := tracking.Recognise(number)
		if got := len(matches) == 1 && matches[0].Format == "ups-mail-innovations" && matches[0].Valid; got != want {
			t.Errorf("%s: got %+v, want %v", number, matches, want)
		}
	}
}
