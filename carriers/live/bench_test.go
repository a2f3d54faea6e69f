package live_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/dhlexpress"
	"github.com/shiprate/shiprate/carriers/live/easypost"
	"github.com/shiprate/shiprate/carriers/live/fedex"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	"github.com/shiprate/shiprate/carriers/live/ups"
	"github.com/shiprate/shiprate/carriers/live/usps"
	dw "github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/rates"
)

func compact(s string) []byte {
	var b bytes.Buffer
	if err := json.Compact(&b, []byte(s)); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// BenchmarkFiveCarriers shops at five TLS servers on loopback that answer 25 KB each,
// of which EasyPost's mapping reads three services. The servers are another process
// on the same cores. Asked for are 1,500 quotes a second on two cores, and under 1 ms
// of this process's CPU for a quote.
func BenchmarkFiveCarriers(b *testing.B) {
	var cs []carriers.Carrier
	for i, config := range servers(b, "three", "three", "three", "three", "three") {
		config.Budget = 10 * time.Second
		c, err := easypost.New(easypost.Config{Key: livetest.Canary, Live: config})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(c.Close)
		cs = append(cs, named{c, fmt.Sprintf("carrier-%d", i)})
	}
	shop(b, cs, 15)
}

// BenchmarkFiveAdapters is the same with each adapter and the answer that was
// recorded of its carrier, grown to 25 KB: all of its services and charges are read.
func BenchmarkFiveAdapters(b *testing.B) {
	shop(b, adapters(b), 18)
}

func adapters(b *testing.B) (cs []carriers.Carrier) {
	configs := servers(b, "easypost", "ups", "fedex", "usps", "dhlexpress")
	for i := range configs {
		configs[i].Budget = 10 * time.Second
	}
	keep := func(c livetest.Carrier, err error) {
		b.Helper()
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(c.Close)
		cs = append(cs, c)
	}
	const id, secret = "shop", livetest.Canary
	first, err := easypost.New(easypost.Config{Key: secret, Live: configs[0]})
	keep(first, err)
	second, err := ups.New(ups.Config{ClientID: id, Secret: secret, Account: "A1B2C3", Live: configs[1]})
	keep(second, err)
	third, err := fedex.New(fedex.Config{ClientID: id, Secret: secret, Account: "123456789", Live: configs[2]})
	keep(third, err)
	fourth, err := usps.New(usps.Config{ClientID: id, Secret: secret, Live: configs[3]})
	keep(fourth, err)
	inEuros := configs[4]
	inEuros.Currency = "EUR" // as it was recorded
	fifth, err := dhlexpress.New(dhlexpress.Config{Username: id, Password: secret, Account: "123456789", Live: inEuros})
	keep(fifth, err)
	return cs
}

// shop measures shopping by 16 callers at a time, with no question asked twice, since
// then it would share a flight.
func shop(b *testing.B, cs []carriers.Carrier, quotes int) {
	var n atomic.Int64
	ask := func() {
		s := today()
		s.From.City, s.To.City = "New York", "San Francisco"
		s.Parcels[0].Dims.Length += dw.Length(n.Add(1)%800) * dw.Inch / 10
		if shopped := rates.Shop(b.Context(), s, cs...); len(shopped.Quotes) != quotes {
			b.Errorf("%d quotes, want %d: %.1000s", len(shopped.Quotes), quotes, fmt.Sprint(shopped.Rejections))
		}
	}
	var warm sync.WaitGroup
	for range 16 { // the connections and the tokens are there
		warm.Go(ask)
	}
	if warm.Wait(); b.Failed() {
		return
	}
	b.ReportAllocs()
	b.SetParallelism(16 / runtime.GOMAXPROCS(0))
	b.ResetTimer()
	start, used := time.Now(), cpuTime()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() && !b.Failed() {
			ask()
		}
	})
	b.ReportMetric(float64(b.N)/time.Since(start).Seconds(), "quotes/s")
	b.ReportMetric(float64(cpuTime()-used)/1e3/float64(b.N), "cpu-us/quote")
}

// BenchmarkFaultyCarriers shops at a carrier that hangs, one that fails, one that
// throttles and two that answer 25 KB, by eight callers at a time. None of the three
// rests, so that each is asked every time. What opens the connections is not timed.
// Asked for is a p99 of at most the budget and 10 ms.
func BenchmarkFaultyCarriers(b *testing.B) {
	const budget = 100 * time.Millisecond
	configs := servers(b, "hung", "503", "429", "three", "three")
	var mu sync.Mutex
	var took []time.Duration
	before := runtime.NumGoroutine()
	b.SetParallelism(8 / runtime.GOMAXPROCS(0))
	b.RunParallel(func(pb *testing.PB) {
		cs := faulty(b, configs, budget) // of one's own, since at a carrier at rest one caller alone tries
		rates.Shop(b.Context(), today(), cs...)
		for pb.Next() {
			start := time.Now()
			shopped := rates.Shop(b.Context(), today(), cs...)
			one := time.Since(start)
			if len(shopped.Quotes) != 6 || len(shopped.Rejections) != 3 {
				b.Errorf("%d quotes and rejections %v, want 6 and 3", len(shopped.Quotes), shopped.Rejections)
			}
			mu.Lock()
			took = append(took, one)
			mu.Unlock()
		}
		for _, c := range cs {
			c.(named).Close()
		}
	})
	slices.Sort(took)
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	if left := runtime.NumGoroutine() - before; left > 0 {
		stacks := make([]byte, 1<<20)
		b.Errorf("%d goroutines are left\n%s", left, stacks[:runtime.Stack(stacks, true)])
	}
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1e3, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1e3, "p99-ms")
}

func faulty(b *testing.B, configs []live.Config, budget time.Duration) (cs []carriers.Carrier) {
	for i, config := range configs {
		if config.Rest, config.Budget = time.Nanosecond, budget; i > 2 {
			config.Budget = 5 * time.Second
		}
		c, err := easypost.New(easypost.Config{Key: livetest.Canary, Live: config})
		if err != nil {
			b.Error(err)
			return cs
		}
		cs = append(cs, named{c, []string{"hung", "failing", "throttled", "first", "second"}[i]})
	}
	return cs
}
