package tariff

import (
	"fmt"

	"github.com/shiprate/shiprate/carriers"
)

// contents reads what a service takes alone.
func (t *table) contents() carriers.Contents {
	return read(t, "contents", func(s string) (carriers.Contents, error) {
		if s != string(carriers.Media) {
			return "", fmt.Errorf("%q: not %s", s, carriers.Media)
		}
		return carriers.Media, nil
	})
}
