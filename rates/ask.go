package rates

import (
	"context"
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
// longer. It is for Shop alone: what else the carrier can do is asked of the
// carrier itself.
func Within(budget time.Duration, c carriers.Carrier) carriers.Carrier {
	return within{c, budget}
}

type within struct {
	carriers.Carrier
	budget time.Duration
}

func (w within) Budget() time.Duration { return w.budget }

// A question is one carrier, asked. The carrier's goroutine writes the answer
// and then the state; Shop reads the state first, and the answer only of what
// is answered. So a carrier that is abandoned may write it at any time.
type question struct {
	carrier carriers.Carrier
	name    string
	budget  time.Duration
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

// An inquiry is all that Shop asks about one shipment. Shop sleeps until it is
// settled, rather than wake for each carrier, which would cost more than the
// rest of it.
type inquiry struct {
	questions []question
	pending   atomic.Int32  // how many questions are
	settled   chan struct{} // closed when none is
}

// askAll asks the carriers and returns when each has answered or its time is up.
func askAll(ctx context.Context, s *carriers.Shipment, cs []carriers.Carrier) []question {
	inq := &inquiry{questions: make([]question, len(cs)), settled: make(chan struct{})}
	inq.pending.Store(int32(len(cs)))
	for i, c := range cs {
		q := &inq.questions[i]
		q.carrier = c
		if fault := q.meet(); fault != "" {
			q.answer = answer{code: carriers.Failed, reason: fmt.Sprintf("carrier %d of %d %s", i+1, len(cs), fault)}
			inq.settle(q, answered)
			continue
		}
		if q.ctx = sharedContext(inq.questions[:i], q.budget); q.ctx == nil {
			within, cancel := context.WithTimeout(ctx, q.budget)
			defer cancel()
			q.ctx = within
		}
		go inq.ask(q, s)
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
	if b, ok := q.carrier.(Budgeter); ok {
		q.budget = b.Budget()
	}
	if q.budget <= 0 {
		q.budget = DefaultBudget
	}
	return ""
}

// ask runs in a goroutine of its own. Whatever the carrier does, it answers.
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
	reply, err := q.carrier.Quote(q.ctx, *s)
	if err != nil {
		q.answer.reason = oneLine(err.Error())
		return
	}
	q.answer = answer{reply: reply}
}

// settle changes the state of a pending question.
func (inq *inquiry) settle(q *question, state int32) {
	if q.state.CompareAndSwap(pending, state) && inq.pending.Add(-1) == 0 {
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

// lateness tells the carrier's own budget from an end that the caller set.
func (q *question) lateness(caller context.Context) string {
	if caller.Err() != nil {
		return oneLine(fmt.Sprintf("no answer before shopping ended: %v", context.Cause(caller)))
	}
	return fmt.Sprintf("no answer within its budget of %v", q.budget)
}

// oneLine keeps a reason of several lines in one.
func oneLine(s string) string {
	return strings.ReplaceAll(strings.TrimSpace(s), "\n", "; ")
}
