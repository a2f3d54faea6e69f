package main

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
)

// An option is what one kind of account has to be told beside what all have: a
// text, or a yes or no.
type option struct {
	text   string
	yes    bool
	isText bool
}

// UnmarshalJSON reads a text, true or false.
func (o *option) UnmarshalJSON(data []byte) error {
	switch string(data) {
	case "true", "false":
		*o = option{yes: string(data) == "true"}
		return nil
	}
	*o = option{isText: true}
	if json.Unmarshal(data, &o.text) != nil {
		return errors.New("options: each must be a string, true or false")
	}
	return nil
}

// options notes those that the kind does not have.
func (r *configReader) options(k *kind, given map[string]option) {
	for _, name := range slices.Sorted(maps.Keys(given)) {
		switch isText := given[name].isText; {
		case slices.Contains(k.options, name) && !isText:
			r.note("options."+name, "must be a string")
		case slices.Contains(k.switches, name) && isText:
			r.note("options."+name, "must be true or false")
		case slices.Contains(k.options, name), slices.Contains(k.switches, name):
		case len(k.options)+len(k.switches) == 0:
			r.note("options."+name, "%s has no options", k.name)
		default:
			r.note("options."+name, "is no option of %s: there are %s", k.name, strings.Join(slices.Concat(k.options, k.switches), ", "))
		}
	}
}
