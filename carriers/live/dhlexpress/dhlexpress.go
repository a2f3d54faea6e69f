// Package dhlexpress quotes an account at DHL Express over the MyDHL API (REST),
// buys labels there and tracks them, as DHL specifies it in its OpenAPI document,
// version 3.3.1 of 2026-06-28, read beside 3.1.1. Testdata has an answer that
// others recorded in 2022, and the answers of DHL's own examples.
//
// # Quotes
//
// One request, POST /rates, asks for every product, for one parcel or several.
// The price is the total in the billing currency of the account ("BILLC"), taxes
// included; the two other currencies that DHL gives are the same price again, and
// what an account would pay without its discounts is not told: Quote.List is
// empty. Each line of DHL is a charge here, without its tax, which is a charge of
// its own; what the lines lack of the total is a line too, and lines that are more
// than the total, or cannot be read, are left out for it.
//
// DHL prices and weighs a shipment as a whole. Of one parcel the billed weight is
// DHL's; of several the base is shared by their weights, and a note says so.
//
// The arrival is asked for with customs clearance in it (QDDC), which DHL calls its
// service commitment. Which products it gives money back for is said in the terms
// of each country, not here: no quote is guaranteed. The transit is counted between
// the two dates over weekdays, since it is not told what days DHL counts.
//
// DHL rates by the city, and each end must have one. A shipment is dutiable if it
// crosses a border of customs (the European Union is one area, see customs.go) or
// its Customs say anything, and is no documents. A product that DHL sells by prior
// agreement alone is refused.
//
// # Labels
//
// A purchase is rated first: the product's local code is of that answer, and the
// price must not be over Most. Labels are 6 by 4 inches, PDF or ZPL for 203 dots
// an inch, one for each parcel. No pickup is booked. DHL has no idempotency key and
// does not see a second purchase of the same key: Purchase.Key is the
// Message-Reference and the reference of the consignor ("CU"), by which Find looks
// the shipment up in tracking. DHL shows a shipment there only some time after it
// is made, and not at all in its test environment, so Find never answers
// carriers.ErrNotFound: what it does not find stays unknown, and a person looks at
// the account. What it finds has no label, which DHL gives once: GET get-image has
// the waybill document and the papers for customs, not the label.
//
// A shipment cannot be cancelled over this API, whose one DELETE is for pickups, so
// a Carrier is no carriers.Voider. By DHL's SOAP guide a shipment whose label never
// enters its network does not become active. Nor is it a carriers.Manifester: the
// data go to DHL with the purchase.
//
// A dutiable purchase declares the items of the parcels, with the invoice's number
// (that of Customs, or else the shipment's reference) and Ready as its date, as
// label/papers prints it. The papers go with the parcels: paperless trade is not
// asked for. Tax numbers are not sent, since DHL wants to know of what kind each
// is. With the incoterm DDP the service Duty Tax Paid is priced and bought.
//
// Not confirmed against the service, since no key was at hand: that the label
// template ECOM26_64_001 is open to every account (others use it); the service
// codes of signatures, SF and SD; the longest period that tracking by reference
// takes, 30 days back and 10 ahead here; that DDP needs no further account; that
// lines have their tax in them outside of Germany too; what an event without an
// offset means, which is read as UTC.
package dhlexpress

