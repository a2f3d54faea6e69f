package strictjson_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers/strictjson"
)

type shop struct {
	Name  string          `json:"name"`
	Open  bool            `json:"open"`
	Size  int             `json:"size"`
	Doors []*door         `json:"doors"`
	Stock map[string]int  `json:"stock"`
	Rooms map[string]door `json:"rooms"`
	Free  json.RawMessage `json:"free"`
	Inner string          `json:"-"`
}

type door struct {
	Wide string `json:"wide"`
}

func TestDecodeRefuses(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"nothing", " \n", "the file is empty"},
		{"half of it", `{"name":`, "the file ends in the middle of the JSON"},
		{"two of it", `{} {}`, "something follows the JSON, at byte "},
		{"what is no JSON", "{\n\"name\" x", "line 2: invalid character 'x'"},
		{"a field that is not known", "{\n\"name\":\"a\",\n\"colour\":1}", `line 3: unknown field "colour"`},
		{"one of an object in a list", "{\"doors\":[{},\n{\"high\":1}]}", `line 2: unknown field "high" of doors[1]`},
		{"one of an object in a map", `{"rooms":{"Hall":{"high":1}}}`, `line 1: unknown field "high" of rooms.Hall`},
		{"one that has no name in JSON", `{"Inner":"a"}`, `line 1: unknown field "Inner"`},
		{"one in capitals", `{"Name":"a"}`, `line 1: unknown field "Name": names are in lower case`},
		{"one that stands twice", "{\"name\":\"a\",\n\"name\":\"b\"}", "line 2: name stands twice"},
		{"one that stands twice in a map", `{"stock":{"A":1,"A":2}}`, "line 1: stock.A stands twice"},
		{"one that stands twice where names are free", `{"free":{"a":1,"a":2}}`, "line 1: free.a stands twice"},
		{"a number for a text", "{\n\"name\":12345678}", "line 2: name: must be a string, it is number"},
		{"a text for a yes or no", `{"open":"hunter2"}`, "line 1: open: must be true or false, it is string"},
		{"half of a piece", `{"size":1.5}`, "line 1: size: must be a whole number, it is number 1.5"},
		{"a list for an object", `[]`, "line 1: must be an object, it is array"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := strictjson.Decode([]byte(tt.in), &shop{})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got error %v, want one with %q", err, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), "hunter2") {
				t.Errorf("a value is shown: %v", err)
			}
		})
	}
}

func TestDecodeLines(t *testing.T) {
	var got shop
	lines, err := strictjson.DecodeLines([]byte(`{"name":"a",
"doors":[{"wide":"1m"},
 {"wide":"2m"}],
"stock":{"CUP-Blue":2},"free":{"Any":[{"x":1}]}}`), &got)
	if err != nil {
		t.Fatal(err)
	}
	want := shop{Name: "a", Doors: []*door{{"1m"}, {"2m"}}, Stock: map[string]int{"CUP-Blue": 2}, Free: json.RawMessage(`{"Any":[{"x":1}]}`)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	wantLines := strictjson.Lines{"name": 1, "doors": 2, "doors[0].wide": 2, "doors[1].wide": 3, "stock": 4, "stock.CUP-Blue": 4, "free": 4, "free.Any": 4, "free.Any[0].x": 4}
	if diff := cmp.Diff(wantLines, lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// FuzzDecode holds it against encoding/json: what is taken here is taken there,
// with the same values.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"name":"a","doors":[{"wide":"1m"}],"stock":{"A":1}}`))
	f.Add([]byte(`{"free":[[[{"a":null}]]],"rooms":{"x":{}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var ours, theirs shop
		if strictjson.Decode(data, &ours) != nil {
			return
		}
		if err := json.Unmarshal(data, &theirs); err != nil {
			t.Fatalf("encoding/json refuses it: %v", err)
		}
		if diff := cmp.Diff(theirs, ours); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
