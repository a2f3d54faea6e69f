package barcode_test

import (
	"errors"
	"image"
	"image/color"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/datamatrix"
	"github.com/makiuchi-d/gozxing/qrcode"

	"github.com/shiprate/shiprate/label/barcode"
)

// matrixPicture draws a symbol with its quiet zone, dots wide for each module.
func matrixPicture(m barcode.Matrix, dots int) image.Image {
	img := image.NewGray(image.Rect(0, 0, (m.Columns+2*m.Quiet)*dots, (m.Rows+2*m.Quiet)*dots))
	for y := range img.Rect.Max.Y {
		for x := range img.Rect.Max.X {
			column, row := x/dots-m.Quiet, y/dots-m.Quiet
			if !image.Pt(column, row).In(image.Rect(0, 0, m.Columns, m.Rows)) || !m.Dark(column, row) {
				img.SetGray(x, y, color.Gray{Y: 0xFF})
			}
		}
	}
	return img
}

// scanMatrix reads a symbol as it stands with a decoder that is not ours.
func scanMatrix(m barcode.Matrix) (string, error) {
	bitmap, err := gozxing.NewBinaryBitmapFromImage(matrixPicture(m, 3))
	if err != nil {
		return "", err
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_PURE_BARCODE: true}
	reader := qrcode.NewQRCodeReader()
	if m.Kind == barcode.DataMatrixKind {
		reader = datamatrix.NewDataMatrixReader()
	} else {
		hints[gozxing.DecodeHintType_CHARACTER_SET] = "UTF-8"
	}
	result, err := reader.Decode(bitmap, hints)
	if err != nil {
		return "", err
	}
	text := result.GetText()
	if m.Kind == barcode.DataMatrixKind { // whose text comes as bytes of Latin-1
		runes := make([]rune, len(text))
		for i := range len(text) {
			runes[i] = rune(text[i])
		}
		text = string(runes)
	}
	return text, nil
}

func allLatin1() string {
	var s strings.Builder
	for r := range rune(0x100) {
		s.WriteRune(r)
	}
	return s.String()
}

func TestScanDataMatrix(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 16022))
	alphabets := []string{"0123456789", "0123456789ABC", "abc 123", allASCII(), "A\x1d"}
	for i := range 300 {
		data := pick(random, alphabets[i%len(alphabets)], 1+random.IntN(120))
		symbol, err := barcode.DataMatrix(data)
		if err != nil {
			t.Fatalf("%q: %v", data, err)
		}
		if got, err := scanMatrix(symbol); err != nil || got != data {
			t.Errorf("%q reads as %q, error %v", data, got, err)
		}
	}
}

// The larger symbols have more than one region and block.
func TestScanDataMatrixOfEverySize(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 16022))
	seen := map[int]bool{}
	for words := 1; words <= 1304; words = words*9/8 + 1 {
		data := pick(random, "ABCDEFG", words)
		symbol, err := barcode.DataMatrix(data)
		if err != nil {
			t.Fatalf("%d codewords: %v", words, err)
		}
		seen[symbol.Columns] = true
		if got, err := scanMatrix(symbol); err != nil || got != data {
			t.Errorf("%d codewords, %d modules: read wrong, error %v", words, symbol.Columns, err)
		}
	}
	for _, size := range []int{10, 12, 16, 26, 32, 52, 64, 104, 120, 132} {
		if !seen[size] {
			t.Errorf("no symbol of %d modules was tried", size)
		}
	}
}

func TestScanLatin1DataMatrix(t *testing.T) {
	for _, data := range []string{"Zoë", "né à Orléans è", allLatin1()} {
		symbol, err := barcode.DataMatrix(data)
		if err != nil {
			t.Fatalf("%q: %v", data, err)
		}
		if got, err := scanMatrix(symbol); err != nil || got != data {
			t.Errorf("%q reads as %q, error %v", data, got, err)
		}
	}
}

func TestScanGS1DataMatrix(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 16022))
	for range 300 {
		elements, want := randomElements(random)
		symbol, err := barcode.GS1DataMatrix(elements...)
		if err != nil {
			t.Fatalf("%v: %v", elements, err)
		}
		want = strings.TrimPrefix(want, "]C1")
		if got, err := scanMatrix(symbol); err != nil || strings.TrimPrefix(got, "\x1d") != want {
			t.Errorf("%v reads as %q, want %q, error %v", elements, got, want, err)
		}
		if !symbol.GS1 || symbol.Data != want {
			t.Errorf("%v has data %q, want %q", elements, symbol.Data, want)
		}
	}
}

func TestScanQR(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 18004))
	alphabets := []string{"0123456789", "0123456789ABC $%*+-./:", "abc 123", allASCII(), "+-0123456789"}
	for i := range 100 {
		data, level := pick(random, alphabets[i%len(alphabets)], 1+random.IntN(100)), "LMQH"[i%4:][:1]
		symbol, err := barcode.QR(data, level)
		if err != nil {
			t.Fatalf("%q: %v", data, err)
		}
		if got, err := scanMatrix(symbol); err != nil || got != data {
			t.Errorf("%q reads as %q, error %v", data, got, err)
		}
		if symbol.Level != level {
			t.Errorf("level %q, want %q", symbol.Level, level)
		}
	}
	const polish = "zażółć gęślą jaźń"
	symbol, err := barcode.QR(polish, "")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := scanMatrix(symbol); err != nil || got != polish {
		t.Errorf("%q reads as %q, error %v", polish, got, err)
	}
}

