// Package easypost quotes, and buys labels, over the EasyPost API v2: one key for
// about a hundred carriers.
//
// The API was read on 2026-11-22: the pages of docs.easypost.com as stored then,
// and the recorded exchanges of EasyPost's own Go client of 2024-08-02 to
// 2026-03-10, of which testdata has some. EasyPost publishes no version beside
// "v2".
//
// # Quotes
//
// A parcel is one EasyPost shipment, since one of theirs has one parcel: each
// different parcel is asked for once, all at a time, and a service is quoted when
// every parcel has a price. Rating sends the place of both ends and nothing else
// of the addresses.
//
// EasyPost gives one price for each service, in which it is not told apart what is
// base, fuel and surcharges, and neither the weight that it billed: quotes say
// both. The rate is that of the account; the carrier's list rate is Quote.List.
// Where only a number of transit days is told, the arrival is counted in weekdays,
// which quotes say too.
//
// Refused without asking: an insured value, since its price is not in the rate;
// Sunday delivery; lockers and pickup points; days past, and over seven days
// ahead, the furthest that USPS takes a label's date.
//
// # Labels
//
// A purchase is an EasyPost shipment with Purchase.Key as its reference; it is
// created, which costs nothing, and then bought. EasyPost refuses to buy a
// shipment twice, and a reference finds it again. Its pages say that a reference
// "may be used in place of id"; that it finds the only shipment of that reference
// is our own doing, since no two are created: an unbought one is bought.
//
// A scan form takes the shipments of one carrier behind EasyPost, each on one form
// alone, as its page of 2026-11 says. Which carriers have forms it tells when it is
// asked. A form that was made is found by a shipment on it. Not covered: several
// accounts with one carrier behind it, whose shipments EasyPost puts on no form
// together.
//
// Not confirmed against the service, since no key was at hand: that a shipment tells
// the form that it is on, as the pages say; that rating needs
// neither street nor name; date_advance to seven days for carriers other than
// USPS; the error codes SHIPMENT.POSTAGE.TIMED_OUT, .NO_RESPONSE and
// SHIPMENT.PURCHASE.IN_PROGRESS, which others' code names, and which are taken
// for unknown. Not covered: labels that need customs papers.
package easypost

import (
	"cmp"
	"context"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

const name = "easypost"

// URL is the root of the API. Test keys and others use the same.
const URL = "https://api.easypost.com"

// A Config is an account at EasyPost.
type Config struct {
	// Key is the API key. It is secret.
	Key string

	// Services are those to quote, as EasyPost names the carrier and the service:
	// "USPS/GroundAdvantage". Nil means the three that every account has:
	// USPS/GroundAdvantage, USPS/Priority and USPS/Express.
	Services []string

	// Accounts restricts rating to these carrier accounts, "ca_…"; nil means all.
	Accounts []string

	// Live is the rest: the clock, the budget, a URL that is not the usual one.
	// Its Carrier, Authorization, Secrets and LabelHosts are set here.
	Live live.Config
}

// A Carrier is EasyPost with an account. Close it when it is not used any more.
type Carrier struct {
	*live.Client
	config   Config
	services []carriers.Service
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

// New makes a Carrier. The error matches live.ErrConfig.
func New(config Config) (*Carrier, error) {
	if config.Services == nil {
		config.Services = []string{"USPS/GroundAdvantage", "USPS/Priority", "USPS/Express"}
	}
	c := &Carrier{config: config}
	for _, s := range config.Services {
		carrier, service, found := strings.Cut(s, "/")
		if !found || carrier == "" || service == "" {
			return nil, live.WrongConfig(name, fmt.Sprintf("services: %.60q is not written as USPS/Priority", s))
		}
		c.services = append(c.services, carriers.Service{Carrier: name, Service: slug(carrier, service), Name: carrier + " " + service, Source: "EasyPost API v2"})
	}
	l := config.Live
	l.Carrier, l.URL, l.Secrets, l.LabelHosts = name, cmp.Or(l.URL, URL), []string{config.Key}, []string{".amazonaws.com", ".easypost.com"}
	if len(config.Key) < 6 {
		return nil, live.WrongConfig(name, "key: is missing, or shorter than six letters")
	}
	l.Authorization = "Basic " + base64.StdEncoding.EncodeToString([]byte(config.Key+":"))
	client, err := live.New(l)
	if err != nil {
		return nil, err
	}
	c.Client = client
	return c, nil
}

// slug names a service: "USPS" and "GroundAdvantage" are "usps-ground-advantage".
func slug(carrier, service string) string { return live.Slug(carrier) + "-" + live.Slug(service) }

// Name is "easypost".
func (c *Carrier) Name() string { return name }

// Services are those of the config.
func (c *Carrier) Services() []carriers.Service {
	return append([]carriers.Service(nil), c.services...)
}

// Quote is that of carriers.Carrier.
func (c *Carrier) Quote(ctx context.Context, s carriers.Shipment) (carriers.Reply, error) {
	if err := live.Ready(ctx, &s); err != nil {
		return carriers.Reply{}, err
	}
	q := question{shipment: &s, services: c.services, accounts: c.config.Accounts, today: c.Today(&s.From)}
	if code, reason := q.refusal(); code != "" {
		return live.RefuseAll(name, c.services, code, "%s", reason), nil
	}
	requests, of := q.requests()
	if len(requests) > live.MaxDifferent {
		return live.RefuseAll(name, c.services, carriers.NotOffered, "%d different parcels are over the limit of %d in one quote", len(requests), live.MaxDifferent), nil
	}
	answers, err := c.AskAll(ctx, requests)
	if err != nil {
		return carriers.Reply{}, err
	}
	found, err := q.reply(answers, of)
	for _, a := range answers {
		a.Done()
	}
	if err == nil {
		found, err = c.Asked(name, c.services, &s).Finish(found)
	}
	if err != nil {
		for _, r := range requests {
			c.Forget(r)
		}
		return carriers.Reply{}, c.Clean("POST /v2/shipments", err)
	}
	return found, nil
}
