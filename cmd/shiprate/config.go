package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/strictjson"
)

// configVariable is the environment variable with the file of --config.
const configVariable = "SHIPRATE_CONFIG"

// noConfig is the name for no config file.
const noConfig = "off"

func configFlag() cli.Flag {
	return &cli.StringFlag{Name: "config", Usage: "the `FILE` with the accounts at live carriers; " + noConfig + " is none. It may stand in " + configVariable, DefaultText: "shiprate/config.json in the user's folder of configs"}
}

// The shapes of the config file. The README beside this file describes them.
type (
	configFile struct {
		Accounts map[string]accountFile `json:"accounts"`
		KeepIn   string                 `json:"keep_in"`
	}
	accountFile struct {
		Kind       string            `json:"kind"`
		Env        map[string]string `json:"env"` // the names of environment variables
		Numbers    []string          `json:"account_numbers"`
		Options    map[string]option `json:"options"`
		From       *placeFile        `json:"from"`
		Services   []string          `json:"services"`
		Budget     string            `json:"budget"`
		Keep       string            `json:"keep"`
		Fallback   *fallbackFile     `json:"fallback"`
		Asked      string            `json:"asked"`
		Currency   carriers.Currency `json:"currency"`
		URL        string            `json:"url"`
		TestServer bool              `json:"test_server"`
	}
	placeFile struct {
		Country    string `json:"country"`
		PostalCode string `json:"postal_code"`
		City       string `json:"city"`
		State      string `json:"state"`
	}
	fallbackFile struct {
		Card   string `json:"card"`
		MayWin bool   `json:"may_win"`
	}
)

// openAccounts opens the accounts of the config, by name; none without a file.
func openAccounts(c *cli.Context, w world) ([]*account, error) {
	return configReader{world: w, keeps: true}.open(c)
}

func (r configReader) open(c *cli.Context) ([]*account, error) {
	file, data, err := readConfig(c, r.world)
	if data == nil || err != nil {
		return nil, err
	}
	return r.accounts(file, data)
}

// accounts reads the accounts of a file, and opens them.
func (r configReader) accounts(file string, data []byte) (list []*account, err error) {
	var config configFile
	r.file = file
	if r.lines, err = strictjson.DecodeLines(data, &config); err != nil {
		return nil, usage("%s: %w", file, err)
	}
	names := slices.Sorted(maps.Keys(config.Accounts))
	for _, name := range names {
		r.noSecret(config.Accounts[name].Env, data)
	}
	if r.bad != nil { // what else is wrong might show it
		return nil, usage("%w", errors.Join(r.bad...))
	}
	if r.keepIn = config.KeepIn; r.keepIn == "" {
		r.keepIn = usualFolder(os.UserCacheDir, "answers")
	}
	for _, name := range names {
		r.path = "accounts." + name
		if a := r.account(name, config.Accounts[name]); a != nil {
			list = append(list, a)
		}
	}
	if r.bad != nil {
		return nil, usage("%w", errors.Join(r.bad...))
	}
	return list, nil
}

// readConfig reads the file of --config, of the variable, or of the user's folder,
// which alone need not be there. No data is no file.
func readConfig(c *cli.Context, w world) (file string, data []byte, err error) {
	for _, named := range []struct{ option, file string }{{"--config", c.String("config")}, {configVariable, os.Getenv(configVariable)}} {
		switch named.file {
		case "":
			continue
		case noConfig:
			return "", nil, nil
		}
		if data, err = readFile(w, named.file); err != nil {
			return "", nil, usage("%s: %w", named.option, err)
		}
		return named.file, append([]byte{}, data...), nil
	}
	if file = usualFolder(os.UserConfigDir, "config.json"); file == "" {
		return "", nil, nil
	}
	data, err = readFile(w, file)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil, nil
	} else if err != nil {
		return "", nil, usage("%w", err)
	}
	return file, data, nil
}

// usualFolder is where we have something among the user's own; empty where the
// system has no place for it.
func usualFolder(of func() (string, error), name string) string {
	dir, err := of()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "shiprate", name)
}

// A configReader makes accounts of the file, and notes all that is wrong with
// the line and the path of each.
type configReader struct {
	world  world
	keeps  bool   // answers are kept, and kept ones are taken
	keepIn string // the folder for them

	file  string
	lines strictjson.Lines
	path  string // of the account in hand
	bad   []error
}

// note says what is wrong with a field of the account; its line is that of the
// nearest name around it.
func (r *configReader) note(field, format string, args ...any) {
	path := strings.TrimSuffix(r.path+"."+field, ".")
	line, ok := r.lines[path]
	for at := path; !ok && at != ""; line, ok = r.lines[at] {
		at = at[:max(strings.LastIndex(at, "."), 0)]
	}
	r.bad = append(r.bad, fmt.Errorf("%s:%d: %s: %s", r.file, line, path, fmt.Sprintf(format, args...)))
}

var (
	accountName = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

	// variableName is what a variable for a secret is called: a key that was
	// written there instead has no such shape.
	variableName = regexp.MustCompile(`^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$`)
	manyDigits   = regexp.MustCompile(`([0-9].*){7}`) // more than a name has
)

