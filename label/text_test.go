package label_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font/sfnt"

	"github.com/shiprate/shiprate/carriers"
)

// TestTextRefused sets one field of an order and expects it to be blamed.
func TestTextRefused(t *testing.T) {
	name := func(s *carriers.Shipment, text string) { s.To.Name = text }
	tests := []struct {
		claim string
		set   func(s *carriers.Shipment, text string)
		text  string
		want  string
	}{
		{"Chinese", name, "王伟", `to.name: "王" (U+738B) at character 1 is not in the label's font`},
		{"Japanese after Latin letters", name, "Ken さとう", `to.name: "さ" (U+3055) at character 5 is not in the label's font`},
		{"Korean", name, "김", `to.name: "김" (U+AE40) at character 1 is not in the label's font`},
		{"an emoji, above U+FFFF", name, "Ann 😀", `to.name: "😀" (U+1F600) at character 5 is not in the label's font`},
		{"a mathematical letter, above U+FFFF", name, "𝐀nn", `to.name: "𝐀" (U+1D400) at character 1 is not in the label's font`},
		{"Thai", name, "สม", `to.name: "ส" (U+0E2A) at character 1 is not in the label's font`},
		{"Arabic", name, "سلام", `to.name: "س" (U+0633) at character 1 is not in the label's font`},
		{"a mark that composes with nothing", name, "Z\u0337ak", `to.name: "̷" (U+0337) at character 2 is a combining mark, which labels cannot place`},
		{"a place is counted in letters, not bytes", name, "Żółć 王", `to.name: "王" (U+738B) at character 6 is not in the label's font`},
		{"a composed letter counts once", name, "Z\u0307ak 王", `to.name: "王" (U+738B) at character 5 is not in the label's font`},
		{"a zero-width space", name, "An\u200Bn", `to.name: "\u200b" (U+200B) at character 3 is not a printing character`},
		{"a mark of direction", name, "Ann\u202E", `to.name: "\u202e" (U+202E) at character 4 is not a printing character`},
		{"a private character", name, "\uE000", `to.name: "\ue000" (U+E000) at character 1 is not a printing character`},
		{"a tab", name, "A\tB", `to.name: "A\tB" has the control character U+0009 at byte 1`},
		{"broken UTF-8", name, "A\xffB", `to.name: "A\xffB" is not valid UTF-8 at byte 1`},
		{"a replacement character is a lost letter", name, "\uFFFDukasz", "to.name: \"\uFFFD\" (U+FFFD) at character 1 is not in the label's font"},
		{"the sender's company", func(s *carriers.Shipment, text string) { s.From.Company = text }, "店", `from.company: "店" (U+5E97) at character 1 is not in the label's font`},
		{"the second street line", func(s *carriers.Shipment, text string) { s.To.Street[1] = text }, "楼", `to.street[1]: "楼" (U+697C) at character 1 is not in the label's font`},
		{"the city", func(s *carriers.Shipment, text string) { s.To.City = text }, "東京", `to.city: "東" (U+6771) at character 1 is not in the label's font`},
		{"the state", func(s *carriers.Shipment, text string) {
			s.To.Country, s.To.PostalCode, s.To.State = "MX", "01000", text
		}, "州", `to.state: "州" (U+5DDE) at character 1 is not in the label's font`},
		{"the reference", func(s *carriers.Shipment, text string) { s.Reference = text }, "№ 7✓", `reference: "✓" (U+2713) at character 4 is not in the label's font`},
		{"a parcel's reference", func(s *carriers.Shipment, text string) { s.Parcels[0].Reference = text }, "箱", `parcels[0].reference: "箱" (U+7BB1) at character 1 is not in the label's font`},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			s := order()
			test.set(&s, test.text)
			_, err := plain.New(s, quoted(s, "ups", "UPS Ground"), upsNumber)
			if !errors.Is(err, carriers.ErrInvalid) || err.Error() != test.want {
				t.Errorf("error is\n%v\nwant\n%s", err, test.want)
			}
		})
	}
}

func TestTextDrawn(t *testing.T) {
	tests := []struct{ claim, text, printed string }{
		{"Polish", "Zażółć Gęślą Jaźń", "Zażółć Gęślą Jaźń"},
		{"French", "Œuvre Noël Ça", "Œuvre Noël Ça"},
		{"Vietnamese", "Nguyễn Thị Hường", "Nguyễn Thị Hường"},
		{"Greek", "Ελένη Παπαδοπούλου", "Ελένη Παπαδοπούλου"},
		{"Hebrew", "שלום", "שלום"},
		{"Cyrillic", "Україна Ёлкин", "Україна Ёлкин"},
		{"Icelandic, Turkish, Romanian", "Þór Işık Ștefan", "Þór Işık Ștefan"},
		{"punctuation and signs", "O’Brien & Söhne – № 5 ½ €", "O’Brien & Söhne – № 5 ½ €"},
		{"what PDF strings must escape", `a(b)c\d č Ċ ī`, `a(b)c\d č Ċ ī`},
		{"marks are composed", "Z\u0307ak Zoe\u0308", "Żak Zoë"},
		{"space around is dropped", "  Ann  ", "Ann"},
		{"a space that does not break", "Ann\u00A0Lee", "Ann\u00A0Lee"},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			s := order()
			s.To.Name = test.text
			labels, err := plain.New(s, quoted(s, "ups", "UPS Ground"), upsNumber)
			if err != nil {
				t.Fatal(err)
			}
			if _, ok := textWith(labels[0], test.printed); !ok {
				t.Errorf("%q is not on the label", test.printed)
			}
		})
	}
}

