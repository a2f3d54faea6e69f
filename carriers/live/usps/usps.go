// Package usps quotes the US Postal Service over its APIs, version 3, and buys,
// finds, voids, lists and tracks labels there: Shipping Options 3.1.29, Payments
// 3.1.20, Domestic Labels 3.9.13, SCAN Forms 3.1.14, Tracking 3.2.6 and OAuth 3, as
// the specifications of USPS say that karrio keeps (github.com/karrioapi/karrio,
// modules/connectors/usps/vendor, read at the commit of 2026-06-23), and the list of
// errors of github.com/USPS/api-examples of 2025-10-31. Testdata has answers that
// others recorded; see its SOURCE.md.
//
// # Quotes
//
// One request for each different parcel, to Shipping Options, asks for the price and
// the day of arrival of all mail classes: what Domestic Prices and Service Standards
// would tell in two. A service is quoted when every parcel has a price. An app of
// developers.usps.com may ask 60 times an hour until USPS raises that.
//
// USPS answers with several prices for a mail class. Quoted is that of a box of the
// shipper's own: Single Piece, Dimensional Rectangular, Oversized or, where it is
// less, Cubic, which Rated.Packaging then names. Flat rate packaging, soft packs,
// presorted mail, boxes that are not rectangular and what is dropped at a facility
// near the destination are left out. The price is the machinable one where there is
// one, and that of a nonstandard parcel where the shipment says that it is.
//
// Base, fees and extra services are a charge each. The price is the commercial one,
// with the retail price as Quote.List; or that of the account's contract, with the
// commercial one as the list. A service that does not sell an extra service that was
// asked for is refused. Ground Advantage, Priority Mail and Priority Mail Express are
// insured up to 100 USD in any case. Saturday is a day of delivery like others, at no
// charge.
//
// A parcel over 70 lb, or 130 in with its girth, is refused without asking, as is one
// that does not stay within the US. What is ready after 18:00, the hour that USPS
// takes for the end of its day, is mailed on the next; what was ready before is mailed
// today, whatever the hour is now.
//
// # Labels
//
// A label is for one parcel, as PDF or as ZPL of 203 dpi, 4 by 6 inches. Its
// idempotency key is a UUID made of Purchase.Key, which is not printed: USPS says that the same key with
// the same request gives the same label, and charges nothing. Find reprints it, as
// PDF: USPS does that three times at most, up to the day of mailing, and knows no
// label of over 45 days ago. Void takes a label back by its number, or by the key of
// a purchase whose outcome is unknown. Labels to military addresses, and those to
// islands that need a customs form, are not bought.
//
// Manifest makes a SCAN form, and gives its labels the day of it as their day of
// mailing. The ZIP Code of the sender must be that of the labels' origin. USPS puts a
// label on one form alone, gives no form a second time, and cancels no label on one.
//
// # Not confirmed
//
// No key was at hand. Not confirmed against the service: that all mail classes may be
// asked for with an extra service that some of them lack; that extra services which
// are offered one by one are sold together; that the weight deemed from the volume is
// told in pounds, as all recorded answers have it, where the specification says ounces
// (either is read); which error says that a key is unknown to a reprint (those of the
// list for numbers are taken); which ZIP Codes need a customs form (those of the
// Domestic Mail Manual 608.2.4 are taken, as remembered); how many days ahead a SCAN
// form may be. That the postage of a label
// does not have its fees in it was seen in two recorded answers for one parcel.
package usps

