package live_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/dimweight"
)

func TestParseDocument(t *testing.T) {
	tests := []struct {
		name, json string
		want       string // in the error; empty for none
	}{
		{"an object", ` {"a":[1,-2.5e3,true,false,null,"x\n\u00e9"]} `, ""},
		{"a bare number", "0", ""},
		{"32 levels", strings.Repeat("[", 32) + strings.Repeat("]", 32), ""},
		{"33 levels", strings.Repeat("[", 33) + strings.Repeat("]", 33), "over 32 levels deep"},
		{"a key twice", `{"a":1,"b":2,"a":3}`, `the key "a" stands twice`},
		{"a key twice in an inner object", `[{"x":{"a":1,"a":1}}]`, `the key "a" stands twice`},
		{"a long key twice, a nested object between", `{"delivery_date_guaranteed":1,"x":{"y":[{"delivery_date_guaranteed":2}]},"delivery_date_guaranteed":3}`, `the key "delivery_date_guaranteed" stands twice`},
		{"the first of 400 keys twice", "{" + keys(400) + `,"k0":1}`, `the key "k0" stands twice`},
		{"keys that begin and end alike", `{"aaaaaaaabaaaaaaaa":1,"aaaaaaaacaaaaaaaa":2,"aaaaaaaadaaaaaaaa":3}`, ""},
		{"an empty key twice", `{"":1,"a":2,"":3}`, `the key "" stands twice`},
		{"the same key in two objects", `[{"a":1},{"a":2}]`, ""},
		{"an escaped key, which could be another one", `{"\u0061":1}`, "a key has an escape"},
		{"nothing", " ", "it is empty"},
		{"half", `{"a":`, "ends too early"},
		{"a text without an end", `"abc`, "does not end"},
		{"more behind it", `{} {}`, "something follows"},
		{"a control character", "\"a\nb\"", "control character U+000A"},
		{"a control character behind eight letters", "\"abcdefghijk\x01\"", "control character U+0001"},
		{"not UTF-8", "\"\xff\"", "not valid UTF-8"},
		{"a bad escape", `"\x"`, "bad escape"},
		{"a short escape", `"\u12`, "bad escape"},
		{"NaN", `NaN`, "begins no value"},
		{"a plus", `+1`, "begins no value"},
		{"a zero in front", `01`, "something follows"},
		{"a point without digits", `1.`, "no digits after its point"},
		{"an exponent without digits", `1e`, "no digits in its exponent"},
		{"a minus alone", `-`, "a number has no digits"},
		{"a number of 41 digits", strings.Repeat("1", 41), "41 characters, over 40"},
		{"a comma too many in a list", `[1,]`, "begins no value"},
		{"a comma too many in an object", `{"a":1,}`, "a key is missing"},
		{"a key without quotes", `{a:1}`, "a key is missing"},
		{"nul", `nul`, "begins no value"},
		{"501 keys", "{" + keys(501) + "}", "over 500 keys"},
		{"500 keys", "{" + keys(500) + "}", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := live.ParseDocument([]byte(tt.json))
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("got error %v, want none", err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("got error %v, want one that says %q", err, tt.want)
			case err != nil && !errors.Is(err, live.ErrAnswer):
				t.Errorf("error %v does not match ErrAnswer", err)
			}
		})
	}
}

func keys(n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf(`"k%d":0`, i)
	}
	return strings.Join(all, ",")
}

// FuzzParseDocument holds the parser against that of the standard library: what
// it takes must be JSON, and texts must read the same.
func FuzzParseDocument(f *testing.F) {
	for _, seed := range []string{`{"a":[1,-2.5e3,true,null,"x\n\u00e9\ud83d\ude00"],"b":{}}`, `[]`, `"\ud800"`, `{"a":1,"a":2}`, "\"12345678\\\"\"", `1e999`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		doc, err := live.ParseDocument(b)
		if err != nil {
			if !errors.Is(err, live.ErrAnswer) {
				t.Fatalf("error %v does not match ErrAnswer", err)
			}
			return
		}
		var want any
		dec := json.NewDecoder(strings.NewReader(string(b)))
		dec.UseNumber()
		if err := dec.Decode(&want); err != nil {
			t.Fatalf("%q is taken, and is not JSON: %v", b, err)
		}
		same(t, doc.Read().Root(), want)
	})
}

