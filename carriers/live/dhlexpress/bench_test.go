package dhlexpress_test

import (
	"encoding/json"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live/dhlexpress"
	"github.com/shiprate/shiprate/carriers/live/livetest"
)

// BenchmarkAnswer parses and maps an answer of about 25 KB, sixteen products with
// every charge: the first four recorded ones and copies of them.
func BenchmarkAnswer(b *testing.B) {
	var answer map[string][]map[string]any
	if err := json.Unmarshal(rates(b), &answer); err != nil {
		b.Fatal(err)
	}
	answer["products"] = answer["products"][:4]
	answer["products"][0]["isCustomerAgreement"] = false
	few, err := json.Marshal(map[string]any{"products": answer["products"]})
	if err != nil {
		b.Fatal(err)
	}
	body := livetest.Grown(b, few, []string{"products"}, "productCode", "P", "D", "U", "Y", "T", "M", "L", "E", "K", "H", "W", "N")
	s, now := order(), livetest.Clock()
	livetest.BenchAnswer(b, body, 16, func() (carriers.Reply, error) { return dhlexpress.MapAnswer(body, &s, now) })
}
