package fedex

import (
	"strings"

	"github.com/shiprate/shiprate/carriers/live"
)

const (
	ratingPath    = "/rate/v1/rates/quotes"
	shipPath      = "/ship/v1/shipments"
	cancelPath    = "/ship/v1/shipments/cancel"
	referencePath = "/track/v1/referencenumbers"
	trackPath     = "/track/v1/trackingnumbers"
)

// refusalOf reads {"errors":[{"code","message"}]}.
func refusalOf(root live.Value) (code, words string) {
	errs := root.Get("errors")
	if !errs.Given() {
		root.Fail("is a refusal without errors")
	}
	for e := range errs.Each() {
		if code == "" {
			code = e.Get("code").Text()
		} else {
			words += "; "
		}
		words += e.Get("message").Line()
	}
	return live.Line(code), words
}

// ofAccount reports whether an error is of the account, not of the shipment:
// "ACCOUNT.NUMBER.MISMATCH", "ACCOUNTNUMBER.REGISTRATION.REQUIRED",
// "SHIPMENT.USER.UNAUTHORIZED".
func ofAccount(code string) bool {
	return strings.HasPrefix(code, "ACCOUNT") || strings.HasSuffix(code, ".UNAUTHORIZED")
}

// ofSystem reports whether an error is FedEx's own, after which nobody knows what it
// did: "INTERNAL.SERVER.ERROR", "SYSTEM.UNEXPECTED.ERROR", "SERVICE.UNAVAILABLE.ERROR".
func ofSystem(code string) bool {
	for _, part := range []string{"INTERNAL", "SYSTEM", "UNEXPECTED", "UNAVAILABLE", "TIMEOUT", "TIMEDOUT"} {
		if strings.Contains(code, part) {
			return true
		}
	}
	return code == ""
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// isNumber keeps an answer from naming what is no tracking number: those of FedEx
// have 12 digits, 15, 20 or 22.
func isNumber(s string) bool { return len(s) >= 10 && len(s) <= 34 && isDigits(s) }
