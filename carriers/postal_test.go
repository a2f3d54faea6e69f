package carriers_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
)

func TestAsUS(t *testing.T) {
	at := func(country, state, code string) carriers.Address {
		return carriers.Address{Country: country, State: state, PostalCode: code}
	}
	tests := []struct {
		name                       string
		from, to, wantFrom, wantTo carriers.Address
	}{
		{"to Puerto Rico", at("US", "NY", "10001"), at("PR", "", "00901"), at("US", "NY", "10001"), at("US", "PR", "00901")},
		{"from Guam home", at("GU", "GU", "96910-1234"), at("US", "NY", "10001"), at("US", "GU", "96910-1234"), at("US", "NY", "10001")},
		{"within the Virgin Islands", at("VI", "", "00802"), at("VI", "", "00820"), at("US", "VI", "00802"), at("US", "VI", "00820")},
		{"from elsewhere it is a country", at("FR", "", "75011"), at("PR", "", "00901"), at("FR", "", "75011"), at("PR", "", "00901")},
		{"what is no ZIP code stays", at("US", "", "10001"), at("VI", "", "802"), at("US", "", "10001"), at("VI", "", "802")},
		{"other countries stay", at("US", "", "10001"), at("CA", "", "M5V 2T6"), at("US", "", "10001"), at("CA", "", "M5V 2T6")},
		{"within the US", at("US", "", "10001"), at("US", "", "00901"), at("US", "", "10001"), at("US", "", "00901")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			carriers.AsUS(&tt.from, &tt.to)
			if diff := cmp.Diff([]carriers.Address{tt.wantFrom, tt.wantTo}, []carriers.Address{tt.from, tt.to}); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// Shapes are those of the Universal Postal Union's addressing sheets.
func TestParsePostalCode(t *testing.T) {
	tests := []struct{ name, country, in, want, err string }{
		{"a ZIP", "US", "10001", "10001", ""},
		{"a ZIP with a zero in front", "US", "02134", "02134", ""},
		{"a ZIP+4 keeps its last four", "US", "94105-1234", "94105-1234", ""},
		{"a ZIP+4 without its hyphen", "US", "941051234", "94105-1234", ""},
		{"Puerto Rico is US in the mail", "US", "00901", "00901", ""},
		{"Puerto Rico by its own code", "PR", "00901", "00901", ""},
		{"a military ZIP", "US", "09012", "09012", ""},
		{"spaces round it", "US", " 10001 ", "10001", ""},
		{"a lost zero", "US", "2134", "", `"2134" is not a postal code of US, which look like 99999 or 99999-9999: has it lost the zero in front?`},
		{"a Canadian code in the US", "US", "m5v 2t6", "", "for Canada write CA:M5V 2T6"},
		{"a British code in the US", "US", "SW1A 1AA", "", "is not a postal code of US"},
		{"a hyphen and nothing after", "US", "94105-", "", "is not a postal code of US"},
		{"six digits", "US", "941051", "", "is not a postal code of US"},
		{"a letter for a digit", "US", "1OOO1", "", "is not a postal code of US"},
		{"full-width digits", "US", "１０００１", "", "is not a postal code of US"},
		{"nothing", "US", "", "", `"" is not a postal code of US`},
		{"Hong Kong has none", "HK", "", "", ""},
		{"Dubai, and blanks for none", "AE", "  ", "", ""},
		{"one that stands for none", "AE", "00000", "00000", ""},
		{"a country that has them", "KR", "", "", `"" is not a postal code of up to 10 letters and digits`},
		{"Canada", "CA", "M5V 2T6", "M5V 2T6", ""},
		{"Canada without its space, in small letters", "CA", "m5v2t6", "M5V 2T6", ""},
		{"a ZIP in Canada", "CA", "10001", "", "is not a postal code of CA, which look like A9A 9A9"},
		{"Warsaw", "PL", "00-950", "00-950", ""},
		{"Warsaw without its hyphen", "PL", "00950", "00-950", ""},
		{"Westminster", "GB", "sw1a1aa", "SW1A 1AA", ""},
		{"Manchester", "GB", "M1 1AE", "M1 1AE", ""},
		{"Croydon", "GB", "CR2 6XH", "CR2 6XH", ""},
		{"London EC", "GB", "EC1A1BB", "EC1A 1BB", ""},
		{"Paris", "FR", "75011", "75011", ""},
		{"Amsterdam", "NL", "1012jd", "1012 JD", ""},
		{"Lisbon", "PT", "1000205", "1000-205", ""},
		{"Prague", "CZ", "11000", "110 00", ""},
		{"Tokyo", "JP", "1000001", "100-0001", ""},
		{"São Paulo", "BR", "01310200", "01310-200", ""},
		{"a country without a shape here takes what is like a code", "IE", "d02 x285", "D02 X285", ""},
		{"but not more than ten", "IE", "D02 X285 123", "", "of up to 10 letters and digits"},
		{"but not other signs", "IE", "D02_X285", "", "of up to 10 letters and digits"},
		{"but not hyphens alone", "IE", " - - ", "", "of up to 10 letters and digits"},
		{"but not nothing", "IE", "", "", "of up to 10 letters and digits"},
		{"a long code is cut in the message", "US", strings.Repeat("9", 100000), "", strings.Repeat("9", 40) + `…" is not`},
		{"invalid UTF-8 is quoted", "US", "\xff\xfe", "", `"\xff\xfe" is not`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := carriers.ParsePostalCode(tt.country, tt.in)
			if tt.err != "" {
				wantError(t, err, tt.err)
			} else if err != nil || got != tt.want {
				t.Errorf("got %q, %v; want %q", got, err, tt.want)
			}
		})
	}
}

func FuzzParsePostalCode(f *testing.F) {
	for _, seed := range [][2]string{{"US", "10001"}, {"US", "94105-1234"}, {"US", "2134"}, {"CA", "M5V2T6"}, {"PL", "00950"}, {"GB", "sw1a 1aa"}, {"IE", "D02 X285"}, {"", ""}, {"US", "１"}} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, country, code string) {
		got, err := carriers.ParsePostalCode(country, code)
		if err != nil {
			if got != "" || len(err.Error()) > 600 {
				t.Fatalf("%q beside the error %v", got, err)
			}
			return
		}
		if strings.Trim(got, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -") != "" || len(got) > 10 {
			t.Fatalf("%q in %q is read as %q", code, country, got)
		}
		if again, err := carriers.ParsePostalCode(country, got); err != nil || again != got {
			t.Fatalf("%q is read as %q, and that as %q, %v", code, got, again, err)
		}
	})
}

func TestBeginsPostalCode(t *testing.T) {
	for begin, want := range map[string]bool{
		"CA:K": true, "CA:K1A": true, "CA:K1A0B1": true, "CA:KIA": false, "CA:1": false, "CA:K1A0B1X": false,
		"GB:BT": true, "GB:B1": true, "GB:EC1A": true, "GB:9": false, "US:995": true, "US:99546": true, "US:A": false, "PL:00": true, "PL:00950": true, "AQ:BIQQ": true,
	} {
		country, begin, _ := strings.Cut(begin, ":")
		if got := carriers.BeginsPostalCode(country, begin); got != want {
			t.Errorf("%s of %s: got %v", begin, country, got)
		}
	}
}