// account makes an account; nil when it is wrong.
func (r *configReader) account(name string, f accountFile) *account {
	before := len(r.bad)
	if !accountName.MatchString(name) || len(name) > 40 {
		r.note("", "write the name in lower case with hyphens, such as ups-live, in at most 40 letters")
	} else if slices.Contains(publishedNames(), name) {
		r.note("", "%s is the name of published cards: call the account %s-live, for instance", name, name)
	}
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.name == f.Kind })
	if i < 0 {
		r.note("kind", "%.40q is no kind: there are %s", f.Kind, kindNames())
		return nil
	}
	a := &account{name: name, kind: &kinds[i], env: f.Env, named: f.Asked == "named"}
	if f.Asked != "" && f.Asked != "named" && f.Asked != "always" {
		r.note("asked", "%.40q: there are always and named", f.Asked)
	}
	if f.Fallback != nil {
		if a.fallback = *f.Fallback; a.fallback.Card == "" {
			r.note("fallback.card", "must be the carrier of a rate card, such as ups")
		}
	}
	if f.From != nil {
		a.from = r.place(f.From)
	}
	r.variables(a)
	s := r.settings(a.kind, f)
	if len(r.bad) > before {
		return nil
	}
	r.opens(a, s, f.Services)
	if len(r.bad) > before {
		return nil
	}
	if err := a.open(s); err != nil {
		r.note("", "%s", wordsOf(err))
	}
	return a
}

// place reads where an account ships from.
func (r *configReader) place(f *placeFile) carriers.Address {
	a := carriers.Address{Country: f.Country, PostalCode: f.PostalCode, City: f.City, State: f.State}
	if len(a.Country) != 2 || strings.ToUpper(a.Country) != a.Country {
		r.note("from.country", "%.40q is not a country's code of two capitals, such as US", f.Country)
		return a
	}
	var err error
	if a.PostalCode, err = carriers.ParsePostalCode(a.Country, f.PostalCode); err != nil {
		r.note("from.postal_code", "%v", err)
	}
	return a
}

// variables checks that each secret has the name of a variable. What stands there
// is not repeated: it may be the secret.
func (r *configReader) variables(a *account) {
	for _, secret := range a.secrets() {
		field, such := "env."+secret, strings.ToUpper(strings.ReplaceAll(a.name+"_"+secret, "-", "_"))
		if name, given := a.env[secret]; !given {
			r.note(field, "is missing: the name of the environment variable that has it, such as %s", such)
		} else if len(name) > 60 || !variableName.MatchString(name) || manyDigits.MatchString(name) {
			r.note(field, "must be the name of an environment variable in capitals with an underscore, such as %s: no secret stands in this file", such)
		}
	}
	known := slices.Concat(a.kind.secrets, a.kind.more)
	for _, name := range slices.Sorted(maps.Keys(a.env)) {
		if !slices.Contains(known, name) {
			r.note("env."+name, "is nothing that %s wants: it wants %s", a.kind.name, strings.Join(known, ", "))
		}
	}
}

func (r *configReader) settings(k *kind, f accountFile) settings {
	if n := len(f.Numbers); n < k.leastNumbers || n > k.mostNumbers {
		want := fmt.Sprintf("%d to %d", k.leastNumbers, k.mostNumbers)
		if k.leastNumbers == k.mostNumbers {
			want = fmt.Sprint(k.mostNumbers)
		}
		r.note("account_numbers", "%d given, %s has %s", n, k.name, want)
	}
	if _, known := f.Currency.Digits(); f.Currency != "" && !known {
		r.note("currency", "%.40q is no currency, such as USD", string(f.Currency))
	}
	r.options(k, f.Options)
	s := settings{numbers: f.Numbers, options: f.Options, live: live.Config{
		URL: f.URL, TestServer: f.TestServer, Currency: f.Currency, Clock: r.world.now, Chance: rand.Float64,
		Budget: r.duration("budget", f.Budget, time.Minute), Keep: r.duration("keep", f.Keep, 24*time.Hour), KeepIn: r.keepIn,
	}}
	if !r.keeps || s.live.Keep == 0 {
		s.live.Keep, s.live.KeepIn = 0, ""
	}
	if k.ownServices {
		s.services = f.Services
	}
	return s
}

// duration reads a time of at most so much; left out, it is zero.
func (r *configReader) duration(field, text string, most time.Duration) time.Duration {
	if text == "" {
		return 0
	}
	d, err := time.ParseDuration(text)
	if err != nil || d <= 0 || d > most {
		r.note(field, "%.40q is not a time over 0 and up to %v, such as 2s or 10m", text, most)
	}
	return d
}

// opens checks what only the adapter can: the URL, the numbers, the services.
func (r *configReader) opens(a *account, s settings, services []string) {
	blank, err := a.openBlank(s)
	if e := (*live.Error)(nil); errors.As(err, &e) {
		for part := range strings.SplitSeq(e.Detail, "; ") {
			field, what, _ := strings.Cut(part, ": ")
			r.note(field, "%s", what)
		}
		return
	} else if err != nil {
		r.note("", "%v", err)
		return
	}
	blank.Close()
	if a.kind.ownServices || services == nil {
		return
	}
	var known []string
	for _, service := range blank.Services() {
		known = append(known, service.Service)
	}
	for i, name := range services {
		if !slices.Contains(known, name) {
			r.note("services", "services[%d]: %.60q is no service of %s: there are %s", i, name, a.kind.name, strings.Join(known, ", "))
		}
	}
	a.services = services
}

// noSecret refuses a file in which a secret of the environment stands.
func (r *configReader) noSecret(env map[string]string, data []byte) {
	for _, name := range slices.Sorted(maps.Values(env)) {
		secret := strings.TrimSpace(os.Getenv(name))
		if i := bytes.Index(data, []byte(secret)); len(secret) >= 6 && i >= 0 {
			r.bad = append(r.bad, fmt.Errorf("%s:%d: the value of %s stands here: it is secret, and has no place in this file", r.file, 1+bytes.Count(data[:i], []byte("\n")), name))
		}
	}
}

func kindNames() string {
	var names []string
	for i := range kinds {
		names = append(names, kinds[i].name)
	}
	return strings.Join(names, ", ")
}
