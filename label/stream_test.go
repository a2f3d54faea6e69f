package label_test

import (
	"bytes"
	"errors"
	"runtime"
	"testing"

	"github.com/shiprate/shiprate/label"
)

// TestPDFWriter has the bytes of PDF, whatever the batches.
func TestPDFWriter(t *testing.T) {
	labels := busy(t, 250) // more than a branch of the tree has
	want := document(t, labels...)
	for _, batch := range []int{1, 7, 250} {
		var b bytes.Buffer
		p := label.NewPDFWriter(&b)
		for from := 0; from < len(labels); from += batch {
			if err := p.Add(labels[from:min(from+batch, len(labels))]...); err != nil {
				t.Fatal(err)
			}
		}
		if err := p.Close(); err != nil || !bytes.Equal(want, b.Bytes()) {
			t.Errorf("in batches of %d the bytes are others, error %v", batch, err)
		}
	}
	if pages, _ := readPDF(t, want).pages(); len(pages) != 250 {
		t.Errorf("%d pages, want 250", len(pages))
	}
}

// TestPDFWriterErrors has errors that stay.
func TestPDFWriterErrors(t *testing.T) {
	good := trade(t)["ups-203"]
	bad := good
	bad.Elements = []label.Element{label.Text{X: 1, Y: 1, Height: 9, Text: "王"}}

	var b bytes.Buffer
	p := label.NewPDFWriter(&b)
	const want = `labels[1].elements[0]: "王" (U+738B) at character 1 is not in the label's font`
	for _, err := range []error{p.Add(good, bad, good), p.Add(good), p.Close(), p.Close()} {
		if err == nil || err.Error() != want {
			t.Errorf("error is %v, want %s", err, want)
		}
	}
	if err := label.NewPDFWriter(&b).Close(); err == nil || err.Error() != "no labels to write" {
		t.Errorf("a document of nothing: %v", err)
	}
	p = label.NewPDFWriter(full{})
	p.Add(good)
	if err := p.Close(); !errors.Is(err, errFull) {
		t.Errorf("error is %v, want %v", err, errFull)
	}
	p = label.NewPDFWriter(&b)
	p.Add(good)
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if err := p.Add(good); err == nil || err.Error() != "the document is closed" {
		t.Errorf("after Close: %v", err)
	}
}

// TestPDFMemory writes 5,000 labels and looks how much memory is in use at the
// end: that of a few pages, whatever the count.
func TestPDFMemory(t *testing.T) {
	labels := busy(t, 100)
	p := label.NewPDFWriter(&count{})
	inUse := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	p.Add(labels...)
	before := inUse()
	for range 50 {
		p.Add(labels...)
	}
	if grown := int64(inUse()) - int64(before); grown > 1<<20 {
		t.Errorf("5,000 labels take %d bytes more, over %d", grown, 1<<20)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
}
