package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A block is a fenced part of a page.
type block struct {
	info string // behind the opening fence: "go", or "csv orders.csv" for a file
	text string
}

var fence = regexp.MustCompile("(?ms)^```([^\n`]*)\n(.*?)^```$")

func readmeBlocks(t *testing.T) []block {
	t.Helper()
	return blocksOf(t, "../../README.md")
}

// TestReadme goes through the README as a reader does, in an empty folder: it
// writes the files that it shows, runs its lines with a $ in front, and compares
// what they print. There "…" alone in a line stands for any lines, and lines
// without any output below them may print what they like. The accounts of
// shiprate.json are at the server of serveCarriers, which has recorded answers.
func TestReadme(t *testing.T) {
	blocks := readmeBlocks(t)
	carriers := serveCarriers(t)
	t.Chdir(t.TempDir())
	runs := 0
	for _, b := range blocks {
		_, name, isFile := strings.Cut(b.info, " ")
		if isFile {
			if name == "shiprate.json" {
				b.text = strings.ReplaceAll(b.text, `"kind":`, fmt.Sprintf(`"url":%q,"test_server":true,"kind":`, carriers.URL))
			}
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(b.text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if b.info == "" {
			runs += runSession(t, b.text)
		}
	}
	if runs < 10 {
		t.Errorf("the README has %d calls of shiprate", runs)
	}
}

// runSession runs the calls of a block, and returns how many there are. The exit
// status is 0, unless the next line asks for it.
func runSession(t *testing.T, text string) int {
	t.Helper()
	calls := strings.Split("\n"+strings.ReplaceAll(text, "\\\n", " "), "\n$ ")[1:]
	runs := 0
	for i, call := range calls {
		line, want, _ := strings.Cut(strings.TrimSuffix(call, "\n")+"\n", "\n")
		if line == "echo $?" {
			continue
		}
		if pairs, ok := strings.CutPrefix(line, "export "); ok {
			exportAll(t, strings.Fields(pairs))
			continue
		}
		runs++
		status := strconv.Itoa(done)
		if i+1 < len(calls) {
			if told, asked := strings.CutPrefix(calls[i+1], "echo $?\n"); asked {
				status = strings.TrimSpace(told)
			}
		}
		got, printed := runLine(t, line)
		if strconv.Itoa(got) != status {
			t.Errorf("$ %s\nexit status %d, want %s:\n%s", line, got, status, printed)
		}
		if want != "" && !shown(want).MatchString(printed) {
			t.Errorf("$ %s\n(-README +printed):\n%s", line, cmp.Diff(want, printed))
		}
	}
	return runs
}

// exportAll sets variables of the environment. Of "…" it makes what the server of
// serveCarriers wants.
func exportAll(t *testing.T, pairs []string) {
	t.Helper()
	right := map[string]string{"EASYPOST_API_KEY": canary, "UPS_CLIENT_ID": "shop-of-tests", "UPS_CLIENT_SECRET": canary}
	for _, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		if value == "…" {
			value = right[name]
		}
		t.Setenv(name, value)
	}
}

// runLine runs a call as a shell does, with "> FILE" at its end, and returns the
// exit status and what a terminal shows.
func runLine(t *testing.T, line string) (status int, printed string) {
	t.Helper()
	line, file, toFile := strings.Cut(line, " > ")
	args := strings.Fields(strings.Replace(line, "go run ./cmd/shiprate", "shiprate", 1))
	var stdout, stderr bytes.Buffer
	status = run(context.Background(), args, world{strings.NewReader(""), &stdout, &stderr, today})
	checkCanary(t, stdout.String()+stderr.String())
	if toFile {
		if err := os.WriteFile(file, stdout.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		stdout.Reset()
	}
	return status, stdout.String() + stderr.String()
}

// shown makes an expression of the output that a page shows.
func shown(text string) *regexp.Regexp {
	expr := "^" + regexp.QuoteMeta(text) + "$"
	return regexp.MustCompile(strings.ReplaceAll(expr, "…\n", "(?:.*\n)*"))
}

// TestReadmeSnippet holds the README's Go against the Example that runs.
func TestReadmeSnippet(t *testing.T) {
	var snippet string
	for _, b := range readmeBlocks(t) {
		if b.info == "go" {
			snippet += b.text
		}
	}
	example, err := os.ReadFile("../../label/whole_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(example), "func Example_shop() {\n")
	body, _, _ = strings.Cut(body, "\t// Output:")
	var want strings.Builder
	for line := range strings.Lines(body) {
		want.WriteString(strings.TrimPrefix(line, "\t"))
	}
	if diff := cmp.Diff(want.String(), snippet); diff != "" || snippet == "" {
		t.Errorf("(-Example +README):\n%s", diff)
	}
}
