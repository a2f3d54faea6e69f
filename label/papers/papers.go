package papers

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label"
)

// A Language is that of the words on a paper, as ISO 639-1 writes it.
type Language string

// The languages. Customs papers must be in one that the destination accepts;
// English and French are the post's own.
const (
	English Language = "en"
	French  Language = "fr"
	Polish  Language = "pl"
)

// Languages are all the languages there are.
func Languages() []Language { return []Language{English, French, Polish} }

// A Format is the paper and its language. The zero Format is A4 in English.
type Format struct {
	// Size is label.SizeA4 or label.SizeLetter; zero means label.SizeA4. A CN22
	// has a size of its own.
	Size     label.Size
	Language Language // zero means English
}

// Return turns a shipment round, for the label that goes into the box: from the
// recipient to the shipper, marked as a return. Items, references and Ready
// stay: the quote is for the day the label is printed, and customs papers give
// the goods as returned. What was asked for the way out does not: accessorials,
// insurance, the gift message, and what the customs papers said. It shares no
// memory with s.
func Return(s carriers.Shipment) carriers.Shipment {
	s.From, s.To = s.To, s.From
	s.From.Place = carriers.Door
	s.From.Street, s.To.Street = slices.Clone(s.From.Street), slices.Clone(s.To.Street)
	s.Parcels = slices.Clone(s.Parcels)
	for i := range s.Parcels {
		s.Parcels[i].Items = slices.Clone(s.Parcels[i].Items)
	}
	s.Return = true
	s.Accessorials, s.Insured, s.GiftMessage = nil, carriers.Money{}, ""
	if s.Customs != (carriers.Customs{}) {
		s.Customs = carriers.Customs{Reason: carriers.ReasonReturn}
	}
	return s
}

// problems has at most one problem for a path, the first.
type problems struct {
	list carriers.Invalid
	seen map[string]bool
}

func (p *problems) add(path, format string, args ...any) {
	if p.seen[path] {
		return
	}
	if p.seen == nil {
		p.seen = make(map[string]bool)
	}
	p.seen[path] = true
	p.list = append(p.list, carriers.Problem{Path: path, Message: fmt.Sprintf(format, args...)})
}

// shipment notes what is wrong with a shipment, and what its addresses lack. It
// returns false for one that is too broken to lay out.
func (p *problems) shipment(s *carriers.Shipment) bool {
	var invalid carriers.Invalid
	if err := s.Validate(); errors.As(err, &invalid) {
		for _, problem := range invalid {
			p.add(problem.Path, "%s", problem.Message)
		}
	}
	p.address("from", &s.From)
	p.address("to", &s.To)
	return invalid == nil
}

// address notes what an address lacks that papers need.
func (p *problems) address(path string, a *carriers.Address) {
	const missing = "must be set to print papers"
	if blank(a.Name) && blank(a.Company) {
		p.add(path+".name", missing+", or the company")
	}
	if !slices.ContainsFunc(a.Street, func(line string) bool { return !blank(line) }) {
		p.add(path+".street", missing)
	}
	if blank(a.City) {
		p.add(path+".city", missing)
	}
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }

// ready notes what is wrong with a format and a shipment, and reports whether
// papers can be laid out at all.
func (f Format) ready(bad *problems, s *carriers.Shipment) bool {
	f.start(bad, 0)
	known := bad.list == nil
	return bad.shipment(s) && known
}

// start makes a paper without pages, or reports what no paper can be.
func (f Format) start(bad *problems, date carriers.Date) *paper {
	if f.Size == (label.Size{}) {
		f.Size = label.SizeA4
	}
	if f.Size != label.SizeA4 && f.Size != label.SizeLetter {
		bad.add("size", "%v by %v is not A4 or Letter", f.Size.Width, f.Size.Height)
	}
	if f.Language == "" {
		f.Language = English
	}
	say, ok := tables[f.Language]
	if !ok {
		bad.add("language", "%q is unknown: use one of %v", f.Language, Languages())
		say = &english
	}
	return &paper{bad: bad, say: say, language: f.Language, date: date, width: dots(f.Size.Width), height: dots(f.Size.Height), margin: mm(15)}
}
