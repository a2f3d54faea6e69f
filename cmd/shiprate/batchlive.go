package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/shiprate/shiprate/label/batch"
)

// nearlySecond lets what is told each second through, though a clock is not exact.
const nearlySecond = 900 * time.Millisecond

// A liveEvent is what a run that buys is doing, in --progress json.
type liveEvent struct {
	Orders int         `json:"orders"` // of the chunks that are begun
	Chosen int         `json:"chosen"`
	ToBuy  int         `json:"to_buy"`
	Bought int         `json:"bought"`          // or refused
	Open   int         `json:"waited_for"`      // purchases that are not known yet
	Until  string      `json:"until,omitempty"` // when they are asked for again
	Waits  []waitEvent `json:"accounts,omitempty"`
}

type waitEvent struct {
	Account string `json:"account"`
	State   string `json:"state"` // waited_for or left_alone
	Until   string `json:"until"`
	Reason  string `json:"reason"`
}

func liveOf(u *batch.Underway) *liveEvent {
	if u == nil {
		return nil
	}
	e := &liveEvent{Orders: u.Orders, Chosen: u.Chosen, ToBuy: u.ToBuy, Bought: u.Bought, Open: u.Open}
	if u.Open > 0 {
		e.Until = u.Until.Format(time.RFC3339)
	}
	for _, w := range u.Waits {
		one := waitEvent{w.Carrier, "waited_for", w.Until.Format(time.RFC3339), w.Reason}
		if w.Alone {
			one.State = "left_alone"
		}
		e.Waits = append(e.Waits, one)
	}
	return e
}

// liveText is the same in a line: "83 of 120 bought · 2 waited for until 17:06:20".
func liveText(u *batch.Underway) string {
	var parts []string
	if u.Chosen < u.Orders || u.ToBuy == 0 {
		parts = append(parts, fmt.Sprintf("%d of %d chosen for", u.Chosen, u.Orders))
	}
	if u.ToBuy > 0 {
		parts = append(parts, fmt.Sprintf("%d of %d bought", u.Bought, u.ToBuy))
	}
	if u.Open > 0 {
		parts = append(parts, fmt.Sprintf("%d waited for until %s", u.Open, u.Until.Format(time.TimeOnly)))
	}
	for _, w := range u.Waits {
		what := "wait"
		if w.Alone {
			what = "be left alone"
		}
		parts = append(parts, fmt.Sprintf("%s asks to %s until %s", w.Carrier, what, w.Until.Format(time.TimeOnly)))
	}
	return strings.Join(parts, " · ")
}

// tellWaits tells what the label of one order waits for, each once.
func tellWaits(w io.Writer) func(batch.Progress) {
	told := map[string]bool{}
	return func(p batch.Progress) {
		var lines []string
		if p.Live.Open > 0 {
			lines = append(lines, "it is not known yet whether it is bought, or its label is not there: the carrier is asked again at "+p.Live.Until.Format(time.TimeOnly))
		}
		for _, wait := range p.Live.Waits {
			lines = append(lines, fmt.Sprintf("%s is asked again at %s: %s", wait.Carrier, wait.Until.Format(time.TimeOnly), wait.Reason))
		}
		for _, line := range lines {
			if !told[line] {
				told[line] = true
				fmt.Fprintln(w, line)
			}
		}
	}
}
