package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shiprate/shiprate/carriers/live/livetest"
)

// The secrets of the tests. None of them may be in any output, nor what is made
// of them.
const (
	canary      = "CANARY-0b1f8c7a"
	canaryToken = canary + "-token"
)

// home is the folder of this package: tests go to others.
var home string

// TestMain keeps the config of whoever runs the tests out of them.
func TestMain(m *testing.M) {
	err := os.Setenv(configVariable, noConfig)
	if err == nil {
		home, err = os.Getwd()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// checkCanary looks for a secret in what was printed or written.
func checkCanary(t *testing.T, text string) {
	t.Helper()
	for _, secret := range []string{canary, base64.StdEncoding.EncodeToString([]byte(canary))[:16], base64.StdEncoding.EncodeToString([]byte("shop:" + canary))[:20]} {
		if strings.Contains(text, secret) {
			t.Errorf("a secret is shown:\n%s", text)
		}
	}
}

// serveCarriers starts a server on loopback that answers as the carriers were
// recorded, to those who have the key; it echoes a wrong one, as careless servers
// do. Behind /down/ it is down, behind /hung/ it hangs, and behind /euro/ EasyPost
// answers in euros.
func serveCarriers(t *testing.T) *httptest.Server {
	t.Helper()
	recorded := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join(home, "../../carriers/live", name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	rates, token := recorded("ups/testdata/rates_transit.json"), fmt.Sprintf(`{"token_type":"Bearer","access_token":%q,"expires_in":"14399"}`, canaryToken)
	answer := func(w http.ResponseWriter, status int, body []byte) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write(body)
	}
	mux := http.NewServeMux()
	easypost := &livetest.PostOffice{Recorded: func(name string) []byte { return recorded("easypost/testdata/" + name) }}
	sell := func(w http.ResponseWriter, r *http.Request) {
		key, _, _ := r.BasicAuth()
		if key != canary {
			answer(w, http.StatusUnauthorized, fmt.Appendf(nil, `{"error":{"code":"APIKEY.INACTIVE","message":"This api key is no longer active: %s","errors":[]}}`, key))
			return
		}
		w.Header().Set("X-RateLimit-Remaining", "4998")
		w.Header().Set("Content-Type", "application/json")
		easypost.ServeHTTP(w, r)
	}
	for _, pattern := range []string{"POST /v2/shipments", "GET /v2/shipments/{id}", "POST /v2/shipments/{id}/{action}", "POST /v2/scan_forms", "GET /v2/scan_forms/{id}"} {
		mux.HandleFunc(pattern, sell)
	}
	mux.HandleFunc("GET /v2/trackers", func(w http.ResponseWriter, r *http.Request) {
		if key, _, _ := r.BasicAuth(); key != canary {
			answer(w, http.StatusUnauthorized, fmt.Appendf(nil, `{"error":{"code":"APIKEY.INACTIVE","message":"This api key is no longer active: %s","errors":[]}}`, key))
			return
		}
		answer(w, http.StatusOK, recorded("easypost/testdata/trackers.json"))
	})
	mux.Handle("GET /files/", easypost) // without the key
	mux.HandleFunc("POST /security/v1/oauth/token", func(w http.ResponseWriter, r *http.Request) {
		if id, secret, _ := r.BasicAuth(); id != "shop-of-tests" || secret != canary {
			answer(w, http.StatusUnauthorized, fmt.Appendf(nil, `{"response":{"errors":[{"code":"10401","message":"ClientId is Invalid: %s"}]}}`, secret))
			return
		}
		answer(w, http.StatusOK, []byte(token))
	})
	mux.HandleFunc("POST /api/rating/v2409/Shoptimeintransit", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+canaryToken {
			answer(w, http.StatusUnauthorized, []byte(`{"response":{"errors":[{"code":"250002","message":"Invalid Authentication Information."}]}}`))
			return
		}
		if body, _ := io.ReadAll(r.Body); !strings.Contains(string(body), "A1B2C3") {
			answer(w, http.StatusBadRequest, []byte(`{"response":{"errors":[{"code":"112111","message":"The shipper number is invalid"}]}}`))
			return
		}
		answer(w, http.StatusOK, rates)
	})
	tokens := func(w http.ResponseWriter, r *http.Request) { // of FedEx and USPS
		if r.FormValue("client_id") != "shop-of-tests" || r.FormValue("client_secret") != canary {
			answer(w, http.StatusUnauthorized, fmt.Appendf(nil, `{"errors":[{"code":"NOT.AUTHORIZED.ERROR","message":"The given client credentials were not valid: %s"}]}`, r.FormValue("client_secret")))
			return
		}
		answer(w, http.StatusOK, []byte(token))
	}
	mux.HandleFunc("POST /oauth/token", tokens)
	recording := func(name string) http.HandlerFunc {
		body := recorded(name)
		return func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Authorization") != "Bearer "+canaryToken {
				answer(w, http.StatusUnauthorized, []byte(`{}`))
				return
			}
			answer(w, http.StatusOK, body)
		}
	}
	mux.HandleFunc("POST /rate/v1/rates/quotes", recording("fedex/testdata/rates.json"))
	mux.HandleFunc("POST /track/v1/trackingnumbers", recording("fedex/testdata/track_ground.json"))
	mux.HandleFunc("POST /oauth2/v3/token", tokens)
	mux.HandleFunc("POST /payments/v3/payment-authorization", func(w http.ResponseWriter, r *http.Request) {
		if body, _ := io.ReadAll(r.Body); !strings.Contains(string(body), `"CRID":"12345678"`) {
			answer(w, http.StatusBadRequest, []byte(`{"error":{"code":"400","message":"Bad Request","errors":[{"code":"010041","title":"Invalid CRID","detail":"The CRID is not of this account."}]}}`))
			return
		}
		answer(w, http.StatusOK, fmt.Appendf(nil, `{"paymentAuthorizationToken":%q}`, canaryToken))
	})
	mux.HandleFunc("POST /shipments/v3/options/search", recording("usps/testdata/options.json"))
	days := strings.NewReplacer("2021-01-18", "2026-11-23", "2021-01-19", "2026-11-24")
	dhl := days.Replace(string(recorded("dhlexpress/testdata/rates.json")))
	mux.HandleFunc("POST /rates", func(w http.ResponseWriter, r *http.Request) {
		if user, password, _ := r.BasicAuth(); user != "shop-of-tests" || password != canary {
			answer(w, http.StatusUnauthorized, fmt.Appendf(nil, `{"detail":"Invalid Credentials %s","status":"401"}`, password))
			return
		}
		// The account is a French one where it ends in 33.
		if body, _ := io.ReadAll(r.Body); strings.Contains(string(body), `33"`) != strings.Contains(string(body), `"shipperDetails":{"cityName":"Paris"`) {
			answer(w, http.StatusBadRequest, []byte(`{"detail":"8009: The account is not valid for the origin.","status":"400"}`))
			return
		}
		answer(w, http.StatusOK, []byte(dhl))
	})
	mux.HandleFunc("POST /euro/v2/shipments", func(w http.ResponseWriter, r *http.Request) {
		r.URL.Path = strings.TrimPrefix(r.URL.Path, "/euro")
		inDollars := httptest.NewRecorder()
		sell(inDollars, r)
		answer(w, inDollars.Code, bytes.ReplaceAll(inDollars.Body.Bytes(), []byte(`"USD"`), []byte(`"EUR"`)))
	})
	mux.HandleFunc("/down/", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusServiceUnavailable, []byte(`{}`)) })
	mux.HandleFunc("/hung/", func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // else nobody sees that the client goes
		<-r.Context().Done()
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	easypost.URL = server.URL
	return server
}
