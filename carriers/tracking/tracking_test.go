package tracking_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers/tracking"
)

// published is one row of testdata/numbers.csv: a number that a carrier, a standard or
// another project gives as right or wrong in one format.
type published struct {
	format, number, check, note string
	valid                       bool
}

func publishedNumbers(t testing.TB) []published {
	t.Helper()
	file, err := os.Open("testdata/numbers.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var numbers []published
	for _, r := range rows[1:] {
		numbers = append(numbers, published{format: r[0], number: r[1], valid: r[2] == "true", check: r[3], note: r[4]})
	}
	return numbers
}

// inFormat are the matches of number in one format.
func inFormat(number, format string) []tracking.Match {
	var found []tracking.Match
	for _, m := range tracking.Recognise(number) {
		if m.Format == format {
			found = append(found, m)
		}
	}
	return found
}

func TestPublishedNumbers(t *testing.T) {
	numbers := publishedNumbers(t)
	if len(numbers) != 125 {
		t.Errorf("%d rows, want 125", len(numbers))
	}
	for _, p := range numbers {
		t.Run(p.format+" "+p.number, func(t *testing.T) {
			found := inFormat(p.number, p.format)
			if p.valid {
				wantValid(t, p, found)
				return
			}
			for _, m := range found {
				if m.Valid || m.Reason == "" {
					t.Errorf("%+v, want not valid and a reason", m)
				}
				if p.check != "" && m.Expected != p.check {
					t.Errorf("expected check digit %q, want %q", m.Expected, p.check)
				}
			}
			if len(found) == 0 && strings.Contains(p.note, "check digit") {
				t.Error("a number with a wrong check digit has lost its format")
			}
		})
	}
}

func wantValid(t *testing.T, p published, found []tracking.Match) {
	t.Helper()
	if len(found) != 1 || !found[0].Valid || found[0].Reason != "" {
		t.Fatalf("matches %+v, want one that is valid", found)
	}
	if m := found[0]; m.CheckDigit != p.check || m.Expected != p.check {
		t.Errorf("check digit %q, expected %q, want %q", m.CheckDigit, m.Expected, p.check)
	}
	if err := tracking.Check(p.number); err != nil {
		t.Errorf("Check: %v", err)
	}
}

func TestRecognise(t *testing.T) {
	valid := func(carrier, format, check, number string) tracking.Match {
		return tracking.Match{Carrier: carrier, Format: format, CheckDigit: check, Expected: check, Number: number, Tracking: number, Valid: true}
	}
	onlyTracking := func(m tracking.Match, part string) tracking.Match { m.Tracking = part; return m }
	withZIP := func(m tracking.Match, zip string) tracking.Match { m.ZIP = zip; return m }
	ups := valid("ups", "ups-1z", "4", "1Z999AA10123456784")
	pic := valid("usps", "usps-impb", "2", "9261290336128700000072")
	tests := []struct {
		name, number string
		want         []tracking.Match // the valid ones
	}{
		{"capitals", "1Z999AA10123456784", []tracking.Match{ups}},
		{"small letters", "1z999aa10123456784", []tracking.Match{ups}},
		{"printed groups", " 1Z 999 AA1 01 2345 6784\n", []tracking.Match{ups}},
		{"hyphens and dashes", "1Z-999-AA1\u201301\u20112345\u00a06784", []tracking.Match{ups}},
		{"IMpb alone", "9261 2903 3612 8700 0000 72", []tracking.Match{pic}},
		{"IMpb with ZIP5", "420381189261290336128700000072", []tracking.Match{withZIP(pic, "38118")}},
		{"IMpb with ZIP9", "4203811812349261290336128700000072", []tracking.Match{withZIP(pic, "381181234")}},
		{"IMpb as a scanner sends it", "]C142038118\x1d9261290336128700000072", []tracking.Match{withZIP(pic, "38118")}},
		{"IMpb as GS1 prints it", "(420) 38118 (92) 61290336128700000072", []tracking.Match{withZIP(pic, "38118")}},
		{"34 digits are tracked by the last twelve", "1001921334250001000300779017972697",
			[]tracking.Match{onlyTracking(valid("fedex", "fedex-34", "7", "1001921334250001000300779017972697"), "779017972697")}},
		{"Ground 96 is tracked by the last fifteen", "9611020987654312345672",
			[]tracking.Match{onlyTracking(valid("fedex", "fedex-ground-96", "2", "9611020987654312345672"), "987654312345672")}},
		{"an SSCC with its AI is tracked without", "(00) 123456789012345675", []tracking.Match{
			onlyTracking(valid("gs1", "sscc-18", "5", "00123456789012345675"), "123456789012345675"),
			valid("usps", "usps-20", "5", "00123456789012345675")}},
		{"S10 names the post that issued it", "RB 123 456 785 GB", []tracking.Match{valid("royal-mail", "upu-s10", "5", "RB123456785GB")}},
		{"S10 of a post without a name here", "AB000000005IE", []tracking.Match{valid("upu", "upu-s10", "5", "AB000000005IE")}},
		{"Identcode as printed", "56.310 243.031 3", []tracking.Match{valid("deutsche-post", "identcode-12", "3", "563102430313")}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []tracking.Match
			for _, m := range tracking.Recognise(tt.number) {
				if m.Valid {
					got = append(got, m)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("valid matches (-want +got)\n%s", diff)
			}
		})
	}
}

func TestRecogniseNothing(t *testing.T) {
	for _, number := range []string{"", " - ", "420", "42012345", "1Z", "\xff\xfe", "1Z999AA1012345678\u0664", "1Z999AA10123456784X",
		"1Z/999AA10123456784", "42038118" + strings.Repeat("9", 40), "\u0131Z999AA10123456784", "]C1", "]"} {
		if got := tracking.Recognise(number); got != nil {
			t.Errorf("%q is recognised as %+v", number, got)
		}
	}
}

func TestFor(t *testing.T) {
	const both = "3318810025" // DHL's own
	tests := []struct {
		name, carrier, number, format string
	}{
		{"a carrier's own number", "dhl", both, "dhl-express"},
		{"any carrier", "", both, "dhl-express"},
		{"an SSCC is anyone's", "dpd", "123456789012345675", "sscc-18"},
		{"a carrier's own format comes before an SSCC", "poczta-polska", "00159007733123456789", "poczta-polska-20"},
		{"S10 is any post's", "colissimo", "RB123456785GB", "upu-s10"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tracking.For(tt.carrier, tt.number)
			if err != nil || got.Format != tt.format {
				t.Errorf("format %q, want %q, error %v", got.Format, tt.format, err)
			}
		})
	}
	_, err := tracking.For("ups", both)
	if want := `tracking number "3318810025": not a number of carrier "ups"`; !errors.Is(err, tracking.ErrUnknown) || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	if _, err := tracking.For("ups", "1Z999AA10123456785"); !errors.Is(err, tracking.ErrCheckDigit) {
		t.Errorf("error %v, want %v", err, tracking.ErrCheckDigit)
	}
}

