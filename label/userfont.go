package label

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
)

// maxFont is the largest font file that is read: twice that of the largest
// fonts for Chinese, Japanese and Korean in use.
const maxFont = 64 << 20

// A Font is a font of the user's, for letters that Liberation Sans
// lacks: Arabic, Thai, Chinese, Japanese, Korean and others. Several goroutines
// may use one.
type Font struct {
	name       string
	unitsPerEm int
	glyphs     int // count
	variations []font.Variation
	data       *font.Font
	shapers    sync.Pool       // of *shaper
	known      sync.Map        // what Has has found out: bool by rune
	sound      []atomic.Uint32 // a bit for each glyph that is known to be drawable
}

// ReadFont reads a font from a TrueType or OpenType file (.ttf, .otf), or the
// first of a collection (.ttc), of at most 64 MiB. Of a variable font the
// regular weight is taken.
//
// The error says what the file is not, or is that of r.
func ReadFont(r io.Reader) (*Font, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFont+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxFont {
		return nil, fmt.Errorf("font is over the %d MiB limit", maxFont>>20)
	}
	return parseFont(data)
}

// parseFont answers a file that the parser trips over with an error: what it
// reads has come from anywhere.
func parseFont(data []byte) (f *Font, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			f, err = nil, fmt.Errorf("font is damaged: %v", fault)
		}
	}()
	if err := checkTables(data); err != nil {
		return nil, err
	}
	loaders, err := opentype.NewLoaders(bytes.NewReader(data))
	if err != nil || len(loaders) == 0 {
		return nil, fmt.Errorf("not a TrueType font: %w", err)
	}
	loader := loaders[0]
	has := func(table string) bool { return loader.HasTable(opentype.MustNewTag(table)) }
	if !has("glyf") && !has("CFF ") && !has("CFF2") {
		return nil, errors.New("font has no outlines: it has no table glyf, CFF or CFF2")
	}
	for _, table := range []string{"cmap", "head", "hhea", "hmtx", "maxp"} {
		if !has(table) {
			return nil, fmt.Errorf("font has no table %s", table)
		}
	}
	parsed, err := font.NewFont(loader)
	if err != nil {
		return nil, fmt.Errorf("font is damaged: %w", err)
	}
	f = &Font{data: parsed, unitsPerEm: int(parsed.Upem()), name: parsed.Describe().Family}
	if f.unitsPerEm < 16 || f.unitsPerEm > 16384 {
		return nil, fmt.Errorf("font has %d units per em, not between 16 and 16384", f.unitsPerEm)
	}
	if f.glyphs, err = countGlyphs(loader); err != nil {
		return nil, err
	}
	f.sound = make([]atomic.Uint32, f.glyphs/32+1)
	if has("fvar") {
		f.variations = []font.Variation{{Tag: opentype.MustNewTag("wght"), Value: 400}}
	}
	if f.name = plainName(f.name); f.name == "" {
		f.name = "font"
	}
	return f, nil
}

// checkTables holds that every table is within the file. The parser makes room
// for what a file says of itself, which may be gigabytes.
func checkTables(data []byte) error {
	const header, row = 12, 16
	be := binary.BigEndian
	damaged := errors.New("not a TrueType font, or it ends early")
	starts := []uint32{0}
	if len(data) > header && string(data[:4]) == "ttcf" {
		count := be.Uint32(data[8:])
		if count == 0 || count > 1000 || uint64(len(data)) < header+4*uint64(count) {
			return damaged
		}
		starts = starts[:0]
		for i := range count {
			starts = append(starts, be.Uint32(data[header+4*i:]))
		}
	}
	for _, start := range starts {
		if uint64(len(data)) < uint64(start)+header {
			return damaged
		}
		font := data[start:]
		if magic := string(font[:4]); magic != "\x00\x01\x00\x00" && magic != "true" && magic != "OTTO" {
			return damaged
		}
		tables := int(be.Uint16(font[4:]))
		if len(font) < header+row*tables {
			return damaged
		}
		for i := range tables {
			entry := font[header+row*i:]
			if end := uint64(be.Uint32(entry[8:])) + uint64(be.Uint32(entry[12:])); end > uint64(len(data)) {
				return fmt.Errorf("font is damaged: its table %q ends at byte %d of %d", entry[:4], end, len(data))
			}
		}
	}
	return nil
}

func countGlyphs(loader *opentype.Loader) (int, error) {
	maxp, err := loader.RawTable(opentype.MustNewTag("maxp"))
	if err != nil || len(maxp) < 6 {
		return 0, errors.New("font is damaged: table maxp is too short")
	}
	return int(maxp[4])<<8 | int(maxp[5]), nil
}

