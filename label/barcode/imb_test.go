package barcode_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/label/barcode"
)

// The example of USPS-B-3200, in its four lengths.
func TestIMbPublished(t *testing.T) {
	tests := []struct{ name, routing, bars, text string }{
		{"no routing code", "",
			"ATTFATTDTTADTAATTDTDTATTDAFDDFADFDFTFFFFFTATFAAAATDFFTDAADFTFDTDT", "01 234 567094 987654321"},
		{"ZIP", "01234",
			"DTTAFADDTTFTDTFTFDTDDADADAFADFATDDFTAAAFDTTADFAAATDFDTDFADDDTDFFT", "01 234 567094 987654321 01234"},
		{"ZIP+4", "012345678",
			"ADFTTAFDTTTTFATTADTAAATFTFTATDAAAFDDADATATDTDTTDFDTDATADADTDFFTFA", "01 234 567094 987654321 01234 5678"},
		{"ZIP+4 and delivery point", "01234567891",
			"AADTFFDFTDADTAADAATFDTDDAAADDTDTTDAFADADDDTFFFDDTTTADFAAADFTDAADA", "01 234 567094 987654321 01234 5678 91"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := barcode.IMb("01234567094987654321", tt.routing)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.bars, got.String()); diff != "" {
				t.Errorf("bars (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(tt.text, got.Text); diff != "" {
				t.Errorf("text (-want +got)\n%s", diff)
			}
			if want := "01234567094987654321" + tt.routing; got.Data != want {
				t.Errorf("data %q, want %q", got.Data, want)
			}
		})
	}
}

func TestIMbRefused(t *testing.T) {
	tests := []struct{ name, tracking, routing, message string }{
		{"a short tracking code", "0123456709498765432", "", `tracking code "0123456709498765432": 19 digits, want 20`},
		{"a letter in the tracking code", "0123456709498765432X", "", `tracking code "0123456709498765432X": byte 19 is not a digit`},
		{"a barcode identifier whose second digit is 5", "05234567094987654321", "", `tracking code "05234567094987654321": digit 2 is 5, want 0 to 4`},
		{"a hyphen in the ZIP code", "01234567094987654321", "01234-5678", `routing code "01234-5678": byte 5 is not a digit`},
		{"six digits of routing code", "01234567094987654321", "012345", `routing code "012345": 6 digits, want 0, 5, 9 or 11`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := barcode.IMb(tt.tracking, tt.routing)
			if !errors.Is(err, barcode.ErrField) {
				t.Fatalf("error %v, want kind %v", err, barcode.ErrField)
			}
			if err.Error() != tt.message {
				t.Errorf("message %q, want %q", err, tt.message)
			}
			if diff := cmp.Diff(barcode.Bars4{}, got); diff != "" {
				t.Errorf("a refusal gave a symbol (-want +got)\n%s", diff)
			}
		})
	}
}

func TestIMbMailerOfNineDigits(t *testing.T) {
	got, err := barcode.IMb("00040900123456000001", "")
	if want := "00 040 900123456 000001"; err != nil || got.Text != want {
		t.Errorf("text %q, want %q, error %v", got.Text, want, err)
	}
}

func TestBar4(t *testing.T) {
	tests := []struct {
		bar      barcode.Bar4
		up, down bool
	}{
		{barcode.Tracker, false, false}, {barcode.Ascender, true, false}, {barcode.Descender, false, true}, {barcode.Full, true, true},
	}
	for _, tt := range tests {
		if tt.bar.Up() != tt.up || tt.bar.Down() != tt.down {
			t.Errorf("%v reaches up %v and down %v, want %v and %v", tt.bar, tt.bar.Up(), tt.bar.Down(), tt.up, tt.down)
		}
	}
}

func FuzzIMb(f *testing.F) {
	f.Add("01234567094987654321", "01234567891")
	f.Add("94999999999999999999", "99999999999")
	f.Add("", "")
	f.Add("0123456709498765432é", "0")
	f.Fuzz(func(t *testing.T, tracking, routing string) {
		got, err := barcode.IMb(tracking, routing)
		if err == nil && len(got.Bars) != 65 {
			t.Errorf("%q and %q are %d bars, want 65", tracking, routing, len(got.Bars))
		}
	})
}
