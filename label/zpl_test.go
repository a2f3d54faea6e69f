package label_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/barcode"
)

func program(tb testing.TB, labels ...label.Label) string {
	tb.Helper()
	var b bytes.Buffer
	if err := label.ZPL(&b, labels...); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

// TestZPL compares whole programs with those in testdata.
func TestZPL(t *testing.T) {
	labels := trade(t)
	labels["everything-203"] = everything(t, 203)
	for _, name := range []string{"usps-203", "ups-300", "everything-203"} {
		checkGolden(t, name+".zpl", program(t, labels[name]))
	}
}

func checkGolden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// TestZPLSymbols has the commands that the manual gives for these symbols.
func TestZPLSymbols(t *testing.T) {
	labels := trade(t)
	tests := []struct{ claim, label, want string }{
		{"an IMpb starts in C, FNC1 is >8", "usps-203", "^BY3^FO73,878^BCN,203,N,N,N,N^FD>;>842094105>89261290336128704062441^FS"},
		{"a 1Z starts in B and goes to C with >5", "ups-203", "^BY3^FO155,878^BCN,203,N,N,N,N^FD>:1Z5R>589390357567127^FS"},
		{"an SSCC", "acme-300", "^BCN,375,N,N,N,N^FD>;>800" + ssccNumber + "^FS"},
	}
	for _, test := range tests {
		if got := program(t, labels[test.label]); !strings.Contains(got, test.want) {
			t.Errorf("%s: %s has not %s", test.claim, got, test.want)
		}
	}
	got := program(t, everything(t, 203))
	for _, want := range []string{
		"^FO40,40^BD2,1,1^FH^FD001840152382802[)>_1E01_1D961Z00004951_1DUPSN_1D06X610_1D159_1D1234567_1D1/1_1D_1DY_1D634 ALPHA DR_1DPITTSBURGH_1DPA_1E_04^FS",
		"^BY4,2,10^FO320,40^BQN,2,4,M^FH^FDMA,https://example.com/t/1Z_5F5R8_5E_7E_5C93903?é^FS",
		"^FO520,50^BXN,4,200,18,18,6,|^FH^FD|142094105|19261290336128704062441^FS",
		"^FDa_5Fb_5E_7E_5C_1D|d233^FS",
		"^BY2^FO40,400^B7N,6,5,12,,N^FH^FD[)>_1E01_1D0294105",
		"^BY2,3^FO100,600^B2N,150,N,N,N^FD12345678901231^FS",
		"^FO60,1100^GB200,60,5^FS",
		"^FO500,1000^GFA,12,12,3,JFE,8I02,:JFE,^FS",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s has not %s", got, want)
		}
	}
}

var fieldBC = regexp.MustCompile(`\^BCN,\d+,N,N,N,N\^FD(.*)\^FS`)

// TestZPLCodes reads ^BC data back by the table of the ZPL II Programming Guide:
// the characters are those of the layout's symbol, one by one.
func TestZPLCodes(t *testing.T) {
	datas := []string{upsNumber, "1Z999AA10123456784", "AB>C^D~E\x7f", "\x01\x02ab\x1f12345678", "a\x1fa", "00112233aA\x01\x1d99", "9999999x999999", "\x1d\x1d\x1d96979899"}
	for _, data := range datas {
		code, err := barcode.Code128(data)
		if err != nil {
			t.Fatal(err)
		}
		l := label.Label{Width: 2400, Height: 600, DPI: 203, Date: 1, Elements: []label.Element{
			label.Symbol{X: 50, Y: 50, Height: 100, Module: 2, Code: code}}}
		field := fieldBC.FindStringSubmatch(program(t, l))
		if field == nil {
			t.Fatalf("%q: no ^BC", data)
		}
		want := code.Codes[:len(code.Codes)-2] // without check and stop
		if diff := cmp.Diff(want, readBC(t, field[1])); diff != "" {
			t.Errorf("%q as %q (-want +got):\n%s", data, field[1], diff)
		}
	}
}

// readBC is a printer's reading of ^BC data in mode N.
func readBC(t *testing.T, data string) []byte {
	t.Helper()
	var codes []byte
	set := byte('B')
	for i := 0; i < len(data); i++ {
		c := data[i]
		switch {
		case c == '>':
			i++
			c = data[i]
			value := map[byte]byte{'<': 62, '0': 30, '=': 94, '1': 95, '2': 96, '3': 97, '4': 98, '5': 99, '6': 100, '7': 101, '8': 102, '9': 103, ':': 104, ';': 105}[c]
			codes = append(codes, value)
			switch {
			case c >= '9' && c <= ';':
				set = 'A' + c - '9'
			case c == '5':
				set = 'C'
			case c == '6':
				set = 'B'
			case c == '7':
				set = 'A'
			}
		case set == 'B':
			codes = append(codes, c-' ')
		default: // pairs of digits
			n, err := strconv.Atoi(data[i : i+2])
			if err != nil {
				t.Fatalf("%q at %d of %q is no pair of digits", data[i:i+2], i, data)
			}
			codes = append(codes, byte(n))
			i++
		}
	}
	return codes
}

