package barcode

import (
	"fmt"
	"strconv"
	"strings"
)

// The codewords of a MaxiCode, of six bits each (ISO/IEC 16023, section 4.1.1): the
// primary message with its check, and two interleaved halves of the secondary message
// with theirs.
const (
	maxiPrimary        = 10
	maxiPrimaryCheck   = 10
	maxiSecondary      = 84
	maxiSecondaryCheck = 40
	maxiCodewords      = maxiPrimary + maxiPrimaryCheck + maxiSecondary + maxiSecondaryCheck
)

// maxiHolds is for a [CharError].
const maxiHolds = "MaxiCode holds Latin-1, U+0000 to U+00FF"

// MaxiText encodes message as MaxiCode mode 4: a text and no address. The symbol holds
// 93 capitals, or 138 digits, or fewer of others, since it shifts between five code sets;
// it is the shortest run of them there is.
//
// The errors are [ErrEmpty], a [CharError] for the first character that is not Latin-1
// and [ErrTooLong].
func MaxiText(message string) (MaxiCode, error) {
	if message == "" {
		return MaxiCode{}, ErrEmpty
	}
	const room = maxiPrimary - 1 + maxiSecondary
	words, err := maxiWords(message, room)
	if err != nil {
		return MaxiCode{}, err
	}
	var all [maxiCodewords]byte
	all[0] = 4
	n := copy(all[1:maxiPrimary], words)
	copy(all[maxiPrimary+maxiPrimaryCheck:], words[n:])
	return MaxiCode{Dark: maxiDraw(&all), Mode: 4, Message: message}, nil
}

// MaxiRoute is the structured message of a carrier: where a parcel goes and how. It is
// what a MaxiCode says in modes 2 and 3, best protected, beside its text.
type MaxiRoute struct {
	// PostalCode is up to nine digits in mode 2, up to six capitals, digits and spaces
	// in mode 3. A US ZIP code of five digits is followed by 0000 in mode 2, as
	// ISO/IEC 16023 annex B wants it.
	PostalCode string
	// Country is the ISO 3166 number, 840 for the United States: 1 to 999.
	Country int
	// Class is the carrier's class of service: 0 to 999.
	Class int
	// Mode is 2 or 3; 0 is 2 when the postal code is digits alone, and else 3.
	Mode int
}

// Encode makes the MaxiCode that says the route and a message, which may be empty. The
// message has room for 84 capitals, or 126 digits, or fewer of others.
//
// The errors are a [FieldError] for the route, a [CharError] for the first character of
// the message that is not Latin-1 and [ErrTooLong].
func (r MaxiRoute) Encode(message string) (MaxiCode, error) {
	r, err := r.complete()
	if err != nil {
		return MaxiCode{}, err
	}
	words, err := maxiWords(message, maxiSecondary)
	if err != nil {
		return MaxiCode{}, err
	}
	var all [maxiCodewords]byte
	r.pack(all[:maxiPrimary])
	copy(all[maxiPrimary+maxiPrimaryCheck:], words)
	return MaxiCode{
		Dark:    maxiDraw(&all),
		Mode:    r.Mode,
		Primary: fmt.Sprintf("%s%03d%03d", r.PostalCode, r.Country, r.Class),
		Message: message,
	}, nil
}

// complete checks the route, settles its mode and fills the postal code up.
func (r MaxiRoute) complete() (MaxiRoute, error) {
	if r.Country < 1 || r.Country > 999 {
		return r, &FieldError{"country", strconv.Itoa(r.Country), "want 1 to 999"}
	}
	if r.Class < 0 || r.Class > 999 {
		return r, &FieldError{"class of service", strconv.Itoa(r.Class), "want 0 to 999"}
	}
	digits := strings.Trim(r.PostalCode, "0123456789") == ""
	if r.Mode == 0 {
		r.Mode = 3
		if digits {
			r.Mode = 2
		}
	}
	most, n := 6, len(r.PostalCode)
	switch r.Mode {
	case 2:
		most = 9
		if !digits {
			return r, &FieldError{"postal code", r.PostalCode, "mode 2 holds digits"}
		}
		if n == 5 && r.Country == 840 {
			r.PostalCode += "0000"
		}
	case 3:
		for i, c := range r.PostalCode {
			if (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != ' ' {
				return r, &FieldError{"postal code", r.PostalCode, fmt.Sprintf("byte %d is %q: mode 3 holds capitals, digits and spaces", i, c)}
			}
		}
		r.PostalCode += strings.Repeat(" ", max(0, most-n))
	default:
		return r, &FieldError{"mode", strconv.Itoa(r.Mode), "want 2 or 3"}
	}
	if n < 1 || n > most {
		return r, &FieldError{"postal code", r.PostalCode[:n], fmt.Sprintf("%d characters, mode %d holds 1 to %d", n, r.Mode, most)}
	}
	return r, nil
}

// pack writes the primary message: 60 bits, the lowest six first (ISO/IEC 16023,
// section 4.7 and annex B).
func (r MaxiRoute) pack(words []byte) {
	var postal uint64
	if r.Mode == 2 {
		for _, c := range r.PostalCode {
			postal = postal*10 + uint64(c-'0')
		}
		postal |= uint64(len(r.PostalCode)) << 30
	} else {
		codes := maxiCodes()
		for i := range len(r.PostalCode) {
			postal = postal<<6 | uint64(codes[maxiA][r.PostalCode[i]])
		}
	}
	n := uint64(r.Mode) | postal<<4 | uint64(r.Country)<<40 | uint64(r.Class)<<50
	for i := range words {
		words[i] = byte(n >> (6 * i) & 0x3F)
	}
}
