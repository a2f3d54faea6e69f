package livetest

import (
	"encoding/json"
	"maps"
	"testing"

	"github.com/shiprate/shiprate/carriers"
)

// Grown is a recorded answer whose list at a path has more elements, to come to some
// 25 KB: for each of some values a copy of those that are there, in turn, with the
// value at the key.
func Grown(t testing.TB, body []byte, path []string, key string, values ...any) []byte {
	t.Helper()
	var root any
	if err := json.Unmarshal(body, &root); err != nil {
		t.Fatal(err)
	}
	parent := root.(map[string]any)
	for _, name := range path[:len(path)-1] {
		parent = parent[name].(map[string]any)
	}
	recorded := parent[path[len(path)-1]].([]any)
	all := recorded
	for i, v := range values {
		more := maps.Clone(recorded[i%len(recorded)].(map[string]any))
		more[key] = v
		all = append(all, more)
	}
	parent[path[len(path)-1]] = all
	b, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// BenchAnswer measures how long an answer takes to be parsed and mapped, which must
// give so many quotes.
func BenchAnswer(b *testing.B, body []byte, quotes int, read func() (carriers.Reply, error)) {
	b.Helper()
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		reply, err := read()
		if err != nil || len(reply.Quotes) != quotes {
			b.Fatal(len(reply.Quotes), err)
		}
	}
}