func TestCheck(t *testing.T) {
	tests := []struct {
		name, number string
		kind         error
		message      string
	}{
		{"a wrong check digit names both", "1z 999 aa1 01 2345 6785", tracking.ErrCheckDigit,
			`tracking number "1Z999AA10123456785": ups-1z: check digit is 5, want 4`},
		{"every format that fits says what it wants", "986578788850", tracking.ErrCheckDigit,
			`tracking number "986578788850": fedex-12: check digit is 0, want 5; gls-12: check digit is 0, want 6; identcode-12: check digit is 0, want 9`},
		{"no format", "RB12345678GB", tracking.ErrUnknown, `tracking number "RB12345678GB": no known format has these 12 characters`},
		{"nothing", "", tracking.ErrUnknown, `tracking number "": no known format has these 0 characters`},
		{"a channel with the other mailer ID", "9261269903500013618304", tracking.ErrStructure,
			`tracking number "9261269903500013618304": usps-impb: channel 92 wants a nine-digit mailer ID, which starts with 9, not 6`},
		{"a country that is none", "RB123456785XX", tracking.ErrStructure,
			`tracking number "RB123456785XX": upu-s10: XX is not an ISO 3166 country`},
		{"a reserved service and a wrong digit together", "JB123456784GB", tracking.ErrCheckDigit,
			`tracking number "JB123456784GB": upu-s10: check digit is 4, want 5, service indicator JB is reserved`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := tracking.Check(tt.number)
			if !errors.Is(err, tt.kind) {
				t.Fatalf("error %v, want kind %v", err, tt.kind)
			}
			if diff := cmp.Diff(tt.message, err.Error()); diff != "" {
				t.Errorf("message (-want +got)\n%s", diff)
			}
		})
	}
}

func TestInspectJSON(t *testing.T) {
	tests := []struct{ name, number, want string }{
		{"valid", "1Z 999 AA1 01 2345 6784",
			`{"number":"1Z999AA10123456784","valid":true,"matches":[{"carrier":"ups","format":"ups-1z","check_digit":"4"}],"reason":""}`},
		{"wrong check digit", "1Z999AA10123456785",
			`{"number":"1Z999AA10123456785","valid":false,"matches":[{"carrier":"ups","format":"ups-1z","check_digit":"5"}],"reason":"ups-1z: check digit is 5, want 4"}`},
		{"only the valid ones of several", "799531274483",
			`{"number":"799531274483","valid":true,"matches":[{"carrier":"fedex","format":"fedex-12","check_digit":"3"}],"reason":""}`},
		{"unknown", "hello", `{"number":"HELLO","valid":false,"matches":[],"reason":"no known format has these 5 characters"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := json.Marshal(tracking.Inspect(tt.number))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, string(got)); diff != "" {
				t.Errorf("report (-want +got)\n%s", diff)
			}
		})
	}
}
