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
	"github.com/shiprate/shiprate/rates"
)

// An account is a live carrier under the name that its shipper gives it, so that
// it stands beside the cards of the same carrier, and beside other accounts.
type account struct {
	name     string
	kind     *kind
	env      map[string]string // the variable of each secret
	from     carriers.Address  // where it ships from; zero is that of the kind's sample
	services []string          // of the names here, to quote alone; nil means all
	fallback fallbackFile
	named    bool // asked only when --carrier names it

	carrier liveCarrier
	barred  error            // what is wrong with the secrets; then the carrier is not asked
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
	list := slices.Clone(a.carrier.Services())
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
			terms = append(terms, rates.WithoutFallback(a.name))
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
	if d.barred != nil {
		return carriers.Reply{}, d.barred
	}
	reply, err := d.carrier.Quote(ctx, s)
	if e := (*live.Error)(nil); errors.As(err, &e) {
		nameless := *e // the account's name stands in front
		nameless.Carrier = ""
		return carriers.Reply{}, &nameless
	}
	return reply, err
}

// open opens the account with the secrets of the environment. A secret that is
// not there is no error here: the other carriers answer without it.
func (a *account) open(s settings) error {
	secret := map[string]string{}
	var missing []string
	for _, name := range a.secrets() {
		secret[name] = strings.TrimSpace(os.Getenv(a.env[name]))
		if secret[name] == "" {
			missing = append(missing, a.env[name])
		}
		s.live.Secrets = append(s.live.Secrets, secret[name])
	}
	if missing == nil {
		var err error
		if a.carrier, err = a.kind.open(opening{s, secret}); err == nil {
			return nil
		}
		a.barred = fmt.Errorf("%s: %s", strings.Join(a.variables(), ", "), live.Line(strings.TrimPrefix(wordsOf(err), live.ErrConfig.Error()+": ")))
	} else {
		a.barred = fmt.Errorf("%w: %s", errUnset, strings.Join(missing, ", "))
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
	for _, name := range a.secrets() {
		blank[name] = "no secret was given"
	}
	s.live.Secrets = nil
	return a.kind.open(opening{s, blank})
}

// secrets are those that the account has to be given, in the order of the kind.
func (a *account) secrets() []string {
	for _, name := range a.kind.more {
		if _, given := a.env[name]; given {
			return slices.Concat(a.kind.secrets, a.kind.more)
		}
	}
	return a.kind.secrets
}

// variables are those with the secrets, in the order of the kind.
func (a *account) variables() (list []string) {
	for _, name := range a.secrets() {
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
