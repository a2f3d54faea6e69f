package live

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// A pace is how fast a carrier lets itself be asked, as its answers tell. Until
// they do, there is no limit.
type pace struct {
	mu        sync.Mutex
	until     time.Time // nothing is asked before
	limiter   *rate.Limiter
	remaining int // as the last answer said; -1 when it did not
	known     bool
}

// maxRetryAfter bounds what a carrier can ask for.
const maxRetryAfter = time.Hour

// learn reads Retry-After, and the limit headers in their two spellings:
// X-RateLimit-Remaining and -Reset, and RateLimit-Remaining and -Reset.
func (p *pace) learn(now time.Time, status int, h http.Header) {
	wait := time.Duration(0)
	if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
		wait = retryAfter(now, h)
	}
	remaining, counted := header(h, "Remaining")
	reset, timed := header(h, "Reset")
	if wait == 0 && !counted {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if counted {
		p.remaining, p.known = int(min(remaining, 1<<30)), true
	}
	if counted && timed {
		if reset > 1e9 { // a moment, not a duration
			reset = max(reset-now.Unix(), 0)
		}
		window := min(time.Duration(min(reset, 1<<20))*time.Second, maxRetryAfter)
		switch {
		case remaining == 0:
			wait = max(wait, window)
		case window > 0:
			p.spread(remaining, window)
		}
	}
	if until := now.Add(wait); wait > 0 && until.After(p.until) {
		p.until = until
	}
}

// spread lets so many requests pass in a window, the first of them at once. Half
// of them may come together.
func (p *pace) spread(remaining int64, window time.Duration) {
	limit, burst := rate.Limit(float64(remaining)/window.Seconds()), int(max(remaining/2, 1))
	if p.limiter == nil {
		p.limiter = rate.NewLimiter(limit, burst)
		return
	}
	p.limiter.SetLimit(limit)
	p.limiter.SetBurst(burst)
}

// reserve says how long to wait before the next request. What would come after
// the deadline takes no place.
func (p *pace) reserve(ctx context.Context, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	wait := max(p.until.Sub(now), 0)
	if p.limiter == nil {
		return wait
	}
	place := p.limiter.ReserveN(now, 1)
	wait = max(wait, place.DelayFrom(now))
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= wait {
		place.CancelAt(now)
	}
	return wait
}

// Remaining is how many requests the carrier's last answer left, and false when
// it did not say.
func (c *Client) Remaining() (int, bool) {
	c.pace.mu.Lock()
	defer c.pace.mu.Unlock()
	return c.pace.remaining, c.pace.known
}

func header(h http.Header, name string) (int64, bool) {
	for _, prefix := range []string{"X-Ratelimit-", "Ratelimit-"} {
		if s := h.Get(prefix + name); s != "" {
			n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
			return n, err == nil && n >= 0
		}
	}
	return 0, false
}

// retryAfter reads seconds or a date, at most an hour.
func retryAfter(now time.Time, h http.Header) time.Duration {
	s := strings.TrimSpace(h.Get("Retry-After"))
	if n, err := strconv.ParseInt(s, 10, 32); err == nil {
		return min(max(time.Duration(n)*time.Second, 0), maxRetryAfter)
	}
	if t, err := http.ParseTime(s); err == nil {
		return min(max(t.Sub(now), 0), maxRetryAfter)
	}
	return 0
}
