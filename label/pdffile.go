package label

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"math"
	"strconv"
	"sync"

	"github.com/shiprate/shiprate/carriers"
)

// The first objects of every document, by number. Those of pages follow.
const (
	objCatalog = 1 + iota
	objPages
	objResources
	objInfo
	objFirst
)

// A pdfFile writes the objects of a document one after the other. The first
// error stays; what follows it is not written.
type pdfFile struct {
	w       io.Writer
	err     error
	date    carriers.Date
	offsets []int64 // of each object, by its number; 0 while it is not written
	at      int64
	sum     hash.Hash // of all bytes so far
	buf     []byte    // not written yet
	*deflater
}

// A deflater compresses. Setting one up takes more time than a label, so they
// are used again; which one it is shows in no byte.
type deflater struct {
	out  bytes.Buffer
	fast *zlib.Writer // for pages
	hard *zlib.Writer // for what a document has once
}

// Level 1 writes three times as many pages in a second as level 6, which makes
// them a tenth smaller. Fonts are most of a document of one label.
var deflaters = sync.Pool{New: func() any {
	d := new(deflater)
	d.fast, _ = zlib.NewWriterLevel(&d.out, zlib.BestSpeed)
	d.hard, _ = zlib.NewWriterLevel(&d.out, 6)
	return d
}}

// compress returns bytes that are good until its next call.
func (d *deflater) compress(z *zlib.Writer, data []byte) []byte {
	d.out.Reset()
	z.Reset(&d.out)
	_, _ = z.Write(data) // to memory: there is no error
	_ = z.Close()
	return d.out.Bytes()
}

// chunk is how much is gathered before it is written.
const chunk = 32 << 10

