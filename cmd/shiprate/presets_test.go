package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPresetSamples runs the commands of the README of label/batch/orders as they
// stand there, in a copy of its folder, and with the sample of every export in the
// place of theirs: each order gets a label, but for those that the export itself says
// were cancelled or shipped. Then it runs those of the README of label/batch, with the
// orders that the other one shows.
func TestPresetSamples(t *testing.T) {
	const readme = "../../label/batch/orders/README.md"
	blocks, day := blocksOf(t, readme), blocksOf(t, "../../label/batch/README.md")
	samples, err := filepath.Abs("../../label/batch/orders/testdata")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.CopyFS("testdata", os.DirFS(samples)); err != nil {
		t.Fatal(err)
	}
	calls := callsOf(blocks, "shiprate batch testdata/shopify.csv ")
	if len(calls) != 2 {
		t.Fatalf("%s has %d calls", readme, len(calls))
	}
	const shopify = "2 orders with labels, 1 failed. "
	runCall(t, calls[0], failed, shopify)
	runCall(t, calls[1], failed, "2 orders priced and not numbered, 1 failed. ")
	for name, told := range map[string]string{
		"amazon.txt":               "2 orders with labels. ",
		"ebay.csv":                 "2 orders with labels. ",
		"etsy.csv":                 "2 orders with labels, 1 failed. ",
		"pirate-ship.csv":          "2 orders with labels. ",
		"shipstation.csv":          "2 orders with labels. ",
		"shopify.csv":              shopify,
		"woocommerce.csv":          "2 orders with labels, 1 failed. ",
		"woocommerce-advanced.csv": "2 orders with labels. ",
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			if err := os.CopyFS("testdata", os.DirFS(samples)); err != nil {
				t.Fatal(err)
			}
			status := done
			if strings.Contains(told, "failed") {
				status = failed
			}
			runCall(t, strings.Replace(calls[0], "shopify.csv", name, 1), status, told)
		})
	}
	t.Chdir(t.TempDir())
	shop, err := os.ReadFile(filepath.Join(samples, "shop.json"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"shop.json": string(shop), "orders.csv": firstBlock(blocks, "csv")} {
		if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	runCall(t, callsOf(day, "shiprate batch orders.csv ")[0], done, "2 orders with labels. ")
	runCall(t, callsOf(day, "shiprate batch status ")[0], done, "run ")
}

// blocksOf are the fenced blocks of a page.
func blocksOf(t *testing.T, page string) (list []block) {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range fence.FindAllStringSubmatch(string(text), -1) {
		list = append(list, block{m[1], m[2]})
	}
	return list
}

func firstBlock(blocks []block, info string) string {
	for _, b := range blocks {
		if b.info == info {
			return b.text
		}
	}
	return ""
}

// callsOf are the lines of blocks for a shell that begin so, without what a # tells.
func callsOf(blocks []block, begin string) (list []string) {
	for _, b := range blocks {
		for line := range strings.Lines(strings.ReplaceAll(b.text, "\\\n", " ")) {
			if line, _, _ = strings.Cut(line, " #"); b.info == "" && strings.HasPrefix(line, begin) {
				list = append(list, line)
			}
		}
	}
	return list
}

// runCall runs a call and holds its exit status and what it prints first.
func runCall(t *testing.T, call string, status int, told string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	got := run(context.Background(), strings.Fields(call), world{strings.NewReader(""), &stdout, &stderr, today})
	if got != status || !strings.HasPrefix(stdout.String(), told) {
		t.Errorf("$ %s\nexit status %d, want %d: %s%s", call, got, status, &stdout, &stderr)
	}
}
