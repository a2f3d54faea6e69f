package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/label/batch"
	"github.com/shiprate/shiprate/label/batch/report"
)

// A progress tells on stderr how far a run is, at most once a second.
type progress struct {
	w     io.Writer
	now   func() time.Time
	kind  string // line, json or none
	mu    sync.Mutex
	start time.Time
	first int // chunks that were done before
	last  time.Time
	told  bool
	wide  int            // letters of the line
	did   batch.Progress // the last one
	waits bool           // it was told that the ledger is held
}

// newProgress reads --progress: without it, a line on a terminal and nothing
// elsewhere.
func newProgress(c *cli.Context, w world) *progress {
	kind := c.String("progress")
	if kind == "" && isTerminal(w.stderr) {
		kind = "line"
	}
	now := w.now()
	return &progress{w: w.stderr, now: w.now, kind: kind, start: now, last: now, first: -1}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// An event is a line of --progress json.
type event struct {
	Event  string      `json:"event"`
	Chunks int         `json:"chunks"`
	Done   int         `json:"done"`
	Orders int         `json:"orders"` // of this process, as the rest
	Failed int         `json:"failed"`
	Labels int         `json:"labels"`
	Spend  report.Sums `json:"spend"`
	Rate   int         `json:"labels_per_second"`
	Left   int         `json:"seconds_left"` // -1 where nobody knows
	Live   *liveEvent  `json:"live,omitempty"`
}

func (p *progress) add(now batch.Progress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.first < 0 {
		if p.first = now.Done; now.Live == nil { // else it is told each second
			p.first--
		}
	}
	p.did = now
	at := p.now()
	if at.Sub(p.last) < nearlySecond || p.kind == "" || p.kind == "none" {
		return
	}
	p.last = at
	e := event{"progress", now.Chunks, now.Done, now.Orders, now.Failed, now.Labels, now.Spend, 0, -1, liveOf(now.Live)}
	if spent := at.Sub(p.start); spent > 0 && now.Done > p.first {
		e.Rate = int(float64(now.Labels) / spent.Seconds())
		e.Left = int(spent.Seconds() * float64(max(now.Chunks-now.Done, 0)) / float64(now.Done-p.first))
	}
	if p.kind == "json" {
		p.line(e)
		return
	}
	p.told = true
	if now.Live != nil {
		p.over(liveText(now.Live))
		return
	}
	text := fmt.Sprintf("%d %% · %s, %d a second · %d failed · %v · %v left",
		100*now.Done/max(now.Chunks, 1), countOf(now.Labels, "label"), e.Rate, now.Failed, now.Spend, time.Duration(e.Left)*time.Second)
	p.over(text)
}

// over writes over the line that was written before.
func (p *progress) over(text string) {
	fmt.Fprintf(p.w, "\r%s%s", text, strings.Repeat(" ", max(p.wide-len([]rune(text)), 78-len([]rune(text)), 0)))
	p.wide = len([]rune(text))
}

// line writes a line of --progress json.
func (p *progress) line(v any) {
	if line, err := json.Marshal(v); err == nil {
		fmt.Fprintf(p.w, "%s\n", line)
	}
}

// A lastEvent is the last line of --progress json.
type lastEvent struct {
	Event   string      `json:"event"` // done, or stopped
	Reason  string      `json:"reason,omitempty"`
	Chunks  int         `json:"chunks"` // of the run or the shard, as far as this process got to know
	Done    int         `json:"done"`
	Orders  int         `json:"orders"` // of the whole run, or of the shard; of one that was stopped, of this process
	Earlier int         `json:"earlier"`
	Void    int         `json:"void"`
	Failed  int         `json:"failed"`
	Labels  int         `json:"labels"`
	Spend   report.Sums `json:"spend"`
}

// end clears the line, or says what the run came to.
func (p *progress) end(s *report.Summary, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.told {
		fmt.Fprintf(p.w, "\r%s\r", strings.Repeat(" ", max(110, p.wide)))
	}
	if p.kind != "json" {
		return
	}
	if err != nil {
		p.line(lastEvent{"stopped", err.Error(), p.did.Chunks, p.did.Done, p.did.Orders, 0, 0, p.did.Failed, p.did.Labels, p.did.Spend})
		return
	}
	p.line(lastEvent{"done", "", p.did.Chunks, p.did.Chunks, s.Orders, s.Earlier, s.Void, s.Failed, s.Labels, s.Spend})
}

// held says once that another process holds the ledger.
func (p *progress) held() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.waits {
		return
	}
	p.waits = true
	const what = "the ledger is held by another process: waiting for it, up to two minutes"
	if p.kind == "json" {
		p.line(map[string]string{"event": "waiting", "reason": what})
		return
	}
	fmt.Fprintf(p.w, "shiprate: %s\n", what)
}