func same(t *testing.T, v live.Value, want any) {
	t.Helper()
	_ = v.Path()
	switch want := want.(type) {
	case map[string]any:
		for k, w := range want {
			same(t, v.Get(k), w)
		}
	case []any:
		i := 0
		for e := range v.Each() {
			same(t, e, want[i])
			i++
		}
		if i != len(want) {
			t.Errorf("%d elements, want %d", i, len(want))
		}
	case string:
		if got := v.Text(); got != want {
			t.Errorf("text %q, want %q", got, want)
		}
	case json.Number:
		if got := v.Digits(); got != want.String() {
			t.Errorf("number %s, want %s", got, want)
		}
	case bool:
		if v.True() != want {
			t.Errorf("boolean %v, want %v", v.True(), want)
		}
	case nil:
		if v.Given() {
			t.Error("null is given")
		}
	}
}

func TestValues(t *testing.T) {
	doc, err := live.ParseDocument([]byte(`{"rates":[{"rate":"5.9300"},{"rate":7.1},{"rate":"1e3"},{"rate":"5.931"}],"weight":"15.4","days":3,"one":{"x":1}}`))
	if err != nil {
		t.Fatal(err)
	}
	root := doc.Read().Root()
	var got []string
	for v := range root.Get("rates").Each() {
		v = v.Apart()
		minor := v.Get("rate").Minor("USD")
		got = append(got, fmt.Sprint(minor, " ", v.Err()))
	}
	want := []string{"593 <nil>", "710 <nil>",
		`0 the answer cannot be trusted: rates[2].rate is "1e3", not an amount of USD`,
		`0 the answer cannot be trusted: rates[3].rate is "5.931", not an amount of USD`}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if w := root.Get("weight").Weight(dimweight.Ounce); w != 154*dimweight.Ounce/10 {
		t.Errorf("weight %v, want 15.4 oz", w)
	}
	for v := range root.Get("one").Each() { // a lone object is a list of one
		if v.Get("x").Int(9) != 1 {
			t.Error("the lone object is not read")
		}
	}
	if err := root.Err(); err != nil {
		t.Errorf("error %v before a mistake", err)
	}
	_ = root.Get("days").Text()
	if err := root.Err(); err == nil || err.Error() != "the answer cannot be trusted: days is a number, not a text" {
		t.Errorf("got error %v", err)
	}
}

// BenchmarkParseDocument is for an answer of 25 KB, as a carrier gives for a dozen
// services: under 60 µs are asked for.
func BenchmarkParseDocument(b *testing.B) {
	body := answerOf(25 << 10)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		doc, err := live.ParseDocument(body)
		if err != nil {
			b.Fatal(err)
		}
		total := int64(0)
		for v := range doc.Read().Root().Get("rates").Each() {
			total += v.Get("rate").Minor("USD")
		}
		if total == 0 {
			b.Fatal("no rates")
		}
	}
}

// answerOf is JSON of about so many bytes, in the manner of EasyPost's.
func answerOf(size int) []byte {
	var b strings.Builder
	b.WriteString(`{"id":"shp_1","object":"Shipment","messages":[],"rates":[`)
	for i := 0; b.Len() < size; i++ {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"billing_type":"easypost","carrier":"USPS","carrier_account_id":"ca_e606176ddb314afe896733636dba2f3b","created_at":"2024-08-02T23:15:32Z","currency":"USD","delivery_date":null,"delivery_date_guaranteed":false,"delivery_days":2,"est_delivery_days":2,"id":"rate_%032d","list_currency":"USD","list_rate":"33.10","mode":"test","object":"Rate","rate":"33.10","retail_currency":"USD","retail_rate":"37.90","service":"Express%d","shipment_id":"shp_d15e2d83644243f88c73130cf90e970c","updated_at":"2024-08-02T23:15:32Z"}`, i, i)
	}
	b.WriteString(`]}`)
	return []byte(b.String())
}
