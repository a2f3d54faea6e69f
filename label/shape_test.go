package label_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/label"
)

// fontFiles are those of testdata/fonts, by the names in shaped.txt.
var fontFiles = map[string]string{"thai": "thai.ttf", "arabic": "arabic.ttf", "cjk": "cjk.ttf", "cff": "cjk-cff.otf"}

// fonts reads fonts of testdata by their names, parted by spaces.
func fonts(tb testing.TB, names string) []*label.Font {
	tb.Helper()
	var list []*label.Font
	for name := range strings.FieldsSeq(names) {
		data, err := os.ReadFile(filepath.Join("testdata/fonts", fontFiles[name]))
		if err != nil {
			tb.Fatal(err)
		}
		f, err := label.ReadFont(bytes.NewReader(data))
		if err != nil {
			tb.Fatal(name, err)
		}
		list = append(list, f)
	}
	return list
}

// shaped has what HarfBuzz makes of a font and a text, see testdata/fonts/make.sh.
func shaped(t *testing.T) map[string]string {
	t.Helper()
	data, err := os.ReadFile("testdata/fonts/shaped.txt")
	if err != nil {
		t.Fatal(err)
	}
	table := make(map[string]string)
	for line := range strings.Lines(string(data)) {
		if fields := strings.Split(strings.TrimRight(line, "\n"), "\t"); len(fields) == 3 {
			table[fields[0]+" "+fields[1]] = fields[2]
		}
	}
	return table
}

// places prints the places of a run's glyphs.
func places(run label.Run) string {
	var b strings.Builder
	for _, g := range run.Glyphs {
		fmt.Fprintf(&b, "%d at %d,%d; ", g.ID, g.X, g.Y)
	}
	fmt.Fprintf(&b, "%d wide", run.Advance)
	return b.String()
}

// expected turns what hb-shape prints into places.
func expected(t *testing.T, line string) string {
	t.Helper()
	var b strings.Builder
	at := 0
	for glyph := range strings.SplitSeq(strings.Trim(line, "[]"), "|") {
		var id, x, y, advance int
		if _, err := fmt.Sscanf(glyph, "%d@%d,%d+%d", &id, &x, &y, &advance); err != nil {
			x, y = 0, 0
			if _, err := fmt.Sscanf(glyph, "%d+%d", &id, &advance); err != nil {
				t.Fatalf("%q: %v", glyph, err)
			}
		}
		fmt.Fprintf(&b, "%d at %d,%d; ", id, at+x, y)
		at += advance
	}
	fmt.Fprintf(&b, "%d wide", at)
	return b.String()
}

// TestShape compares the runs of a line, from left to right, with HarfBuzz.
func TestShape(t *testing.T) {
	tests := []struct {
		claim, fonts, text string
		runs               []string // font and text, as in shaped.txt
	}{
		{"Hebrew is in the label's own font, from right to left", "", "ישראל ישראלי", []string{"hebrew ישראל ישראלי"}},
		{"a number in Hebrew is read from the left", "", "רחוב הרצל 15", []string{"hebrew 15", "hebrew רחוב הרצל "}},
		{"Hebrew within Latin text", "", "Herzl תל אביב", []string{"hebrew Herzl ", "hebrew תל אביב"}},
		{"a number after Hebrew in Latin text stands to its left", "", "Herzl תל אביב 15", []string{"hebrew Herzl ", "hebrew 15", "hebrew תל אביב "}},
		{"Thai", "thai", "สมชาย ใจดี", []string{"thai สมชาย ใจดี"}},
		{"marks of Thai stand over each other", "thai", "เชียงใหม่ น้ำปิ๊ง", []string{"thai เชียงใหม่ น้ำปิ๊ง"}},
		{"a number after Thai is in the label's own font", "thai", "ถนนสุขุมวิท 15", []string{"thai ถนนสุขุมวิท ", "hebrew 15"}},
		{"Arabic letters join", "arabic", "محمد علي", []string{"arabic محمد علي"}},
		{"an Arabic comma and spaces belong to the words", "arabic", "شارع الملك فهد، الرياض", []string{"arabic شارع الملك فهد، الرياض"}},
		{"lam and alef become one", "arabic", "لا إله", []string{"arabic لا إله"}},
		{"a Persian non-joiner parts letters without a space", "arabic", "علی\u200cرضا", []string{"arabic علی\u200cرضا"}},
		{"a number in Arabic is read from the left", "arabic", "شارع 15", []string{"hebrew 15", "arabic شارع "}},
		{"Chinese", "cjk", "北京市朝阳区建国路15号楼", []string{"cjk 北京市朝阳区建国路", "hebrew 15", "cjk 号楼"}},
		{"Japanese", "cjk", "東京都千代田区", []string{"cjk 東京都千代田区"}},
		{"kana of both kinds are two scripts", "cjk", "ケンジしゃちょう", []string{"cjk ケンジ", "cjk しゃちょう"}},
		{"a sign belongs to the letters after it", "cjk", "〒王伟", []string{"cjk 〒王伟"}},
		{"Korean, in PostScript outlines", "cff", "김민수", []string{"cff 김민수"}},
		{"a space within Korean", "cff", "서울특별시 강남구", []string{"cff 서울특별시 강남구"}},
		{"the first font that has a letter draws it", "thai cff cjk", "東京都", []string{"cff 東京都"}},
		{"and another in the other order", "thai cjk cff", "王伟", []string{"cjk 王伟"}},
		{"an empty text", "", "", nil},
		{"plain text has no runs", "cjk thai", "Zoë Żak 5", nil},
	}
	oracle := shaped(t)
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			text, err := label.Text{Text: test.text, Height: 2048}.Shape(fonts(t, test.fonts)...)
			if err != nil {
				t.Fatal(err)
			}
			var want []string
			for _, run := range test.runs {
				line, ok := oracle[run]
				if !ok {
					t.Errorf("%q is not in shaped.txt", run)
					continue
				}
				want = append(want, run+": "+expected(t, line))
			}
			if diff := cmp.Diff(want, runsOf(text, test.fonts, t)); diff != "" {
				t.Errorf("runs (-want +got):\n%s", diff)
			}
		})
	}
}

