package carriertest

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/shiprate/shiprate/carriers"
)

// cloneReply copies all that a reply refers to.
func cloneReply(r carriers.Reply) carriers.Reply {
	r.Rejections = slices.Clone(r.Rejections)
	r.Quotes = slices.Clone(r.Quotes)
	for i := range r.Quotes {
		q := &r.Quotes[i]
		q.Charges = slices.Clone(q.Charges)
		q.Parcels = slices.Clone(q.Parcels)
		q.Notes = slices.Clone(q.Notes)
	}
	return r
}

// differ says in what two replies differ: order counts, but a nil list is empty.
func differ(a, b carriers.Reply) error {
	if len(a.Quotes) != len(b.Quotes) || len(a.Rejections) != len(b.Rejections) {
		return fmt.Errorf("%d quotes and %d rejections, and then %d and %d", len(a.Quotes), len(a.Rejections), len(b.Quotes), len(b.Rejections))
	}
	for i := range a.Quotes {
		if err := differIn(a.Quotes[i], b.Quotes[i]); err != nil {
			return fmt.Errorf("quotes[%d] %s: %w", i, a.Quotes[i].Service, err)
		}
	}
	for i := range a.Rejections {
		if err := differIn(a.Rejections[i], b.Rejections[i]); err != nil {
			return fmt.Errorf("rejections[%d] %s: %w", i, a.Rejections[i].Service, err)
		}
	}
	return nil
}

// differIn names the first field that two structs differ in.
func differIn(a, b any) error {
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	for i := range x.NumField() {
		f, g := x.Field(i), y.Field(i)
		if f.Kind() == reflect.Slice && f.Len() == 0 && g.Len() == 0 {
			continue
		}
		if !reflect.DeepEqual(f.Interface(), g.Interface()) {
			return fmt.Errorf("%s is %+v, and then %+v", x.Type().Field(i).Name, f, g)
		}
	}
	return nil
}
