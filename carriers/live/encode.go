package live

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
)

// An Object is one of a request's JSON: texts, numbers, booleans, and lists and
// Objects of them.
type Object map[string]any

// Encode writes what json.Marshal does, its keys in order, in a third of the time.
func Encode(o Object) []byte { return appendJSON(make([]byte, 0, 1<<10), o) }

func appendJSON(b []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return appendText(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case Object:
		if v != nil {
			return appendObject(b, v)
		}
	case []Object:
		if v != nil {
			b = append(b, '[')
			for i, o := range v {
				if i > 0 {
					b = append(b, ',')
				}
				b = appendJSON(b, o)
			}
			return append(b, ']')
		}
	}
	other, err := json.Marshal(v)
	if err != nil {
		panic(err) // texts, numbers, booleans and lists of them alone: it cannot be
	}
	return append(b, other...)
}

func appendObject(b []byte, o Object) []byte {
	b = append(b, '{')
	keys := slices.AppendSeq(make([]string, 0, 24), maps.Keys(o))
	slices.Sort(keys)
	for i, key := range keys {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendText(b, key), ':')
		b = appendJSON(b, o[key])
	}
	return append(b, '}')
}

func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			escaped, _ := json.Marshal(s) // of a text it cannot fail
			return append(b, escaped...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}
