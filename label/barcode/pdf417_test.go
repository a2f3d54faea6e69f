package barcode_test

import (
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/label/barcode"
)

// pdfRead is a decoder of its own: it reads the codewords of a symbol by the widths of
// their bars, and what the rows say of rows, columns and level.
type pdfRead struct {
	words                []int
	columns, rows, level int
}

// pdfValues finds a codeword and its cluster by its 17 modules.
var pdfValues = sync.OnceValue(func() map[string][2]int {
	values := map[string][2]int{}
	for cluster := range 3 {
		for word := range 929 {
			values[fmt.Sprintf("%017b", barcode.PDFPattern(cluster, word))] = [2]int{cluster, word}
		}
	}
	return values
})

func readPDF417(t *testing.T, m barcode.Matrix) pdfRead {
	t.Helper()
	values := pdfValues()
	r := pdfRead{columns: (m.Columns - 69) / 17, rows: m.Rows}
	var says [6]int // what rows 0 to 2 say on the left and on the right
	for row := range m.Rows {
		var modules strings.Builder
		for column := range m.Columns {
			modules.WriteByte("01"[map[bool]int{true: 1}[m.Dark(column, row)]])
		}
		line := modules.String()
		if line[:17] != "11111111010101000" || line[m.Columns-18:] != "111111101000101001" {
			t.Fatalf("row %d starts or stops wrong: %s", row, line)
		}
		words := make([]int, r.columns+2)
		for i := range words {
			v, ok := values[line[17+17*i:34+17*i]]
			if !ok || v[0] != row%3 {
				t.Fatalf("row %d, codeword %d: %s is none of the cluster", row, i, line[17+17*i:34+17*i])
			}
			words[i] = v[1]
		}
		first, last := words[0], words[r.columns+1]
		if first/30 != row/3 || last/30 != row/3 {
			t.Fatalf("row %d says it is %d or %d of three", row, first/30, last/30)
		}
		if row < 3 {
			says[row], says[3+row] = first%30, last%30
		} else if says[row%3] != first%30 || says[3+row%3] != last%30 {
			t.Fatalf("row %d says otherwise than row %d", row, row%3)
		}
		r.words = append(r.words, words[1:r.columns+1]...)
	}
	r.level = says[1] / 3
	want := [6]int{(r.rows - 1) / 3, r.level*3 + (r.rows-1)%3, r.columns - 1, r.columns - 1, (r.rows - 1) / 3, r.level*3 + (r.rows-1)%3}
	if says != want {
		t.Fatalf("rows say %v, want %v", says, want)
	}
	return r
}

// checked says that the codewords, read as a polynomial, are zero at 3, 9, 27 and on.
func (r pdfRead) checked() bool {
	root := 1
	for range 2 << r.level {
		root = root * 3 % 929
		sum := 0
		for _, w := range r.words {
			sum = (sum*root + w) % 929
		}
		if sum != 0 {
			return false
		}
	}
	return true
}

// text decodes the data codewords.
func (r pdfRead) text() string {
	var out []byte
	words := r.words[1:r.words[0]]
	for len(words) > 0 && words[len(words)-1] == 900 {
		words = words[:len(words)-1]
	}
	mode := 900
	for i := 0; i < len(words); {
		if words[i] == 927 {
			i += 2
			continue
		}
		if words[i] >= 900 && words[i] != 913 {
			mode = words[i]
			i++
			continue
		}
		end := i
		for end < len(words) && (words[end] < 900 || mode == 900 && words[end] == 913) {
			if words[end] == 913 {
				end++
			}
			end++
		}
		switch mode {
		case 900:
			out = appendText(out, words[i:end])
		case 902:
			out = appendNumeric(out, words[i:end])
		default:
			out = appendByteWords(out, words[i:end], mode == 924)
		}
		i = end
	}
	return string(out)
}

func appendText(out []byte, words []int) []byte {
	const upper, lower, mixed, punct = 0, 1, 2, 3
	sets := [4]string{"ABCDEFGHIJKLMNOPQRSTUVWXYZ ", "abcdefghijklmnopqrstuvwxyz ", "0123456789&\r\t,:#-.$/+%*=^\x00 ", ";<>@[\\]_`~!\r\t,:\n-.$/\"|*()?{}'"}
	latch := map[[2]int]int{
		{upper, 27}: lower, {upper, 28}: mixed, {lower, 28}: mixed, {mixed, 25}: punct, {mixed, 27}: lower, {mixed, 28}: upper, {punct, 29}: upper,
	}
	set, once := upper, -1
	for i := 0; i < len(words); i++ {
		if words[i] == 913 {
			i++
			out, once = append(out, byte(words[i])), -1
			continue
		}
		for _, v := range []int{words[i] / 30, words[i] % 30} {
			now := set
			if once >= 0 {
				now, once = once, -1
			}
			to, latches := latch[[2]int{now, v}]
			switch {
			case latches:
				set = to
			case now != punct && v == 29:
				once = punct
			case now == lower && v == 27:
				once = upper
			default:
				out = append(out, sets[now][v])
			}
		}
	}
	return out
}