import (
	"cmp"
	"context"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

const name = "usps"

// The roots of the APIs. TestURL is the "Testing Environment for Mailers", whose
// labels are not for shipping.
const (
	URL     = "https://apis.usps.com"
	TestURL = "https://apis-tem.usps.com"
)

// A Config is an account at USPS.
type Config struct {
	// ClientID and Secret are the Consumer Key and the Consumer Secret of an app.
	// The Secret is secret.
	ClientID, Secret string

	// Account is the number of the Enterprise Payment Account that pays, CRID the
	// Customer Registration ID of its business, and MID the Mailer ID whose numbers
	// the labels get. All three are needed to buy, and none to quote.
	Account, CRID, MID string
	// ManifestMID is the Mailer ID of the manifest; empty means the MID.
	ManifestMID string

	// Contract says that the account has prices of its own, which are quoted. It
	// needs an Account.
	Contract bool

	// Live is the rest: the clock, the budget, a URL that is not the usual one. Its
	// Carrier and Login are set here.
	Live live.Config
}

// A Carrier is USPS with an account. Close it when it is not used any more.
type Carrier struct {
	*live.Client
	config  Config
	payment live.Token // says who pays for labels
}

var (
	_ carriers.Carrier    = (*Carrier)(nil)
	_ carriers.Lister     = (*Carrier)(nil)
	_ carriers.Labeler    = (*Carrier)(nil)
	_ carriers.Seller     = (*Carrier)(nil)
	_ carriers.Finder     = (*Carrier)(nil)
	_ carriers.Voider     = (*Carrier)(nil)
	_ carriers.Manifester = (*Carrier)(nil)
	_ carriers.Tracker    = (*Carrier)(nil)
)

// New makes a Carrier. The error matches live.ErrConfig, and names every field that
// is wrong.
func New(config Config) (*Carrier, error) {
	var bad []string
	if config.ClientID == "" || len(config.Secret) < 6 {
		bad = append(bad, "client_id and secret: one is missing")
	}
	if config.ManifestMID == "" {
		config.ManifestMID = config.MID
	}
	if config.Account+config.CRID+config.ManifestMID != "" {
		if !isDigits(config.Account, 1, 20) || !isDigits(config.CRID, 2, 18) {
			bad = append(bad, "account and crid: must both be digits, to buy labels")
		}
		if !isMID(config.MID) || !isMID(config.ManifestMID) {
			bad = append(bad, "mid and manifest_mid: must have 6 or 9 digits, to buy labels")
		}
	}
	if config.Contract && config.Account == "" {
		bad = append(bad, "contract: needs the account")
	}
	if bad != nil {
		return nil, live.WrongConfig(name, bad...)
	}
	l := config.Live
	l.Carrier, l.URL = name, cmp.Or(l.URL, URL)
	l.Login = &live.Login{Path: "/oauth2/v3/token", ID: config.ClientID, Secret: config.Secret, InForm: true}
	client, err := live.New(l)
	if err != nil {
		return nil, err
	}
	return &Carrier{Client: client, config: config}, nil
}

func isMID(s string) bool { return isDigits(s, 6, 6) || isDigits(s, 9, 9) }

func isDigits(s string, least, most int) bool {
	return len(s) >= least && len(s) <= most && strings.Trim(s, "0123456789") == ""
}

// Name is "usps".
func (c *Carrier) Name() string { return name }

// A service is a mail class: as the API names it, and its name here, which is that
// of the rate card.
type service struct {
	class, name, title string

	insured bool // up to freeCover, at no charge
	media   bool // for media alone
}

// services are the mail classes for one parcel that is dropped anywhere. Others need
// presorting, a facility near the destination or the contents of a library.
var services = [...]service{
	{"USPS_GROUND_ADVANTAGE", "ground-advantage", "USPS Ground Advantage", true, false},
	{"PRIORITY_MAIL", "priority-mail", "Priority Mail", true, false},
	{"PRIORITY_MAIL_EXPRESS", "priority-mail-express", "Priority Mail Express", true, false},
	{"MEDIA_MAIL", "media-mail", "Media Mail", false, true},
}

// others are the mail classes that USPS also answers for.
var others = [...]string{"BOUND_PRINTED_MATTER", "LIBRARY_MAIL", "PARCEL_SELECT", "USPS_CONNECT_LOCAL", "USPS_CONNECT_MAIL", "USPS_CONNECT_REGIONAL"}

// Services are the four that one parcel can be bought at.
func (c *Carrier) Services() []carriers.Service {
	var list []carriers.Service
	for _, s := range services {
		list = append(list, carriers.Service{Carrier: name, Service: s.name, Name: s.title, Source: "USPS Shipping Options API v3"})
	}
	return list
}

const optionsPath = "/shipments/v3/options/search"

// Quote is that of carriers.Carrier.
func (c *Carrier) Quote(ctx context.Context, s carriers.Shipment) (carriers.Reply, error) {
	reply, _, err := c.quote(ctx, &s)
	return reply, err
}

func (c *Carrier) question(s *carriers.Shipment) question {
	q := question{shipment: s, today: c.Today(&s.From)}
	if c.config.Contract {
		q.account = c.config.Account
	}
	return q
}

// quote also tells what USPS offers for each different parcel, in the order of the
// services; nothing if it was not asked.
func (c *Carrier) quote(ctx context.Context, s *carriers.Shipment) (carriers.Reply, []offers, error) {
	if err := live.Ready(ctx, s); err != nil {
		return carriers.Reply{}, nil, err
	}
	q := c.question(s)
	if code, reason := q.refusal(); code != "" {
		return live.RefuseAll(name, c.Services(), code, "%s", reason), nil, nil
	}
	requests, of := q.requests()
	if len(requests) > live.MaxDifferent {
		return live.RefuseAll(name, c.Services(), carriers.NotOffered, "%d different parcels are over the limit of %d in one quote", len(requests), live.MaxDifferent), nil, nil
	}
	answers, err := c.AskAll(ctx, requests)
	if err != nil {
		return carriers.Reply{}, nil, err
	}
	var reply carriers.Reply
	read := make([]offers, len(answers))
	for i, a := range answers {
		defer a.Done()
		if err == nil {
			read[i], err = c.offers(&q, a, q.parcel(of, i))
		}
	}
	if err == nil {
		if reply, err = c.Asked(name, c.Services(), s).Finish(q.reply(read, of)); err != nil {
			err = c.Clean("POST "+optionsPath, err)
		}
	}
	if err != nil {
		for _, r := range requests {
			c.Forget(r)
		}
		return carriers.Reply{}, nil, err
	}
	return reply, read, nil
}
