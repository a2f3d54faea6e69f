package report

import (
	"fmt"
	"strings"
)

// A Live is what came of asking a live carrier for its prices, in orders.
type Live struct {
	Account  string  `json:"account"`
	Answered int     `json:"answered"` // with prices, or with refusals of its services
	Fallback int     `json:"fallback"` // its rate card answered instead
	Failed   int     `json:"failed"`   // it gave no answer that can be used
	Timeout  int     `json:"timeout"`  // it gave no answer in time
	Rested   int     `json:"rested"`   // it was not asked, or not any more, since it was asked too often or failed before
	Reasons  []Count `json:"reasons"`  // of all but Answered, at most MaxReasons of them
}

// The states of a live carrier that was asked for the prices of an order.
const (
	Answered = "answered"
	AtRest   = "rested"
	ByCard   = "fallback"
	GaveNone = "failed"
	WasLate  = "timeout"
)

// A Heard is what came of asking a live carrier for the prices of one order.
type Heard struct {
	Account string `json:"account"`
	State   string `json:"state"`            // answered, fallback, failed, timeout, rested
	Reason  string `json:"reason,omitempty"` // of all but answered
}

// MaxReasons is how many reasons are kept of each account; others are OtherReasons.
const (
	MaxReasons   = 20
	OtherReasons = "~other"
)

// Hear counts what live carriers said for an order.
func (t *Tally) Hear(list ...Heard) {
	for _, h := range list {
		one := Live{Account: h.Account}
		switch h.State {
		case Answered:
			one.Answered = 1
		case ByCard:
			one.Fallback = 1
		case WasLate:
			one.Timeout = 1
		case AtRest:
			one.Rested = 1
		default:
			one.Failed = 1
		}
		if h.Reason != "" {
			one.Reasons = []Count{{h.Reason, 1}}
		}
		t.mergeLive(&one)
	}
}

func byAccount(a, b Live) int { return strings.Compare(a.Account, b.Account) }

func (t *Tally) mergeLive(l *Live) {
	to := of(&t.Live, Live{Account: l.Account}, byAccount)
	to.Answered += l.Answered
	to.Fallback += l.Fallback
	to.Failed += l.Failed
	to.Timeout += l.Timeout
	to.Rested += l.Rested
	for _, c := range l.Reasons {
		addCount(&to.Reasons, c, MaxReasons, OtherReasons)
	}
}

// Without is for how many orders it gave no price of its own.
func (l *Live) Without() int { return l.Fallback + l.Failed + l.Timeout + l.Rested }

// Asked is for how many orders it was to be asked.
func (l *Live) Asked() int { return l.Answered + l.Without() }

// String says what came of asking it, in a line: "ups-live gave no answer for 3 of 5
// orders: the carrier is not available: status 500 (3)".
func (l *Live) String() string {
	if l.Without() == 0 {
		return fmt.Sprintf("%s answered for %s", l.Account, plural(l.Answered, "order"))
	}
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{l.Failed, "gave no answer for"}, {l.Timeout, "was too late for"}, {l.Rested, "was left alone for"}, {l.Fallback, "was answered for by its card for"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s of %s", p.what, number(int64(p.n)), plural(l.Asked(), "order")))
		}
	}
	s := l.Account + " " + strings.Join(parts, ", ")
	if why := l.why(); why != "" {
		s += ": " + why
	}
	return s
}

// why are the reasons, the most frequent first.
func (l *Live) why() string {
	var list []string
	for i, c := range often(l.Reasons) {
		if i == 3 {
			list = append(list, "and others")
			break
		}
		what := c.What
		if what == OtherReasons {
			what = "other reasons"
		}
		list = append(list, fmt.Sprintf("%s (%s)", what, number(int64(c.Count))))
	}
	return strings.Join(list, "; ")
}

// live tells what the live carriers did.
func (s *Summary) live() section {
	if len(s.Live) == 0 {
		return section{}
	}
	out := section{Kicker: "Live carriers", Title: "Every live carrier answered for every order"}
	out.Table = table{"Orders that each account was asked for", []column{left("Account"), right("Answered"), right("By its card"), right("No answer"), right("Too late"), right("Left alone"), whole("Why")}, nil}
	silent := 0
	for i := range s.Live {
		l := &s.Live[i]
		if l.Without() > 0 {
			silent++
		}
		row := []string{clean(l.Account)}
		for _, n := range []int{l.Answered, l.Fallback, l.Failed, l.Timeout, l.Rested} {
			row = append(row, number(int64(n)))
		}
		out.Table.Rows = append(out.Table.Rows, append(row, clean(cut(l.why(), 400))))
	}
	if silent > 0 {
		out.Title = plural(silent, "live carrier") + " did not answer for every order"
		out.Text = []string{"Orders are chosen for among the prices that came. They may have cost more than with all of them."}
	}
	return out
}
