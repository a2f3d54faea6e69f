package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// TestScripts runs testdata/script/*.txtar: each is a script and its files, and
// the specification of one part of the command. The lines of a script:
//
//	shiprate ARGS…           run it; the exit status must be 0
//	exit N shiprate ARGS…    run it; the exit status must be N
//	stdin FILE               what the next run reads
//	clock TIME               so much later than before, such as 5m
//	serve FILE               start the carriers of serveCarriers, for the word SERVER in the file
//	env NAME=VALUE           set for the runs that follow; a colon parts folders
//	[!] stdout REGEXP        what the last run printed matches, or not
//	[!] stderr REGEXP
//	cmp stdout FILE          it printed just the file
//	cmp stderr FILE
//	save FILE                write what the last run printed into a file
//	[!] exists FILE
//	repeat N FILE LINE       append the line N times to the file, with the count for each #
//	remove FILE              or a folder with all that is in it
//	head FILE TEXT           the file starts with the text
//	nowhere DIR TEXT         no file below the folder has the text
//
// Today is 2026-11-22 in a script, 09:30 UTC.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(t.TempDir())
			for _, f := range archive.Files {
				if err := os.MkdirAll(filepath.Dir(f.Name), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(f.Name, f.Data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			s := &script{T: t}
			for i, line := range strings.Split(string(archive.Comment), "\n") {
				if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
					s.at = fmt.Sprintf("%s:%d: %s", filepath.Base(file), i+1, line)
					s.line(line)
				}
			}
		})
	}
}

type script struct {
	*testing.T
	at             string
	stdin          []byte
	stdout, stderr bytes.Buffer
	carriers       *httptest.Server // nil until it is wanted
	later          time.Duration    // than today
}

func (s *script) server() *httptest.Server {
	if s.carriers == nil {
		s.carriers = serveCarriers(s.T)
	}
	return s.carriers
}

func (s *script) line(line string) {
	s.Helper()
	line, not := strings.CutPrefix(line, "! ")
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "shiprate":
		s.run(0, rest)
	case "exit":
		code, call, _ := strings.Cut(rest, " shiprate ")
		status, err := strconv.Atoi(code)
		if err != nil {
			s.Fatalf("%s: %v", s.at, err)
		}
		s.run(status, call)
	case "env":
		name, value, _ := strings.Cut(rest, "=")
		s.Setenv(name, strings.ReplaceAll(value, ":", string(os.PathListSeparator)))
	case "serve":
		config := bytes.ReplaceAll(s.read(rest), []byte("SERVER"), []byte(s.server().URL))
		if err := os.WriteFile(rest, config, 0o644); err != nil {
			s.Fatalf("%s: %v", s.at, err)
		}
	case "clock":
		later, err := time.ParseDuration(rest)
		if err != nil {
			s.Fatalf("%s: %v", s.at, err)
		}
		s.later += later
	case "stdin":
		s.stdin = s.read(rest)
	case "stdout":
		s.match(s.stdout.String(), rest, !not)
	case "stderr":
		s.match(s.stderr.String(), rest, !not)
	case "cmp":
		stream, file, _ := strings.Cut(rest, " ")
		printed := map[string]*bytes.Buffer{"stdout": &s.stdout, "stderr": &s.stderr}[stream]
		if diff := cmp.Diff(string(s.read(file)), printed.String()); diff != "" {
			s.Errorf("%s: (-want +got):\n%s", s.at, diff)
		}
	case "save":
		if err := os.WriteFile(rest, s.stdout.Bytes(), 0o644); err != nil {
			s.Fatalf("%s: %v", s.at, err)
		}
	case "repeat":
		s.repeat(strings.SplitN(rest, " ", 3))
	case "remove":
		if err := os.RemoveAll(rest); err != nil {
			s.Fatalf("%s: %v", s.at, err)
		}
	case "exists":
		if _, err := os.Stat(rest); (err == nil) == not {
			s.Errorf("%s: %v", s.at, err)
		}
	case "grep":
		file, pattern, _ := strings.Cut(rest, " ")
		s.match(string(s.read(file)), pattern, !not)
	case "nowhere":
		dir, text, _ := strings.Cut(rest, " ")
		s.nowhere(dir, text)
	case "head":
		file, text, _ := strings.Cut(rest, " ")
		if !bytes.HasPrefix(s.read(file), []byte(text)) {
			s.Errorf("%s: it starts with %.20q", s.at, s.read(file))
		}
	default:
		s.Fatalf("%s: unknown line", s.at)
	}
}

// today is the clock of the scripts.
func today() time.Time { return time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC) }

func (s *script) run(status int, call string) {
	s.Helper()
	s.stdout.Reset()
	s.stderr.Reset()
	args := []string{"shiprate"}
	for _, m := range words.FindAllStringSubmatch(call, -1) {
		args = append(args, m[1]+m[2])
	}
	clock := func() time.Time { return today().Add(s.later) }
	got := run(context.Background(), args, world{bytes.NewReader(s.stdin), &s.stdout, &s.stderr, clock})
	s.stdin = nil
	checkCanary(s.T, s.stdout.String()+s.stderr.String())
	if got != status {
		s.Errorf("%s: exit status %d, want %d\n%s%s", s.at, got, status, &s.stdout, &s.stderr)
	}
}

// words are parted by spaces; one in single quotes keeps its spaces.
var words = regexp.MustCompile(`'([^']*)'|(\S+)`)

func (s *script) match(text, expr string, want bool) {
	s.Helper()
	if quoted := words.FindStringSubmatch(expr); quoted[0] == expr {
		expr = quoted[1] + quoted[2]
	}
	if regexp.MustCompile("(?m)"+expr).MatchString(text) != want {
		s.Errorf("%s: got\n%s", s.at, text)
	}
}

func (s *script) nowhere(dir, text string) {
	s.Helper()
	files := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		if strings.Contains(path+string(s.read(path)), text) {
			s.Errorf("%s: it is in %s", s.at, path)
		}
		return nil
	})
	if err != nil || files == 0 {
		s.Errorf("%s: %d files, error %v", s.at, files, err)
	}
}

func (s *script) repeat(words []string) {
	s.Helper()
	n, err := strconv.Atoi(words[0])
	if err != nil {
		s.Fatalf("%s: %v", s.at, err)
	}
	data := s.read(words[1])
	for i := range n {
		data = append(data, strings.ReplaceAll(words[2], "#", strconv.Itoa(i))+"\n"...)
	}
	if err := os.WriteFile(words[1], data, 0o644); err != nil {
		s.Fatalf("%s: %v", s.at, err)
	}
}

func (s *script) read(file string) []byte {
	s.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		s.Fatalf("%s: %v", s.at, err)
	}
	return data
}
