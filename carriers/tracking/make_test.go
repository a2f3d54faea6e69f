package tracking_test

import (
	"errors"
	"math"
	"testing"

	"github.com/shiprate/shiprate/carriers/tracking"
)

func TestMake(t *testing.T) {
	tests := []struct {
		name   string
		maker  tracking.Maker
		serial uint64
		want   string
	}{
		// Published numbers taken apart; all but the first are in testdata/numbers.csv.
		{"UPS, the number in UPS's own documents", tracking.UPS{Shipper: "999AA1", Service: "01"}, 2345678, "1Z999AA10123456784"},
		{"UPS shipper with 1Z, small letters", tracking.UPS{Shipper: "1z999aa1", Service: "01"}, 2345678, "1Z999AA10123456784"},
		{"UPS service of letters", tracking.UPS{Shipper: "XX3150", Service: "YW"}, 4407002, "1ZXX3150YW44070023"},
		{"UPS fills with zeros", tracking.UPS{Shipper: "5R8939", Service: "03"}, 5756712, "1Z5R89390357567127"},
		{"USPS nine-digit mailer", tracking.USPS{MID: "927007687", STC: "612"}, 1194802, "9261292700768711948021"},
		{"USPS channel said and mailer grouped", tracking.USPS{MID: "927 007 687", STC: "612", Channel: "92"}, 1194802, "9261292700768711948021"},
		{"USPS six-digit mailer", tracking.USPS{MID: "345678", STC: "022"}, 9012345678, "9302234567890123456788"},
		{"FedEx", tracking.FedEx{Prefix: "9865"}, 7878885, "986578788855"},
		{"FedEx with a one-digit serial left", tracking.FedEx{Prefix: "7995312744"}, 8, "799531274483"},
		{"SSCC", tracking.SSCC{Extension: 1, Prefix: "2345678"}, 901234567, "123456789012345675"},
		{"SSCC fills with zeros", tracking.SSCC{Prefix: "0012345"}, 2, "000123450000000027"},
		{"SSCC with a twelve-digit prefix", tracking.SSCC{Extension: 3, Prefix: "404346337514"}, 2811, "340434633751428115"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.maker.Make(tt.serial)
			if err != nil || got != tt.want {
				t.Errorf("%s, want %s, error %v", got, tt.want, err)
			}
			if err := tracking.Check(got); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestMakeRefuses(t *testing.T) {
	tests := []struct {
		name    string
		maker   tracking.Maker
		serial  uint64
		kind    error
		message string
	}{
		{"UPS serial of eight digits", tracking.UPS{Shipper: "999AA1", Service: "03"}, 10_000_000, tracking.ErrSerial,
			"ups: serial 10000000 is over 9999999: serial does not fit"},
		{"UPS zero value", tracking.UPS{}, 1, tracking.ErrAccount,
			"bad account: ups: shipper is \"\", want six letters or digits\nbad account: ups: service is \"\", want two letters or digits"},
		{"UPS shipper too long", tracking.UPS{Shipper: "999AA12", Service: "03"}, 1, tracking.ErrAccount,
			`bad account: ups: shipper is "999AA12", want six letters or digits`},
		{"UPS shipper of other letters", tracking.UPS{Shipper: "99\u00c9A1", Service: "03"}, 1, tracking.ErrAccount,
			`bad account: ups: shipper is "99ÉA1", want six letters or digits`},
		{"USPS mailer of eight digits", tracking.USPS{MID: "90306008", STC: "612"}, 1, tracking.ErrAccount,
			`bad account: usps: mid is "90306008", want nine digits starting with 9, or six starting with another`},
		{"USPS six digits starting with 9", tracking.USPS{MID: "903060", STC: "612"}, 1, tracking.ErrAccount,
			`bad account: usps: mid is "903060", want nine digits starting with 9, or six starting with another`},
		{"USPS nine digits starting with 8", tracking.USPS{MID: "803060085", STC: "612"}, 1, tracking.ErrAccount,
			`bad account: usps: mid is "803060085", want nine digits starting with 9, or six starting with another`},
		{"USPS channel 93 for nine digits", tracking.USPS{MID: "903060085", STC: "612", Channel: "93"}, 1, tracking.ErrAccount,
			`bad account: usps: channel is "93", want 92 with this mid`},
		{"USPS channel 94 is not a mailer's", tracking.USPS{MID: "345678", STC: "612", Channel: "94"}, 1, tracking.ErrAccount,
			`bad account: usps: channel is "94", want 93 with this mid`},
		{"USPS service type of two digits", tracking.USPS{MID: "345678", STC: "61"}, 1, tracking.ErrAccount,
			`bad account: usps: stc is "61", want three digits`},
		{"USPS serial over seven digits", tracking.USPS{MID: "903060085", STC: "612"}, 10_000_000, tracking.ErrSerial,
			"usps: serial 10000000 is over 9999999: serial does not fit"},
		{"USPS serial over ten digits", tracking.USPS{MID: "345678", STC: "612"}, 10_000_000_000, tracking.ErrSerial,
			"usps: serial 10000000000 is over 9999999999: serial does not fit"},
		{"FedEx without a prefix", tracking.FedEx{}, 1, tracking.ErrAccount, `bad account: fedex: prefix is "", want one to ten digits`},
		{"FedEx prefix that leaves no serial", tracking.FedEx{Prefix: "12345678901"}, 0, tracking.ErrAccount,
			`bad account: fedex: prefix is "12345678901", want one to ten digits`},
		{"FedEx serial that runs into the prefix", tracking.FedEx{Prefix: "9865"}, 10_000_000, tracking.ErrSerial,
			"fedex: serial 10000000 is over 9999999: serial does not fit"},
		{"SSCC extension of two digits", tracking.SSCC{Extension: 10, Prefix: "0012345"}, 1, tracking.ErrAccount,
			`bad account: sscc: extension is "10", want 0 to 9`},
		{"SSCC negative extension", tracking.SSCC{Extension: -1, Prefix: "0012345"}, 1, tracking.ErrAccount,
			`bad account: sscc: extension is "-1", want 0 to 9`},
		{"SSCC prefix of thirteen digits", tracking.SSCC{Prefix: "0123456789012"}, 1, tracking.ErrAccount,
			`bad account: sscc: prefix is "0123456789012", want four to twelve digits`},
		{"SSCC largest number there is", tracking.SSCC{Prefix: "0012345"}, math.MaxUint64, tracking.ErrSerial,
			"sscc: serial 18446744073709551615 is over 999999999: serial does not fit"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.maker.Make(tt.serial)
			if got != "" || !errors.Is(err, tt.kind) {
				t.Fatalf("%q, error %v, want kind %v", got, err, tt.kind)
			}
			if err.Error() != tt.message {
				t.Errorf("message %q, want %q", err, tt.message)
			}
		})
	}
}
