package barcode

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// UPSMaxi is what the MaxiCode of a UPS label says (UPS Guide to Labeling; the fields and
// their lengths after ISO/IEC 16023, figure B2). Its mode is 2 for a postal code of
// digits, else 3.
type UPSMaxi struct {
	// PostalCode, Country (ISO 3166 number, 840 for the United States) and Class (of
	// service, 0 to 999) are as in [MaxiRoute]. The postal code has no hyphen.
	PostalCode     string
	Country, Class int
	// Tracking is the tracking number of 18 characters, 1Z and on. Its last eight and
	// its shipper number go into the symbol. The check digit is not tried.
	Tracking string
	// PickupDay is the day of the year, 1 to 366.
	PickupDay int
	// Shipment is the shipper's own number, up to 30 characters; empty for none.
	Shipment string
	// Package is the number of this parcel among Packages: 1 of 1 and on, to 999.
	Package, Packages int
	// Pounds is the weight in whole pounds, 1 to 999; 0 leaves it out.
	Pounds int
	// Validated says that the address has been validated.
	Validated bool
	// Address (up to 35 characters, may be empty), City (1 to 20) and State (two, empty
	// outside the United States and Canada) are of the receiver.
	Address, City, State string
}

// Encode makes the symbol. Its message has room for 84 codewords, so capitals are
// advised: a small letter may cost two. Nothing is cut to make it fit.
//
// The errors are a [FieldError] for each field that is not right, joined; a [CharError]
// for a character that is not Latin-1; and [ErrTooLong].
func (u UPSMaxi) Encode() (MaxiCode, error) {
	if err := u.check(); err != nil {
		return MaxiCode{}, fmt.Errorf("UPS MaxiCode: %w", err)
	}
	symbol, err := MaxiRoute{PostalCode: u.PostalCode, Country: u.Country, Class: u.Class}.Encode(u.message())
	if err != nil {
		return MaxiCode{}, fmt.Errorf("UPS MaxiCode: %w", err)
	}
	return symbol, nil
}

// message is the secondary message: the header of ISO/IEC 15434, format 01 of year 96,
// and the fields after the class of service.
func (u UPSMaxi) message() string {
	const gs, rs, eot = "\x1d", "\x1e", "\x04"
	weight, validated := "", "N"
	if u.Pounds > 0 {
		weight = strconv.Itoa(u.Pounds)
	}
	if u.Validated {
		validated = "Y"
	}
	fields := []string{
		"1Z" + u.Tracking[10:], "UPSN", u.Tracking[2:8], fmt.Sprintf("%03d", u.PickupDay), u.Shipment,
		fmt.Sprintf("%d/%d", u.Package, u.Packages), weight, validated, u.Address, u.City, u.State,
	}
	return "[)>" + rs + "01" + gs + "96" + strings.Join(fields, gs) + rs + eot
}

func (u UPSMaxi) check() error {
	errs := []error{
		checkNumber("pickup day", u.PickupDay, 1, 366),
		checkNumber("package", u.Package, 1, 999),
		checkNumber("packages", u.Packages, max(1, u.Package), 999),
		checkNumber("pounds", u.Pounds, 0, 999),
		checkWords("shipment", u.Shipment, 0, 30),
		checkWords("address", u.Address, 0, 35),
		checkWords("city", u.City, 1, 20),
	}
	if n := len(u.State); n != 0 && n != 2 {
		errs = append(errs, &FieldError{"state", u.State, fmt.Sprintf("%d characters, want 2 or none", n)})
	}
	return errors.Join(append(errs, checkWords("state", u.State, 0, 2), checkTracking(u.Tracking))...)
}

func checkNumber(field string, n, least, most int) error {
	if n < least || n > most {
		return &FieldError{field, strconv.Itoa(n), fmt.Sprintf("want %d to %d", least, most)}
	}
	return nil
}

// checkWords refuses what would end a field, and counts characters.
func checkWords(field, value string, least, most int) error {
	n := 0
	for i, c := range value {
		if c < ' ' {
			return &FieldError{field, value, fmt.Sprintf("byte %d is a control character, %U", i, c)}
		}
		n++
	}
	if n < least || n > most {
		return &FieldError{field, value, fmt.Sprintf("%d characters, want %d to %d", n, least, most)}
	}
	return nil
}

func checkTracking(number string) error {
	if len(number) != 18 {
		return &FieldError{"tracking number", number, fmt.Sprintf("%d characters, want 18", len(number))}
	}
	if number[:2] != "1Z" {
		return &FieldError{"tracking number", number, "starts with " + strconv.Quote(number[:2]) + ", want 1Z"}
	}
	for i, c := range number {
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return &FieldError{"tracking number", number, fmt.Sprintf("byte %d is %q, want a capital or a digit", i, c)}
		}
	}
	return nil
}
