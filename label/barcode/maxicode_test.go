package barcode_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/label/barcode"
)

// figureB2 is the message of ISO/IEC 16023, figure B2.
var figureB2 = barcode.UPSMaxi{
	PostalCode: "152382802", Country: 840, Class: 1, Tracking: "1Z06X6100200004951", PickupDay: 159, Shipment: "1234567",
	Package: 1, Packages: 1, Validated: true, Address: "634 ALPHA DR", City: "PITTSBURGH", State: "PA",
}

const figureB2Message = "[)>\x1e01\x1d961Z00004951\x1dUPSN\x1d06X610\x1d159\x1d1234567\x1d1/1\x1d\x1dY\x1d634 ALPHA DR\x1dPITTSBURGH\x1dPA\x1e\x04"

// figure2 is the message of ISO/IEC 16023, figure 2: it fills a symbol.
const figure2 = "THIS IS A 93 CHARACTER CODE SET A MESSAGE THAT FILLS A MODE 4, UNAPPENDED, MAXICODE SYMBOL..."

func hexagons(m barcode.MaxiCode) string {
	var s strings.Builder
	for _, row := range m.Dark {
		for _, dark := range row {
			if dark {
				s.WriteByte('X')
			} else {
				s.WriteByte('.')
			}
		}
		s.WriteByte('\n')
	}
	return s.String()
}

// The hexagons in testdata/maxicode.txt were drawn by bwip-js 4.11.4, an encoder that is not ours.
func TestMaxiHexagons(t *testing.T) {
	file, err := os.ReadFile("testdata/maxicode.txt")
	if err != nil {
		t.Fatal(err)
	}
	drawn := strings.Split(string(file), "# mode ")[1:]
	tests := []struct {
		name   string
		encode func() (barcode.MaxiCode, error)
	}{
		{"mode 2, ISO/IEC 16023 figure B2", figureB2.Encode},
		{"mode 3, small letters, accents and nine digits", func() (barcode.MaxiCode, error) {
			return barcode.MaxiRoute{PostalCode: "B1050", Country: 56, Class: 999}.Encode("Comité, Été 123456789")
		}},
		{"mode 4, ISO/IEC 16023 figure 2", func() (barcode.MaxiCode, error) { return barcode.MaxiText(figure2) }},
	}
	for i, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.encode()
			if err != nil {
				t.Fatal(err)
			}
			_, want, _ := strings.Cut(drawn[i], "\n")
			if diff := cmp.Diff(want, hexagons(got)); diff != "" {
				t.Errorf("hexagons (-want +got)\n%s", diff)
			}
		})
	}
}

func TestUPSMaxi(t *testing.T) {
	got, err := figureB2.Encode()
	if err != nil {
		t.Fatal(err)
	}
	got.Dark = [barcode.MaxiRows][barcode.MaxiColumns]bool{}
	want := barcode.MaxiCode{Mode: 2, Primary: "152382802840001", Message: figureB2Message}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	tests := []struct {
		name   string
		change func(*barcode.UPSMaxi)
		mode   int
		want   string // primary
	}{
		{"a ZIP code of five digits is filled up", func(u *barcode.UPSMaxi) { u.PostalCode = "15238" }, 2, "152380000840001"},
		{"a German postal code is not", func(u *barcode.UPSMaxi) { u.PostalCode, u.Country = "60311", 276 }, 2, "60311276001"},
		{"a Canadian postal code is mode 3", func(u *barcode.UPSMaxi) { u.PostalCode, u.Country = "L5N2Y4", 124 }, 3, "L5N2Y4124001"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := figureB2
			tt.change(&u)
			got, err := u.Encode()
			if err != nil || got.Mode != tt.mode || got.Primary != tt.want {
				t.Errorf("mode %d, primary %q, error %v; want %d and %q", got.Mode, got.Primary, err, tt.mode, tt.want)
			}
		})
	}
}

func TestUPSMaxiNamesEveryFieldThatIsWrong(t *testing.T) {
	_, err := barcode.UPSMaxi{Tracking: "1Z06X610020000495x", PickupDay: 367, Package: 3, Packages: 2, Pounds: 1000, Shipment: "1\x1d2", State: "P"}.Encode()
	const want = `UPS MaxiCode: pickup day "367": want 1 to 366
packages "2": want 3 to 999
pounds "1000": want 0 to 999
shipment "1\x1d2": byte 1 is a control character, U+001D
city "": 0 characters, want 1 to 20
state "P": 1 characters, want 2 or none
tracking number "1Z06X610020000495x": byte 17 is 'x', want a capital or a digit`
	if !errors.Is(err, barcode.ErrField) || err.Error() != want {
		t.Errorf("(-want +got)\n%s", cmp.Diff(want, err.Error()))
	}
}

