package label_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"github.com/shiprate/shiprate/label"
)

func pngOf(tb testing.TB, picture image.Image) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func TestReadLogo(t *testing.T) {
	small := pngOf(t, image.NewGray(image.Rect(0, 0, 3, 2)))
	tests := []struct {
		claim string
		file  []byte
		err   string
	}{
		{"a picture", small, ""},
		{"with a palette", pngOf(t, image.NewPaletted(image.Rect(0, 0, 3, 2), color.Palette{color.Black, color.White})), ""},
		{"no picture", []byte("GIF89a"), "logo: not a PNG picture: "},
		{"half a picture", small[:len(small)-20], "logo: not a PNG picture: "},
		{"too wide", pngOf(t, image.NewGray(image.Rect(0, 0, 4097, 1))), "logo: 4097 by 1 dots is over the 4096 limit"},
		{"too long a file", make([]byte, 4<<20+1), "logo: the file is over the 4 MiB limit"},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			logo, err := label.ReadLogo(bytes.NewReader(test.file))
			switch {
			case test.err == "" && (err != nil || logo == nil):
				t.Error(err)
			case test.err != "" && (err == nil || logo != nil || !strings.HasPrefix(err.Error(), test.err)):
				t.Errorf("error is %v, want %s", err, test.err)
			}
		})
	}
}

// FuzzReadLogo reads any file: it is a logo that a label takes, or refused.
func FuzzReadLogo(f *testing.F) {
	f.Add(pngOf(f, image.NewGray(image.Rect(0, 0, 3, 2))))
	f.Add(pngOf(f, image.NewNRGBA64(image.Rect(0, 0, 1, 40))))
	f.Add([]byte("\x89PNG\r\n\x1a\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		logo, err := label.ReadLogo(bytes.NewReader(file))
		if err != nil {
			return
		}
		s := order()
		labels, err := label.Format{Options: label.Options{Logo: logo}}.New(s, quoted(s, "ups", "UPS Ground"), upsNumber)
		if err != nil {
			t.Fatal(err)
		}
		checkGeometry(t, labels[0])
		document(t, labels...)
	})
}
