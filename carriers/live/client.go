package live

import (
	"bytes"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sony/gobreaker/v2"
	"golang.org/x/sync/singleflight"

	"github.com/shiprate/shiprate/carriers"
)

// DefaultBudget is how long a question may take where the config does not say.
const DefaultBudget = 3 * time.Second

// DefaultPatience is how long a purchase may take where the config does not say.
const DefaultPatience = 30 * time.Second

// A Config is how a Client reaches one carrier. The adapters fill it; a shipper
// gives the key, and a URL if it is not the carrier's usual one.
type Config struct {
	Carrier string // the carrier's name here: "easypost". Required
	URL     string // the root of its API: "https://api.easypost.com". Required

	// Currency is the account's money: prices in any other are not trusted. Empty
	// means that of the country that a shipment leaves from, or the US dollar, in
	// which carriers of the US may bill abroad.
	Currency carriers.Currency

	// Authorization is the header of that name, for a carrier with a fixed key.
	Authorization string
	// Login is how a token is got, for a carrier with OAuth. Nil means that there
	// is none.
	Login *Login
	// Secrets are other texts that must not be shown. The Authorization and what
	// Login holds are secret without being here.
	Secrets []string

	// Budget is how long a question may take, tries and waits included; zero means
	// DefaultBudget.
	Budget time.Duration
	// Patience is how long a request may take that is not Safe, such as one that buys:
	// given up, it leaves open what the carrier has done. Zero means DefaultPatience, or
	// Budget if that is longer.
	Patience time.Duration
	// Keep is how long an answer may be used again for the same question; zero
	// means that it is not. A quote made of a kept answer says how old it is.
	Keep time.Duration
	// KeepIn is a folder in which answers are kept beyond the life of the process,
	// for this account alone. Several clients and processes may share it. Empty
	// keeps them in memory only. No secret is written into it.
	KeepIn string
	// Rest is how long a carrier is left in peace that failed five times in a row;
	// zero means 15 seconds.
	Rest time.Duration

	// LabelHosts are the other hosts that labels may be fetched from, without the
	// key: "files.example.com", or ".example.com" for all below it.
	LabelHosts []string

	// TestServer allows plain http and private addresses. It is for a server of
	// one's own, and never for a carrier's.
	TestServer bool
	// Roots are the certificates to trust; nil means the system's. TLS is verified
	// in any case.
	Roots *x509.CertPool

	// Clock tells the time, and Chance a number from 0 up to 1: time.Now and
	// rand.Float64, but for tests. Required.
	Clock  func() time.Time
	Chance func() float64
}

// A Client asks one carrier. It is safe for use by several goroutines at once.
type Client struct {
	config  Config
	root    *url.URL
	http    *http.Client
	breaker *gobreaker.TwoStepCircuitBreaker[struct{}]
	flights singleflight.Group
	pace    pace
	shelf   shelf
	folder  folder
	token   Token
	zones   sync.Map // of time zones read, by name
	closed  atomic.Bool

	mu      sync.Mutex
	secrets [][]byte // the longest first
}