// start opens the document.
func (f *pdfFile) start(date carriers.Date) {
	f.deflater = deflaters.Get().(*deflater)
	f.sum = sha256.New()
	f.date = date
	f.offsets = make([]int64, objFirst, 64)
	// Bytes above 127 tell programs that move files that this one is not text.
	f.text("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
}

func (f *pdfFile) release() {
	if f.deflater != nil {
		deflaters.Put(f.deflater)
		f.deflater = nil
	}
}

// object returns the number of a new object, to be written when it is known.
func (f *pdfFile) object() int {
	f.offsets = append(f.offsets, 0)
	return len(f.offsets) - 1
}

func (f *pdfFile) begin(object int) {
	f.offsets[object] = f.at + int64(len(f.buf))
	f.number(object)
	f.text(" 0 obj\n")
}

func (f *pdfFile) end() {
	f.text("\nendobj\n")
	if len(f.buf) >= chunk {
		f.flush()
	}
}

// stream writes an object of data that the document has once. The entries are
// those of its dictionary beside the length and the filter.
func (f *pdfFile) stream(object int, entries string, data []byte) {
	f.deflated(object, entries, f.compress(f.hard, data))
}

func (f *pdfFile) deflated(object int, entries string, data []byte) {
	f.begin(object)
	f.text("<<" + entries + "/Filter/FlateDecode/Length ")
	f.number(len(data))
	f.text(">>stream\n")
	f.buf = append(f.buf, data...)
	f.text("\nendstream")
	f.end()
}

func (f *pdfFile) text(s string)               { f.buf = append(f.buf, s...) }
func (f *pdfFile) textf(s string, args ...any) { f.buf = fmt.Appendf(f.buf, s, args...) }
func (f *pdfFile) number(n int)                { f.buf = strconv.AppendInt(f.buf, int64(n), 10) }

// flush writes what was gathered.
func (f *pdfFile) flush() {
	f.at += int64(len(f.buf))
	f.sum.Write(f.buf)
	if f.err == nil {
		_, f.err = f.w.Write(f.buf)
	}
	f.buf = f.buf[:0]
}

// maxOffset is the greatest place that a table of ten digits can tell.
const maxOffset = 9_999_999_999

// finish writes the objects that every document has, the table of all and the
// trailer.
func (f *pdfFile) finish() {
	f.begin(objCatalog)
	f.textf("<</Type/Catalog/Pages %d 0 R/ViewerPreferences<</PrintScaling/None>>>>", objPages)
	f.end()
	f.begin(objInfo)
	day := f.date.Time().Format("20060102")
	f.textf("<</Producer(shiprate)/CreationDate(D:%s000000)/ModDate(D:%s000000)>>", day, day)
	f.end()
	f.flush()
	table := f.at
	if table > maxOffset && f.err == nil {
		f.err = errors.New("document: " + strconv.FormatInt(table, 10) + " bytes are over the limit of 9999999999: write several")
	}
	f.textf("xref\n0 %d\n0000000000 65535 f \n", len(f.offsets))
	for _, offset := range f.offsets[1:] {
		f.offset(offset)
		if len(f.buf) >= chunk {
			f.flush()
		}
	}
	id := f.sum.Sum(nil)[:16] // of the content, so that the same document has the same
	f.textf("trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%X><%X>]>>\nstartxref\n%d\n%%%%EOF\n", len(f.offsets), objCatalog, objInfo, id, id, table)
	f.flush()
	f.release()
}

// offset writes an entry of the table, of 20 bytes.
func (f *pdfFile) offset(n int64) {
	entry := [20]byte([]byte("0000000000 00000 n \n"))
	for i := 9; n > 0 && i >= 0; i-- {
		entry[i] += byte(n % 10)
		n /= 10
	}
	f.buf = append(f.buf, entry[:]...)
}

// A pageTree is the pages of a document, in branches of at most fanOut, so that
// a reader finds one among many.
type pageTree struct {
	kids     []int // pages of the branch being written
	branch   int   // its object
	branches []branch
}

type branch struct{ object, pages int }

const fanOut = 100

func (t *pageTree) add(f *pdfFile, p *page) {
	if len(t.kids) == 0 {
		t.branch = f.object()
	}
	contents, object := f.object(), f.object()
	f.deflated(contents, "", f.compress(f.fast, p.buf))
	f.begin(object)
	f.text("<</Type/Page/Parent ")
	f.number(t.branch)
	f.text(" 0 R/MediaBox[0 0 ")
	f.buf = appendPoints(f.buf, roundDown(p.paper.width))
	f.text(" ")
	f.buf = appendPoints(f.buf, roundDown(p.paper.height))
	f.text("]/Resources 3 0 R/Contents ")
	f.number(contents)
	f.text(" 0 R>>")
	f.end()
	t.kids = append(t.kids, object)
	if len(t.kids) == fanOut {
		t.endBranch(f)
	}
}

func (t *pageTree) endBranch(f *pdfFile) {
	f.begin(t.branch)
	f.textf("<</Type/Pages/Parent %d 0 R/Count %d/Kids[", objPages, len(t.kids))
	for i, kid := range t.kids {
		if i > 0 {
			f.text(" ")
		}
		f.number(kid)
		f.text(" 0 R")
	}
	f.text("]>>")
	f.end()
	t.branches = append(t.branches, branch{t.branch, len(t.kids)})
	t.kids = t.kids[:0]
}

// end writes the last branch and the trunk.
func (t *pageTree) end(f *pdfFile) {
	if len(t.kids) > 0 {
		t.endBranch(f)
	}
	pages := 0
	for _, b := range t.branches {
		pages += b.pages
	}
	f.begin(objPages)
	f.textf("<</Type/Pages/Count %d/Kids[", pages)
	for i, b := range t.branches {
		if i > 0 {
			f.text(" ")
		}
		f.number(b.object)
		f.text(" 0 R")
	}
	f.text("]>>")
	f.end()
}

// roundDown drops what is under a ten-thousandth of a point: renderers make a
// page a dot larger for a trace of one.
func roundDown(points float64) float64 { return math.Floor(points*10_000+0.001) / 10_000 }

// appendPoints appends a length in points, to a ten-thousandth.
func appendPoints(b []byte, points float64) []byte { return appendNumber(b, points, 4) }

// appendNumber appends a number with so many digits after the point, zeros at
// the end left out.
func appendNumber(b []byte, v float64, digits int) []byte {
	b = strconv.AppendFloat(b, v, 'f', digits, 64)
	return bytes.TrimSuffix(bytes.TrimRight(b, "0"), []byte{'.'})
}
