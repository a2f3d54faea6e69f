package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/dhlexpress"
	"github.com/shiprate/shiprate/carriers/live/easypost"
	"github.com/shiprate/shiprate/carriers/live/fedex"
	"github.com/shiprate/shiprate/carriers/live/ups"
	"github.com/shiprate/shiprate/carriers/live/usps"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/rates"
)

// kinds are the live carriers that an account may be with. One more of them is one
// more row.
var kinds = []kind{
	{
		name: "dhlexpress", secrets: []string{"username", "password"}, leastNumbers: 1, mostNumbers: 1, sample: withinGermany,
		open: func(a opening) (liveCarrier, error) {
			return opened(dhlexpress.New(dhlexpress.Config{Username: a.secret["username"], Password: a.secret["password"], Account: a.number(), Live: a.live}))
		},
	},
	{
		name: "easypost", secrets: []string{"key"}, mostNumbers: 100, ownServices: true, sample: withinUS,
		open: func(a opening) (liveCarrier, error) {
			return opened(easypost.New(easypost.Config{Key: a.secret["key"], Services: a.services, Accounts: a.numbers, Live: a.live}))
		},
	},
	{
		name: "fedex", secrets: []string{"client_id", "client_secret"}, leastNumbers: 1, mostNumbers: 1, switches: []string{"drop_off"}, sample: withinUS,
		open: func(a opening) (liveCarrier, error) {
			return opened(fedex.New(fedex.Config{ClientID: a.secret["client_id"], Secret: a.secret["client_secret"], Account: a.number(), DropOff: a.options["drop_off"].yes, Live: a.live}))
		},
	},
	{
		name: "ups", secrets: []string{"client_id", "client_secret"}, leastNumbers: 1, mostNumbers: 1, sample: withinUS,
		open: func(a opening) (liveCarrier, error) {
			return opened(ups.New(ups.Config{ClientID: a.secret["client_id"], Secret: a.secret["client_secret"], Account: a.number(), Live: a.live}))
		},
	},
	{
		name: "usps", secrets: []string{"client_id", "client_secret"}, mostNumbers: 1,
		options: []string{"crid", "mid", "manifest_mid"}, switches: []string{"contract"}, sample: withinUS,
		open: func(a opening) (liveCarrier, error) {
			return opened(usps.New(usps.Config{
				ClientID: a.secret["client_id"], Secret: a.secret["client_secret"], Account: a.number(), Contract: a.options["contract"].yes,
				CRID: a.options["crid"].text, MID: a.options["mid"].text, ManifestMID: a.options["manifest_mid"].text, Live: a.live,
			}))
		},
	},
}

// A kind is how an account with a live carrier is opened.
type kind struct {
	name    string
	secrets []string // what it has to be given, by the names in the config

	leastNumbers, mostNumbers int // of account numbers

	// options are what else of a text may be told, and switches what may be true.
	options, switches []string

	// ownServices says that the services of the config are named as the carrier
	// does, and are its to ask for; else they are those of the names here.
	ownServices bool

	// sample is a shipment that the carrier has a price for, to see whether it
	// answers.
	sample func() carriers.Shipment
	open   func(opening) (liveCarrier, error)
}

// An opening is what an account is opened with.
type opening struct {
	secret            map[string]string
	numbers, services []string
	options           map[string]option
	live              live.Config
}

// number is the account number of a carrier that has one; empty when none is
// given.
func (o *opening) number() string { return strings.Join(o.numbers, " ") }

// A liveCarrier is an adapter on a live.Client.
type liveCarrier interface {
	carriers.Carrier
	carriers.Lister
	Budget() time.Duration
	Remaining() (int, bool)
	Close()
}

func opened[C liveCarrier](c C, err error) (liveCarrier, error) {
	if err != nil {
		return nil, err
	}
	return c, nil
}

func withinUS() carriers.Shipment {
	return carriers.Shipment{
		From:    carriers.Address{PostalCode: "10001", State: "NY", City: "New York", Country: "US"},
		To:      carriers.Address{PostalCode: "94105", State: "CA", City: "San Francisco", Country: "US"},
		Parcels: []carriers.Parcel{{Dims: dimweight.Dims{Length: 12 * dimweight.Inch, Width: 9 * dimweight.Inch, Height: 7 * dimweight.Inch}, Weight: 2 * dimweight.Pound}},
	}
}

// withinGermany is where DHL Express has recorded its prices.
func withinGermany() carriers.Shipment {
	return carriers.Shipment{
		From:    carriers.Address{PostalCode: "10115", City: "Berlin", Country: "DE"},
		To:      carriers.Address{PostalCode: "20095", City: "Hamburg", Country: "DE"},
		Parcels: []carriers.Parcel{{Dims: dimweight.Dims{Length: 30 * dimweight.Centimetre, Width: 30 * dimweight.Centimetre, Height: 20 * dimweight.Centimetre}, Weight: dimweight.Kilogram}},
	}
}

// An account is a live carrier under the name that its shipper gives it, so that
// it stands beside the cards of the same carrier, and beside other accounts.
type account struct {
	name     string
	kind     *kind
	env      map[string]string // the variable of each secret
	services []string          // of the names here, to quote alone; nil means all
	fallback fallbackFile
	named    bool // asked only when --carrier names it

	carrier liveCarrier
	unset   error            // the secrets that are missing; then the carrier is not asked
	card    carriers.Carrier // answers in the place of the carrier; nil means none
}

// accountNamed finds an account; nil when there is none of that name.
func accountNamed(list []*account, name string) *account {
	i := slices.IndexFunc(list, func(a *account) bool { return a.name == name })
	if i < 0 {
		return nil
	}
	return list[i]
}

