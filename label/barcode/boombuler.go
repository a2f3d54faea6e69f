package barcode

// DataMatrix and QR are made by boombuler/barcode, which encodes both right but checks
// little: it takes "+12" for three digits and a leading è for FNC1. What it is given is
// checked here, and the mode of a QR symbol is chosen here.

import (
	"fmt"
	"image/color"
	"strings"

	boombuler "github.com/boombuler/barcode"
	"github.com/boombuler/barcode/datamatrix"
	"github.com/boombuler/barcode/qr"
)

const (
	dataMatrixQuiet = 1    // ISO/IEC 16022, section 7.1
	dataMatrixMost  = 1304 // codewords of the largest symbol used, 132 by 132
	qrQuiet         = 4    // ISO/IEC 18004, section 6.3.8
)

// DataMatrix encodes text as a square ECC 200 DataMatrix (ISO/IEC 16022), the smallest
// that holds it: a pair of digits or another ASCII character takes a codeword, other
// Latin-1 two, of the 1304 that a symbol of 132 modules has. The one of 144 is not used,
// since readers differ on the order of its check codewords.
//
// The errors are [ErrEmpty], a [CharError] for the first character that is not Latin-1
// (nor may the first be è, U+00E8) and [ErrTooLong].
func DataMatrix(text string) (Matrix, error) {
	if text == "" {
		return Matrix{}, ErrEmpty
	}
	const holds = "DataMatrix holds Latin-1, U+0000 to U+00FF"
	bytes, err := latin1(text, holds)
	if err != nil {
		return Matrix{}, err
	}
	if bytes[0] == datamatrix.FNC1 {
		return Matrix{}, charError(text, 0, "a DataMatrix cannot start with it here")
	}
	return dataMatrix(Matrix{Kind: DataMatrixKind, Data: text}, string(bytes))
}

// GS1DataMatrix encodes elements in the order given as a GS1 DataMatrix (GS1 General
// Specifications, section 5.7). The elements are checked and separated as those of
// [GS1128] are, but for the limit of 48 characters, which is not for DataMatrix.
//
// The errors are [ErrEmpty], an [ElementError] and [ErrTooLong].
func GS1DataMatrix(elements ...Element) (Matrix, error) {
	if len(elements) == 0 {
		return Matrix{}, ErrEmpty
	}
	const separator = '\x1d'
	var data strings.Builder
	for i, e := range elements {
		if err := checkElement(e); err != nil {
			return Matrix{}, err
		}
		data.WriteString(e.AI)
		data.WriteString(e.Value)
		if i < len(elements)-1 && !predefined(e.AI) {
			data.WriteByte(separator)
		}
	}
	content := append([]byte{datamatrix.FNC1}, data.String()...)
	for i, c := range content {
		if c == separator {
			content[i] = datamatrix.FNC1
		}
	}
	return dataMatrix(Matrix{Kind: DataMatrixKind, Data: data.String(), GS1: true}, string(content))
}

// dataMatrix fills m's modules with those of content.
func dataMatrix(m Matrix, content string) (Matrix, error) {
	words := 0
	for i := 0; i < len(content); i++ {
		switch c := content[i]; {
		case digit(c) && i+1 < len(content) && digit(content[i+1]):
			i++
		case c > 127 && !m.GS1:
			words++
		}
		words++
	}
	if words > dataMatrixMost {
		return Matrix{}, fmt.Errorf("DataMatrix symbol: %d codewords is over the %d of the largest: %w", words, dataMatrixMost, ErrTooLong)
	}
	code, err := datamatrix.Encode(content)
	if err != nil {
		return Matrix{}, fmt.Errorf("DataMatrix symbol: %w", err)
	}
	m.Quiet = dataMatrixQuiet
	return m.paint(code), nil
}

// QR encodes data as a QR code (ISO/IEC 18004), the smallest of the 40 versions that holds
// it: as digits, as the 45 characters of alphanumeric mode (capitals, digits, space and
// $%*+-./:) or as bytes, whichever is the narrowest that has all of data. Text that is not
// ASCII stands as UTF-8, without a mark, as readers expect.
//
// level is the error correction: "L", "M", "Q" or "H", which mend about 7, 15, 25 and 30
// hundredths of a symbol. Empty is "M".
//
// The errors are [ErrEmpty], a [FieldError] for the level and [ErrTooLong].
func QR(data, level string) (Matrix, error) {
	if data == "" {
		return Matrix{}, ErrEmpty
	}
	if level == "" {
		level = "M"
	}
	at := strings.Index("LMQH", level)
	if at < 0 || len(level) != 1 {
		return Matrix{}, &FieldError{"QR level", level, "want L, M, Q or H"}
	}
	mode, kind, most := qrMode(data)
	if len(data) > most[at] {
		return Matrix{}, fmt.Errorf("QR symbol: %d %s is over the %d that level %s holds: %w", len(data), kind, most[at], level, ErrTooLong)
	}
	code, err := qr.Encode(data, [4]qr.ErrorCorrectionLevel{qr.L, qr.M, qr.Q, qr.H}[at], mode)
	if err != nil {
		return Matrix{}, fmt.Errorf("QR symbol: %w", err)
	}
	return Matrix{Kind: QRKind, Data: data, Level: level, Quiet: qrQuiet}.paint(code), nil
}

// qrMode is the narrowest mode for data, and the most of it that version 40 holds at
// levels L, M, Q and H (ISO/IEC 18004, table 7).
func qrMode(data string) (mode qr.Encoding, kind string, most [4]int) {
	const digits, capitals = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
	switch {
	case strings.Trim(data, digits) == "":
		return qr.Numeric, "digits", [4]int{7089, 5596, 3993, 3057}
	case strings.Trim(data, digits+capitals) == "":
		return qr.AlphaNumeric, "characters", [4]int{4296, 3391, 2420, 1852}
	}
	return qr.Unicode, "bytes", [4]int{2953, 2331, 1663, 1273}
}

// paint copies the modules of a symbol, which come as a picture with a dot for each.
func (m Matrix) paint(code boombuler.Barcode) Matrix {
	size := code.Bounds().Size()
	m.Columns, m.Rows, m.Aspect = size.X, size.Y, 1
	m.Modules = make([]bool, 0, size.X*size.Y)
	for y := range size.Y {
		for x := range size.X {
			m.Modules = append(m.Modules, code.At(x, y) == color.Black)
		}
	}
	return m
}
