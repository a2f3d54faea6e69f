package batch

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/shiprate/shiprate/carriers"
)

// Summary is what a run came to, as summary.json has it.
type Summary struct {
	Run      string   `json:"run"`
	Input    string   `json:"input"`
	Ready    string   `json:"ready"`
	Carriers []Card   `json:"carriers"` // that were asked
	Accounts []string `json:"accounts"` // whose numbers were used: "ups=1Z999AA1"
	DryRun   bool     `json:"dry_run"`
	Complete bool     `json:"complete"` // the files of the whole run are written
	Files    []string `json:"files"`    // of the run in its folder, the labels in a file for each chunk not among them
	Sheets   int      `json:"label_files"`
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

// summary is what the options say of a run.
func (r *run) summary() Summary {
	s := Summary{Run: r.head.Run, Input: r.head.Input, Ready: r.head.Ready, DryRun: r.DryRun}
	for _, c := range r.Carriers {
		account := r.Accounts[c.Name()]
		if account != "" {
			s.Accounts = append(s.Accounts, c.Name()+"="+account)
		}
		lister, ok := c.(carriers.Lister)
		if !ok {
			s.Carriers = append(s.Carriers, Card{Carrier: c.Name()})
			continue
		}
		last := Card{}
		for _, service := range lister.Services() {
			card := Card{service.Carrier, service.Card, service.Source}
			if card != last {
				s.Carriers = append(s.Carriers, card)
			}
			last = card
		}
	}
	return s
}