// runsOf prints the runs of a text. Fonts are known by a name of their family.
func runsOf(text label.Text, names string, t *testing.T) []string {
	t.Helper()
	known := map[string]string{"Liberation Sans": "hebrew", "Noto Sans Thai": "thai", "Noto Sans Arabic": "arabic", "Droid Sans Fallback": "cjk", "Noto Sans CJK JP": "cff"}
	var list []string
	for _, run := range text.Runs {
		name, ok := known[run.Font.Name()]
		if !ok {
			t.Errorf("font %q is not one of the test, %s", run.Font.Name(), names)
		}
		list = append(list, name+" "+run.Text+": "+places(run))
	}
	return list
}

// TestGlyphText holds that what a reader copies from glyphs is the text.
func TestGlyphText(t *testing.T) {
	for _, text := range []string{"رحوب הרצל 15", "เชียงใหม่ น้ำ", "لا إله 15, محمد", "東京都 Ken"} {
		shaped, err := label.Text{Text: text, Height: 40}.Shape(fonts(t, "thai arabic cjk")...)
		if err != nil {
			t.Fatal(err)
		}
		for _, run := range shaped.Runs {
			got := map[rune]int{}
			for _, g := range run.Glyphs {
				for _, r := range g.Text {
					got[r]++
				}
			}
			want := map[rune]int{}
			for _, r := range run.Text {
				want[r]++
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%q: characters of the glyphs (-want +got):\n%s", run.Text, diff)
			}
		}
	}
}

func TestShapeRefuses(t *testing.T) {
	tests := []struct{ claim, fonts, text, want string }{
		{"what no font has", "thai", "Ann 王", `"王" (U+738B) at character 5 is not in the label's font`},
		{"an emoji", "cjk arabic thai cff", "Ann 😀", `"😀" (U+1F600) at character 5 is not in the label's font`},
		{"broken UTF-8", "cjk", "a\xffb", `"\xff" at character 2 is not valid UTF-8`},
		{"a lost letter", "cjk", "王\uFFFD", `"�" (U+FFFD) at character 2 is not in the label's font`},
		{"a mark of direction", "arabic", "محمد\u202E", `"\u202e" (U+202E) at character 5 is not a printing character`},
		{"a joiner without letters", "arabic", "\u200Dمحمد", `"\u200d" (U+200D) at character 1 is not a printing character`},
		{"a mark that the letter's font lacks", "arabic", "Z\u0337", `"̷" (U+0337) at character 2 is a combining mark, which labels cannot place`},
		{"a point of Hebrew, which the font cannot place", "", "שָ", `"ָ" (U+05B8) at character 2 is a combining mark, which labels cannot place`},
		{"nothing of a mark by itself, which the font draws", "thai", "่", ""},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			_, err := label.Text{Text: test.text, Height: 40}.Shape(fonts(t, test.fonts)...)
			got := ""
			if err != nil {
				got = err.Error()
			}
			if got != test.want {
				t.Errorf("error is %s, want %s", got, test.want)
			}
		})
	}
}

