package orders

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A format is what the header and the Options say of a file. It does not change
// once it is made, and all chunks share it.
type format struct {
	opts          Options
	sep           byte
	lead          int      // columns of errors.csv, before those of the header
	header        []string // as the file writes it
	raw           string   // the header's line
	at            [numFields]int
	unit          [numFields]unit
	texts         [2][]field // those of addressTexts that the recipient's address has columns for, and the sender's
	items         []int      // columns of several lines in a cell
	order         []int      // the columns that tell of the order
	instead       []instead
	used          []bool
	preset        *preset
	hold          []holdColumn // the preset's holds, and what else it looks for
	gone, asks    []holdColumn
	from, customs bool // whether some column tells of the sender, and of customs
	more          bool // whether some column tells of the order more than its number and addresses
}

// An instead is a column that is read where another one for the same is blank.
type instead struct{ of, column int }

type holdColumn struct {
	at int
	*hold
}

// newFormat reads the header, which is the record rec on a line.
func newFormat(rec []byte, sep byte, line int, opts *Options) (*format, *FileError) {
	f := &format{opts: *opts, sep: sep, raw: string(rec)}
	refuse := func(hint, reason string, args ...any) (*format, *FileError) {
		return nil, &FileError{Line: line, Reason: fmt.Sprintf(reason, args...), Hint: hint}
	}
	text := withoutEnd(f.raw)
	if !utf8.ValidString(text) {
		return refuse("save the file as CSV UTF-8", "the header is not valid UTF-8")
	}
	if strings.IndexByte(text, 0) >= 0 { // of a header below blank lines
		return refuse("save it as CSV UTF-8", "the header has a NUL byte, so the file is no text")
	}
	if strings.IndexByte(text, '\r') >= 0 && strings.IndexByte(text, '"') < 0 {
		return refuse("save the file with line ends of Windows or Unix", "lines end with a carriage return alone")
	}
	var ok bool
	if f.header, ok = splitCells(nil, text, sep, strings.IndexByte(text, '"') >= 0); !ok {
		return refuse("write two quotes for one, within quotes", "the header has a quote in the wrong place")
	}
	if f.lead = leadOf(f.header); f.lead > 0 {
		f.header = f.header[f.lead:]
		for i, h := range f.header {
			f.header[i] = fromCell(h)
		}
	}
	if len(f.header) > MaxColumns {
		return refuse("", "%d columns are over the %d limit", len(f.header), MaxColumns)
	}
	if semicolons := strings.Count(text, ";"); semicolons > 1 && semicolons > strings.Count(text, ",") {
		return refuse("save the file with commas; a spreadsheet in a country with decimal commas writes semicolons", "columns are parted by semicolons")
	}
	for i, h := range f.header {
		f.header[i] = strings.TrimSpace(h)
	}
	if err := f.resolve(); err != nil {
		err.Line = line
		return nil, err
	}
	if err := f.missing(); err != nil {
		err.Line = line
		return nil, err
	}
	if err := opts.check(); err != nil {
		return nil, err
	}
	f.finish()
	return f, nil
}

// A binding is a column of the file for a field.
type binding struct {
	known
	unit   unit
	column int
}

// resolve finds what each column tells: by the preset, the map, or our names.
func (f *format) resolve() *FileError {
	for i := range f.at {
		f.at[i] = -1
	}
	f.used = make([]bool, len(f.header))
	byName := map[string][]int{}
	for i, h := range f.header {
		if n := normal(h); n != "" {
			byName[n] = append(byName[n], i)
		}
	}
	bound, err := f.bindings(byName)
	if err != nil {
		return err
	}
	slices.SortStableFunc(bound, func(a, b binding) int { return a.rank - b.rank })
	var first [numFields]known
	for _, b := range bound {
		switch old := f.at[b.f]; {
		case b.f == fItems:
			f.items = append(f.items, b.column)
		case old < 0:
			f.at[b.f], f.unit[b.f], first[b.f] = b.column, b.unit, b.known
		case b.f == fWeight && f.at[fWeight2] < 0 && b.unit != 0 && f.unit[fWeight] != 0 && b.unit != f.unit[fWeight]:
			f.at[fWeight2], f.unit[fWeight2] = b.column, b.unit
		case first[b.f].rank == b.rank:
			return &FileError{Reason: fmt.Sprintf("columns %s and %s tell the same", f.title(old), f.title(b.column)), Hint: "rename one, or say which with a map"}
		case b.f <= fFromEnd && b.f != fID && first[b.f].whose == b.whose: // of one address
			f.instead = append(f.instead, instead{old, b.column})
		default:
			continue
		}
		f.used[b.column] = true
	}
	slices.Sort(f.items)
	return f.checkWeights()
}

// checkWeights lets two columns of weight be added when they are pounds and ounces.
func (f *format) checkWeights() *FileError {
	if f.at[fWeight2] < 0 {
		return nil
	}
	if max(f.unit[fWeight], f.unit[fWeight2]) != weights["lb"] || min(f.unit[fWeight], f.unit[fWeight2]) != weights["oz"] {
		return &FileError{Reason: fmt.Sprintf("columns %s and %s tell the same", f.title(f.at[fWeight]), f.title(f.at[fWeight2])), Hint: "rename one, or say which with a map"}
	}
	return nil
}

// title names a column in a message: as the file does, or by its
// number from 1.
func (f *format) title(column int) string {
	if column < 0 || column >= len(f.header) {
		return ""
	}
	if f.header[column] == "" {
		return "column " + strconv.Itoa(column+1)
	}
	return f.header[column]
}

