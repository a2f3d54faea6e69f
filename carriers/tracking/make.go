package tracking

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Maker makes a tracking number from a serial. The same serial always gives the same
// number, and two serials never give one number. Keeping serials unique is the caller's
// part, as is having the account: carriers assign the prefixes.
type Maker interface {
	Make(serial uint64) (string, error)
}

// These are the kinds of error that makers return.
var (
	// ErrSerial means the serial has more digits than the number has room for.
	ErrSerial = errors.New("serial does not fit")
	// ErrAccount means the account's part of the number is malformed.
	ErrAccount = errors.New("bad account")
)

// UPS makes 1Z numbers of 18 characters, with serials up to 9,999,999.
type UPS struct {
	Shipper string // shipper number: six letters or digits, with or without 1Z in front
	Service string // service code: two letters or digits, such as "03" for Ground
}

// Make returns 1Z, shipper, service, seven digits of serial and the check digit.
func (u UPS) Make(serial uint64) (string, error) {
	shipper, service := clean(u.Shipper), clean(u.Service)
	if len(shipper) == 8 {
		shipper = strings.TrimPrefix(shipper, "1Z")
	}
	err := errors.Join(
		want("ups: shipper", u.Shipper, fits(shipper, "******"), "six letters or digits"),
		want("ups: service", u.Service, fits(service, "**"), "two letters or digits"))
	if err != nil {
		return "", err
	}
	rest, err := pad("ups", serial, 7)
	if err != nil {
		return "", err
	}
	body := shipper + service + rest
	return "1Z" + body + string(upsMod10(body)), nil
}

// USPS makes 22-digit Intelligent Mail package barcode numbers (Publication 199).
type USPS struct {
	// MID is the mailer ID USPS assigned: nine digits starting with 9, which leave serials
	// up to 9,999,999, or six digits starting with another, up to 9,999,999,999.
	MID string
	// STC is the service type code of three digits: mail class and extra services.
	STC string
	// Channel is "92" with a nine-digit MID and "93" with a six-digit one. Empty takes the
	// one that belongs to MID.
	Channel string
}

// Make returns channel, service type code, mailer ID, serial and check digit.
func (u USPS) Make(serial uint64) (string, error) {
	mid, stc, channel := clean(u.MID), clean(u.STC), clean(u.Channel)
	proper, length := "92", 9
	if !strings.HasPrefix(mid, "9") {
		proper, length = "93", 6
	}
	if channel == "" {
		channel = proper
	}
	err := errors.Join(
		want("usps: mid", u.MID, digits(mid) && len(mid) == length, "nine digits starting with 9, or six starting with another"),
		want("usps: stc", u.STC, fits(stc, "###"), "three digits"),
		want("usps: channel", u.Channel, channel == proper, proper+" with this mid"))
	if err != nil {
		return "", err
	}
	rest, err := pad("usps", serial, 16-len(mid))
	if err != nil {
		return "", err
	}
	body := channel + stc + mid + rest
	return body + string(mod10(body)), nil
}

// FedEx makes 12-digit numbers.
type FedEx struct {
	Prefix string // the account's first digits: one to ten; serials fill up to eleven
}

// Make returns prefix, serial and check digit.
func (f FedEx) Make(serial uint64) (string, error) {
	prefix := clean(f.Prefix)
	ok := digits(prefix) && len(prefix) >= 1 && len(prefix) <= 10
	if err := want("fedex: prefix", f.Prefix, ok, "one to ten digits"); err != nil {
		return "", err
	}
	rest, err := pad("fedex", serial, 11-len(prefix))
	if err != nil {
		return "", err
	}
	return prefix + rest + string(fedexMod11(prefix+rest)), nil
}

// SSCC makes GS1 serial shipping container codes of 18 digits, without the AI 00.
type SSCC struct {
	Extension int    // the first digit, 0 to 9, which the company uses as it likes
	Prefix    string // GS1 company prefix: four to twelve digits; serials fill up to sixteen
}

// Make returns extension, prefix, serial and check digit.
func (s SSCC) Make(serial uint64) (string, error) {
	prefix := clean(s.Prefix)
	err := errors.Join(
		want("sscc: extension", strconv.Itoa(s.Extension), s.Extension >= 0 && s.Extension <= 9, "0 to 9"),
		want("sscc: prefix", s.Prefix, digits(prefix) && len(prefix) >= 4 && len(prefix) <= 12, "four to twelve digits"))
	if err != nil {
		return "", err
	}
	rest, err := pad("sscc", serial, 16-len(prefix))
	if err != nil {
		return "", err
	}
	body := strconv.Itoa(s.Extension) + prefix + rest
	return body + string(mod10(body)), nil
}

// want is nil when ok, and otherwise says what field should have been.
func want(field, value string, ok bool, what string) error {
	if ok {
		return nil
	}
	return fmt.Errorf("%w: %s is %q, want %s", ErrAccount, field, value, what)
}

// pad writes serial with leading zeros to width digits.
func pad(who string, serial uint64, width int) (string, error) {
	text := strconv.FormatUint(serial, 10)
	if len(text) > width {
		return "", fmt.Errorf("%s: serial %d is over %s: %w", who, serial, strings.Repeat("9", width), ErrSerial)
	}
	return strings.Repeat("0", width-len(text)) + text, nil
}

var (
	_ Maker = UPS{}
	_ Maker = USPS{}
	_ Maker = FedEx{}
	_ Maker = SSCC{}
)
