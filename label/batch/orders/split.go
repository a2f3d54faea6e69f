package orders

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Sizes in bytes. A chunk ends after chunkBytes even with fewer than ChunkRows
// rows, so that memory is bounded whatever the rows are.
const (
	readBytes  = 256 << 10
	chunkBytes = 1 << 20
)

// A Splitter finds the rows of a file, in chunks, and reads it once from the
// beginning to the end. It is for one goroutine.
type Splitter struct {
	in     io.Reader
	format *format

	buf  []byte // buf[pos:] is not yet given away
	pos  int
	eof  bool
	err  error // of the reader, told once all before it is given away
	line int   // of the next record
	row  int
	next int // index of the next chunk

	// ahead is a record that was looked at and belongs to the next chunk, which
	// it begins.
	ahead    record
	hasAhead bool

	// cut is the order whose rows did not end with the last chunk: there are too
	// many of them.
	cut string

	// open follows a quoted cell on line openLine, of which the first line was given
	// away as a row, as it went on over MaxRow. It tells whether it is ever closed.
	open     *skipper
	openLine int
}

// NewSplitter reads the header of a file. Its error is a *FileError, or that of
// the reader.
func NewSplitter(in io.Reader, opts Options) (*Splitter, error) {
	s := &Splitter{in: in, line: 1, row: 1}
	for len(s.buf) < 4096 && s.fill() {
	}
	if s.err != nil {
		return nil, fmt.Errorf("reading the orders: %w", s.err)
	}
	if err := sniff(s.buf); err != nil {
		return nil, err
	}
	if bytes.HasPrefix(s.buf, []byte(utf8BOM)) {
		s.pos = len(utf8BOM)
	}
	sep := byte(',')
	var rec record
	_, err := s.record(&rec, 0, sep)
	for err == nil && isBlank(s.buf[rec.start:rec.end], sep) {
		s.pos = rec.end
		_, err = s.record(&rec, 0, sep)
	}
	if errors.Is(err, io.EOF) {
		return nil, &FileError{Reason: "the file is empty", Hint: "it must have a header and a row for each order"}
	} else if err != nil {
		return nil, err
	}
	header := s.buf[rec.start:rec.end]
	if rec.mark&oversize != 0 {
		return nil, &FileError{Line: rec.line, Reason: fmt.Sprintf("the header is over the %d byte limit", MaxRow)}
	}
	if line := firstLine(header); bytes.IndexByte(line, '\t') >= 0 && bytes.IndexByte(line, ',') < 0 {
		sep = '\t'
		header = header[:min(len(line)+1, len(header))]
	}
	f, refused := newFormat(header, sep, rec.line, &opts)
	if refused != nil {
		return nil, refused
	}
	s.format = f
	s.pos = rec.start + len(header)
	s.line, s.row = rec.line+bytes.Count(header, []byte("\n")), rec.row+1
	return s, nil
}

// Header is the file's header line as it stands, with its line end.
func (s *Splitter) Header() string { return s.format.raw }

// Columns are the names of the columns, as the file writes them.
func (s *Splitter) Columns() []string { return s.format.header }

// Ignored are the columns that are not read.
func (s *Splitter) Ignored() []string {
	var list []string
	for i, used := range s.format.used {
		if !used && s.format.header[i] != "" {
			list = append(list, s.format.header[i])
		}
	}
	return list
}

// Homes reports whether a column says of addresses whether they are homes.
func (s *Splitter) Homes() bool { return s.format.at[fResidential] >= 0 }

// Preset is the name of the preset that the file is read by; empty for none.
func (s *Splitter) Preset() string {
	if s.format.preset == nil {
		return ""
	}
	return s.format.preset.name
}

// A record is a row's place in the text.
type record struct {
	start, end int
	row, line  int
	mark       mark
	size       int // of the whole row, where it is oversize
}

// record finds the record that begins at an offset from pos, and returns the offset of
// its end. It does not move pos; it may move the text in buf to the front. At the end
// of the file the error is io.EOF.
func (s *Splitter) record(rec *record, offset int, sep byte) (end int, err error) {
	rec.row, rec.line, rec.size = s.row, s.line, 0
	for {
		rec.start = s.pos + offset
		limit := s.format.maxRow()
		n, m := recordEnd(s.buf[rec.start:], sep, s.eof && s.err == nil)
		switch {
		case n > limit, n == 0 && len(s.buf)-rec.start > limit:
			end := s.format.firstLine(s.buf[rec.start:rec.start+limit], sep, oversize)
			if end == 0 {
				return s.skip(rec, sep, offset)
			}
			s.follow(s.buf[rec.start:], sep, rec.line)
			n, m = end, hasQuotes|strayQuote
		case m&unclosed != 0 && s.eof:
			return 0, s.unclosed(rec.line)
		case m&hasQuotes != 0:
			if end := s.format.firstLine(s.buf[rec.start:rec.start+n], sep, m); end > 0 {
				n, m = end, hasQuotes|strayQuote
			}
		case n == 0 && s.eof && s.err != nil:
			return 0, fmt.Errorf("reading the orders: %w", s.err)
		case n == 0 && s.eof && s.open != nil && s.open.within():
			return 0, s.unclosed(s.openLine)
		case n == 0 && s.eof:
			return 0, io.EOF
		}
		if n > 0 {
			rec.end, rec.mark = rec.start+n, m
			s.count(m, s.buf[rec.start:rec.end])
			return offset + n, nil
		}
		s.fill()
	}
}

