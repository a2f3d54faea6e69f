package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReadme runs the first command of the README and compares what it prints.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "$ go run ./cmd/shiprate ")
	session, _, _ := strings.Cut(rest, "```")
	call, want, ok := strings.Cut(session, "\n")
	if !ok {
		t.Fatal("the README has no session")
	}
	var stdout, stderr bytes.Buffer
	args := append([]string{"shiprate"}, strings.Fields(call)...)
	if status := run(context.Background(), args, world{strings.NewReader(""), &stdout, &stderr, today}); status != done {
		t.Fatalf("exit status %d: %s", status, &stderr)
	}
	if diff := cmp.Diff(want, stdout.String()); diff != "" {
		t.Errorf("(-README +printed):\n%s", diff)
	}
}

// TestReadmeSnippet holds the README's Go against the Example that runs.
func TestReadmeSnippet(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "```go\n")
	snippet, _, _ := strings.Cut(rest, "```")
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
