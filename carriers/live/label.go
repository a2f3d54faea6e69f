package live

import (
	"bytes"
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
