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
	wide  int // letters of the line
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
		line, err := json.Marshal(e)
		if err == nil {
			fmt.Fprintf(p.w, "%s\n", line)
		}
		return
	}
	p.told = true
	if now.Live != nil {
		p.line(liveText(now.Live))
		return
	}
	text := fmt.Sprintf("%d %% · %s, %d a second · %d failed · %v · %v left",
		100*now.Done/max(now.Chunks, 1), countOf(now.Labels, "label"), e.Rate, now.Failed, now.Spend, time.Duration(e.Left)*time.Second)
	p.line(text)
}

// line writes over the line that was written before.
func (p *progress) line(text string) {
	fmt.Fprintf(p.w, "\r%s%s", text, strings.Repeat(" ", max(p.wide-len([]rune(text)), 78-len([]rune(text)), 0)))
	p.wide = len([]rune(text))
}

// end clears the line.
func (p *progress) end() {
	if p.told {
		fmt.Fprintf(p.w, "\r%s\r", strings.Repeat(" ", max(110, p.wide)))
	}
}
