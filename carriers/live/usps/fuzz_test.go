package usps_test

import (
	"errors"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	"github.com/shiprate/shiprate/carriers/live/usps"
)

// FuzzAnswer: whatever USPS says, the answer is an error that says why, or quotes
// that can be trusted.
func FuzzAnswer(f *testing.F) {
	for _, name := range []string{"options.json", "options_extras.json", "options_cubic.json", "options_oversized.json", "refused.json", "label.json", "scan_form.json", "tracking.json", "not_found.json"} {
		f.Add(livetest.File(f, name))
	}
	services := (&usps.Carrier{}).Services()
	f.Fuzz(func(t *testing.T, body []byte) {
		s := order()
		s.Parcels = append(s.Parcels, box(5, 5, 5, 500))
		s.Accessorials, s.Contents = []carriers.Accessorial{carriers.Signature, carriers.Sunday}, carriers.Media
		for len(s.Parcels) > 0 {
			found, err := usps.MapAnswer(body, &s, carriers.DateOf(livetest.Clock()))
			livetest.CheckFound(t, services, len(s.Parcels), found, err)
			s.Parcels, s.Accessorials = s.Parcels[1:], nil
		}
		var e *live.Error
		if err := usps.MapOthers(body); err != nil && !errors.As(err, &e) {
			t.Errorf("error %v is not a *live.Error", err)
		}
	})
}
