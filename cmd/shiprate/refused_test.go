package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPresetSamplesAreFixed runs the sample of every export with nothing known of its
// articles, and then its errors.csv with all: as many orders get labels in the end as
// when all was known at once, and those that must not be shipped are refused again.
func TestPresetSamplesAreFixed(t *testing.T) {
	samples, err := filepath.Abs("../../label/batch/orders/testdata")
	if err != nil {
		t.Fatal(err)
	}
	for name, told := range map[string][2]string{
		"amazon.txt":               {"0 orders with labels, 2 failed. ", "2 orders with labels. "},
		"ebay.csv":                 {"0 orders with labels, 2 failed. ", "2 orders with labels. "},
		"etsy.csv":                 {"0 orders with labels, 3 failed. ", "2 orders with labels, 1 failed. "},
		"shopify.csv":              {"0 orders with labels, 3 failed. ", "2 orders with labels, 1 failed. "},
		"woocommerce.csv":          {"0 orders with labels, 3 failed. ", "2 orders with labels, 1 failed. "},
		"woocommerce-advanced.csv": {"0 orders with labels, 2 failed. ", "2 orders with labels. "},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for file, text := range map[string]string{
				"shop.json":    `{"name":"Shipping","company":"Bolt & Nut","street":["1 Main St"],"city":"New York","state":"NY","postal_code":"10001","country":"US"}`,
				"products.csv": "sku,name\nNONE,nothing\n",
			} {
				if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			for i, input := range []string{filepath.Join(samples, name), filepath.Join(dir, "run0", "errors.csv")} {
				products := []string{filepath.Join(dir, "products.csv"), filepath.Join(samples, "products.csv")}[i]
				out := filepath.Join(dir, []string{"run0", "run1"}[i])
				var stdout, stderr bytes.Buffer
				run(context.Background(), []string{
					"shiprate", "batch", input, "--out", out, "--from-file", filepath.Join(dir, "shop.json"), "--products", products,
					"--boxes", filepath.Join(samples, "boxes.csv"), "--ready", "2026-11-23", "--account", "usps=901234567/612", "--account", "fedex=9612",
				}, world{strings.NewReader(""), &stdout, &stderr, today})
				if !strings.HasPrefix(stdout.String(), told[i]) {
					errors, _ := os.ReadFile(filepath.Join(out, "errors.csv"))
					t.Fatalf("run %d: want %q, got %s%s%s", i, told[i], &stdout, &stderr, errors)
				}
			}
		})
	}
}