// TestFit has names of W, which is 0.944 of the height wide in Helvetica Bold
// (Adobe's metrics, which Liberation Sans has). The paper has room for 762 dots.
func TestFit(t *testing.T) {
	tests := []struct {
		claim string
		lines []string // name and street lines
		want  int      // dots of height; 18 points are 51, 8 points 23
		err   string
	}{
		{"short lines have 18 points", []string{"WWWWWWWW", "1 Main St"}, 51, ""},
		{"15 W just fit: 15 × 0.944 × 51 = 722", []string{strings.Repeat("W", 15), "1 Main St"}, 51, ""},
		{"20 W are set smaller: 762 ÷ (20 × 0.944) = 40.4", []string{strings.Repeat("W", 20), "1 Main St"}, 40, ""},
		{"35 W fit at 8 points: 35 × 0.944 × 23 = 760", []string{strings.Repeat("W", 35), "1 Main St"}, 23, ""},
		{"36 W do not", []string{strings.Repeat("W", 36), "1 Main St"}, 0, "to.name: 3.85 in wide at 8 points, over the 3.75 in limit"},
		{"a street line is blamed by its place", []string{"Ann", "1 Main St", strings.Repeat("W", 40)}, 0, "to.street[1]: 4.28 in wide at 8 points, over the 3.75 in limit"},
		{"200 W do not by far", []string{strings.Repeat("W", 200), "1 Main St"}, 0, "to.name: 21.39 in wide at 8 points, over the 3.75 in limit"},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			s := order()
			s.To.Name, s.To.Street = test.lines[0], test.lines[1:]
			labels, err := plain.New(s, quoted(s, "ups", "UPS Ground"), upsNumber)
			if err != nil || test.err != "" {
				if err == nil || err.Error() != test.err {
					t.Fatalf("error is %v, want %s", err, test.err)
				}
				return
			}
			checkGeometry(t, labels[0])
			name, ok := textWith(labels[0], test.lines[0])
			if !ok || name.Height != test.want {
				t.Errorf("name is %d dots high, want %d", name.Height, test.want)
			}
		})
	}
}

func TestFitLines(t *testing.T) {
	s := order()
	s.To.Street = nil
	fitted := 0
	for {
		s.To.Street = append(s.To.Street, "Line")
		labels, err := plain.New(s, quoted(s, "ups", "UPS Ground"), upsNumber)
		if err != nil {
			want := "is line 16, over the 15 that fit at 8 points"
			if fitted != 13 || !strings.HasSuffix(err.Error(), want) {
				t.Errorf("%d street lines fitted, then: %v, want %s", fitted, err, want)
			}
			return
		}
		checkGeometry(t, labels[0])
		fitted = len(s.To.Street)
	}
}

// TestWidth compares with Helvetica's metrics, in thousandths of the height.
func TestWidth(t *testing.T) {
	tests := []struct {
		text       string
		thousandth int
	}{
		{"94105", 5 * 556},
		{"UPS Ground", 722 + 667 + 667 + 278 + 778 + 389 + 611 + 611 + 611 + 611}, // Helvetica-Bold
		{"1 Main St", 556 + 278 + 833 + 556 + 222 + 556 + 278 + 667 + 278},        // Helvetica
	}
	s := order()
	labels, err := plain.New(s, quoted(s, "ups", "UPS Ground"), upsNumber)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		text, ok := textWith(labels[0], test.text)
		want := (text.Height*test.thousandth + 500) / 1000
		if !ok || text.Width < want-1 || text.Width > want+1 {
			t.Errorf("%q is %d dots wide at %d, want %d", test.text, text.Width, text.Height, want)
		}
	}
}

// TestFonts holds what the package takes for granted: both fonts have the same
// characters, on a grid of 2048.
func TestFonts(t *testing.T) {
	var buf sfnt.Buffer
	regular, err := sfnt.Parse(liberationsansregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	bold, err := sfnt.Parse(liberationsansbold.TTF)
	if err != nil {
		t.Fatal(err)
	}
	if regular.UnitsPerEm() != 2048 || bold.UnitsPerEm() != 2048 {
		t.Errorf("units are %d and %d", regular.UnitsPerEm(), bold.UnitsPerEm())
	}
	for r := rune(0); r < 0x2200; r++ {
		a, errA := regular.GlyphIndex(&buf, r)
		b, errB := bold.GlyphIndex(&buf, r)
		if errA != nil || errB != nil || (a == 0) != (b == 0) {
			t.Errorf("%U is glyph %d and %d: %v, %v", r, a, b, errA, errB)
		}
	}
}