// closeAll ends the connections of the accounts.
func closeAll(list []*account) {
	for _, a := range list {
		a.carrier.Close()
	}
}

// Name is that of the config.
func (a *account) Name() string { return a.name }

// Budget is how long Shop may wait for it.
func (a *account) Budget() time.Duration {
	if b, ok := a.asked().(rates.Budgeter); ok {
		return b.Budget()
	}
	return rates.DefaultBudget
}

// Quote is that of carriers.Carrier, of the card if the carrier does not answer,
// with the account's name on it and without the services that are not to be
// quoted.
func (a *account) Quote(ctx context.Context, s carriers.Shipment) (to carriers.Reply, err error) {
	from, err := a.asked().Quote(ctx, s)
	for _, q := range from.Quotes {
		if q.Carrier = a.name; a.quotes(q.Service) {
			to.Quotes = append(to.Quotes, q)
		}
	}
	for _, r := range from.Rejections {
		if r.Carrier = a.name; a.quotes(r.Service) {
			to.Rejections = append(to.Rejections, r)
		}
	}
	return to, err
}

func (a *account) asked() carriers.Carrier {
	if a.card == nil {
		return direct{a}
	}
	return live.Fallback(direct{a}, a.card)
}

// Services are those of the carrier, and of the card that may answer, under the
// account's name.
func (a *account) Services() []carriers.Service {
	list := a.carrier.Services()
	if lister, ok := a.card.(carriers.Lister); ok {
		for _, s := range lister.Services() {
			if !slices.ContainsFunc(list, func(known carriers.Service) bool { return known.Service == s.Service }) {
				list = append(list, s)
			}
		}
	}
	for i := range list {
		list[i].Carrier = a.name
	}
	return slices.DeleteFunc(list, func(s carriers.Service) bool { return !a.quotes(s.Service) })
}

// standIn takes the cards of the fallback from among those that are loaded.
func (a *account) standIn(cards []carriers.Carrier) error {
	if a.fallback.Card == "" {
		return nil
	}
	i := slices.IndexFunc(cards, func(card carriers.Carrier) bool { return card.Name() == a.fallback.Card })
	if i < 0 {
		return usage("the fallback of %s: %q is not the carrier of a card: there are %s", a.name, a.fallback.Card, strings.Join(publishedNames(), ", "))
	}
	a.card = cards[i]
	return nil
}

// losers are the constraints on the accounts whose fallback must not win.
func losers(accounts []*account) (terms []rates.Constraint) {
	for _, a := range accounts {
		if a.fallback.Card != "" && !a.fallback.MayWin {
			term := rates.WithoutFallback(a.name)
			term.That = "" // it goes without saying while the carrier answers
			terms = append(terms, term)
		}
	}
	return terms
}

// quotes reports whether a service is one to quote.
func (a *account) quotes(service string) bool {
	return a.services == nil || slices.Contains(a.services, service)
}

// A direct is an account without its fallback. The names in its replies are the
// carrier's.
type direct struct{ *account }

func (d direct) Budget() time.Duration { return d.carrier.Budget() }

func (d direct) Quote(ctx context.Context, s carriers.Shipment) (carriers.Reply, error) {
	if d.unset != nil {
		return carriers.Reply{}, d.unset
	}
	reply, err := d.carrier.Quote(ctx, s)
	if e := (*live.Error)(nil); errors.As(err, &e) {
		nameless := *e // the account's name stands in front
		nameless.Carrier = ""
		return carriers.Reply{}, &nameless
	}
	return reply, err
}

// settings are what an account is opened with beside its secrets.
type settings struct {
	numbers, services []string
	options           map[string]option
	live              live.Config
}

// open opens the account with the secrets of the environment. A secret that is
// not there is no error here: the other carriers answer without it.
func (a *account) open(s settings) error {
	secret := map[string]string{}
	var missing []string
	for _, name := range a.kind.secrets {
		secret[name] = strings.TrimSpace(os.Getenv(a.env[name]))
		if secret[name] == "" {
			missing = append(missing, a.env[name])
		}
		s.live.Secrets = append(s.live.Secrets, secret[name])
	}
	if missing == nil {
		var err error
		if a.carrier, err = a.kind.open(opening{secret, s.numbers, s.services, s.options, s.live}); err == nil {
			return nil
		}
		a.unset = fmt.Errorf("%s: %s", strings.Join(a.variables(), ", "), live.Line(strings.TrimPrefix(wordsOf(err), live.ErrConfig.Error()+": ")))
	} else {
		a.unset = fmt.Errorf("%w: %s", errUnset, strings.Join(missing, ", "))
	}
	var err error
	a.carrier, err = a.openBlank(s)
	return err
}

// errUnset says that a variable with a secret has no value.
var errUnset = errors.New("the environment has no value for")

// openBlank opens the account with secrets that are none, to see whether the rest
// is right.
func (a *account) openBlank(s settings) (liveCarrier, error) {
	blank := map[string]string{}
	for _, name := range a.kind.secrets {
		blank[name] = "no secret was given"
	}
	s.live.Secrets = nil
	return a.kind.open(opening{blank, s.numbers, s.services, s.options, s.live})
}

// variables are those with the secrets, in the order of the kind.
func (a *account) variables() (list []string) {
	for _, name := range a.kind.secrets {
		list = append(list, a.env[name])
	}
	return list
}

// wordsOf are the words of an error without the carrier's name, which stands in
// front of them.
func wordsOf(err error) string {
	if e := (*live.Error)(nil); errors.As(err, &e) {
		nameless := *e
		nameless.Carrier = ""
		return nameless.Error()
	}
	return live.Line(err.Error())
}
