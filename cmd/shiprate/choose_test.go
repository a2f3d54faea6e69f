package main

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What quote prints as JSON, choose reads back, to the last byte.
func TestChooseReadsWhatQuotePrints(t *testing.T) {
	for _, call := range []string{
		"--from 10001 --to 94105 --parcel 12x9x7in:4lb --parcel 20x16x12in:2lb8oz --parcel 6x4x1in:3oz --residential --ready 2026-11-23",
		"--from 10001 --to 60601 --parcel 50x40x30cm:2.5kg --ready 2026-12-03 --insured 250 --signature",
		"--origin east=10001,handling=1.50 --origin west=89101 --to 94105 --parcel 12x9x7in:4lb --ready 2026-11-23",
	} {
		var quoted, chosen, stderr bytes.Buffer
		args := append([]string{"shiprate", "quote", "--json"}, strings.Fields(call)...)
		if status := run(context.Background(), args, world{nil, &quoted, &stderr, today}); status != done {
			t.Fatal(stderr.String())
		}
		if status := run(context.Background(), []string{"shiprate", "choose", "-", "--json"}, world{bytes.NewReader(quoted.Bytes()), &chosen, &stderr, today}); status != done {
			t.Fatal(stderr.String())
		}
		if diff := cmp.Diff(quoted.String(), chosen.String()); diff != "" {
			t.Errorf("%s (-quoted +chosen):\n%s", call, diff)
		}
	}
}

func FuzzChoose(f *testing.F) {
	f.Add(`{"quotes":[{"carrier":"ups","service":"ground","total":"12.50","currency":"USD","charges":[{"code":"base","amount":"12.50","parcel":0}],"parcels":[{"billable_weight":"4 lb"}],"delivers":"2026-11-27","arrivals":[{"date":"2026-11-27","share":1}]}],"rejections":[]}`)
	f.Add(`{"quotes":[{"carrier":"a","service":"b","total":"1","currency":"JPY","charges":[{"code":"base","amount":"1","parcel":0}],"parcels":[{}]}]}`)
	f.Add(`{"rejections":[{"carrier":"a","code":"failed","reason":"no"}]}`)
	f.Add(`{"quotes":[{"parcels":[]}],"quotes":[]}`)
	f.Add(`[`)
	f.Fuzz(func(t *testing.T, file string) {
		for _, args := range [][]string{{"shiprate", "choose", "-", "--json"}, {"shiprate", "choose", "-", "--policy", "best-value", "--by", "2026-11-27", "--late-cost", "5", "--charge", "percent:+10"}} {
			var stdout, stderr bytes.Buffer
			status := run(context.Background(), args, world{strings.NewReader(file), &stdout, &stderr, today})
			if status == failed || status == badInput && stdout.Len() > 0 || status != done && stderr.Len() == 0 {
				t.Errorf("status %d: %s%s", status, &stdout, &stderr)
			}
		}
	})
}

func FuzzParseOrigin(f *testing.F) {
	for _, seed := range []string{"east=10001", "east=FR:75011,handling=1.50 EUR,cutoff=16:00", "=,=,", "a=10001,handling=-1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, v string) {
		o, err := parseOrigin(v)
		if err == nil && (o.Name == "" || o.From.PostalCode == "" || o.Handling.Minor < 0) {
			t.Errorf("%q: %+v", v, o)
		}
	})
}
