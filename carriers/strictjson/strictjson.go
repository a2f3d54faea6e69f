// Package strictjson reads JSON that people write by hand: shipments, configs,
// lists of warehouses. A name that is not known, stands twice or is in another
// case is an error that says where, since encoding/json would pass over it or
// take the last without a word.
package strictjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
)

// Lines are where the names of a file stand: the line, from 1, of each path, such
// as "from.postal_code" or "parcels[1].weight".
type Lines map[string]int

// Decode reads the one JSON value that there is into what a pointer points to.
// The error names the line and the path of the first thing that is wrong. No
// text of a value is in it, since that may be a secret.
//
// The names of a map are free; those of a struct are its json tags, and they are
// in lower case.
func Decode(data []byte, into any) error {
	_, err := DecodeLines(data, into)
	return err
}

// DecodeLines is Decode that tells where the names stand, for errors about what
// the values say.
func DecodeLines(data []byte, into any) (Lines, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	if err := dec.Decode(into); err != nil {
		return nil, inWords(data, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("something follows the JSON, at byte %d", dec.InputOffset())
	}
	w := walk{data: data, dec: json.NewDecoder(bytes.NewReader(data)), line: 1, lines: Lines{}, fields: map[reflect.Type]map[string]reflect.Type{}}
	return w.lines, w.value("", reflect.TypeOf(into))
}

// inWords says where and what, in our words.
func inWords(data []byte, err error) error {
	lineAt := func(offset int64) int { return 1 + bytes.Count(data[:min(int(offset), len(data))], []byte("\n")) }
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("line %d: %w", lineAt(syntax.Offset), err)
	case errors.As(err, &kind):
		what := fmt.Sprintf("must be %s, it is %s", nounOf(kind.Type), kind.Value)
		if kind.Field != "" {
			what = kind.Field + ": " + what
		}
		return fmt.Errorf("line %d: %s", lineAt(kind.Offset), what)
	case errors.Is(err, io.EOF):
		return errors.New("the file is empty")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the file ends in the middle of the JSON")
	}
	return errors.New(strings.TrimPrefix(err.Error(), "json: "))
}

// nounOf is the JSON for a type of ours.
func nounOf(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Slice, reflect.Array:
		return "an array"
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.Int, reflect.Int64, reflect.Uint64:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	}
	return "a string"
}

// A walk goes through a file that was decoded, so that it is JSON, of the types
// that it should be and not nested without end.
type walk struct {
	data   []byte
	dec    *json.Decoder
	lines  Lines
	line   int   // of the offset
	offset int64 // up to where lines are counted
	fields map[reflect.Type]map[string]reflect.Type
}

// value goes through one value. A nil type is one whose names are not looked at.
func (w *walk) value(path string, t reflect.Type) error {
	token, err := w.dec.Token()
	if err != nil {
		return err
	}
	delim, _ := token.(json.Delim)
	t = container(t)
	seen := map[string]bool{}
	for i := 0; delim != 0 && w.dec.More(); i++ {
		at, of := fmt.Sprintf("%s[%d]", path, i), reflect.Type(nil)
		if delim == '{' {
			if at, of, err = w.name(path, t, seen); err != nil {
				return err
			}
		} else if t != nil && t.Kind() != reflect.Struct && t.Kind() != reflect.Map {
			of = t.Elem()
		}
		if err := w.value(at, of); err != nil {
			return err
		}
	}
	if delim != 0 {
		_, err = w.dec.Token()
	}
	return err
}

// name reads a name in an object, and returns its path and the type behind it.
func (w *walk) name(path string, t reflect.Type, seen map[string]bool) (at string, of reflect.Type, err error) {
	token, err := w.dec.Token()
	if err != nil {
		return "", nil, err
	}
	name := fmt.Sprint(token)
	end := w.dec.InputOffset()
	w.line += bytes.Count(w.data[w.offset:end], []byte("\n"))
	w.offset = end
	at = strings.TrimPrefix(path+"."+name, ".")
	if t != nil && t.Kind() == reflect.Map {
		of = t.Elem()
	} else if t != nil {
		known := w.fieldsOf(t)
		if of = known[name]; of == nil {
			return "", nil, w.unknown(path, name, known)
		}
	}
	if seen[name] {
		return "", nil, fmt.Errorf("line %d: %.200s stands twice", w.line, at)
	}
	seen[name] = true
	w.lines[at] = w.line
	return at, of, nil
}

func (w *walk) unknown(path, name string, known map[string]reflect.Type) error {
	why := ""
	for field := range known {
		if strings.EqualFold(field, name) {
			why = ": names are in lower case"
		}
	}
	if path != "" {
		path = " of " + path
	}
	return fmt.Errorf("line %d: unknown field %.60q%.200s%s", w.line, name, path, why)
}

// fieldsOf are the names that a struct has, and their types.
func (w *walk) fieldsOf(t reflect.Type) map[string]reflect.Type {
	if known := w.fields[t]; known != nil {
		return known
	}
	known := map[string]reflect.Type{}
	for i := range t.NumField() {
		field := t.Field(i)
		if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); name != "" && name != "-" {
			known[name] = field.Type
		}
	}
	w.fields[t] = known
	return known
}

var reader = reflect.TypeFor[json.Unmarshaler]()

// container is the type behind pointers if it holds names or a list of values;
// nil for anything else, and for what reads itself.
func container(t reflect.Type) reflect.Type {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == nil || reflect.PointerTo(t).Implements(reader) {
		return nil
	}
	switch t.Kind() {
	case reflect.Struct, reflect.Map, reflect.Slice, reflect.Array:
		return t
	}
	return nil
}
