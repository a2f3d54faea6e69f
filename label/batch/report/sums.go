package report

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// Sums is an amount in each of several currencies, in the order of their names:
// money of two currencies is never added. JSON has it as ["12.50 USD"].
type Sums []carriers.Money

// Add adds an amount; no amount of no currency adds nothing.
func (s *Sums) Add(m carriers.Money) {
	if m.Currency == "" {
		return
	}
	for i := range *s {
		if (*s)[i].Currency == m.Currency {
			(*s)[i].Minor += m.Minor
			return
		}
	}
	*s = append(*s, m)
	slices.SortFunc(*s, func(a, b carriers.Money) int { return strings.Compare(string(a.Currency), string(b.Currency)) })
}

// AddAll adds other sums.
func (s *Sums) AddAll(other Sums) {
	for _, m := range other {
		s.Add(m)
	}
}

// Less returns the sums less others.
func (s Sums) Less(other Sums) Sums {
	less := slices.Clone(s)
	for _, m := range other {
		m.Minor = -m.Minor
		less.Add(m)
	}
	return less
}

// In returns the amount in one currency, in its minor units.
func (s Sums) In(c carriers.Currency) int64 {
	for _, m := range s {
		if m.Currency == c {
			return m.Minor
		}
	}
	return 0
}

// Has reports whether there is an amount in a currency, be it zero.
func (s Sums) Has(c carriers.Currency) bool {
	return slices.ContainsFunc(s, func(m carriers.Money) bool { return m.Currency == c })
}

func (s Sums) String() string {
	if len(s) == 0 {
		return "0"
	}
	list := make([]string, len(s))
	for i, m := range s {
		list[i] = m.String()
	}
	return strings.Join(list, " + ")
}

// MarshalJSON writes a list of amounts.
func (s Sums) MarshalJSON() ([]byte, error) {
	list := make([]string, len(s))
	for i, m := range s {
		list[i] = m.String()
	}
	return json.Marshal(list)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Sums) UnmarshalJSON(data []byte) error {
	var list []string
	if err := json.Unmarshal(data, &list); err != nil {
		return err
	}
	*s = nil
	for _, text := range list {
		m, err := readAmount(text)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(*s, func(o carriers.Money) bool { return o.Currency == m.Currency }) {
			return fmt.Errorf("%s stands twice in %q", m.Currency, list)
		}
		s.Add(m)
	}
	return nil
}

// readAmount reads what Money.String prints. A sum may be above what a price may
// be.
func readAmount(text string) (carriers.Money, error) {
	amount, code, _ := strings.Cut(text, " ")
	c := carriers.Currency(code)
	digits, known := c.Digits()
	if !known {
		return carriers.Money{}, fmt.Errorf("%q is not an amount such as 12.50 USD", text)
	}
	whole, frac, _ := strings.Cut(amount, ".")
	minor, err := strconv.ParseInt(whole+frac, 10, 64)
	m := carriers.Money{Minor: minor, Currency: c}
	if err != nil || len(frac) != digits || minor < -maxAmount || minor > maxAmount || m.String() != text {
		return carriers.Money{}, fmt.Errorf("%q is not an amount in %s with %d digits after the point, or over the limit of %d of its smallest unit", text, c, digits, int64(maxAmount))
	}
	return m, nil
}
