package batch

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// A part is what a chunk adds to the files of the whole run. Its file is a line
// of JSON, and then the rows of shipments.csv and those of errors.csv.
type part struct {
	Run       string   `json:"run"`
	Chunk     int      `json:"chunk"`
	Files     []string `json:"files"` // that were written for the chunk
	Tally     Tally    `json:"tally"`
	Handed    []handed `json:"handed"`
	Header    []string `json:"header"`    // the columns of the input
	Shipments int      `json:"shipments"` // bytes
	Errors    int      `json:"errors"`    // bytes

	shipments, errors []byte
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
}

func partName(chunk int) string { return fmt.Sprintf("%s/%04d", partsFolder, chunk+1) }

func (p *part) write(w io.Writer) error {
	p.Shipments, p.Errors = len(p.shipments), len(p.errors)
	line, err := json.Marshal(p)
	if err != nil {
		return err
	}
	for _, data := range [][]byte{append(line, '\n'), p.shipments, p.errors} {
		if _, err := w.Write(data); err != nil {
			return err
		}
	}
	return nil
}

// readPart reads the head of a part; what follows is left in the reader.
func readPart(r *bufio.Reader, p *part) error {
	line, err := r.ReadBytes('\n')
	if err != nil {
		return fmt.Errorf("the head of the part: %w", err)
	}
	return json.Unmarshal(line, p)
}
