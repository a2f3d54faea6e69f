package live

import (
	"errors"
	"fmt"
	"slices"

	"github.com/shiprate/shiprate/carriers"
)

// CollectedNumbers are the tracking numbers of a collection, sorted: at least one, and
// each is one of the carrier's.
func CollectedNumbers(of *carriers.Collection, isNumber func(string) bool) ([]string, error) {
	var numbers []string
	for _, b := range of.Bought {
		for _, l := range b.Labels {
			if !isNumber(l.Number) {
				return nil, fmt.Errorf("number: %.60q is not a tracking number of %s", l.Number, b.Carrier)
			}
			numbers = append(numbers, l.Number)
		}
	}
	if len(numbers) == 0 {
		return nil, errors.New("a manifest needs at least one label")
	}
	slices.Sort(numbers)
	return numbers, nil
}

// CheckManifest fails the value that a manifest is from, when it has no ID or not
// just the numbers that were asked for, which are sorted. It sorts those of the
// manifest.
func CheckManifest(v Value, m *carriers.Manifest, asked []string) {
	slices.Sort(m.Numbers)
	switch {
	case m.ID == "":
		v.Fail("names no manifest")
	case !slices.Equal(m.Numbers, asked):
		v.Fail("has %d parcels on the manifest %.40s, not the %d that were asked for", len(m.Numbers), m.ID, len(asked))
	}
}
