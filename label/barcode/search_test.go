package barcode_test

import (
	"math/rand/v2"
	"testing"

	"github.com/shiprate/shiprate/label/barcode"
)

// shortest tries every way to encode data and returns the least number of symbol
// characters, start and check and stop included. It knows nothing of the package's plan:
// at each character it may stay, shift once, or change to either other set first.
func shortest(data string) int {
	best := 1 << 20
	for _, start := range "ABC" {
		best = min(best, 3+try(data, start, true))
	}
	return best
}

func try(data string, in rune, mayChange bool) int {
	if data == "" {
		return 0
	}
	c, best := data[0], 1<<20
	inA, inB := c < 96, c >= 32
	digits := len(data) > 1 && '0' <= c && c <= '9' && '0' <= data[1] && data[1] <= '9'
	if in == 'C' && digits {
		best = min(best, 1+try(data[2:], in, true))
	}
	if in == 'A' && inA || in == 'B' && inB {
		best = min(best, 1+try(data[1:], in, true))
	}
	if in == 'A' && inB || in == 'B' && inA {
		best = min(best, 2+try(data[1:], in, true)) // shift to the other of A and B
	}
	if mayChange {
		for _, other := range "ABC" {
			if other != in {
				best = min(best, 1+try(data, other, false))
			}
		}
	}
	return best
}

func TestShortestEncoding(t *testing.T) {
	alphabets := []string{"01", "0a", "0A\x01a", "00000a", "0123456789\x1d", "aA\x01", "000000\x01a", "0a\x7f\x00 ~"}
	random := rand.New(rand.NewPCG(15417, 2007))
	for range 3000 {
		alphabet := alphabets[random.IntN(len(alphabets))]
		data := make([]byte, 1+random.IntN(9))
		for i := range data {
			data[i] = alphabet[random.IntN(len(alphabet))]
		}
		got, err := barcode.Code128(string(data))
		if err != nil {
			t.Fatalf("%q: %v", data, err)
		}
		if want := shortest(string(data)); len(got.Codes) != want {
			t.Errorf("%q takes %d symbol characters, want %d", data, len(got.Codes), want)
		}
		if want := 11*len(got.Codes) + 2; got.Width() != want {
			t.Errorf("%q is %d modules, want %d", data, got.Width(), want)
		}
	}
}
