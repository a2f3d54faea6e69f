package label

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Measured returns the text as a label draws it, composed (NFC) and without
// blanks at its ends, and with its width at its height. It is for those who lay
// out pages of their own.
//
// The error names the first character that cannot be drawn, and why.
func (t Text) Measured() (Text, error) {
	t.Text = norm.NFC.String(strings.TrimSpace(t.Text))
	if err := drawable(t.Text); err != nil {
		return Text{}, err
	}
	t.Width = dotsWide(t.Text, t.Bold, t.Height)
	return t, nil
}
