package report

import (
	"errors"
	"fmt"

	"github.com/shiprate/shiprate/carriers"
)

// What a summary may hold: far over any run, and far under what an int64 adds up.
const (
	maxCount  = 1_000_000_000_000
	maxAmount = 1_000_000_000_000_000 // in minor units
	maxGrams  = 1_000_000_000_000_000
	maxList   = 5_000 // times any limit above stays within an int64
)

// checker gathers all that is wrong with a summary.
type checker struct{ errs []error }

func (c *checker) add(format string, args ...any) {
	if len(c.errs) < 20 {
		c.errs = append(c.errs, fmt.Errorf(format, args...))
	}
}

func (c *checker) counts(path string, list ...int) {
	for _, n := range list {
		if n < 0 || n > maxCount {
			c.add("%s: a count of %d: from 0 to %d", path, n, int64(maxCount))
		}
	}
}

func (c *checker) grams(path string, list ...int64) {
	for _, n := range list {
		if n < 0 || n > maxGrams {
			c.add("%s: %d g: from 0 to %d", path, n, int64(maxGrams))
		}
	}
}

// of checks amounts that are all of one currency.
func (c *checker) of(path string, currency carriers.Currency, list ...Sums) {
	c.sums(path, list...)
	for _, s := range list {
		for _, m := range s {
			if m.Currency != currency {
				c.add("%s: %s in what is of the currency %q", path, m, currency)
			}
		}
	}
}

func (c *checker) sums(path string, list ...Sums) {
	for _, s := range list {
		for _, m := range s {
			if m.Minor < -maxAmount || m.Minor > maxAmount {
				c.add("%s: %s is over the limit", path, m)
			}
		}
	}
}

func (c *checker) date(path, day string, also ...string) {
	for _, word := range append(also, "") {
		if day == word {
			return
		}
	}
	if _, err := carriers.ParseDate(day); err != nil {
		c.add("%s: %w", path, err)
	}
}

// check reports every figure that no run has.
func (s *Summary) check() error {
	var c checker
	c.counts("summary", s.Rows, s.Orders, s.Earlier, s.Failed, s.Parcels, s.Labels, s.LabelFiles)
	c.sums("spend", s.Spend)
	for _, n := range []int{len(s.Services), len(s.Zones), len(s.Charges), len(s.Rivals), len(s.Promises), len(s.Slack), len(s.Errors), len(s.Notes), len(s.Slowest), len(s.Dearest), len(s.Live)} {
		if n > maxList {
			c.add("a list of %d is over the limit of %d", n, maxList)
		}
	}
	if c.errs == nil {
		s.checkLists(&c)
	}
	return errors.Join(c.errs...)
}

func (s *Summary) checkLists(c *checker) {
	for i := range s.Services {
		v, path := &s.Services[i], fmt.Sprintf("services[%d]", i)
		c.counts(path, v.Orders, v.Parcels, v.Air)
		c.grams(path, v.Actual, v.Billable, v.AirActual, v.AirBillable)
		c.of(path, v.Currency, v.Spend, v.AirBase)
		if v.Unit != "" && v.Unit != "lb" && v.Unit != "kg" {
			c.add("%s.unit: %q is not lb or kg", path, v.Unit)
		}
	}
	for i := range s.Zones {
		v, path := &s.Zones[i], fmt.Sprintf("zones[%d]", i)
		c.counts(path, v.Parcels)
		c.of(path, v.Currency, v.Spend)
	}
	for i := range s.Charges {
		v, path := &s.Charges[i], fmt.Sprintf("charges[%d]", i)
		c.counts(path, v.Count)
		c.of(path, v.Currency, v.Spend)
	}
	for i := range s.Rivals {
		v, path := &s.Rivals[i], fmt.Sprintf("rivals[%d]", i)
		c.counts(path, v.Orders, v.Cannot, v.Cheaper, v.Foreign)
		c.of(path, v.Currency, v.Cost, v.Chosen)
	}
	for i := range s.Promises {
		v, path := &s.Promises[i], fmt.Sprintf("promises[%d]", i)
		c.counts(path, v.Orders, v.Guaranteed, v.Deadline)
		c.date(path, v.Day, LaterDay)
	}
	for i, v := range s.Slack {
		c.counts(fmt.Sprintf("slack[%d]", i), v.Orders)
	}
	for i, v := range s.Errors {
		c.counts(fmt.Sprintf("errors[%d]", i), v.Count)
	}
	for i, v := range s.Notes {
		c.counts(fmt.Sprintf("notes[%d]", i), v.Count)
	}
	for i := range s.Live {
		v, path := &s.Live[i], fmt.Sprintf("live[%d]", i)
		c.counts(path, v.Answered, v.Fallback, v.Failed, v.Timeout, v.Rested)
		if n := len(v.Reasons); n > maxList {
			c.add("%s.reasons: a list of %d is over the limit of %d", path, n, maxList)
			continue
		}
		for _, r := range v.Reasons {
			c.counts(path+".reasons", r.Count)
		}
	}
	s.checkExtremes(c, "slowest", s.Slowest)
	s.checkExtremes(c, "dearest", s.Dearest)
}

func (s *Summary) checkExtremes(c *checker, name string, list []Extreme) {
	for i := range list {
		v, path := &list[i], fmt.Sprintf("%s[%d]", name, i)
		c.counts(path, v.Row, v.Parcels, v.Days+1)
		c.date(path+".ships", v.Ships)
		c.date(path+".delivers", v.Delivers)
		c.sums(path, v.Total)
		if len(v.Total) != 1 {
			c.add("%s.total: %d amounts: an order has one", path, len(v.Total))
		}
	}
}