func TestMaxiRefused(t *testing.T) {
	route := barcode.MaxiRoute{PostalCode: "152382802", Country: 840}
	tests := []struct {
		name    string
		encode  func() (barcode.MaxiCode, error)
		kind    error
		message string
	}{
		{"an empty text", func() (barcode.MaxiCode, error) { return barcode.MaxiText("") }, barcode.ErrEmpty, "nothing to encode"},
		{"a Polish letter", func() (barcode.MaxiCode, error) { return barcode.MaxiText("Zoë Żak") }, barcode.ErrChar,
			"byte 5 is 'Ż' (U+017B): MaxiCode holds Latin-1, U+0000 to U+00FF"},
		{"94 capitals", func() (barcode.MaxiCode, error) { return barcode.MaxiText(strings.Repeat("A", 94)) }, barcode.ErrTooLong,
			"MaxiCode message: 94 codewords is over the 93 of the symbol: too long"},
		{"85 capitals beside a route", func() (barcode.MaxiCode, error) { return route.Encode(strings.Repeat("A", 85)) }, barcode.ErrTooLong,
			"MaxiCode message: 85 codewords is over the 84 of the symbol: too long"},
		{"a very long text", func() (barcode.MaxiCode, error) { return barcode.MaxiText(strings.Repeat("1", 1<<16)) }, barcode.ErrTooLong,
			"MaxiCode message: 65536 characters is over the 93 codewords of the symbol: too long"},
		{"no country", func() (barcode.MaxiCode, error) { return barcode.MaxiRoute{PostalCode: "1"}.Encode("") }, barcode.ErrField,
			`country "0": want 1 to 999`},
		{"a class of four digits", func() (barcode.MaxiCode, error) {
			return barcode.MaxiRoute{PostalCode: "1", Country: 1, Class: 1000}.Encode("")
		}, barcode.ErrField, `class of service "1000": want 0 to 999`},
		{"no postal code", func() (barcode.MaxiCode, error) { return barcode.MaxiRoute{Country: 1}.Encode("") }, barcode.ErrField,
			`postal code "": 0 characters, mode 2 holds 1 to 9`},
		{"ten digits of postal code", func() (barcode.MaxiCode, error) {
			return barcode.MaxiRoute{PostalCode: "1234567890", Country: 1}.Encode("")
		}, barcode.ErrField, `postal code "1234567890": 10 characters, mode 2 holds 1 to 9`},
		{"letters in mode 2", func() (barcode.MaxiCode, error) {
			return barcode.MaxiRoute{PostalCode: "L5N2Y4", Country: 124, Mode: 2}.Encode("")
		}, barcode.ErrField, `postal code "L5N2Y4": mode 2 holds digits`},
		{"small letters in mode 3", func() (barcode.MaxiCode, error) { return barcode.MaxiRoute{PostalCode: "l5n", Country: 124}.Encode("") },
			barcode.ErrField, `postal code "l5n": byte 0 is 'l': mode 3 holds capitals, digits and spaces`},
		{"seven characters in mode 3", func() (barcode.MaxiCode, error) {
			return barcode.MaxiRoute{PostalCode: "L5N 2Y4", Country: 124}.Encode("")
		}, barcode.ErrField, `postal code "L5N 2Y4": 7 characters, mode 3 holds 1 to 6`},
		{"mode 5", func() (barcode.MaxiCode, error) {
			return barcode.MaxiRoute{PostalCode: "1", Country: 1, Mode: 5}.Encode("")
		}, barcode.ErrField, `mode "5": want 2 or 3`},
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
			if diff := cmp.Diff(barcode.MaxiCode{}, got); diff != "" {
				t.Errorf("a refusal gave a symbol (-want +got)\n%s", diff)
			}
		})
	}
}

// times multiplies in GF(64) with the polynomial 0x43, bit by bit.
func times(a, b byte) byte {
	product := 0
	for i := range 6 {
		if b>>i&1 == 1 {
			product ^= int(a) << i
		}
	}
	for i := 10; i >= 6; i-- {
		if product>>i&1 == 1 {
			product ^= 0x43 << (i - 6)
		}
	}
	return byte(product)
}

// Every block, read as a polynomial, is zero at 2, 4, 8 and on, as many as it has checks.
func TestMaxiChecks(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 16023))
	for range 200 {
		symbol, err := barcode.MaxiText(pick(random, "ABCDEFGHIJ 0123456789abc", 1+random.IntN(60)))
		if err != nil {
			t.Fatal(err)
		}
		words := barcode.MaxiRead(symbol)
		blocks := [][]byte{words[:20], nil, nil}
		for i, w := range words[20:] {
			blocks[1+i%2] = append(blocks[1+i%2], w)
		}
		for i, block := range blocks {
			root := byte(1)
			for range []int{10, 20, 20}[i] {
				root = times(root, 2)
				sum := byte(0)
				for _, w := range block {
					sum = times(sum, root) ^ w
				}
				if sum != 0 {
					t.Fatalf("%q: block %d is %d at %d, want 0", symbol.Message, i, sum, root)
				}
			}
		}
	}
}

