package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/shiprate/shiprate/carriers"
)

// Summary is what a run came to, as summary.json has it.
type Summary struct {
	Run      string   `json:"run"`
	Input    string   `json:"input"`
	Ready    string   `json:"ready"`    // when the parcels are handed over: "2026-11-23T14:00"
	Carriers []Card   `json:"carriers"` // that were asked
	DryRun   bool     `json:"dry_run"`
	Complete bool     `json:"complete"` // the files of the whole run are written
	Files    []string `json:"files"`    // of the whole run, in its folder

	// Sizes are those of Files in bytes, but for the last one, which is the summary.
	// A dry run has none.
	Sizes []int64 `json:"sizes,omitempty"`

	// Void is how many of the orders' labels were voided since. The file of a summary
	// does not have it.
	Void int `json:"void,omitempty"`

	// Accounts are whose numbers were used, by carrier.
	Accounts map[string]string `json:"accounts"`

	// LabelFiles are how many files of labels there are, from FirstFile to
	// LastFile.
	LabelFiles int    `json:"label_files"`
	FirstFile  string `json:"first_file"`
	LastFile   string `json:"last_file"`

	Tally
}

// Card is a rate card that was asked.
type Card struct {
	Carrier string `json:"carrier"`
	Card    string `json:"card"`
	Source  string `json:"source"`
}

// MaxSummary is how long a summary.json may be, in bytes: what a run writes is
// far below.
const MaxSummary = 64 << 20

// ErrSummary says that what was read is no summary.json.
var ErrSummary = errors.New("not a summary of a run")

// ReadSummary reads a summary.json. What it returns can be merged and written
// whatever a stranger put into the file: the lists are sorted anew, what is there
// twice is added up, and counts that no run has are ErrSummary.
func ReadSummary(r io.Reader) (Summary, error) {
	var raw Summary
	limited := &io.LimitedReader{R: r, N: MaxSummary + 1}
	if err := json.NewDecoder(limited).Decode(&raw); err != nil {
		if limited.N <= 0 {
			return Summary{}, fmt.Errorf("%w: over the limit of %d bytes", ErrSummary, MaxSummary)
		}
		return Summary{}, fmt.Errorf("%w: %w", ErrSummary, err)
	}
	raw.name()
	if err := raw.check(); err != nil {
		return Summary{}, fmt.Errorf("%w: %w", ErrSummary, err)
	}
	s := raw
	s.Tally = Tally{}
	s.Merge(&raw.Tally)
	return s, nil
}

// name gives what has one amount its currency, where the file leaves it out.
func (s *Summary) name() {
	of := func(c *carriers.Currency, amounts Sums) {
		if *c == "" && len(amounts) == 1 {
			*c = amounts[0].Currency
		}
	}
	for i := range s.Services {
		of(&s.Services[i].Currency, s.Services[i].Spend)
	}
	for i := range s.Zones {
		of(&s.Zones[i].Currency, s.Zones[i].Spend)
	}
	for i := range s.Charges {
		of(&s.Charges[i].Currency, s.Charges[i].Spend)
	}
	for i := range s.Rivals {
		of(&s.Rivals[i].Currency, s.Rivals[i].Chosen)
	}
}
