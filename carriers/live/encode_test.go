package live_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers/live"
)

// FuzzEncode holds Encode against the standard library.
func FuzzEncode(f *testing.F) {
	for _, seed := range []string{"plain", `quote " and \`, "<a&b>", "Zoë\u2028", "\xff", "\x7f\n", ""} {
		f.Add(seed, 7)
	}
	f.Fuzz(func(t *testing.T, s string, n int) {
		o := live.Object{
			s: s, s + "2": n, "b": n > 0, "nothing": nil, "number": json.Number("1.50"), "texts": []string{s, "x"},
			"object": live.Object{"z": s, "a": live.Object{}}, "none": live.Object(nil),
			"list": []live.Object{{"k": s}, {}, nil}, "empty": []live.Object{}, "no list": []live.Object(nil), "place": &struct{ A, B string }{s, "b"},
		}
		want, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(live.Encode(o))); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	})
}
