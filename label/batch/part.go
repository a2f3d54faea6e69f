package batch

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label/batch/report"
)

// A part is what a chunk adds to the files of the whole run. Its file is a line
// of JSON, the head; the rows of shipments.csv and those of errors.csv; and the
// details as JSON, which are slow to read, and read once.
type part struct {
	partHead
	partDetails
	shipments, errors []byte
}

type partHead struct {
	Run       string   `json:"run"`
	Chunk     int      `json:"chunk"`
	Shipments int      `json:"shipments"` // bytes
	Errors    int      `json:"errors"`    // bytes
	Details   int      `json:"details"`   // bytes
	Files     []string `json:"files"`     // that were written for the chunk
	Sizes     []int64  `json:"sizes"`     // of Files, in bytes
}

type partDetails struct {
	Header []string     `json:"header"` // the columns of the input
	Tally  report.Tally `json:"tally"`
	Handed []handed     `json:"handed"`
}

// A handed is a parcel for a manifest.
type handed struct {
	Carrier   string           `json:"carrier"`
	Service   string           `json:"service"`
	Ships     carriers.Date    `json:"ships"`
	From      carriers.Address `json:"from,omitzero"` // the sender, where it is not that of the options
	Number    string           `json:"number"`
	Reference string           `json:"reference"`
	To        string           `json:"to"`
	Weight    dimweight.Weight `json:"weight"`
	Bought    bool             `json:"bought,omitempty"` // the carrier knows of it, and has a manifest of its own
}

func partName(chunk int) string { return fmt.Sprintf("%s/%04d", partsFolder, chunk+1) }

func (p *part) write(w io.Writer) error {
	p.Shipments, p.Errors = len(p.shipments), len(p.errors)
	details, err := json.Marshal(p.partDetails)
	if err != nil {
		return err
	}
	p.Details = len(details) + 1
	head, err := json.Marshal(p.partHead)
	if err != nil {
		return err
	}
	for _, data := range [][]byte{append(head, '\n'), p.shipments, p.errors, append(details, '\n')} {
		if _, err := w.Write(data); err != nil {
			return err
		}
	}
	return nil
}

// readPart reads the head of a part, which has so many bytes; what follows is left
// in the reader.
func readPart(r *bufio.Reader) (head partHead, length int, err error) {
	line, err := r.ReadBytes('\n')
	if err != nil {
		return head, 0, fmt.Errorf("the head of the part: %w", err)
	}
	return head, len(line), json.Unmarshal(line, &head)
}

// details reads the details of a part, after its head.
func (h *partHead) details(r *bufio.Reader) (d partDetails, err error) {
	if _, err = r.Discard(h.Shipments + h.Errors); err == nil {
		err = json.NewDecoder(r).Decode(&d)
	}
	return d, err
}