// TestZPLFallback draws what a printer has no command for as boxes.
func TestZPLFallback(t *testing.T) {
	plain := label.Symbol{X: 50, Y: 50, Height: 100, Module: 2, Code: barcode.Linear{Modules: []bool{true, false, true, true}}}
	wide := plain
	wide.Module = 11
	grid := label.Matrix{X: 10, Y: 20, Module: 3, Code: barcode.Matrix{Columns: 3, Rows: 2, Aspect: 2, Modules: []bool{true, true, false, false, true, true}}}
	tests := []struct {
		claim   string
		element label.Element
		want    []string
	}{
		{"a symbol without characters", plain, []string{"^FO50,50^GB2,100,2^FS", "^FO54,50^GB4,100,4^FS"}},
		{"modules over ten dots", wide, []string{"^FO50,50^GB11,100,11^FS", "^FO72,50^GB22,100,22^FS"}},
		{"rows without data", grid, []string{"^FO10,20^GB6,6,6^FS", "^FO13,26^GB6,6,6^FS"}},
	}
	for _, test := range tests {
		l := label.Label{Width: 812, Height: 1218, DPI: 203, Date: 1, Elements: []label.Element{test.element}}
		lines := strings.Split(program(t, l), "\n")
		if diff := cmp.Diff(test.want, lines[1:len(lines)-2]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.claim, diff)
		}
	}
}

func TestThermal(t *testing.T) {
	l := trade(t)["ups-203"]
	var b bytes.Buffer
	if err := (label.Thermal{Darkness: 7, Darker: -3, Speed: 4, Copies: 2}).ZPL(&b, l); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	if !strings.HasPrefix(got, "~SD07\n^XA^CI28^PW812^LL1218^LH0,0^MD-3^PR4\n") || !strings.HasSuffix(got, "^PQ2^XZ\n") {
		t.Errorf("program is %s", got)
	}
	tests := []struct {
		thermal label.Thermal
		want    string
	}{
		{label.Thermal{Darkness: 31}, "darkness: 31 is not between 0 and 30"},
		{label.Thermal{Darker: -31}, "darker: -31 is not between -30 and 30"},
		{label.Thermal{Speed: 15}, "speed: 15 is not between 0 and 14"},
		{label.Thermal{Copies: -1}, "copies: -1 is not between 0 and 99999999"},
	}
	for _, test := range tests {
		var b bytes.Buffer
		if err := test.thermal.ZPL(&b, l); err == nil || err.Error() != test.want || b.Len() > 0 {
			t.Errorf("%d bytes and error %v, want %s", b.Len(), err, test.want)
		}
	}
	if err := label.ZPL(full{}, l); !errors.Is(err, errFull) {
		t.Errorf("error is %v, want %v", err, errFull)
	}
}

// TestZPLText sets what printers have letters for in the printer's font, and
// the rest as a picture.
func TestZPLText(t *testing.T) {
	tests := []struct {
		claim, text string
		native      bool
	}{
		{"English", "5 Market St", true},
		{"French", "Noël, 3e étage", true},
		{"Polish", "Zażółć gęślą jaźń", true},
		{"Cyrillic", "Україна", false},
		{"Greek", "Ελένη", false},
		{"Vietnamese", "Nguyễn", false},
		{"one letter of Croatian", "Đakovo", false},
	}
	for _, test := range tests {
		l := label.Label{Width: 812, Height: 1218, DPI: 203, Date: 1, Elements: []label.Element{label.Text{X: 50, Y: 100, Height: 30, Text: test.text}}}
		got := program(t, l)
		if strings.Contains(got, "^A0N,30,") != test.native || strings.Contains(got, "^GFA,") == test.native {
			t.Errorf("%s: %s", test.claim, got)
		}
	}
}