func appendNumeric(out []byte, words []int) []byte {
	for group := range slices.Chunk(words, 15) {
		n := new(big.Int)
		for _, w := range group {
			n.Add(n.Mul(n, big.NewInt(900)), big.NewInt(int64(w)))
		}
		out = append(out, n.String()[1:]...)
	}
	return out
}

func appendByteWords(out []byte, words []int, sixes bool) []byte {
	for group := range slices.Chunk(words, 5) {
		last := len(group) < 5
		if last || !sixes && &group[0] == &words[len(words)-len(group)] && len(words)%5 == 0 {
			for _, w := range group {
				out = append(out, byte(w))
			}
			continue
		}
		n := 0
		for _, w := range group {
			n = n*900 + w
		}
		out = append(out, byte(n>>40), byte(n>>32), byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
	}
	return out
}

// ISO/IEC 15438, annex Q: the text PDF417 at level 1.
func TestPDF417Published(t *testing.T) {
	symbol, err := barcode.PDF417{Columns: 3, Level: 1}.Encode("PDF417")
	if err != nil {
		t.Fatal(err)
	}
	got := readPDF417(t, symbol)
	want := []int{5, 453, 178, 121, 239, 452, 327, 657, 619}
	if diff := cmp.Diff(want, got.words); diff != "" {
		t.Errorf("codewords (-want +got)\n%s", diff)
	}
	if got.rows != 3 || got.level != 1 {
		t.Errorf("%d rows at level %d, want 3 at 1", got.rows, got.level)
	}
}

// ISO/IEC 15438, section 5.3.1: four bars and four spaces of one to six modules, and the
// cluster is what the widths of the bars make.
func TestPDF417Patterns(t *testing.T) {
	seen := map[int]bool{}
	for cluster := range 3 {
		for word := range 929 {
			p := barcode.PDFPattern(cluster, word)
			var widths []int
			for i, last := 16, -1; i >= 0; i-- {
				if bit := p >> i & 1; bit != last {
					widths, last = append(widths, 0), bit
				}
				widths[len(widths)-1]++
			}
			if len(widths) != 8 || slices.Max(widths) > 6 || p>>16 != 1 {
				t.Fatalf("cluster %d, codeword %d: widths %v", cluster, word, widths)
			}
			if got := (widths[0] - widths[2] + widths[4] - widths[6] + 9) % 9; got != 3*cluster {
				t.Errorf("cluster %d, codeword %d: widths %v make cluster %d", cluster, word, widths, got)
			}
			if seen[p] {
				t.Errorf("cluster %d, codeword %d: pattern stands twice", cluster, word)
			}
			seen[p] = true
		}
	}
}

func TestReadPDF417(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 15438))
	alphabets := []string{
		"0123456789", "ABC abc", "ABC123;<>", allASCII(), "\x1d\x1eABC0123456789", "\x80\xff0a", "0123456789012345678901234567890123456789A",
		"a\x00B1(", "\x00\x01",
	}
	for i := range 1000 {
		data := ""
		for range 1 + i%4 {
			data += pick(random, alphabets[random.IntN(len(alphabets))], 1+random.IntN(60))
		}
		p := barcode.PDF417{Columns: i % 20, Level: i % 6}
		if i%20 == 1 {
			p.Columns, p.Rows = 0, 45
		}
		symbol, err := p.Encode(data)
		if err != nil {
			t.Fatalf("%q: %v", data, err)
		}
		r := readPDF417(t, symbol)
		if got := r.text(); got != data || !r.checked() {
			t.Errorf("%q reads as %q, checks right: %v", data, got, r.checked())
		}
		if r.columns != p.Columns && p.Columns > 0 || r.rows != p.Rows && p.Rows > 0 || r.level != p.Level && p.Level > 0 {
			t.Errorf("%+v is %d columns, %d rows, level %d", p, r.columns, r.rows, r.level)
		}
	}
}

// Codewords of data, the length in front included.
func TestPDF417Compaction(t *testing.T) {
	tests := []struct {
		name, data string
		want       []int
	}{
		{"ISO/IEC 15438 section 5.4.4.2: fifteen digits are six codewords", "000213298174000", []int{8, 902, 1, 624, 434, 632, 282, 200}},
		{"ISO/IEC 15438 section 5.4.3.2: six bytes are five codewords", "\x01\x02\x03\x04\x05\x06", []int{7, 924, 1, 620, 89, 74, 846}},
		{"a seventh byte stands alone", "\x01\x02\x03\x04\x05\x06\x07", []int{8, 901, 1, 620, 89, 74, 846, 7}},
		{"one separator among capitals is a shift", "AAAA\x1dAAAA", []int{7, 0, 0, 913, 29, 0, 0}},
		{"a capital among small letters is a shift", "aaaAaaa", []int{6, 810, 0, 810, 0, 29}},
		{"UTF-8 is said to be so", "Ż", []int{6, 927, 26, 901, 0xC5, 0xBB}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			symbol, err := barcode.PDF417{Columns: 1, Level: 1}.Encode(tt.data)
			if err != nil {
				t.Fatal(err)
			}
			r := readPDF417(t, symbol)
			if diff := cmp.Diff(tt.want, r.words[:r.words[0]]); diff != "" {
				t.Errorf("codewords (-want +got)\n%s", diff)
			}
		})
	}
}

