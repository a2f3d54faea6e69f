package barcode_test

import (
	"image"
	"image/color"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"

	"github.com/shiprate/shiprate/label/barcode"
)

// picture draws a symbol with its quiet zone, dots wide for each module.
func picture(l barcode.Linear, dots int) image.Image {
	const height = 4
	img := image.NewGray(image.Rect(0, 0, (l.Width()+2*l.Quiet)*dots, height))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for at, width := range l.Bars() {
		for x := (l.Quiet + at) * dots; x < (l.Quiet+at+width)*dots; x++ {
			for y := range height {
				img.SetGray(x, y, color.Gray{Y: 0})
			}
		}
	}
	return img
}

// scan reads a picture with a decoder that is not ours. With gs1 the first FNC1 reads as
// "]C1" and every other one as the separator 0x1D.
func scan(img image.Image, gs1 bool) (string, error) {
	bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		return "", err
	}
	hints := map[gozxing.DecodeHintType]any{}
	if gs1 {
		hints[gozxing.DecodeHintType_ASSUME_GS1] = true
	}
	result, err := oned.NewCode128Reader().Decode(bitmap, hints)
	if err != nil {
		return "", err
	}
	return result.GetText(), nil
}

// scanGS1 reads a GS1-128 symbol. The decoder takes a check character of 102 for one more
// FNC1, so that separator is dropped.
func scanGS1(l barcode.Linear, dots int) (string, error) {
	text, err := scan(picture(l, dots), true)
	if l.Codes[len(l.Codes)-2] == 102 {
		text = strings.TrimSuffix(text, "\x1d")
	}
	return text, err
}

func pick(random *rand.Rand, alphabet string, n int) string {
	s := make([]byte, n)
	for i := range s {
		s[i] = alphabet[random.IntN(len(alphabet))]
	}
	return string(s)
}

func allASCII() string {
	s := make([]byte, 128)
	for i := range s {
		s[i] = byte(i)
	}
	return string(s)
}

func TestScanCode128(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 128))
	alphabets := []string{"0123456789", "0123456789ABCDEF", "0123456789abc", "00112233aA\x01\x1d", allASCII(), "aA\x01"}
	for i := range 1000 {
		data := pick(random, alphabets[i%len(alphabets)], 1+random.IntN(48))
		symbol, err := barcode.Code128(data)
		if err != nil {
			t.Fatalf("%q: %v", data, err)
		}
		got, err := scan(picture(symbol, 1+i%3), false)
		if err != nil || got != data {
			t.Errorf("%q reads as %q, error %v", data, got, err)
		}
	}
}

func TestScanEveryASCIICharacter(t *testing.T) {
	for _, c := range allASCII() {
		data := string(c) + "x" + string(c)
		symbol, err := barcode.Code128(data)
		if err != nil {
			t.Fatalf("%q: %v", data, err)
		}
		if got, err := scan(picture(symbol, 2), false); err != nil || got != data {
			t.Errorf("%q reads as %q, error %v", data, got, err)
		}
	}
}

// randomElements draws a few elements and the text a scanner must give for them.
func randomElements(random *rand.Rand) ([]barcode.Element, string) {
	const digits, free = "0123456789", "0123456789ABCDEFxyz-/"
	kinds := []struct {
		ai, alphabet string
		min, max     int
		fixed        bool
	}{
		{"420", digits, 5, 9, false}, {"92", digits, 20, 20, false}, {"10", free, 1, 12, false},
		{"11", digits, 6, 6, true}, {"3102", digits, 6, 6, true}, {"21", free, 1, 12, false},
		{"37", digits, 1, 8, false}, {"421", digits, 4, 12, false}, {"403", free, 1, 14, false},
	}
	elements, text := []barcode.Element{}, "]C1"
	chars, open := 0, false // open: the element before needs a separator
	for range 1 + random.IntN(3) {
		k := kinds[random.IntN(len(kinds))]
		value := pick(random, k.alphabet, k.min+random.IntN(k.max-k.min+1))
		if chars += len(k.ai) + len(value) + 1; chars > 48 {
			break
		}
		if open {
			text += "\x1d"
		}
		elements = append(elements, barcode.Element{AI: k.ai, Value: value})
		text += k.ai + value
		open = !k.fixed
	}
	return elements, text
}

func TestScanGS1128(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 128))
	for i := range 1000 {
		elements, want := randomElements(random)
		symbol, err := barcode.GS1128(elements...)
		if err != nil {
			t.Fatalf("%v: %v", elements, err)
		}
		if got, err := scanGS1(symbol, 1+i%3); err != nil || got != want {
			t.Errorf("%v reads as %q, want %q, error %v", elements, got, want, err)
		}
	}
}

func TestScanIMpb(t *testing.T) {
	symbol, err := barcode.GS1128(barcode.Element{AI: "420", Value: "38118"}, barcode.Element{AI: "92", Value: "61290336128700000072"})
	if err != nil {
		t.Fatal(err)
	}
	got, err := scanGS1(symbol, 3)
	if want := "]C142038118\x1d9261290336128700000072"; err != nil || got != want {
		t.Errorf("reads as %q, want %q, error %v", got, want, err)
	}
}

func FuzzCode128(f *testing.F) {
	for _, seed := range []string{"AIM1234", "1Z999AA10123456784", "", "\x00\x1f~\x7f", "a\x1faa\x1f0000", "caf\u00e9", "\xff", "%008182709980000020028101276"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		symbol, err := barcode.Code128(data)
		if err != nil {
			for _, c := range []byte(data) {
				if c > 127 {
					return
				}
			}
			if data == "" {
				return
			}
			t.Fatalf("%q refused: %v", data, err)
		}
		if len(data) > 200 {
			return // encoded without panic; too wide a picture to be worth drawing
		}
		if got, err := scan(picture(symbol, 2), false); err != nil || got != data {
			t.Errorf("%q reads as %q, error %v", data, got, err)
		}
	})
}

func FuzzGS1128(f *testing.F) {
	f.Add("420", "38118", "92", "61290336128700000072")
	f.Add("00", "395123451234567895", "10", "A(B)%")
	f.Add("10", "\x1d", "421", "124V5K2B3")
	f.Add("", "", "9", "1")
	f.Add("31", "1", "3102", "\u00e9")
	f.Fuzz(func(t *testing.T, ai, value, ai2, value2 string) {
		elements := []barcode.Element{{AI: ai, Value: value}, {AI: ai2, Value: value2}}
		symbol, err := barcode.GS1128(elements...)
		if err != nil {
			return
		}
		got, err := scanGS1(symbol, 2)
		joined, split := "]C1"+ai+value+ai2+value2, "]C1"+ai+value+"\x1d"+ai2+value2
		if err != nil || got != joined && got != split {
			t.Errorf("%v reads as %q, error %v", elements, got, err)
		}
	})
}