// TestZPLPicture reads pictures back by the rules of the ZPL II Programming
// Guide for ^GFA.
func TestZPLPicture(t *testing.T) {
	pictures := map[string]label.Image{
		"a byte":           {Width: 8, Height: 1, Bits: []byte{0xA5}},
		"white":            {Width: 33, Height: 3, Bits: make([]byte, 15)},
		"black":            {Width: 32, Height: 2, Bits: bytes.Repeat([]byte{0xFF}, 8)},
		"a row repeated":   {Width: 16, Height: 3, Bits: []byte{0x12, 0x34, 0x12, 0x34, 0, 0}},
		"a run of 838":     {Width: 838 * 4, Height: 1, Bits: append(bytes.Repeat([]byte{0x33}, 418), 0x33)},
		"black then white": {Width: 80, Height: 1, Bits: []byte{0xFF, 0xFF, 0xFF, 0xFF, 0xF0, 0, 0, 0, 0, 0}},
	}
	for name, picture := range pictures {
		l := label.Label{Width: 4000, Height: 100, DPI: 203, Date: 1, Elements: []label.Element{picture}}
		if diff := cmp.Diff(picture.Bits, readGF(t, program(t, l))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

var fieldGF = regexp.MustCompile(`\^GFA,(\d+),(\d+),(\d+),(.*)\^FS`)

func readGF(t *testing.T, program string) []byte {
	t.Helper()
	field := fieldGF.FindStringSubmatch(program)
	if field == nil || field[1] != field[2] {
		t.Fatalf("no picture in %s", program)
	}
	stride := atoi(t, field[3])
	var all, row, above []byte // letters
	times := 0
	for _, c := range []byte(field[4]) {
		switch {
		case c >= 'G' && c <= 'Y':
			times += int(c-'G') + 1
			continue
		case c >= 'g' && c <= 'z':
			times += int(c-'g'+1) * 20
			continue
		case c == ',':
			row = append(row, bytes.Repeat([]byte{'0'}, 2*stride-len(row))...)
		case c == ':':
			row = above
		default:
			row = append(row, bytes.Repeat([]byte{c}, max(times, 1))...)
		}
		times = 0
		if len(row) == 2*stride {
			all, above, row = append(all, row...), row, nil
		}
	}
	var bits []byte
	for i := 0; i < len(all); i += 2 {
		v, err := strconv.ParseUint(string(all[i:i+2]), 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		bits = append(bits, byte(v))
	}
	if len(bits) != atoi(t, field[1]) {
		t.Errorf("%d bytes, announced as %s", len(bits), field[1])
	}
	return bits
}

// commands are all that a program may have.
var commands = []string{"XA", "CI28", "PW", "LL", "LH", "FT", "FO", "A0N", "FH", "FD", "FS", "GB", "GFA", "BY", "BXN", "PQ", "XZ"}

// FuzzZPL puts any text into fields: a printer finds no command in it, and reads
// the text back.
func FuzzZPL(f *testing.F) {
	f.Add("^XZ~JR_5E\\&")
	f.Add("a_b^FS^XA~SD30")
	f.Add("Zażółć | ! $ * # @ é")
	f.Add("____^^^^~~~~\\\\\\\\")
	f.Add("\x00\x1d\x7f")
	f.Fuzz(func(t *testing.T, text string) {
		l := label.Label{Width: 812, Height: 1218, DPI: 203, Date: 1, Elements: []label.Element{
			label.Text{X: 10, Y: 100, Height: 20, Text: text},
			label.Matrix{X: 10, Y: 200, Module: 2, Code: barcode.Matrix{Columns: 2, Rows: 2, Modules: make([]bool, 4), Kind: barcode.DataMatrixKind, Data: text}},
		}}
		for i, e := range l.Elements {
			one := l
			one.Elements = []label.Element{e}
			var b bytes.Buffer
			if err := label.ZPL(&b, one); err != nil {
				continue // a text that no label can have
			}
			checkFields(t, b.String(), text, i == 1)
		}
	})
}

func checkFields(t *testing.T, program, text string, matrix bool) {
	t.Helper()
	if strings.Contains(program, "~") {
		t.Errorf("%q has a command in %q", text, program)
	}
	for _, command := range strings.Split(program, "^")[1:] {
		known := slices.ContainsFunc(commands, func(c string) bool { return strings.HasPrefix(command, c) })
		if !known {
			t.Errorf("%q makes the command %.10q", text, command)
		}
	}
	_, field, ok := strings.Cut(program, "^FH^FD")
	if !ok {
		return
	}
	field, _, _ = strings.Cut(field, "^FS")
	got := regexp.MustCompile("_([0-9A-F]{2})").ReplaceAllStringFunc(field, func(s string) string {
		v, _ := strconv.ParseUint(s[1:], 16, 8)
		return string([]byte{byte(v)})
	})
	if matrix {
		escape := regexp.MustCompile(`,6,(.)[,^]`).FindStringSubmatch(program)[1]
		got = regexp.MustCompile(regexp.QuoteMeta(escape)+`d(\d{3})`).ReplaceAllStringFunc(got, func(s string) string {
			v, _ := strconv.Atoi(s[2:])
			return string(rune(v))
		})
	}
	if got != text && utf8.ValidString(text) {
		t.Errorf("%q is read as %q", text, got)
	}
}

// TestZPLWidth has texts in the printer's font no wider than the layout has
// them: Helvetica Condensed Bold has digits of half its height.
func TestZPLWidth(t *testing.T) {
	l := label.Label{Width: 812, Height: 1218, DPI: 203, Date: 1, Elements: []label.Element{label.Text{X: 50, Y: 100, Height: 30, Width: 200, Text: "0123456789"}}}
	want := fmt.Sprintf("^A0N,30,%d^", 200*96/100/5)
	if got := program(t, l); !strings.Contains(got, want) {
		t.Errorf("%s has not %s", got, want)
	}
}
