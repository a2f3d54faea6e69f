package ups_test

import (
	"encoding/json"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	"github.com/shiprate/shiprate/carriers/live/ups"
)

// answer25K is the recorded answer, its services repeated under other codes to
// about 25 KB: a dozen services.
func answer25K(t testing.TB) []byte {
	t.Helper()
	var answer map[string]map[string]any
	if err := json.Unmarshal(livetest.File(t, "rates_transit.json"), &answer); err != nil {
		t.Fatal(err)
	}
	rated := answer["RateResponse"]["RatedShipment"].([]any)
	all := rated
	for i, code := range []string{"13", "59", "93", "11", "08", "65", "07", "54"} {
		more := map[string]any{}
		for k, v := range rated[i%len(rated)].(map[string]any) {
			more[k] = v
		}
		more["Service"] = map[string]any{"Code": code}
		all = append(all, more)
	}
	answer["RateResponse"]["RatedShipment"] = all
	b, err := json.Marshal(answer)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// BenchmarkAnswer parses and maps an answer of about 25 KB, thirteen services
// with every charge.
func BenchmarkAnswer(b *testing.B) {
	body, s := answer25K(b), order()
	today := carriers.DateOf(livetest.Clock())
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		reply, err := ups.MapAnswer(body, &s, today)
		if err != nil || len(reply.Quotes) != 13 {
			b.Fatal(len(reply.Quotes), err)
		}
	}
}
