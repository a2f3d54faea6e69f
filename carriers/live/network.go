package live

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

const maxHeaders = 64 << 10 // bytes of an answer's headers

// connections is how many may be open to a carrier at once.
const connections = 64

// newHTTP makes a client that is this carrier's alone, so that no carrier can
// use up another's connections. Proxies of the environment are not used: they
// would see the private network that is refused here.
func (c *Client) newHTTP() *http.Client {
	dialer := &net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}
	if !c.config.TestServer {
		dialer.Control = refusePrivate
	}
	return &http.Client{
		Transport: &http.Transport{
			DialContext:            dialer.DialContext,
			TLSClientConfig:        &tls.Config{RootCAs: c.config.Roots, MinVersion: tls.VersionTLS12},
			TLSHandshakeTimeout:    5 * time.Second,
			MaxResponseHeaderBytes: maxHeaders,
			MaxConnsPerHost:        connections,
			MaxIdleConnsPerHost:    connections,
			IdleConnTimeout:        60 * time.Second,
			ReadBufferSize:         16 << 10,
		},
		CheckRedirect: sameHost,
	}
}

var errPrivate = errors.New("it is a private address, which only a test server may have")

// refusePrivate looks at the address that a name was resolved to, so that no
// name can point into the network of the shipper.
func refusePrivate(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return errPrivate
	}
	if !public(ap.Addr().Unmap()) {
		return errPrivate
	}
	return nil
}

func public(a netip.Addr) bool {
	shared := netip.MustParsePrefix("100.64.0.0/10") // RFC 6598, behind a provider's translation
	nat64 := netip.MustParsePrefix("64:ff9b::/96")   // RFC 6052, an IPv4 address within
	return a.IsGlobalUnicast() && !a.IsPrivate() && !shared.Contains(a) && !nat64.Contains(a)
}

var errElsewhere = errors.New("it redirects to another host or scheme")

// sameHost follows a redirect within the host and the scheme, up to three times,
// and only of what was asked with GET: another method would become one.
func sameHost(next *http.Request, via []*http.Request) error {
	first := via[0]
	switch {
	case next.URL.Host != first.URL.Host || next.URL.Scheme != first.URL.Scheme:
		return errElsewhere
	case first.Method != http.MethodGet:
		return errors.New("it redirects what is not a GET")
	case len(via) > 3:
		return errors.New("it redirects over 3 times")
	}
	return nil
}

// mayFetch reports whether a label may be fetched from a URL that a carrier
// named.
func (c *Client) mayFetch(u *url.URL) bool {
	plain := c.config.TestServer && u.Scheme == "http"
	if u.User != nil || u.Scheme != "https" && !plain {
		return false
	}
	if u.Host == c.root.Host {
		return true
	}
	for _, allowed := range c.config.LabelHosts {
		if u.Host == allowed || strings.HasPrefix(allowed, ".") && strings.HasSuffix(u.Host, allowed) {
			return true
		}
	}
	return false
}

// detached is a context that outlives its caller, for work that several callers
// wait for, but not the budget.
func (c *Client) detached(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), c.config.Budget)
}
