package label

import (
	"errors"
	"fmt"
	"io"
)

// PDF writes labels as a document with a page for each. Bars are vectors on
// whole dots, made for a printer of the label's resolution: print at actual
// size. It writes nothing to w before every label is found good.
//
// The error names a label and an element that cannot be drawn, or is that of w.
// No labels are an error.
func PDF(w io.Writer, labels ...Label) error { return Sheet{}.PDF(w, labels...) }

// A PDFWriter writes labels as one document while they are added, so that a
// day's labels need the memory of one: what it keeps of a page is 16 bytes.
//
//	p := label.NewPDFWriter(w)
//	for … {
//		p.Add(l)
//	}
//	err := p.Close()
//
// It is not for use by several goroutines at once.
//
// # Why it is our own
//
// Documents were first written with github.com/jung-kurt/gofpdf, which still
// does in BenchmarkLibrary. With the labels of BenchmarkPDF, of 16 texts, an IMpb
// and a DataMatrix, on two cores (November 2026):
//
//	                      gofpdf            this
//	labels a second       4,400             11,500
//	bytes a label         10,300            1,600
//	memory, 10,000        the document      16 MiB in all
//	separate files        78 a second       2,400 a second
//	bytes a file          36,200            11,200
//
// It holds a document in memory until the end, reads and embeds its fonts anew
// for each one, and writes numbers to a hundredth of a point, where a bar needs
// finer ones.
type PDFWriter struct {
	file  pdfFile
	sheet sheet
	page  page
	pages pageTree

	labels int
	subset [2]subset // of plain text, by weight
	shaped map[*Font]*glyphSet
	sets   []*glyphSet // the same, in the order of their first use
	images images
	closed bool
}

// NewPDFWriter starts a document with a page for each label. Nothing is written
// before the first one is added.
func NewPDFWriter(w io.Writer) *PDFWriter { return Sheet{}.NewPDFWriter(w) }

var errNoLabels = errors.New("no labels to write")

// Add writes labels. An error is that of a label, counted from the writer's
// first, or of the destination; then the document cannot be finished, and Add
// and Close return the same error again.
func (p *PDFWriter) Add(labels ...Label) error {
	if p.closed {
		return errors.New("the document is closed")
	}
	for i := range labels {
		if p.file.err != nil {
			break
		}
		if err := labels[i].check(); err != nil {
			p.file.err = fmt.Errorf("labels[%d]%w", p.labels, err)
			break
		}
		p.add(&labels[i])
	}
	return p.file.err
}

// add draws a label that is checked.
func (p *PDFWriter) add(l *Label) {
	if p.labels == 0 {
		p.file.start(l.Date)
	}
	at, err := p.sheet.place(l)
	if err != nil {
		p.file.err = fmt.Errorf("labels[%d]: %w", p.labels, err)
		return
	}
	if at.first {
		p.endPage()
		p.page.start(at.paper)
	}
	p.page.draw(p, l, at)
	p.labels++
}

// endPage writes the page that is being drawn, if there is one.
func (p *PDFWriter) endPage() {
	if p.page.open {
		p.pages.add(&p.file, &p.page)
		p.page.open = false
	}
}

// Close finishes the document. It does not close the destination. A document
// without labels is an error.
func (p *PDFWriter) Close() error {
	if p.closed {
		return p.file.err
	}
	p.closed = true
	if p.labels == 0 && p.file.err == nil {
		p.file.err = errNoLabels
	}
	if p.file.err != nil {
		p.file.release()
		return p.file.err
	}
	p.endPage()
	p.pages.end(&p.file)
	p.resources()
	p.file.finish()
	return p.file.err
}

// resources writes what the pages share: fonts and pictures.
func (p *PDFWriter) resources() {
	f := &p.file
	fonts := make([]int, len(p.subset), len(p.subset)+len(p.sets))
	for i := range p.subset {
		if p.subset[i].runes != nil {
			fonts[i] = f.embed(p.subset[i].embedding())
		}
	}
	for _, s := range p.sets {
		e, err := s.embedding()
		if err != nil && f.err == nil { // no glyph that was checked gives one
			f.err = err
		}
		fonts = append(fonts, f.embed(e))
	}
	f.begin(objResources)
	f.text("<</Font<<")
	for i, object := range fonts {
		if object != 0 {
			f.textf("/F%d %d 0 R", i, object)
		}
	}
	f.text(">>")
	if len(p.images.objects) > 0 {
		f.text("/XObject<<")
		for i, object := range p.images.objects {
			f.textf("/I%d %d 0 R", i, object)
		}
		f.text(">>")
	}
	f.text(">>")
	f.end()
}
