package label_test

import (
	"fmt"
	"os"

	"github.com/shiprate/shiprate/label"
)

func ExampleReadFont() {
	file, err := os.Open("testdata/fonts/thai.ttf")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	defer file.Close()
	font, err := label.ReadFont(file)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	printer := label.Format{Fonts: []*label.Font{font}}
	s := bookOrder
	s.To.Name = "สมชาย ใจดี"
	labels, err := printer.New(s, groundQuote, "1Z5R89390357567127")
	fmt.Println(font.Name(), len(labels), err)
	// Output: Noto Sans Thai 1 <nil>
}

func ExampleTransliterate() {
	for _, name := range []string{"王伟", "김민수", "สมชาย", "Zoë Żak"} {
		spelled, err := label.Transliterate(name, "")
		fmt.Println(spelled, err)
	}
	// Output:
	// Wang Wei <nil>
	// Gimminsu <nil>
	// Somchai <nil>
	// Zoë Żak <nil>
}

func ExampleText_Shape() {
	text, err := label.Text{X: 20, Y: 50, Height: 40, Text: "רחוב הרצל 15"}.Shape()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	for _, run := range text.Runs {
		fmt.Printf("%d glyphs, %d units wide: %s\n", len(run.Glyphs), run.Advance, run.Text)
	}
	// Output:
	// 2 glyphs, 2278 units wide: 15
	// 10 glyphs, 9869 units wide: רחוב הרצל
}
