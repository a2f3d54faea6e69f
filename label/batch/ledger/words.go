package ledger

import (
	"slices"
	"strings"
)

// oneLine puts an error in one line, what it says several times once: pgx tells
// each way of reaching a server in a line of its own, most of them alike.
func oneLine(err error) string {
	var told []string
	for line := range strings.Lines(err.Error()) {
		if line = strings.TrimSpace(line); line != "" && !slices.Contains(told, line) {
			told = append(told, line)
		}
	}
	return strings.ReplaceAll(strings.Join(told, "; "), ":; ", ": ")
}