// maxiSearch tries every way to encode data from a code set and returns the fewest
// codewords. It knows which of a few characters each set has, and nothing of the package.
func maxiSearch(data []rune, set byte, mayLatch bool) int {
	if len(data) == 0 {
		return 0
	}
	has := func(set byte, c rune) bool {
		return strings.ContainsRune(map[byte]string{'A': "XY1 ,", 'B': "xy> ,", 'C': "À ", 'D': "à ", 'E': "\x01 "}[set], c)
	}
	best := 1 << 20
	if has(set, data[0]) {
		best = 1 + maxiSearch(data[1:], set, true)
	}
	for _, other := range []byte("ABCDE") {
		canShift := other != set && (other > 'B' || set <= 'B')
		if canShift && has(other, data[0]) {
			best = min(best, 2+maxiSearch(data[1:], set, true))
		}
		if other != set && mayLatch {
			cost := 2
			if other <= 'B' {
				cost = 1
			}
			best = min(best, cost+maxiSearch(data, other, false))
		}
	}
	for n := 2; n <= 3 && set == 'B' && len(data) >= n; n++ {
		all := true
		for _, c := range data[:n] {
			all = all && has('A', c)
		}
		if all {
			best = min(best, n+1+maxiSearch(data[n:], set, true))
		}
	}
	return best
}

func TestMaxiShortest(t *testing.T) {
	alphabets := []string{"XYxy", "X1 ,xy>", "XxÀà\x01 ", "ÀÀà ", "xxxXX1", "\x01\x01x"}
	random := rand.New(rand.NewPCG(8, 16023))
	for range 500 {
		alphabet := []rune(alphabets[random.IntN(len(alphabets))])
		data := make([]rune, 1+random.IntN(6))
		for i := range data {
			data[i] = alphabet[random.IntN(len(alphabet))]
		}
		want := maxiSearch(data, 'A', true)
		if _, err := barcode.MaxiWords(string(data), want); err != nil {
			t.Errorf("%q: %v", string(data), err)
		}
		if _, err := barcode.MaxiWords(string(data), want-1); err == nil {
			t.Errorf("%q takes fewer codewords than the %d of every way", string(data), want)
		}
	}
}

func TestMaxiNineDigitsAreSixCodewords(t *testing.T) {
	got, err := barcode.MaxiWords("999999999", 6)
	if diff := cmp.Diff([]byte{31, 59, 38, 44, 39, 63}, got); diff != "" || err != nil {
		t.Errorf("codewords (-want +got)\n%s%v", diff, err)
	}
	if _, err := barcode.MaxiText(strings.Repeat("1", 138)); err != nil {
		t.Errorf("138 digits: %v", err)
	}
}

func FuzzMaxiText(f *testing.F) {
	for _, seed := range []string{"", figure2, figureB2Message, "ÀÀÀ", "à\x01", "\xff", "Ż", "1234567890"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, message string) {
		symbol, err := barcode.MaxiText(message)
		if err == nil && barcode.MaxiRead(symbol)[0] != 4 {
			t.Errorf("%q is not in mode 4", message)
		}
	})
}

func FuzzMaxiRoute(f *testing.F) {
	f.Add("152382802", 840, 1, 2, figureB2Message)
	f.Add("L5N2Y4", 124, 999, 0, "")
	f.Add("\xff", -1, -1, 3, "a")
	f.Fuzz(func(t *testing.T, postal string, country, class, mode int, message string) {
		symbol, err := barcode.MaxiRoute{PostalCode: postal, Country: country, Class: class, Mode: mode}.Encode(message)
		if err == nil && symbol.Mode != 2 && symbol.Mode != 3 {
			t.Errorf("mode %d", symbol.Mode)
		}
	})
}

func FuzzUPSMaxi(f *testing.F) {
	f.Add("1Z06X6100200004951", "152382802", "1234567", "634 ALPHA DR", "PITTSBURGH")
	f.Add("1Z\xff", "", "\x1d", "é", "Ż")
	f.Fuzz(func(t *testing.T, tracking, postal, shipment, address, city string) {
		u := figureB2
		u.Tracking, u.PostalCode, u.Shipment, u.Address, u.City = tracking, postal, shipment, address, city
		symbol, err := u.Encode()
		if err == nil && !strings.HasSuffix(symbol.Message, "\x1dPA\x1e\x04") {
			t.Errorf("message %q", symbol.Message)
		}
	})
}
