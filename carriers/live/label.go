package live

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"

	"github.com/shiprate/shiprate/carriers"
)

// CheckLabel reports why a file is not a label of the format that it should be.
// A carrier under load may give a page of HTML or half a file instead.
func CheckLabel(format carriers.LabelFormat, data []byte) error {
	if len(data) > MaxLabel {
		return fmt.Errorf("the label has %d bytes, over the %d limit", len(data), MaxLabel)
	}
	head, tail := data[:min(len(data), 1024)], data[max(0, len(data)-1024):]
	switch format {
	case carriers.PDF:
		if !bytes.HasPrefix(data, []byte("%PDF-")) || !bytes.Contains(tail, []byte("%%EOF")) {
			return errors.New("the label is not a whole PDF")
		}
	case carriers.ZPL:
		if !bytes.Contains(head, []byte("^XA")) || !bytes.HasSuffix(bytes.TrimSpace(tail), []byte("^XZ")) {
			return errors.New("the label is not whole ZPL, from ^XA to ^XZ")
		}
	default:
		return fmt.Errorf("%q is no format of labels", string(format))
	}
	return nil
}

// Outcome makes the error of a purchase of the error of its last request: it
// matches carriers.ErrUnknown if the carrier may have read the request and did
// not say no, else carriers.ErrNotBought.
func Outcome(err error) error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) && e.Sent {
		for _, answered := range []error{ErrRefused, ErrLogin, ErrThrottled} {
			if errors.Is(err, answered) {
				return fmt.Errorf("%w: %w", carriers.ErrNotBought, err)
			}
		}
		return fmt.Errorf("%w: %w", carriers.ErrUnknown, err)
	}
	return fmt.Errorf("%w: %w", carriers.ErrNotBought, err)
}

// Sold makes the error of an answer that says what was bought, read from root, with
// what is wrong with the files of the labels alone at files: with the first the
// purchase is unknown, with the second it is bought and its label is not to be had.
func (c *Client) Sold(op string, root, files Value) error {
	switch {
	case root.Err() != nil:
		return fmt.Errorf("%w: %w", carriers.ErrUnknown, c.Clean(op, root.Err()))
	case files.Err() != nil:
		return fmt.Errorf("%w: %w", carriers.ErrNoLabel, c.Clean(op, files.Err()))
	}
	return nil
}

// CheckNumbers finds a tracking number that is none of the carrier's, or stands
// twice, and fails the value that the labels are from.
func CheckNumbers(v Value, labels []carriers.BoughtLabel, isNumber func(string) bool) {
	seen := map[string]bool{}
	for _, l := range labels {
		if !isNumber(l.Number) {
			v.Fail("has the tracking number %.40q, which is none", l.Number)
		} else if seen[l.Number] {
			v.Fail("has the tracking number %s twice", l.Number)
		}
		seen[l.Number] = true
	}
}

// DecodeLabel decodes a label in base64, and checks it.
func DecodeLabel(format carriers.LabelFormat, text string) ([]byte, error) {
	data, err := base64.StdEncoding.DecodeString(text)
	if err == nil {
		err = CheckLabel(format, data)
	}
	if err != nil {
		return nil, err
	}
	return data, nil
}
