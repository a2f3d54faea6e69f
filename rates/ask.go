package rates

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/shiprate/shiprate/carriers"
)

// DefaultBudget is how long Shop waits for a carrier that states no budget of
// its own.
const DefaultBudget = 10 * time.Second

// A Budgeter is a Carrier that states how long Shop may wait for it. Zero or
// less means DefaultBudget.
type Budgeter interface {
	Budget() time.Duration
}

// Within gives a carrier a budget of its own: Shop waits so long for it and no
// longer, even if it is a carriers.Local. It is for Shop alone: what else the
// carrier can do is asked of the carrier itself.
func Within(budget time.Duration, c carriers.Carrier) carriers.Carrier {
	return within{c, budget}
}

type within struct {
	carriers.Carrier
	budget time.Duration
}

func (w within) Budget() time.Duration { return w.budget }

// A question is one carrier, asked. Its goroutine writes the answer and then
// the state; Shop reads the state first, and the answer only of what is
// answered. So a carrier that is abandoned may write it at any time.
type question struct {
	carrier carriers.Carrier
	name    string
	local   carriers.Local // nil for one that is waited for
	budget  time.Duration  // zero for a local carrier, which has none
	ctx     context.Context
	state   atomic.Int32
	answer  answer
}

// The states of a question. It leaves pending once.
const (
	pending int32 = iota
	answered
	abandoned
)

// An answer is a reply, or the code and reason of its absence.
type answer struct {
	reply  carriers.Reply
	code   carriers.RejectionCode // empty when there is a reply
	reason string
}

// An inquiry is all that Shop asks about one shipment.
type inquiry struct {
	questions []question
	pending   atomic.Int32  // how many are in that state
	settled   chan struct{} // closed when none is; nil when all carriers are local
}

// askAll asks the carriers and returns when each has answered or its time is up.
// Local ones answer here, while the others are under way.
func askAll(ctx context.Context, s carriers.Shipment, cs []carriers.Carrier) []question {
	inq := &inquiry{questions: make([]question, len(cs))}
	inq.pending.Store(int32(len(cs)))
	var own *carriers.Shipment // of the carriers that may be left behind
	for i, c := range cs {
		q := &inq.questions[i]
		q.carrier, q.ctx = c, ctx
		if fault := q.meet(); fault != "" {
			q.answer = answer{code: carriers.Failed, reason: fmt.Sprintf("carrier %d of %d %s", i+1, len(cs), fault)}
			inq.settle(q, answered)
		} else if q.local == nil {
			if own == nil {
				own, inq.settled = private(s), make(chan struct{})
			}
			if q.ctx = sharedContext(inq.questions[:i], q.budget); q.ctx == nil {
				within, cancel := context.WithTimeoutCause(ctx, q.budget, errBudget)
				defer cancel()
				q.ctx = within
			}
			go inq.ask(q, own)
		}
	}
	for i := range inq.questions {
		if q := &inq.questions[i]; q.local != nil {
			inq.ask(q, &s)
		}
	}
	inq.wait()
	return inq.questions
}

// sharedContext finds the context of an earlier question with the same budget:
// they begin at the same moment.
func sharedContext(earlier []question, budget time.Duration) context.Context {
	for i := range earlier {
		if earlier[i].budget == budget {
			return earlier[i].ctx
		}
	}
	return nil
}

// meet takes the carrier's name and budget, and says what is wrong with it.
func (q *question) meet() (fault string) {
	defer func() {
		if v := recover(); v != nil {
			fault = oneLine(fmt.Sprintf("panics when asked for its name: %v", v))
		}
	}()
	if q.carrier == nil {
		return "is nil"
	}
	if q.name = q.carrier.Name(); q.name == "" {
		return "has no name"
	}
	if q.local, _ = q.carrier.(carriers.Local); q.local != nil {
		return ""
	}
	if b, ok := q.carrier.(Budgeter); ok {
		q.budget = b.Budget()
	}
	if q.budget <= 0 {
		q.budget = DefaultBudget
	}
	return ""
}

// ask settles the question, whatever the carrier does.
func (inq *inquiry) ask(q *question, s *carriers.Shipment) {
	q.answer = answer{code: carriers.Failed, reason: "it ended without an answer"}
	defer func() {
		if v := recover(); v != nil {
			q.answer.reason = oneLine(fmt.Sprintf("panic: %v", v))
		}
		if q.ctx.Err() != nil { // what comes now comes too late, error or not
			inq.settle(q, abandoned)
			return
		}
		inq.settle(q, answered)
	}()
	reply, err := q.reply(s)
	if err != nil {
		q.answer.reason = oneLine(err.Error())
		return
	}
	q.answer = answer{reply: reply}
}

func (q *question) reply(s *carriers.Shipment) (carriers.Reply, error) {
	if q.local != nil {
		return q.local.QuoteLocal(s) // Shop has validated it
	}
	return q.carrier.Quote(q.ctx, *s)
}

// settle changes the state of a pending question.
func (inq *inquiry) settle(q *question, state int32) {
	if q.state.CompareAndSwap(pending, state) && inq.pending.Add(-1) == 0 && inq.settled != nil {
		close(inq.settled)
	}
}

// wait abandons each question when its context ends, the first to end first.
func (inq *inquiry) wait() {
	for {
		var next *question
		for i := range inq.questions {
			if q := &inq.questions[i]; q.state.Load() == pending && (next == nil || q.budget < next.budget) {
				next = q
			}
		}
		if next == nil {
			return
		}
		select {
		case <-inq.settled:
		case <-next.ctx.Done():
			inq.settle(next, abandoned)
		}
	}
}

// errBudget is the cause of a context that a carrier's own budget ended.
var errBudget = errors.New("the carrier's budget is over")

// lateness says whether that was the budget, or the caller.
func (q *question) lateness() string {
	cause := context.Cause(q.ctx)
	if errors.Is(cause, errBudget) {
		return fmt.Sprintf("no answer within its budget of %v", q.budget)
	}
	return oneLine(fmt.Sprintf("no answer before shopping ended: %v", cause))
}

// oneLine keeps a reason of several lines in one.
func oneLine(s string) string {
	return strings.ReplaceAll(strings.TrimSpace(s), "\n", "; ")
}