import (
	"cmp"
	"context"
	"encoding/base64"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

const name = "dhlexpress"

// The roots of the API. What is bought at TestURL is not for shipping.
const (
	URL     = "https://express.api.dhl.com/mydhlapi"
	TestURL = "https://express.api.dhl.com/mydhlapi/test"
)

// A Config is an account at DHL Express.
type Config struct {
	// Username and Password are of the MyDHL API, which DHL calls the API key and
	// the API secret. The Password is secret.
	Username, Password string

	// Account is the number that ships and pays, of at most 12 digits and letters.
	Account string

	// Live is the rest: the clock, the budget, a URL that is not the usual one. Its
	// Carrier and Authorization are set here.
	Live live.Config
}

// A Carrier is DHL Express with an account. Close it when it is not used any more.
type Carrier struct {
	*live.Client
	account string
}

var (
	_ carriers.Carrier = (*Carrier)(nil)
	_ carriers.Lister  = (*Carrier)(nil)
	_ carriers.Labeler = (*Carrier)(nil)
	_ carriers.Seller  = (*Carrier)(nil)
	_ carriers.Finder  = (*Carrier)(nil)
	_ carriers.Tracker = (*Carrier)(nil)
)

// New makes a Carrier. The error matches live.ErrConfig.
func New(config Config) (*Carrier, error) {
	switch {
	case config.Username == "" || len(config.Password) < 6:
		return nil, live.WrongConfig(name, "username and password: one is missing")
	case strings.Contains(config.Username, ":"):
		return nil, live.WrongConfig(name, "username: must have no colon")
	case !isNumber(config.Account, 1, 12):
		return nil, live.WrongConfig(name, "account: must be the account's number, of at most 12 digits")
	}
	l := config.Live
	l.Carrier, l.URL = name, cmp.Or(l.URL, URL)
	l.Authorization = "Basic " + base64.StdEncoding.EncodeToString([]byte(config.Username+":"+config.Password))
	l.Secrets = append(l.Secrets[:len(l.Secrets):len(l.Secrets)], config.Password)
	client, err := live.New(l)
	if err != nil {
		return nil, err
	}
	return &Carrier{client, config.Account}, nil
}

// isNumber keeps a text from writing the path or the query of a request.
func isNumber(s string, least, most int) bool {
	return len(s) >= least && len(s) <= most && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

// Name is "dhlexpress".
func (c *Carrier) Name() string { return name }

// A product is one of DHL: its global code and its name here.
type product struct{ code, name, title string }

// products are the global products that take parcels, as the API names them. What
// takes documents alone has a name of its own, since both may be offered.
var products = [...]product{
	{"P", "worldwide", "Express Worldwide"},
	{"D", "worldwide-documents", "Express Worldwide, documents"},
	{"U", "worldwide-eu", "Express Worldwide, European Union"},
	{"Y", "12-00", "Express 12:00"},
	{"T", "12-00-documents", "Express 12:00, documents"},
	{"M", "10-30", "Express 10:30"},
	{"L", "10-30-documents", "Express 10:30, documents"},
	{"E", "9-00", "Express 9:00"},
	{"K", "9-00-documents", "Express 9:00, documents"},
	{"H", "economy-select", "Economy Select"},
	{"W", "economy-select-eu", "Economy Select, European Union"},
	{"N", "domestic", "Express Domestic"},
	{"1", "domestic-12-00", "Express Domestic 12:00"},
	{"O", "domestic-10-30", "Express Domestic 10:30"},
	{"I", "domestic-9-00", "Express Domestic 9:00"},
	{"G", "domestic-economy-select", "Domestic Economy Select"},
	{"8", "easy", "Express Easy"},
	{"7", "easy-documents", "Express Easy, documents"},
	{"X", "envelope", "Express Envelope"},
	{"Q", "medical", "Medical Express"},
	{"C", "domestic-medical", "Medical Express Domestic"},
}

func productOf(code string) (product, bool) {
	for _, p := range products {
		if p.code == code {
			return p, true
		}
	}
	return product{}, false
}

// codeOf is the global code of a service here, or empty.
func codeOf(service string) string {
	for _, p := range products {
		if p.name == service {
			return p.code
		}
	}
	return ""
}

// Services are all that DHL Express has for parcels, as far as they are known here.
func (c *Carrier) Services() []carriers.Service {
	list := make([]carriers.Service, 0, len(products))
	for _, p := range products {
		list = append(list, carriers.Service{Carrier: name, Service: p.name, Name: "DHL " + p.title, Source: "MyDHL API 3.3.1"})
	}
	return list
}

const ratingPath = "/rates"

// Quote is that of carriers.Carrier.
func (c *Carrier) Quote(ctx context.Context, s carriers.Shipment) (carriers.Reply, error) {
	return c.Rate(ctx, &s, c.rating(&s))
}

func (c *Carrier) question(s *carriers.Shipment) question {
	return question{shipment: s, account: c.account, now: c.NowAt(&s.From)}
}

func (c *Carrier) rating(s *carriers.Shipment) *live.Rating {
	q := c.question(s)
	return &live.Rating{Carrier: name, Title: "DHL", Services: c.Services(), Refusal: q.refusal, Request: q.request, Reply: q.reply, Refused: refusedRating}
}

// refusedRating tells a shipment that DHL does not take from an account that it does
// not know.
func refusedRating(_ int, root live.Value) (code, words string, shipment bool) {
	code, words = refusalOf(root)
	return code, words, !strings.Contains(strings.ToLower(words), "account")
}

// refusalOf reads {"detail":"7008: The requested …","additionalDetails":[…]}. The
// code may be missing.
func refusalOf(root live.Value) (code, words string) {
	detail := root.Get("detail").Line()
	if detail == "" {
		root.Fail("is a refusal without a detail")
	}
	code, words, found := strings.Cut(detail, ": ")
	if !found || strings.Trim(code, "0123456789") != "" {
		code, words = "", detail
	}
	for more := range root.Get("additionalDetails").Each() {
		words += "; " + more.Line()
	}
	return code, words
}
