package batch

import (
	"encoding/json"
	"slices"
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
		m, err := carriers.ParseMoney(text, "")
		if err != nil {
			return err
		}
		s.Add(m)
	}
	return nil
}
