package live_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers/live"
)

// echo answers with the question as a text, and as much again as the number in it.
func echo(w http.ResponseWriter, r *http.Request) {
	asked, _ := io.ReadAll(r.Body)
	n := 0
	_, _ = fmt.Sscanf(string(asked), "%d", &n)
	fmt.Fprintf(w, `{"asked":%q,"more":[%s0]}`, asked, strings.Repeat(`"x",`, n))
}

func number(n int) live.Request {
	r := safe()
	r.Body = fmt.Append(nil, n)
	return r
}

func said(a live.Answer) string { return a.JSON.Read().Root().Get("asked").Text() }

// TestDone: the memory of an answer serves another only when no one reads it any more.
func TestDone(t *testing.T) {
	c := serve(t, nil, echo)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := range 50 {
				n := i*1000 + j*7
				a, err := c.Ask(t.Context(), number(n))
				if err != nil {
					t.Error(err)
					return
				}
				text := said(a)
				a.Done()
				a.Done() // changes nothing
				if text != fmt.Sprint(n) {
					t.Errorf("asked %d, got %s", n, text)
				}
			}
		})
	}
	wg.Wait()
	a, err := c.Ask(t.Context(), number(1))
	if err != nil {
		t.Fatal(err)
	}
	a.Done()
	defer func() {
		if recover() == nil {
			t.Error("an answer that is done is read, and nothing panics")
		}
	}()
	_ = said(a)
}

// TestDoneIsOneCallersOwn: what others read of the same answer stays.
func TestDoneIsOneCallersOwn(t *testing.T) {
	release := make(chan struct{})
	c := serve(t, nil, func(w http.ResponseWriter, r *http.Request) {
		<-release
		echo(w, r)
	})
	var wg, asked sync.WaitGroup
	for range 20 {
		asked.Add(1)
		wg.Go(func() {
			asked.Done()
			a, err := c.Ask(t.Context(), number(3))
			if err != nil {
				t.Error(err)
				return
			}
			if got := said(a); got != "3" {
				t.Errorf("got %s", got)
			}
			a.Done()
		})
	}
	asked.Wait()
	close(release)
	wg.Wait()
}

func TestDoneKeepsWhatIsKept(t *testing.T) {
	c := serve(t, func(config *live.Config) { config.Keep = time.Minute }, echo)
	for range 3 {
		for n := range 5 {
			a, err := c.Ask(t.Context(), number(n))
			if err != nil || said(a) != fmt.Sprint(n) {
				t.Fatalf("asked %d, got error %v", n, err)
			}
			a.Done()
		}
	}
}