// New makes a Client. The error matches ErrConfig, and names every field that
// is wrong.
func New(config Config) (*Client, error) {
	root, err := url.Parse(config.URL)
	var bad []string
	switch {
	case err != nil || root.Host == "":
		bad = append(bad, "url: is not one such as https://api.example.com")
	case root.User != nil || root.RawQuery != "" || root.Fragment != "":
		bad = append(bad, "url: must be a scheme, a host and a path alone")
	case root.Scheme != "https" && (root.Scheme != "http" || !config.TestServer):
		bad = append(bad, "url: must begin with https, since it is not a test server's")
	}
	if config.Carrier == "" {
		bad = append(bad, "carrier: must be named")
	}
	if config.Clock == nil || config.Chance == nil {
		bad = append(bad, "clock and chance: must be given, such as time.Now and rand.Float64")
	}
	if config.Budget < 0 || config.Patience < 0 || config.Keep < 0 || config.Rest < 0 {
		bad = append(bad, "budget, patience, keep and rest: must not be negative")
	}
	if strings.ContainsAny(config.Authorization, "\r\n") {
		bad = append(bad, "key: must be one line")
	}
	if bad != nil {
		return nil, WrongConfig(config.Carrier, bad...)
	}
	if config.Budget == 0 {
		config.Budget = DefaultBudget
	}
	if config.Patience == 0 {
		config.Patience = max(DefaultPatience, config.Budget)
	}
	if config.Rest == 0 {
		config.Rest = 15 * time.Second
	}
	root.Path = strings.TrimSuffix(root.Path, "/")
	c := &Client{config: config, root: root, folder: folderOf(&config)}
	c.http = c.newHTTP()
	c.breaker = gobreaker.NewTwoStepCircuitBreaker[struct{}](gobreaker.Settings{
		Timeout:     config.Rest,
		ReadyToTrip: func(n gobreaker.Counts) bool { return n.ConsecutiveFailures >= 5 },
		IsExcluded:  func(err error) bool { return errors.Is(err, errNotItsFault) },
	})
	c.hide(config.Authorization)
	if _, credential, found := strings.Cut(config.Authorization, " "); found {
		c.hide(credential)
	}
	for _, s := range config.Secrets {
		c.hide(s)
	}
	if config.Login != nil {
		c.hide(config.Login.Secret)
		c.hide(config.Login.basic())
	}
	return c, nil
}

// Budget is how long a question may take, for rates.Budgeter.
func (c *Client) Budget() time.Duration { return c.config.Budget }

// Now tells the time by the clock of the config.
func (c *Client) Now() time.Time { return c.config.Clock() }

// Close ends the connections that wait for another question. Those of a question that
// is under way end with it.
func (c *Client) Close() {
	c.closed.Store(true)
	c.http.CloseIdleConnections()
}

// Hide makes a text a secret that the carrier gave, such as a second token: it is
// cleaned out of all that is read from then on, and out of errors.
func (c *Client) Hide(secret string) { c.hide(secret) }

// hide makes a text a secret. Texts of under six bytes are none: they would be
// found everywhere.
func (c *Client) hide(secret string) {
	if len(secret) < 6 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, known := range c.secrets {
		if string(known) == secret {
			return
		}
	}
	c.secrets = append(c.secrets, []byte(secret))
	for i := len(c.secrets) - 1; i > 0 && len(c.secrets[i]) > len(c.secrets[i-1]); i-- {
		c.secrets[i], c.secrets[i-1] = c.secrets[i-1], c.secrets[i]
	}
}

// clean takes the secrets out of what a carrier wrote. It copies only when there
// is one.
func (c *Client) clean(b []byte) []byte {
	c.mu.Lock()
	secrets := c.secrets
	c.mu.Unlock()
	for _, s := range secrets {
		if bytes.Contains(b, s) {
			b = bytes.ReplaceAll(b, s, []byte("***"))
		}
	}
	return b
}

func (c *Client) fail(e *Error) *Error {
	e.Carrier = c.config.Carrier
	e.Detail = Line(string(c.clean([]byte(e.Detail))))
	e.Code = Line(string(c.clean([]byte(e.Code))))
	return e
}

// Refused makes the error of an answer that refuses the request, with the
// carrier's own code and words.
func (c *Client) Refused(op string, a Answer, code, detail string) error {
	return c.fail(&Error{Op: op, Kind: ErrRefused, Status: a.Status, Code: code, Detail: detail, Sent: true})
}

// Clean takes the secrets out of an error of a mapping, and adds the carrier.
func (c *Client) Clean(op string, err error) error {
	if e := (*Error)(nil); errors.As(err, &e) {
		named := *e
		named.Op, named.Sent = op, true
		return c.fail(&named)
	}
	return fmt.Errorf("%s: %s: %w", c.config.Carrier, op, err)
}
