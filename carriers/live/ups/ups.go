// Package ups quotes an account at UPS over its REST APIs, and buys and voids
// labels there: Rating, Shipping and OAuth, version v2409, as UPS specifies them
// in github.com/UPS-API/api-documentation, read at the commit of 2026-07-21.
// Testdata has answers that others recorded in 2024.
//
// # Quotes
//
// One request, "Shoptimeintransit", asks for the price and the arrival of every
// service. Each charge line of UPS is one here; when the lines do not add up to
// the total of UPS, the total counts, and the rest is a line of its own, or all is
// one line if the lines are more. The price is the negotiated one where the account
// has one, and Quote.List the published one. The billed weight is what UPS says.
// Rating sends the place of both ends and nothing else of the addresses.
//
// Shipments begin in the US, since the same codes mean other services elsewhere.
// A parcel over 150 lb, 108 in, or 165 in with its girth is refused without
// asking, as is one that goes to a locker, one that a neighbour may sign for, and
// a shipment of over 200.
//
// A service is guaranteed when UPS gives its GuaranteedDelivery. Its
// GuaranteedIndicator is not read: it stands in recorded answers for services
// that UPS does not guarantee.
//
// # Labels
//
// Labels are ZPL, which UPS gives for all of a shipment's parcels at once. UPS has
// no idempotency key: Purchase.Key is the reference of each parcel, printed on its
// label, and Find looks it up by Label Recovery. Which error code says that there
// is none could not be confirmed, so Find never answers carriers.ErrNotFound: what
// it does not find stays unknown, and a person looks at the account. A label has the
// day of the handover, seven days ahead at most. Labels across a border, which need
// papers, are not bought. A Carrier is no carriers.Manifester:
// UPS has the data with the purchase, and none of its specifications there is of an
// end of day.
//
// Not confirmed against the service, since no key was at hand: that rating needs
// neither street nor name; weights and sizes to a tenth; that a delivery on Sunday
// is priced for all who ask.
package ups

import (
	"cmp"
	"context"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

const name = "ups"

// The roots of the APIs. TestURL is UPS's "Customer Integration Environment",
// whose labels are not for shipping.
const (
	URL     = "https://onlinetools.ups.com"
	TestURL = "https://wwwcie.ups.com"
)

// A Config is an account at UPS.
type Config struct {
	// ClientID and Secret are of an app at developer.ups.com. The Secret is secret.
	ClientID, Secret string

	// Account is the shipper number, of six letters and digits. Its negotiated rates
	// are quoted.
	Account string

	// Live is the rest: the clock, the budget, a URL that is not the usual one. Its
	// Carrier and Login are set here.
	Live live.Config
}

// A Carrier is UPS with an account. Close it when it is not used any more.
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
	_ carriers.Voider  = (*Carrier)(nil)
)

// New makes a Carrier. The error matches live.ErrConfig.
func New(config Config) (*Carrier, error) {
	switch {
	case config.ClientID == "" || len(config.Secret) < 6:
		return nil, live.WrongConfig(name, "client_id and secret: one is missing")
	case !isAccount(config.Account):
		return nil, live.WrongConfig(name, "account: must be the shipper number, six capitals and digits")
	}
	l := config.Live
	l.Carrier, l.URL = name, cmp.Or(l.URL, URL)
	l.Login = &live.Login{Path: "/security/v1/oauth/token", ID: config.ClientID, Secret: config.Secret}
	client, err := live.New(l)
	if err != nil {
		return nil, err
	}
	return &Carrier{client, config.Account}, nil
}

func isAccount(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return len(s) == 6
}

// Name is "ups".
func (c *Carrier) Name() string { return name }

// A service is one of UPS: its code in the API, for shipments from the US, and
// its name here, which is that of the rate card.
type service struct{ code, name, title string }

// services are those of the Rating API's list of codes for the US.
var services = [...]service{
	{"03", "ground", "UPS Ground"},
	{"12", "3-day-select", "UPS 3 Day Select"},
	{"02", "2nd-day-air", "UPS 2nd Day Air"},
	{"59", "2nd-day-air-am", "UPS 2nd Day Air A.M."},
	{"13", "next-day-air-saver", "UPS Next Day Air Saver"},
	{"01", "next-day-air", "UPS Next Day Air"},
	{"14", "next-day-air-early", "UPS Next Day Air Early"},
	{"93", "ground-saver", "UPS Ground Saver"},
	{"11", "standard", "UPS Standard"},
	{"08", "worldwide-expedited", "UPS Worldwide Expedited"},
	{"65", "worldwide-saver", "UPS Worldwide Saver"},
	{"07", "worldwide-express", "UPS Worldwide Express"},
	{"54", "worldwide-express-plus", "UPS Worldwide Express Plus"},
}

func serviceOf(code string) (service, bool) {
	for _, s := range services {
		if s.code == code {
			return s, true
		}
	}
	return service{}, false
}

// Services are all that UPS has from the US, as far as they are known here.
func (c *Carrier) Services() []carriers.Service {
	var list []carriers.Service
	for _, s := range services {
		list = append(list, carriers.Service{Carrier: name, Service: s.name, Name: s.title, Source: "UPS Rating API v2409"})
	}
	return list
}

func (c *Carrier) question(s *carriers.Shipment) question {
	return question{shipment: s, account: c.account, today: c.Today(&s.From)}
}

// Quote is that of carriers.Carrier.
func (c *Carrier) Quote(ctx context.Context, s carriers.Shipment) (carriers.Reply, error) {
	return c.Rate(ctx, &s, c.rating(&s))
}

func (c *Carrier) rating(s *carriers.Shipment) *live.Rating {
	q := c.question(s)
	return &live.Rating{Carrier: name, Title: "UPS", Services: c.Services(), Refusal: q.refusal, Request: q.request, Reply: q.reply, Refused: refusedRating}
}

// refusedRating tells a refusal of the shipment from one of the account.
func refusedRating(status int, root live.Value) (code, words string, shipment bool) {
	code, words = refusalOf(root)
	return code, words, status == 400 && code != badShipperNumber
}

const (
	ratingPath       = "/api/rating/v2409/Shoptimeintransit"
	badShipperNumber = "112111" // the account is wrong, not the shipment
)

// refusalOf reads {"response":{"errors":[{"code","message"}]}}.
func refusalOf(root live.Value) (code, words string) {
	errs := root.Get("response").Get("errors")
	if !errs.Given() {
		root.Fail("is a refusal without errors")
	}
	for e := range errs.Each() {
		if code == "" {
			code = e.Get("code").Digits()
		} else {
			words += "; "
		}
		words += e.Get("message").Line()
	}
	return live.Line(code), words
}
