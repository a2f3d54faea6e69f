package easypost_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live/easypost"
	"github.com/shiprate/shiprate/carriers/live/livetest"
)

const (
	formID     = "sf_96efbd01c0244c6a91d6783930149667"
	formNumber = "9400100110368070372161"
)

// A press plays the part of EasyPost that makes scan forms: one for a shipment, which
// is refused a second time.
type press struct {
	t    testing.TB
	url  string
	made int // how often a form was asked for and made

	lost     bool   // the answer is lost, after the form is made
	status   string // that of the form; empty is created
	refuses  bool   // to make any
	html     bool   // documents are pages of HTML
	nowhere  bool   // a shipment does not tell its form
	elsewise bool   // the form is of other parcels
}

func (p *press) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	form := strings.ReplaceAll(string(livetest.File(p.t, "scan_form.json")), "https://easypost-files.s3.us-west-2.amazonaws.com", p.url)
	if p.status != "" {
		form = strings.Replace(form, `"status":"created"`, `"status":"`+p.status+`"`, 1)
	}
	if p.elsewise {
		form = strings.Replace(form, formNumber, "9400100110368070379999", 1)
	}
	switch path := r.Method + " " + r.URL.Path; {
	case strings.HasPrefix(path, "GET /files/"):
		document := livetest.PDF
		if p.html {
			document = "<html>try again</html>"
		}
		_, _ = io.WriteString(w, document)
	case path == "POST /v2/scan_forms":
		body, _ := io.ReadAll(r.Body)
		if want := `{"shipments":[{"id":"` + bought().ID + `"}]}`; string(body) != want {
			p.t.Errorf("asked for %s, want %s", body, want)
		}
		if p.refuses || p.made > 0 {
			w.WriteHeader(http.StatusUnprocessableEntity)
			_, _ = io.WriteString(w, `{"error":{"code":"SCAN_FORM.CREATE.ERROR","message":"It is on a form already","errors":[]}}`)
			return
		}
		if p.made++; p.lost {
			panic(http.ErrAbortHandler)
		}
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, form)
	case path == "GET /v2/shipments/"+bought().ID:
		on := "null"
		if p.made > 0 && !p.nowhere {
			on = fmt.Sprintf(`{"id":%q}`, formID)
		}
		_, _ = fmt.Fprintf(w, `{"id":%q,"scan_form":%s}`, bought().ID, on)
	case path == "GET /v2/scan_forms/"+formID:
		_, _ = io.WriteString(w, form)
	default:
		p.t.Errorf("asked %s", path)
	}
}

func (p *press) open(t *testing.T) *easypost.Carrier {
	t.Helper()
	p.t = t
	server := httptest.NewTLSServer(p)
	t.Cleanup(server.Close)
	p.url = server.URL
	c, err := easypost.New(easypost.Config{Key: livetest.Canary, Live: livetest.Config(server)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func collection() carriers.Collection {
	b := bought()
	b.Labels[0].Number = formNumber
	return carriers.Collection{Bought: []carriers.Bought{b}}
}

// A form is made once: asked for again, and after an answer that was lost, it is the
// same one.
func TestManifest(t *testing.T) {
	want := carriers.Manifest{ID: formID, Numbers: []string{formNumber}, PDF: []byte(livetest.PDF)}
	p := &press{}
	c := p.open(t)
	for range 2 {
		got, err := c.Manifest(t.Context(), collection())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
	p = &press{lost: true}
	c = p.open(t)
	_, err := c.Manifest(t.Context(), collection())
	livetest.NotBought(t, err, true, "the carrier is not available", carriers.ErrUnknown)
	got, err := c.Manifest(t.Context(), collection())
	if diff := cmp.Diff(want, got); err != nil || diff != "" || p.made != 1 {
		t.Errorf("after a lost answer: %d made, error %v (-want +got)\n%s", p.made, err, diff)
	}
}

func TestManifestErrors(t *testing.T) {
	two := collection()
	two.Bought = append(two.Bought, carriers.Bought{ID: "../x", Labels: two.Bought[0].Labels})
	tests := []struct {
		name  string
		press press
		of    carriers.Collection
		made  bool
		says  string
		is    error
	}{
		{"no label", press{}, carriers.Collection{}, false, "needs at least one label", carriers.ErrNotBought},
		{"an ID that is a path", press{}, two, false, "is not that of an EasyPost shipment", carriers.ErrNotBought},
		{"refused", press{refuses: true}, collection(), false, "It is on a form already", carriers.ErrNotBought},
		{"it failed", press{status: "failed", nowhere: true}, collection(), false, "refuses the request", carriers.ErrNotBought},
		{"it is being made", press{status: "creating"}, collection(), true, `is not done: "creating"`, carriers.ErrUnknown},
		{"it is of other parcels", press{elsewise: true}, collection(), true, "not the 1 that were asked for", carriers.ErrUnknown},
		{"its document is HTML", press{html: true}, collection(), true, "the form " + formID + " is made, and its document did not come", carriers.ErrUnknown},
	}
	for i := range tests {
		tt := &tests[i]
		t.Run(tt.name, func(t *testing.T) {
			_, err := tt.press.open(t).Manifest(t.Context(), tt.of)
			livetest.NotBought(t, err, tt.made, tt.says, tt.is)
		})
	}
}