// bindings are the columns that tell something.
func (f *format) bindings(byName map[string][]int) ([]binding, *FileError) {
	p, err := choosePreset(f.opts.Preset, f.opts.Map, byName)
	if err != nil {
		return nil, err
	}
	if p == nil && f.opts.Map == nil {
		return f.native(byName)
	}
	var bound []binding
	add := func(ours, theirs string, must bool, rank int) *FileError {
		k, u, ok := lookUp(ours)
		if !ok {
			return &FileError{Reason: fmt.Sprintf("the map has %q, which is no column of ours", ours), Hint: "the README lists them"}
		}
		at := byName[normal(theirs)]
		switch {
		case len(at) > 1:
			return &FileError{Reason: fmt.Sprintf("column %s stands twice", f.title(at[0])), Hint: "delete one"}
		case len(at) == 1:
			if k.rank = rank; rank == 0 {
				k.whose = -1 // what the map says is all
			}
			bound = append(bound, binding{k, u, at[0]})
		case must:
			return &FileError{Reason: fmt.Sprintf("the map takes %s from a column %q that the file does not have", ours, theirs), Hint: "its columns are " + clip(strings.Join(f.header, ", "))}
		}
		return nil
	}
	for _, ours := range sortedKeys(f.opts.Map) {
		if err := add(ours, f.opts.Map[ours], true, 0); err != nil {
			return nil, err
		}
	}
	if f.preset = p; p == nil {
		return bound, nil
	}
	for i, c := range p.columns {
		theirs := []string{c[1]}
		if stem, many := strings.CutSuffix(c[1], "*"); many {
			theirs = f.numbered(stem)
		}
		for _, header := range theirs {
			if err := add(c[0], header, false, 1+i); err != nil {
				return nil, err
			}
		}
	}
	f.hold, f.gone, f.asks = f.holdsOf(p.holds, byName), f.holdsOf(p.gone, byName), f.holdsOf(p.asks, byName)
	return bound, nil
}

// numbered are the headers that are a stem and a number.
func (f *format) numbered(stem string) (list []string) {
	for _, h := range f.header {
		if number, ok := strings.CutPrefix(strings.ToLower(h), stem); ok && isDigits(number) {
			list = append(list, h)
		}
	}
	return list
}

// holdsOf are those of a preset for which the file has a column.
func (f *format) holdsOf(holds []hold, byName map[string][]int) (list []holdColumn) {
	for i := range holds {
		for _, at := range byName[normal(holds[i].column)] {
			list = append(list, holdColumn{at, &holds[i]})
			f.used[at] = true
		}
	}
	return list
}

// native are the columns that have our own names.
func (f *format) native(byName map[string][]int) ([]binding, *FileError) {
	var bound []binding
	for i, h := range f.header {
		k, u, ok := lookUp(h)
		if !ok {
			continue
		}
		if at := byName[normal(h)]; len(at) > 1 {
			return nil, &FileError{Reason: fmt.Sprintf("column %s stands twice", h), Hint: "delete one"}
		}
		bound = append(bound, binding{k, u, i})
	}
	return bound, nil
}

// missing names at once all that the file and the options lack.
func (f *format) missing() *FileError {
	has := func(fields ...field) bool {
		return slices.ContainsFunc(fields, func(x field) bool { return f.at[x] >= 0 })
	}
	listed := len(f.items) > 0
	lacks := []string{}
	need := func(ok bool, what string) {
		if !ok {
			lacks = append(lacks, what)
		}
	}
	need(has(fID), "order (the order number)")
	need(has(fPostal), "postal_code")
	sides := 0
	for _, s := range []field{fLength, fWidth, fHeight} {
		if f.at[s] >= 0 {
			sides++
		}
	}
	need(sides == 0 || sides == 3, "all three of length, width and height")
	need(has(fDims) || sides > 0 || f.opts.Boxes != nil || f.opts.Parcel.Dims.Longest() > 0, "dims or length, width and height (or --boxes FILE, or --dims for all)")
	need(has(fWeight, fItemWeight) || (has(fSKU) || listed) && f.opts.Products != nil || f.opts.Parcel.Weight > 0,
		"weight or item_weight (or --products FILE, or --weight for all)")
	need(f.opts.From.PostalCode != "" || has(fPostal+toFrom), "from_postal_code (or --from-file FILE, or --from ZIP)")
	f.needForLabels(need)
	need(!f.opts.Ready.IsZero() || has(fReady), "ready (or --ready DAY)")
	if len(lacks) == 0 {
		return nil
	}
	return &FileError{Reason: "the file has no column for " + strings.Join(lacks, "; "), Hint: "its columns are " + clip(strings.Join(f.header, ", "))}
}

// finish notes what the parser asks for often.
func (f *format) finish() {
	for x, at := range f.at {
		if at >= 0 && orderLevel(field(x)) {
			f.order = append(f.order, at)
			f.from = f.from || field(x) >= fFromName && field(x) <= fFromEnd
			f.more = f.more || field(x) >= fPlace
			f.customs = f.customs || field(x) >= fReason && field(x) <= fInvoice
		}
	}
	slices.Sort(f.order)
	for whose := range f.texts {
		for _, x := range addressTexts {
			if f.at[x+field(whose)*toFrom] >= 0 {
				f.texts[whose] = append(f.texts[whose], x)
			}
		}
	}
	if len(f.items) == 1 { // of several, a problem names none
		f.at[fItems] = f.items[0]
	}
}

// clip shortens a list in a message.
func clip(s string) string {
	if len(s) <= 300 {
		return s
	}
	for end := 300; ; end-- {
		if utf8.RuneStart(s[end]) {
			return s[:end] + "…"
		}
	}
}

func sortedKeys(m Map) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
