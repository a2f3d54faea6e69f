package tariff_test

import (
	"testing"

	"github.com/shiprate/shiprate/carriers"
)

func TestContents(t *testing.T) {
	media := groundWith("contents", "media")
	books := func(s *carriers.Shipment) { s.Contents = carriers.Media }
	checkCharges(t, []want{
		{"any goods, and a service for media", media, "", nil, "not_eligible: takes media only, and the contents are not said to be"},
		{"media, and a service for them", media, "", books, "base 12.00"},
		{"media, and a service for any goods", plain, "", books, "base 12.00"},
	})
}
