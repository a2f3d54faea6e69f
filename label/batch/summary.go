package batch

import (
	"encoding/json"
	"fmt"
	"io"
)

// Summary is what a run came to, as summary.json has it.
type Summary struct {
	Run      string   `json:"run"`
	Input    string   `json:"input"`
	Ready    string   `json:"ready"`
	Carriers []Card   `json:"carriers"` // that were asked
	DryRun   bool     `json:"dry_run"`
	Complete bool     `json:"complete"` // the files of the whole run are written
	Files    []string `json:"files"`    // of the whole run, in its folder

	// Accounts are whose numbers were used, by carrier.
	Accounts map[string]string `json:"accounts"`

	// LabelFiles are how many files of labels and packing slips there are, from
	// FirstFile to LastFile.
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

// The files of a run beside the labels.
const (
	shipmentsFile = "shipments.csv"
	errorsFile    = "errors.csv"
	summaryFile   = "summary.json"
)

// ReadSummary reads a summary.json.
func ReadSummary(r io.Reader) (s Summary, err error) {
	if err = json.NewDecoder(r).Decode(&s); err != nil {
		return s, fmt.Errorf("summary: %w", err)
	}
	return s, nil
}

// summary is what is known of a run before its orders are counted.
func (h *runHead) summary() Summary {
	return Summary{Run: h.Run, Input: h.Input, Ready: h.Ready, Carriers: h.Carriers, Accounts: h.Accounts}
}