// plainName leaves of a name what documents and messages may hold.
func plainName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, name)
	return strings.TrimSpace(name[:min(len(name), 60)])
}

// Name is the font's family, such as "Noto Sans Thai", or "font" when it has
// none in ASCII.
func (f *Font) Name() string { return f.name }

// UnitsPerEm is how many font units make the height of a text.
func (f *Font) UnitsPerEm() int { return f.unitsPerEm }

// Has says whether the font can draw a character: it has a glyph for it, which
// is blank only for a space. Fonts of coloured emoji have blank ones.
func (f *Font) Has(r rune) bool {
	if has, ok := f.known.Load(r); ok {
		return has.(bool)
	}
	has := f.draws(r)
	f.known.Store(r, has)
	return has
}

func (f *Font) draws(r rune) bool {
	glyph, ok := f.data.NominalGlyph(r)
	if !ok || glyph == 0 || glyph > 0xFFFF {
		return false
	}
	if unicode.IsSpace(r) || isJoiner(r) {
		return true
	}
	path, err := f.outline(uint16(glyph))
	return err == nil && len(path) > 0
}

// embedded are the label's own fonts, as fonts to shape with: read on the first
// text that needs it.
var (
	embeddedRegular = sync.OnceValue(func() *Font { return embedded(liberationsansregular.TTF) })
	embeddedBold    = sync.OnceValue(func() *Font { return embedded(liberationsansbold.TTF) })
)

// embedded never fails, which a test sees to.
func embedded(data []byte) *Font {
	f, err := parseFont(data)
	if err != nil {
		return &Font{name: "none", unitsPerEm: unitsPerEm, data: new(font.Font)}
	}
	return f
}

func embeddedFont(isBold bool) *Font {
	if isBold {
		return embeddedBold()
	}
	return embeddedRegular()
}

// A shaper is what one goroutine needs to shape with a font.
type shaper struct {
	face   *font.Face
	sized  *harfbuzz.Font
	buffer *harfbuzz.Buffer
}

func (f *Font) shaper() *shaper {
	if s, ok := f.shapers.Get().(*shaper); ok {
		s.buffer.Clear()
		return s
	}
	face := font.NewFace(f.data)
	if f.variations != nil {
		face.SetVariations(f.variations)
	}
	return &shaper{face, harfbuzz.NewFont(face), harfbuzz.NewBuffer()}
}

// The functions below are what writers need of a font.

// outline returns the path of a glyph in font units, up from the baseline. It
// is empty for a space. Every contour is closed.
func (f *Font) outline(glyph uint16) (segments []opentype.Segment, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("glyph %d of %s is damaged: %v", glyph, f.name, fault)
		}
	}()
	if int(glyph) >= f.glyphs {
		return nil, fmt.Errorf("glyph %d is not in %s, which has %d", glyph, f.name, f.glyphs)
	}
	s := f.shaper()
	o, _ := s.face.GlyphDataOutline(opentype.GID(glyph))
	f.shapers.Put(s) // not when it panics: what it holds may be broken
	return slices.Clone(o.Segments), nil
}

// maxReach is how far from its origin a glyph may reach, in heights of the text:
// twice the widest in use, a blessing in Arabic that is one letter.
const maxReach = 32

// drawable says why a glyph of the font cannot be drawn or embedded. It has
// looked at each but once.
func (f *Font) drawable(glyph uint16) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("glyph %d of %s is damaged: %v", glyph, f.name, fault)
		}
	}()
	word, mask := &f.sound[glyph/32], uint32(1)<<(glyph%32)
	if word.Load()&mask != 0 {
		return nil
	}
	path, err := f.outline(glyph)
	if err != nil {
		return err
	}
	limit := float32(maxReach * f.unitsPerEm)
	for _, s := range path {
		for _, a := range s.ArgsSlice() {
			if !(max(a.X, -a.X, a.Y, -a.Y) <= limit) { // nor is it no number
				return fmt.Errorf("glyph %d of %s reaches %v, %v, over %d times its height away", glyph, f.name, a.X, a.Y, maxReach)
			}
		}
	}
	if _, err := f.subset([]uint16{glyph}); err != nil {
		return err
	}
	word.Or(mask)
	return nil
}

// advance returns the width of a glyph by itself, in font units.
func (f *Font) advance(glyph uint16) int {
	s := f.shaper()
	width := int(s.sized.GlyphHAdvance(opentype.GID(glyph)))
	f.shapers.Put(s)
	return width
}