// Sizes of ISO/IEC 16022 table 7 and ISO/IEC 18004 table 7.
func TestMatrixSizes(t *testing.T) {
	dm := func(data string) func() (barcode.Matrix, error) {
		return func() (barcode.Matrix, error) { return barcode.DataMatrix(data) }
	}
	code := func(data, level string) func() (barcode.Matrix, error) {
		return func() (barcode.Matrix, error) { return barcode.QR(data, level) }
	}
	tests := []struct {
		name   string
		encode func() (barcode.Matrix, error)
		want   int
	}{
		{"six digits are a DataMatrix of 10 modules", dm("123456"), 10},
		{"seven digits are one of 12", dm("1234567"), 12},
		{"2608 digits are one of 132", dm(strings.Repeat("12", 1304)), 132},
		{"41 digits at level L are a QR of version 1", code(strings.Repeat("1", 41), "L"), 21},
		{"42 are one of version 2", code(strings.Repeat("1", 42), "L"), 25},
		{"25 capitals at level L are version 1", code(strings.Repeat("A", 25), "L"), 21},
		{"17 small letters at level L are version 1", code(strings.Repeat("a", 17), "L"), 21},
		{"seven small letters at level H are version 1", code(strings.Repeat("a", 7), "H"), 21},
		{"7089 digits at level L are version 40", code(strings.Repeat("1", 7089), "L"), 177},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.encode()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]int{tt.want, tt.want, 1}, []int{got.Columns, got.Rows, got.Aspect}); diff != "" {
				t.Errorf("columns, rows and aspect (-want +got)\n%s", diff)
			}
		})
	}
}

func TestMatrixRefused(t *testing.T) {
	tests := []struct {
		name    string
		encode  func() (barcode.Matrix, error)
		kind    error
		message string
	}{
		{"an empty DataMatrix", func() (barcode.Matrix, error) { return barcode.DataMatrix("") }, barcode.ErrEmpty, "nothing to encode"},
		{"a GS1 DataMatrix of nothing", func() (barcode.Matrix, error) { return barcode.GS1DataMatrix() }, barcode.ErrEmpty, "nothing to encode"},
		{"a Polish letter in a DataMatrix", func() (barcode.Matrix, error) { return barcode.DataMatrix("Żak") }, barcode.ErrChar,
			"byte 0 is 'Ż' (U+017B): DataMatrix holds Latin-1, U+0000 to U+00FF"},
		{"a byte that is no text", func() (barcode.Matrix, error) { return barcode.DataMatrix("a\xff") }, barcode.ErrChar,
			"byte 1 is 0xFF, which is not text: DataMatrix holds Latin-1, U+0000 to U+00FF"},
		{"the letter that stands for FNC1 in front", func() (barcode.Matrix, error) { return barcode.DataMatrix("èa") }, barcode.ErrChar,
			"byte 0 is 'è' (U+00E8): a DataMatrix cannot start with it here"},
		{"more than a DataMatrix holds", func() (barcode.Matrix, error) { return barcode.DataMatrix(strings.Repeat("é", 653)) }, barcode.ErrTooLong,
			"DataMatrix symbol: 1306 codewords is over the 1304 of the largest: too long"},
		{"a bad element", func() (barcode.Matrix, error) {
			return barcode.GS1DataMatrix(barcode.Element{AI: "00", Value: "395123451234567890"})
		}, barcode.ErrElement, `element (00) "395123451234567890": check digit is 0, want 5`},
		{"an empty QR", func() (barcode.Matrix, error) { return barcode.QR("", "M") }, barcode.ErrEmpty, "nothing to encode"},
		{"a QR level that is none", func() (barcode.Matrix, error) { return barcode.QR("a", "LM") }, barcode.ErrField, `QR level "LM": want L, M, Q or H`},
		{"more than a QR holds", func() (barcode.Matrix, error) { return barcode.QR(strings.Repeat("a", 1274), "H") }, barcode.ErrTooLong,
			"QR symbol: 1274 bytes is over the 1273 that level H holds: too long"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.encode()
			if !errors.Is(err, tt.kind) {
				t.Fatalf("error %v, want kind %v", err, tt.kind)
			}
			if err.Error() != tt.message {
				t.Errorf("message %q, want %q", err, tt.message)
			}
			if diff := cmp.Diff(barcode.Matrix{}, got); diff != "" {
				t.Errorf("a refusal gave a symbol (-want +got)\n%s", diff)
			}
		})
	}
}

func FuzzDataMatrix(f *testing.F) {
	for _, seed := range []string{"", "123456", "Zoë", "è", "\xff", "A\x1dB", "Ż"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		symbol, err := barcode.DataMatrix(data)
		if err != nil || len(data) > 500 {
			return
		}
		if got, err := scanMatrix(symbol); err != nil || got != data {
			t.Errorf("%q reads as %q, error %v", data, got, err)
		}
	})
}

// FuzzQR does not read the symbols: the decoder guesses the character set.
func FuzzQR(f *testing.F) {
	for _, seed := range []string{"", "+12", "-1", "HELLO WORLD", "zażółć", "\xff\x00"} {
		f.Add(seed, "M")
	}
	f.Fuzz(func(t *testing.T, data, level string) {
		symbol, err := barcode.QR(data, level)
		if err == nil && len(symbol.Modules) != symbol.Columns*symbol.Rows {
			t.Errorf("%d modules in %d by %d", len(symbol.Modules), symbol.Columns, symbol.Rows)
		}
	})
}
