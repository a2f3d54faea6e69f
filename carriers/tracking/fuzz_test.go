package tracking_test

import (
	"errors"
	"testing"

	"github.com/shiprate/shiprate/carriers/tracking"
)

// checkPlaces are where the check characters stand, for formats that do not end in them.
func checkPlaces(m tracking.Match) []int {
	switch m.Format {
	case "upu-s10":
		return []int{10}
	case "mondial-relay-26":
		return []int{14, 25}
	}
	return []int{len(m.Number) - 1}
}

// wantCheckDigitToMatter changes each check character of a valid number to every other
// digit and capital: the same format must not call any of them valid.
func wantCheckDigitToMatter(t *testing.T, m tracking.Match) {
	t.Helper()
	const all = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	for _, place := range checkPlaces(m) {
		for i := range len(all) {
			if all[i] == m.Number[place] {
				continue
			}
			wrong := m.Number[:place] + all[i:i+1] + m.Number[place+1:]
			for _, other := range inFormat(wrong, m.Format) {
				if other.Valid {
					t.Errorf("%s and %s are both valid %s numbers", m.Number, wrong, m.Format)
				}
			}
		}
	}
}

func TestCheckDigitMatters(t *testing.T) {
	for _, p := range publishedNumbers(t) {
		for _, m := range inFormat(p.number, p.format) {
			if m.Valid && m.CheckDigit != "" {
				wantCheckDigitToMatter(t, m)
			}
		}
	}
}

func FuzzRecognise(f *testing.F) {
	for _, p := range publishedNumbers(f) {
		f.Add(p.number)
	}
	f.Add("]C142038118\x1d9261290336128700000072")
	f.Add("(00) 1 2345678 901234567 5")
	f.Add("\xff1Z")
	f.Fuzz(func(t *testing.T, number string) {
		anyValid := false
		for _, m := range tracking.Recognise(number) {
			if m.Valid != (m.Reason == "") || m.Valid && m.CheckDigit != m.Expected {
				t.Errorf("%q: %+v contradicts itself", number, m)
			}
			anyValid = anyValid || m.Valid
			if !m.Valid {
				continue
			}
			if m.CheckDigit != "" {
				wantCheckDigitToMatter(t, m)
			}
			if again := inFormat(m.Text(), m.Format); m.Text() != m.Number && m.Tracking == m.Number && (len(again) == 0 || !again[0].Valid) {
				t.Errorf("%q prints as %q, which is not valid", m.Number, m.Text())
			}
			if _, err := m.Symbol(""); err != nil && !errors.Is(err, tracking.ErrNoSymbol) {
				t.Errorf("%q: %v", number, err)
			}
		}
		if valid := tracking.Check(number) == nil; valid != anyValid {
			t.Errorf("%q: Check says %v, the matches %v", number, valid, anyValid)
		}
		if r := tracking.Inspect(number); r.Valid != anyValid || r.Valid != (r.Reason == "") || r.Matches == nil {
			t.Errorf("%q: report %+v", number, r)
		}
		tracking.Group(number)
	})
}

func FuzzMake(f *testing.F) {
	f.Add("999AA1", "01", uint64(2345678))
	f.Add("927007687", "612", uint64(1194802))
	f.Add("345678", "022", uint64(9012345678))
	f.Add("9865", "", uint64(7878885))
	f.Add("2345678", "x", uint64(901234567))
	f.Add("1z 999aa1", "\u00e9", uint64(1<<63))
	f.Fuzz(func(t *testing.T, account, service string, serial uint64) {
		makers := []struct {
			format string
			tracking.Maker
		}{
			{"ups-1z", tracking.UPS{Shipper: account, Service: service}},
			{"usps-impb", tracking.USPS{MID: account, STC: service}},
			{"fedex-12", tracking.FedEx{Prefix: account}},
			{"sscc-18", tracking.SSCC{Extension: len(service), Prefix: account}},
		}
		for _, maker := range makers {
			number, err := maker.Make(serial)
			if err != nil {
				continue
			}
			found := inFormat(number, maker.format)
			if len(found) != 1 || !found[0].Valid {
				t.Fatalf("%+v with %d makes %s: %+v", maker, serial, number, found)
			}
			wantCheckDigitToMatter(t, found[0])
			if s, err := found[0].Symbol("38118-1234"); err != nil || s.Text == "" {
				t.Errorf("%s: %v", number, err)
			}
			if next, err := maker.Make(serial + 1); err == nil && next == number {
				t.Errorf("%+v makes %s of two serials", maker, number)
			}
		}
	})
}
