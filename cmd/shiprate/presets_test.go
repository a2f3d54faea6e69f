package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPresetSamples runs the command of the README of label/batch/orders with the
// sample of every export: each order gets a label, but for those that the export
// itself says were cancelled or shipped.
func TestPresetSamples(t *testing.T) {
	samples, err := filepath.Abs("../../label/batch/orders/testdata")
	if err != nil {
		t.Fatal(err)
	}
	for name, told := range map[string]string{
		"amazon.txt":               "2 orders with labels. ",
		"ebay.csv":                 "2 orders with labels. ",
		"etsy.csv":                 "2 orders with labels, 1 failed. ",
		"pirate-ship.csv":          "2 orders with labels. ",
		"shipstation.csv":          "2 orders with labels. ",
		"shopify.csv":              "2 orders with labels, 1 failed. ",
		"woocommerce.csv":          "2 orders with labels, 1 failed. ",
		"woocommerce-advanced.csv": "2 orders with labels. ",
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			shop := `{"name":"Shipping","company":"Bolt & Nut","street":["1 Main St"],"city":"New York","state":"NY","postal_code":"10001","country":"US"}`
			if err := os.WriteFile(filepath.Join(dir, "shop.json"), []byte(shop), 0o644); err != nil {
				t.Fatal(err)
			}
			var stdout, stderr bytes.Buffer
			status := run(context.Background(), []string{
				"shiprate", "batch", filepath.Join(samples, name), "--out", filepath.Join(dir, "run"), "--from-file", filepath.Join(dir, "shop.json"),
				"--products", filepath.Join(samples, "products.csv"), "--boxes", filepath.Join(samples, "boxes.csv"), "--ready", "2026-11-23",
				"--account", "ups=1Z999AA1", "--account", "usps=901234567/612", "--account", "fedex=9612",
			}, world{strings.NewReader(""), &stdout, &stderr, today})
			want := done
			if strings.Contains(told, "failed") {
				want = failed
			}
			if status != want || !strings.HasPrefix(stdout.String(), told) {
				errors, _ := os.ReadFile(filepath.Join(dir, "run", "errors.csv"))
				t.Errorf("status %d, %s%s%s", status, &stdout, &stderr, errors)
			}
		})
	}
}
