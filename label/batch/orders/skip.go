package orders

import (
	"bytes"
)

// A skipper goes on through a record that is too long to be kept, and finds
// where it ends.
type skipper struct {
	sep           byte
	quoted        bool // within a quoted cell
	maybe         bool // the last byte was a quote within a quoted cell
	start         bool // at the start of a cell
	broken, ended bool
}

// skip returns how many bytes of b belong to the record.
func (s *skipper) skip(b []byte) int {
	for i, c := range b {
		switch {
		case s.quoted && s.maybe:
			if s.maybe = false; c == '"' {
				continue
			}
			s.quoted = false
			if c != s.sep && c != '\n' && c != '\r' && c != ' ' && c != '\t' {
				s.broken = true
			}
		case s.quoted:
			s.maybe = c == '"'
			continue
		case c == '"' && s.start && !s.broken && s.sep != '\t':
			s.quoted, s.start = true, false
			continue
		}
		if c == '\n' {
			s.ended = true
			return i + 1
		}
		s.start = c == s.sep || s.start && (c == ' ' || c == '\t')
	}
	return len(b)
}

// within reports whether the text so far ends in a quoted cell.
func (s *skipper) within() bool { return !s.ended && s.quoted && !s.maybe }

// follow finds out whether a quoted cell, of which the first line is a row of its own,
// is ever closed. It is enough to know of the first.
func (s *Splitter) follow(b []byte, sep byte, line int) {
	if s.open == nil {
		s.open, s.openLine = &skipper{sep: sep, start: true}, line
		s.open.skip(b)
	}
}

// skip passes a record that is too long to be kept: a few bytes stay, in which
// the order number may be.
func (s *Splitter) skip(rec *record, sep byte, offset int) (end int, err error) {
	const kept = 256
	sk := skipper{sep: sep, start: true}
	rec.end = rec.start + kept
	for at := rec.start; ; at = rec.end {
		n := sk.skip(s.buf[at:])
		s.line += bytes.Count(s.buf[at:at+n], []byte("\n"))
		rec.size += n
		if at == rec.start { // the first time: all of it was read already
			s.buf = append(s.buf[:rec.end], s.buf[at+n:]...)
		} else {
			s.buf = append(s.buf[:rec.end], s.buf[rec.end+n:]...)
		}
		if sk.ended {
			break
		}
		if s.eof {
			if s.err != nil || sk.within() {
				return 0, s.unclosed(rec.line)
			}
			s.line++
			break
		}
		s.fill()
		rec.start = s.pos + offset
		rec.end = rec.start + kept
	}
	s.row++
	if rec.mark = oversize; sk.broken {
		rec.mark |= strayQuote
	}
	return offset + kept, nil
}