// unclosed is the error of a file that ends within quotes.
func (s *Splitter) unclosed(line int) error {
	if s.err != nil {
		return fmt.Errorf("reading the orders: %w", s.err)
	}
	return &FileError{Line: line, Reason: "a quote in the record that begins here is never closed", Hint: "close it, or write two quotes for one, within quotes"}
}

// count moves the row and the line past a record.
func (s *Splitter) count(m mark, text []byte) {
	s.row++
	if m == 0 {
		s.line++
	} else {
		s.line += max(1, bytes.Count(text, []byte("\n")))
	}
}

// fill reads more, and reports whether there may be any. What was given away
// makes room first.
func (s *Splitter) fill() bool {
	if s.eof {
		return false
	}
	if s.pos > 0 && (cap(s.buf)-len(s.buf) < readBytes) {
		s.buf = append(s.buf[:0], s.buf[s.pos:]...)
		s.pos = 0
	}
	if cap(s.buf)-len(s.buf) < readBytes {
		grown := make([]byte, len(s.buf), max(4*readBytes, 2*cap(s.buf)))
		copy(grown, s.buf)
		s.buf = grown
	}
	for range 100 { // a reader may return nothing for a while, but not for ever
		n, err := s.in.Read(s.buf[len(s.buf):cap(s.buf)])
		s.buf = s.buf[:len(s.buf)+n]
		if s.open != nil && !s.open.ended {
			s.open.skip(s.buf[len(s.buf)-n:])
		}
		if err != nil {
			s.eof = true
			if !errors.Is(err, io.EOF) {
				s.err = err
			}
			return n > 0
		}
		if n > 0 {
			return true
		}
	}
	s.eof, s.err = true, io.ErrNoProgress
	return false
}

// Next fills a chunk with the next rows, to be parsed. Rows of one order stay
// together. The error is io.EOF when there are no more, a *FileError, or that of
// the reader; the chunk is then empty.
func (s *Splitter) Next(c *Chunk) error {
	c.reset(s.format, s.next)
	c.cut = s.cut
	offset := 0
	var tail orderTail
	var rec record
	for {
		end, err := s.take(&rec, offset)
		if err != nil && errors.Is(err, io.EOF) && len(c.rows) > 0 {
			s.cut = ""
			break
		}
		if err != nil {
			c.reset(s.format, s.next)
			return err
		}
		text := s.buf[s.pos+offset : s.pos+end]
		if rec.mark&oversize == 0 && (text[0] <= ',' || text[0] == s.format.sep) && isBlank(text, s.format.sep) {
			offset = end
			continue
		}
		if len(c.rows) >= ChunkRows || offset >= chunkBytes {
			if stop, cut := tail.ends(s, c, offset, text); stop {
				rec.start, rec.end = 0, end-offset
				s.ahead, s.hasAhead, s.cut = rec, true, cut
				break
			}
		}
		var r *record
		c.rows, r = more(c.rows)
		r.start, r.end, r.row, r.line, r.mark, r.size = offset, end, rec.row, rec.line, rec.mark, rec.size
		offset = end
	}
	c.text = string(s.buf[s.pos : s.pos+offset])
	s.pos += offset
	s.next++
	return nil
}

// take is the next record: the one ahead if there is one.
func (s *Splitter) take(rec *record, offset int) (end int, err error) {
	if !s.hasAhead {
		return s.record(rec, offset, s.format.sep)
	}
	*rec, s.hasAhead = s.ahead, false
	return rec.end, nil
}

// An orderTail follows the rows after a chunk is full, until its last order ends.
type orderTail struct {
	rows int
	from int
}

// ends reports whether the row text begins another order than the chunk's last,
// or is one too many of it: then cut is its number.
func (t *orderTail) ends(s *Splitter, c *Chunk, offset int, text []byte) (stop bool, cut string) {
	if t.rows++; t.rows == 1 {
		t.from = offset
	}
	unread, id := s.lastID(c)
	if other, _ := s.format.idOf(string(text)); !unread && (id == "" || other != "" && other != id) {
		return true, ""
	}
	if t.rows > MaxRows || offset-t.from > 2*MaxRow {
		return true, id
	}
	return false, ""
}

// lastID is the last order number in a chunk, and whether its last row has one that
// cannot be read: then the next row may be of the same order.
func (s *Splitter) lastID(c *Chunk) (unread bool, id string) {
	for i := len(c.rows) - 1; i >= 0 && id == ""; i-- {
		r, ok := &c.rows[i], false
		id, ok = s.format.idOf(string(s.buf[s.pos+r.start : s.pos+r.end]))
		if i == len(c.rows)-1 {
			unread = !ok || r.mark&oversize != 0
		}
	}
	return unread, id
}

// idOf reads the order number of a row, and reports whether it can be read.
func (f *format) idOf(rec string) (id string, ok bool) {
	at := f.at[fID]
	rec = withoutEnd(rec)
	if f.lead > 0 {
		cells, _, ok := f.cellsOf(nil, rec)
		if at < len(cells) {
			return trimID(cells[at]), true
		}
		return "", ok
	}
	for i := 0; ; i++ {
		cell, rest, state := nextCell(rec, f.sep)
		if f.sep == '\t' {
			var more bool
			cell, rest, more = cutByte(rec, '\t')
			state = cellLast
			if more {
				state = cellMore
			}
		}
		if state == cellStray {
			return "", false
		}
		if i == at {
			return trimID(cell), true
		}
		if state == cellLast {
			return "", true
		}
		rec = rest
	}
}

// maxRow is the limit of a row in bytes. In errors.csv there is more in it.
func (f *format) maxRow() int {
	if f != nil && f.lead > 0 {
		return 4 * MaxRow
	}
	return MaxRow
}
