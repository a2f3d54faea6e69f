package usps_test

import (
	"strings"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	"github.com/shiprate/shiprate/carriers/live/usps"
)

// answer25K is options.json as it is sent, its first Parcel Select price repeated to
// about 25 KB: that is how many of them USPS tells.
func answer25K(t testing.TB) []byte {
	t.Helper()
	answer := string(livetest.Compact(t, livetest.File(t, "options.json")))
	begin := strings.Index(answer, `{"mailClass":"PARCEL_SELECT"`)
	rest := answer[begin+len(`{"mailClass":"PARCEL_SELECT","rateOptions":[`):]
	one, _, _ := strings.Cut(rest, `,{"commitment"`)
	at := len(answer) - len(rest)
	return []byte(answer[:at] + strings.Repeat(one+",", (25_000-len(answer))/(len(one)+1)) + rest)
}

// BenchmarkAnswer parses and maps an answer of about 25 KB.
func BenchmarkAnswer(b *testing.B) {
	body, s := answer25K(b), order()
	today := carriers.DateOf(livetest.Clock())
	livetest.BenchAnswer(b, body, 3, func() (carriers.Reply, error) { return usps.MapAnswer(body, &s, today) })
}
