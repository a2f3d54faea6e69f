// Package fedex quotes an account at FedEx over its REST APIs, buys and voids
// labels there, and tracks parcels: Rates and Transit Times, Ship, Basic
// Integrated Visibility and OAuth, each version 1, as FedEx specifies them at
// developer.fedex.com, read in the copies that karrio keeps of its files, at the
// commit of 2026-06-23. Testdata has answers that others recorded from 2023 to
// 2026.
//
// # Quotes
//
// One request asks for the price and the arrival of every service, as ACCOUNT and
// as LIST: the first is the price, the second Quote.List. Each charge of FedEx is
// one here, parcel by parcel where FedEx prices parcel by parcel. Express prices
// several parcels as one; then the base is shared by their weights, and a note
// says so. When the lines do not add up to FedEx's totalNetCharge, that counts,
// and the rest is a line of its own, or all is one line if the lines are more.
// Duties and the fees of customs are not in it. The billed weight is what FedEx
// says. Rating sends the place of both ends and nothing else of the addresses.
//
// FedEx tells no day of collection: it is the first weekday from Ready on,
// holidays not known. Where it gives a range of transit days, the last counts. A
// service is guaranteed when FedEx says that it is eligible for its money-back
// guarantee and gives the day; Ground and Home Delivery never are, as on the rate
// card, although a recorded answer says so.
//
// Shipments begin in the US or in Canada. Across a border FedEx wants the value of
// the goods, so the items of the parcels must have theirs. A parcel over 150 lb,
// 119 in, or 165 in with its girth is refused without asking, and so is one that
// goes to a locker, delivery on a Sunday, which cannot be ordered, a shipment of
// over 99 parcels, and one that is ready later than in 10 days. Ground Economy is
// not asked for: it needs a hub.
//
// # Labels
//
// Labels are PDF of 4 by 6 inches or ZPL, for up to 30 parcels at once. FedEx
// wants the phone number of both ends. Labels across a border, which need papers,
// are not bought.
//
// FedEx has no idempotency key: Purchase.Key is the reference of each parcel,
// printed on its label, and Find looks for it by tracking by reference, without
// the label, which FedEx gives once. FedEx shows a parcel there some time after
// the sale, and others report references that are never found, so Find never
// answers carriers.ErrNotFound: what it does not find stays unknown, and a person
// looks at the account. It looks among the ship dates of the last 30 days, since
// FedEx refuses more and any to come: a label for a later day can be found from
// that day on. What it does find must show the key and be all pieces of the
// shipment.
//
// FedEx Ground's End of Day close is not made here: it is optional, closes all
// that the account has shipped on a day, and gives a text instead of a PDF.
//
// Not confirmed against the service, since no key was at hand: weights to a tenth;
// that FedEx prices the parcels in the order in which they are asked, since the
// recorded ones are all alike; that the tracking of a fresh label shows its
// reference; which error codes of Ship leave open whether a label was sold, so
// those that speak of the system do; of cancellation, the codes for what is void
// already and what is closed are as others quote them from FedEx's list.
package fedex

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

const name = "fedex"

// The roots of the APIs. TestURL is FedEx's sandbox, which answers with examples:
// its prices are not of the shipment, and its labels are not for shipping.
const (
	URL     = "https://apis.fedex.com"
	TestURL = "https://apis-sandbox.fedex.com"
)

// A Config is an account at FedEx.
type Config struct {
	// ClientID and Secret are the API key and the secret key of a project at
	// developer.fedex.com with Rate and Ship. The Secret is secret.
	ClientID, Secret string

	// TrackID and TrackSecret are those of a project with Track, which FedEx keeps
	// apart from the others. Empty means that the first project has it too.
	TrackID, TrackSecret string

	// Account is the account number, of nine digits. Its prices are quoted.
	Account string

	// DropOff says that the parcels are brought to FedEx. False means that it
	// comes for them on its regular round.
	DropOff bool

	// Live is the rest: the clock, the budget, a URL that is not the usual one. Its
	// Carrier and Login are set here.
	Live live.Config
}

// A Carrier is FedEx with an account. Close it when it is not used any more.
type Carrier struct {
	*live.Client
	track   *live.Client // may be the same
	account string
	dropOff bool
}

var (
	_ carriers.Carrier = (*Carrier)(nil)
	_ carriers.Lister  = (*Carrier)(nil)
	_ carriers.Labeler = (*Carrier)(nil)
	_ carriers.Seller  = (*Carrier)(nil)
	_ carriers.Finder  = (*Carrier)(nil)
	_ carriers.Voider  = (*Carrier)(nil)
	_ carriers.Tracker = (*Carrier)(nil)
)

// New makes a Carrier. The error matches live.ErrConfig.
func New(config Config) (*Carrier, error) {
	switch {
	case config.ClientID == "" || len(config.Secret) < 6:
		return nil, live.WrongConfig(name, "client_id and secret: one is missing")
	case config.TrackID == "" && config.TrackSecret != "" || config.TrackID != "" && len(config.TrackSecret) < 6:
		return nil, live.WrongConfig(name, "track_id and track_secret: one is missing")
	case len(config.Account) != 9 || !isDigits(config.Account):
		return nil, live.WrongConfig(name, "account: must be the account number, nine digits")
	}
	client, err := connect(config.Live, config.ClientID, config.Secret, config.TrackSecret)
	if err != nil {
		return nil, err
	}
	c := &Carrier{client, client, config.Account, config.DropOff}
	if config.TrackID != "" {
		if c.track, err = connect(config.Live, config.TrackID, config.TrackSecret, config.Secret); err != nil {
			client.Close()
			return nil, err
		}
	}
	return c, nil
}

