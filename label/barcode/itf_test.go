package barcode_test

import (
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"

	"github.com/shiprate/shiprate/label/barcode"
)

// scanITF reads a symbol of a length that the decoder has to be told.
func scanITF(l barcode.Linear, dots, length int) (string, error) {
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture(l, dots))
	if err != nil {
		return "", err
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_ALLOWED_LENGTHS: []int{length}}
	result, err := oned.NewITFReader().Decode(bitmap, hints)
	if err != nil {
		return "", err
	}
	return result.GetText(), nil
}

func TestScanITF(t *testing.T) {
	random := rand.New(rand.NewPCG(25, 16390))
	for i := range 1000 {
		data := pick(random, "0123456789", 2+2*random.IntN(14))
		symbol, err := barcode.Interleaved2of5(data)
		if err != nil {
			t.Fatalf("%q: %v", data, err)
		}
		if got, err := scanITF(symbol, 1+i%3, len(data)); err != nil || got != data {
			t.Errorf("%q reads as %q, error %v", data, got, err)
		}
	}
}

// The pair 38 is drawn bar by bar in ISO/IEC 16390: 3 is wide, wide, narrow, narrow,
// narrow in bars and 8 is wide, narrow, narrow, wide, narrow in spaces.
func TestInterleaved2of5(t *testing.T) {
	got, err := barcode.Interleaved2of5("38")
	if err != nil {
		t.Fatal(err)
	}
	const want = "1010" + "111000" + "1110" + "10" + "1000" + "10" + "11101"
	if diff := cmp.Diff(want, dots(got)); diff != "" {
		t.Errorf("modules (-want +got)\n%s", diff)
	}
	leitcode, err := barcode.Interleaved2of5("21348075016401")
	if want := 4 + 7*18 + 5; err != nil || leitcode.Width() != want {
		t.Errorf("a Leitcode is %d modules, want %d, error %v", leitcode.Width(), want, err)
	}
	if leitcode.Text != "21348075016401" || leitcode.Quiet != 10 || leitcode.Codes != nil {
		t.Errorf("text %q, quiet zone %d, codes %v", leitcode.Text, leitcode.Quiet, leitcode.Codes)
	}
}

func TestInterleaved2of5Refused(t *testing.T) {
	tests := []struct {
		name, data string
		kind       error
		message    string
	}{
		{"no digits", "", barcode.ErrEmpty, "nothing to encode"},
		{"an odd number of digits", "123", barcode.ErrField, `digits "123": 3 digits, want an even number`},
		{"a space", "12 4", barcode.ErrChar, "byte 2 is ' ' (U+0020): Interleaved 2 of 5 holds digits"},
		{"a digit of another script", "1\u0662", barcode.ErrChar, "byte 1 is '\u0662' (U+0662): Interleaved 2 of 5 holds digits"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := barcode.Interleaved2of5(tt.data)
			if !errors.Is(err, tt.kind) {
				t.Fatalf("error %v, want kind %v", err, tt.kind)
			}
			if err.Error() != tt.message {
				t.Errorf("message %q, want %q", err, tt.message)
			}
		})
	}
}

func FuzzInterleaved2of5(f *testing.F) {
	for _, seed := range []string{"", "12", "123", "21348075016401", "1\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		symbol, err := barcode.Interleaved2of5(data)
		if err != nil || len(data) > 100 {
			return
		}
		if got, err := scanITF(symbol, 2, len(data)); err != nil || got != data {
			t.Errorf("%q reads as %q, error %v", data, got, err)
		}
	})
}
