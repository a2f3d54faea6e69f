package fedex_test

import (
	"encoding/json"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live/fedex"
	"github.com/shiprate/shiprate/carriers/live/livetest"
)

// answer25K is the recorded answer, its services repeated under other types to
// about 25 KB: eight services, each with two prices.
func answer25K(t testing.TB) []byte {
	t.Helper()
	var answer map[string]map[string]any
	_ = json.Unmarshal(livetest.File(t, "rates.json"), &answer) // the transactionId is no map
	rated := answer["output"]["rateReplyDetails"].([]any)
	all := rated
	for i, kind := range []string{"FEDEX_2_DAY", "FEDEX_2_DAY_AM", "STANDARD_OVERNIGHT", "GROUND_HOME_DELIVERY", "SMART_POST", "SAME_DAY", "SAME_DAY_CITY"} {
		more := map[string]any{}
		for k, v := range rated[i%len(rated)].(map[string]any) {
			more[k] = v
		}
		more["serviceType"] = kind
		all = append(all, more)
	}
	answer["output"]["rateReplyDetails"] = all
	b, err := json.Marshal(answer)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// BenchmarkAnswer parses and maps an answer of about 25 KB, eight services with every
// charge and three that are not known.
func BenchmarkAnswer(b *testing.B) {
	body, s := answer25K(b), order()
	today := carriers.DateOf(livetest.Clock())
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		reply, err := fedex.MapAnswer(body, &s, today)
		if err != nil || len(reply.Quotes) != 8 {
			b.Fatal(len(reply.Quotes), err)
		}
	}
}
