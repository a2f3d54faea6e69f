package tracking

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// upsServices are the service codes of UPS numbers, by the names that this
// project gives the services. A letter or a Simple Rate box has its service's.
var upsServices = map[string]string{
	"next-day-air":       "01",
	"2nd-day-air":        "02",
	"ground":             "03",
	"3-day-select":       "12",
	"next-day-air-saver": "13",
	"next-day-air-early": "15",
}

// ForAccount returns the maker of numbers of an account, written as its carrier
// has it:
//
//	ups    shipper number: 999AA1, or 1Z999AA1
//	usps   mailer ID and service type code: 901234567/612
//	fedex  the first digits that FedEx gave: 9612
//
// Any other carrier's is a GS1 company prefix, 0614141, for an SSCC with the
// extension digit 0. The service is the quote's; only UPS numbers have it.
// Errors wrap ErrAccount.
func ForAccount(carrier, service, account string) (Maker, error) {
	switch Numbering(carrier) {
	case "ups":
		code, ok := upsServices[strings.TrimSuffix(strings.TrimPrefix(service, "simple-rate-"), "-letter")]
		if !ok {
			names := slices.Sorted(maps.Keys(upsServices))
			return nil, fmt.Errorf("%w: ups: no code is known for service %q, only for %s", ErrAccount, service, strings.Join(names, ", "))
		}
		return UPS{Shipper: account, Service: code}, nil
	case "usps":
		mid, stc, ok := strings.Cut(account, "/")
		if !ok {
			return nil, fmt.Errorf("%w: usps: %q lacks the service type code: write mailer ID/code, such as 901234567/612", ErrAccount, account)
		}
		return USPS{MID: mid, STC: stc}, nil
	case "fedex":
		return FedEx{Prefix: account}, nil
	}
	return SSCC{Prefix: account}, nil
}