func TestPDF417Shapes(t *testing.T) {
	tests := []struct {
		name   string
		layout barcode.PDF417
		bytes  int
		want   []int // columns, rows, aspect
		level  string
	}{
		{"columns alone: rows as needed", barcode.PDF417{Columns: 12, Level: 5}, 100, []int{12*17 + 69, 10, 3}, "5"},
		{"rows alone: columns as needed", barcode.PDF417{Rows: 10, Level: 5}, 100, []int{12*17 + 69, 10, 3}, "5"},
		{"both: pads fill up", barcode.PDF417{Rows: 30, Columns: 12, Level: 5, Aspect: 4}, 100, []int{12*17 + 69, 30, 4}, "5"},
		{"neither: 51 and 16 codewords are not twice as wide as high in 3 columns, but in 4", barcode.PDF417{}, 100, []int{4*17 + 69, 17, 3}, "3"},
		{"40 codewords are level 2", barcode.PDF417{Columns: 4}, 78, []int{4*17 + 69, 12, 3}, "2"},
		{"41 codewords are level 3", barcode.PDF417{Columns: 4}, 80, []int{4*17 + 69, 15, 3}, "3"},
		{"901 codewords have room for 16 of level 3", barcode.PDF417{}, 1800, []int{17*17 + 69, 54, 3}, "3"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.layout.Encode(strings.Repeat("A", tt.bytes))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, []int{got.Columns, got.Rows, got.Aspect}); diff != "" {
				t.Errorf("columns, rows and aspect (-want +got)\n%s", diff)
			}
			if got.Level != tt.level {
				t.Errorf("level %s, want %s", got.Level, tt.level)
			}
		})
	}
}

func TestPDF417Refused(t *testing.T) {
	tests := []struct {
		name    string
		layout  barcode.PDF417
		data    string
		kind    error
		message string
	}{
		{"nothing", barcode.PDF417{}, "", barcode.ErrEmpty, "nothing to encode"},
		{"31 columns", barcode.PDF417{Columns: 31}, "A", barcode.ErrField, `PDF417: columns "31": want 1 to 30`},
		{"two rows", barcode.PDF417{Rows: 2}, "A", barcode.ErrField, `PDF417: rows "2": want 3 to 90`},
		{"level 9", barcode.PDF417{Level: 9}, "A", barcode.ErrField, `PDF417: level "9": want 0 to 8`},
		{"a negative aspect", barcode.PDF417{Aspect: -1}, "A", barcode.ErrField, `PDF417: aspect "-1": want 0 to 100`},
		{"more codewords than rows and columns", barcode.PDF417{Rows: 3, Columns: 3, Level: 1}, strings.Repeat("A", 20), barcode.ErrTooLong,
			"PDF417: 15 codewords are over the 9 of 3 rows and 3 columns: too long"},
		{"more codewords than one column", barcode.PDF417{Columns: 1, Level: 1}, strings.Repeat("A", 200), barcode.ErrTooLong,
			"PDF417: 105 codewords in 1 columns want 105 rows, over the 90 allowed: too long"},
		{"more codewords than three rows", barcode.PDF417{Rows: 3, Level: 1}, strings.Repeat("A", 200), barcode.ErrTooLong,
			"PDF417: 105 codewords in 3 rows want 35 columns, over the 30 allowed: too long"},
		{"more rows and columns than a symbol has", barcode.PDF417{Rows: 90, Columns: 30}, "A", barcode.ErrField,
			`PDF417: rows and columns "90x30": 2700 codewords, over the 928 of a symbol`},
		{"more data than a symbol holds", barcode.PDF417{}, strings.Repeat("A", 1900), barcode.ErrTooLong,
			"PDF417: 951 codewords and 4 of level 1 are over the 928 of a symbol: too long"},
		{"far more", barcode.PDF417{}, strings.Repeat("1", 1<<16), barcode.ErrTooLong, "PDF417: 65536 bytes is over the 2710 of the largest symbol: too long"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.layout.Encode(tt.data)
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

func FuzzPDF417(f *testing.F) {
	f.Add("PDF417", 3, 0, 1)
	f.Add("[)>\x1e01\x1d0294105\x1d840", 12, 0, 5)
	f.Add("00000000000000000000000000000000000000000000a\x000000", 0, 40, 0)
	f.Add("\xff\x00é;;;a", 0, 0, 8)
	f.Fuzz(func(t *testing.T, data string, columns, rows, level int) {
		symbol, err := barcode.PDF417{Columns: columns, Rows: rows, Level: level}.Encode(data)
		if err != nil {
			return
		}
		r := readPDF417(t, symbol)
		if got := r.text(); got != data || !r.checked() {
			t.Errorf("%q reads as %q, checks right: %v", data, got, r.checked())
		}
	})
}
