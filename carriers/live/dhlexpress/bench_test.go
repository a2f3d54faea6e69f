package dhlexpress_test

import (
	"encoding/json"
	"testing"

	"github.com/shiprate/shiprate/carriers/live/dhlexpress"
	"github.com/shiprate/shiprate/carriers/live/livetest"
)

// answer25K is the recorded answer, its products repeated under other codes to
// about 25 KB.
func answer25K(t testing.TB) []byte {
	t.Helper()
	var answer map[string][]map[string]any
	if err := json.Unmarshal(rates(t), &answer); err != nil {
		t.Fatal(err)
	}
	recorded := answer["products"][:4]
	recorded[0]["isCustomerAgreement"] = false
	all := recorded
	for i, code := range []string{"P", "D", "U", "Y", "T", "M", "L", "E", "K", "H", "W", "N"} {
		more := map[string]any{}
		for k, v := range recorded[i%len(recorded)] {
			more[k] = v
		}
		more["productCode"] = code
		all = append(all, more)
	}
	b, err := json.Marshal(map[string]any{"products": all})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// BenchmarkAnswer parses and maps an answer of about 25 KB, sixteen products with
// every charge.
func BenchmarkAnswer(b *testing.B) {
	body, s, now := answer25K(b), order(), livetest.Clock()
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		reply, err := dhlexpress.MapAnswer(body, &s, now)
		if err != nil || len(reply.Quotes) != 16 {
			b.Fatal(len(reply.Quotes), err)
		}
	}
}
