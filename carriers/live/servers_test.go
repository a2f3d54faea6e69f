package live_test

import (
	"bufio"
	"bytes"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/livetest"
)

// serveEnv has what the servers answer, by a comma between, in the process that
// servers starts: the test binary itself.
const serveEnv = "SHIPRATE_LIVE_TEST_SERVERS"

func TestMain(m *testing.M) {
	if kinds := os.Getenv(serveEnv); kinds != "" {
		serveAll(strings.Split(kinds, ","))
		return
	}
	os.Exit(m.Run())
}

// servers starts TLS servers on loopback in another process, so that what they cost is
// not the clients' cost, and makes a config of each. A kind is one of bodies, or "hung",
// or a status.
func servers(b *testing.B, kinds ...string) []live.Config {
	b.Helper()
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.CommandContext(b.Context(), self)
	cmd.Env = append(os.Environ(), serveEnv+"="+strings.Join(kinds, ","))
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		in.Close() // which ends it
		_ = cmd.Wait()
	})
	lines := bufio.NewScanner(out)
	var configs []live.Config
	for range kinds {
		lines.Scan()
		url, cert, _ := strings.Cut(lines.Text(), " ")
		der, _ := base64.StdEncoding.DecodeString(cert)
		parsed, err := x509.ParseCertificate(der)
		if err != nil {
			b.Fatalf("the servers' process said %q: %v", lines.Text(), err)
		}
		roots := x509.NewCertPool()
		roots.AddCert(parsed)
		configs = append(configs, live.Config{URL: url, Roots: roots, TestServer: true, Clock: livetest.Clock, Chance: func() float64 { return 0.5 }})
	}
	return configs
}

// serveAll is the other process. It lives until its standard input ends.
func serveAll(kinds []string) {
	for _, kind := range kinds {
		s := httptest.NewUnstartedServer(serverOf(kind))
		s.Config.ErrorLog = log.New(io.Discard, "", 0)
		s.StartTLS()
		fmt.Println(s.URL, base64.StdEncoding.EncodeToString(s.Certificate().Raw))
	}
	_, _ = io.Copy(io.Discard, os.Stdin)
}

func serverOf(kind string) http.HandlerFunc {
	body := []byte("{}")
	status, err := strconv.Atoi(kind)
	if err != nil {
		status = http.StatusOK
	}
	if make, ok := bodies[kind]; ok {
		body = make()
	}
	length := strconv.Itoa(len(body))
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		switch {
		case kind == "hung":
			<-r.Context().Done()
		case strings.HasSuffix(r.URL.Path, "/token"):
			_, _ = io.WriteString(w, `{"access_token":"`+livetest.Canary+`-token","token_type":"Bearer","expires_in":"3599"}`)
		default:
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Length", length)
			w.WriteHeader(status)
			_, _ = w.Write(body)
		}
	}
}

// bodies are the answers of 25 KB.
var bodies = map[string]func() []byte{
	"three":      answer,
	"easypost":   func() []byte { return recorded("easypost/testdata/shipment.json") },
	"ups":        func() []byte { return recorded("ups/testdata/rates_transit.json") },
	"fedex":      func() []byte { return recorded("fedex/testdata/rates.json") },
	"usps":       func() []byte { return recorded("usps/testdata/options.json") },
	"dhlexpress": func() []byte { return recorded("dhlexpress/testdata/rates.json", "2021-01-1", "2026-11-2") },
}

// recorded grows a recorded answer to 25 KB by copies of itself that no mapping looks
// at: they are parsed alone.
func recorded(path string, oldnew ...string) []byte {
	data, err := os.ReadFile(path)
	if err != nil {
		panic(err)
	}
	data = compact(strings.NewReplacer(oldnew...).Replace(string(data)))
	out := bytes.TrimSuffix(data, []byte("}"))
	for i := 0; len(out)+len(data) < 25<<10; i++ {
		out = fmt.Appendf(out, `,"copy%d":%s`, i, data)
	}
	out = append(out, `,"rest":[`...)
	for len(out) < 25<<10-40 {
		out = append(out, `"0123456789",123.45,`...)
	}
	return append(out, `null]}`...)
}