func TestReadFontRefuses(t *testing.T) {
	thai, err := os.ReadFile("testdata/fonts/thai.ttf")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		claim string
		data  []byte
		want  string
	}{
		{"an empty file", nil, "not a TrueType font"},
		{"a text", []byte("%PDF-1.4 and so on, long enough to be read"), "not a TrueType font"},
		{"half a font", thai[:len(thai)/2], "font"},
		{"a font without outlines", bytes.Replace(thai, []byte("glyf"), []byte("nope"), 1), "font has no outlines: it has no table glyf, CFF or CFF2"},
		{"a font without widths", bytes.Replace(thai, []byte("hmtx"), []byte("nope"), 1), "font has no table hmtx"},
		{"more than 64 MiB", make([]byte, 64<<20+1), "font is over the 64 MiB limit"},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			f, err := label.ReadFont(bytes.NewReader(test.data))
			if f != nil || err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error is %v, want %s", err, test.want)
			}
		})
	}
}

// FuzzShape shapes any text: it has runs of glyphs that the fonts have, or is
// refused.
func FuzzShape(f *testing.F) {
	for _, seed := range []string{"Zoë", "王伟 😀", "שלום 15 (א)", "محمد\u200c", "น้ำ่่", "\xff\xfe", "\u202e", "e\u0301\u0301", "((((", "ーａ１", "\U000E0100王\U000E0100", "각"} {
		f.Add(seed)
	}
	all := fonts(f, "thai arabic cjk cff")
	f.Fuzz(func(t *testing.T, text string) {
		shaped, err := label.Text{Text: text, Height: 40}.Shape(all...)
		if err != nil {
			return
		}
		for _, run := range shaped.Runs {
			if len(run.Glyphs) == 0 || run.Advance < 0 {
				t.Errorf("%q: run of %d glyphs, %d wide", text, len(run.Glyphs), run.Advance)
			}
			for _, g := range run.Glyphs {
				if g.ID == 0 {
					t.Errorf("%q has the glyph for what is missing", text)
				}
			}
		}
		if spelled, err := label.Transliterate(text, "CN"); err == nil {
			if _, err := (label.Text{Text: spelled, Height: 40}).Shape(); err != nil {
				t.Errorf("%q is spelled %q: %v", text, spelled, err)
			}
		}
	})
}

// FuzzReadFont reads damaged fonts, shapes with them and takes subsets.
func FuzzReadFont(f *testing.F) {
	for _, file := range fontFiles {
		data, err := os.ReadFile(filepath.Join("testdata/fonts", file))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		font, err := label.ReadFont(bytes.NewReader(data))
		if err != nil {
			return
		}
		for _, text := range []string{"น้ำใจดี", "محمد علي لا", "東京都千代田区", "김민수 Ann"} {
			shaped, err := label.Text{Text: text, Height: 40}.Shape(font)
			if err != nil {
				continue
			}
			for _, run := range shaped.Runs {
				var ids []uint16
				for _, g := range run.Glyphs {
					ids = append(ids, g.ID)
				}
				label.Subset(run.Font, ids)
			}
			shaped.X, shaped.Y = 20, 60
			writeAll(t, label.Label{Width: 300, Height: 100, DPI: 203, Date: 1, Elements: []label.Element{shaped}})
		}
	})
}

// TestShapeTogether has goroutines share fonts: all get the same glyphs.
func TestShapeTogether(t *testing.T) {
	all := fonts(t, "arabic thai")
	const text = "محمد علي 15 สมชาย שלום"
	want, err := label.Text{Text: text, Height: 40}.Shape(all...)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan string)
	for range 8 {
		go func() {
			got, err := label.Text{Text: text, Height: 40}.Shape(all...)
			same := err == nil && len(got.Runs) == len(want.Runs) && got.Width == want.Width
			for i := 0; same && i < len(got.Runs); i++ {
				same = places(got.Runs[i]) == places(want.Runs[i])
			}
			done <- fmt.Sprint(same, err)
		}()
	}
	for range 8 {
		if got := <-done; got != "true <nil>" {
			t.Error(got)
		}
	}
}