// connect makes the client of one project, which hides the secret of the other too.
func connect(l live.Config, id, secret, other string) (*live.Client, error) {
	l.Carrier, l.URL = name, cmp.Or(l.URL, URL)
	l.Login = &live.Login{Path: "/oauth/token", ID: id, Secret: secret, InForm: true}
	if other != "" {
		l.Secrets = append(l.Secrets[:len(l.Secrets):len(l.Secrets)], other)
	}
	return live.New(l)
}

// Name is "fedex".
func (c *Carrier) Name() string { return name }

// Login gets the tokens of both projects now, to see whether the keys are right.
func (c *Carrier) Login(ctx context.Context) error {
	if err := c.Client.Login(ctx); err != nil || c.track == c.Client {
		return err
	}
	err := c.track.Login(ctx)
	if e := (*live.Error)(nil); errors.As(err, &e) {
		named := *e
		named.Detail = strings.TrimSuffix("track_id and track_secret: "+e.Detail, ": ")
		return &named
	}
	return err
}

// Close ends the connections that wait for another question.
func (c *Carrier) Close() {
	c.Client.Close()
	c.track.Close()
}

// A service is one of FedEx: its type in the API, whether it crosses a border, and
// its name here, which is that of the rate card.
type service struct {
	kind, name, title string
	abroad, ground    bool
}

// services are those of FedEx's list of service types for the US, but freight, same
// day, Ground Economy and consolidation.
var services = [...]service{
	{kind: "FEDEX_GROUND", name: "ground", title: "FedEx Ground", ground: true},
	{kind: "GROUND_HOME_DELIVERY", name: "home-delivery", title: "FedEx Home Delivery", ground: true},
	{kind: "FEDEX_EXPRESS_SAVER", name: "express-saver", title: "FedEx Express Saver"},
	{kind: "FEDEX_2_DAY", name: "2day", title: "FedEx 2Day"},
	{kind: "FEDEX_2_DAY_AM", name: "2day-am", title: "FedEx 2Day A.M."},
	{kind: "STANDARD_OVERNIGHT", name: "standard-overnight", title: "FedEx Standard Overnight"},
	{kind: "PRIORITY_OVERNIGHT", name: "priority-overnight", title: "FedEx Priority Overnight"},
	{kind: "FIRST_OVERNIGHT", name: "first-overnight", title: "FedEx First Overnight"},
	{kind: "FEDEX_GROUND", name: "international-ground", title: "FedEx International Ground", abroad: true, ground: true},
	{kind: "FEDEX_INTERNATIONAL_CONNECT_PLUS", name: "international-connect-plus", title: "FedEx International Connect Plus", abroad: true},
	{kind: "INTERNATIONAL_ECONOMY", name: "international-economy", title: "FedEx International Economy", abroad: true},
	{kind: "FEDEX_INTERNATIONAL_PRIORITY", name: "international-priority", title: "FedEx International Priority", abroad: true},
	{kind: "FEDEX_INTERNATIONAL_PRIORITY_EXPRESS", name: "international-priority-express", title: "FedEx International Priority Express", abroad: true},
	{kind: "INTERNATIONAL_FIRST", name: "international-first", title: "FedEx International First", abroad: true},
}

func serviceOf(kind string, abroad bool) (service, bool) {
	for _, s := range services {
		if s.kind == kind && s.abroad == abroad {
			return s, true
		}
	}
	return service{}, false
}

// serviceNamed is one of Services.
func serviceNamed(slug string) (found service) {
	for _, s := range services {
		if s.name == slug {
			found = s
		}
	}
	return found
}

// Services are all that FedEx has from the US, as far as they are known here.
func (c *Carrier) Services() []carriers.Service {
	var list []carriers.Service
	for _, s := range services {
		list = append(list, carriers.Service{Carrier: name, Service: s.name, Name: s.title, Source: "FedEx Rates and Transit Times API v1"})
	}
	return list
}

func (c *Carrier) question(s *carriers.Shipment) question {
	return question{shipment: s, account: c.account, dropOff: c.dropOff, today: c.Today(&s.From)}
}

// Quote is that of carriers.Carrier.
func (c *Carrier) Quote(ctx context.Context, s carriers.Shipment) (carriers.Reply, error) {
	return c.Rate(ctx, &s, c.rating(&s))
}

func (c *Carrier) rating(s *carriers.Shipment) *live.Rating {
	q := c.question(s)
	return &live.Rating{Carrier: name, Title: "FedEx", Services: c.Services(), Refusal: q.refusal, Request: q.request, Reply: q.reply, Refused: refusedRating}
}

// refusedRating tells a refusal of the shipment from one of the account or of FedEx
// itself.
func refusedRating(status int, root live.Value) (code, words string, shipment bool) {
	code, words = refusalOf(root)
	return code, words, (status == 400 || status == 422) && !ofAccount(code) && !ofSystem(code)
}
