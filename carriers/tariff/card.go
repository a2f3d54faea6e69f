package tariff

import (
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// A Card is a rate card, loaded and complete. It does not change and may be
// shared between goroutines. What it works out for a day and a zone it keeps for
// the shipments that follow, of each zone the last few; that changes no answer.
type Card struct {
	carrier  string
	name     string
	currency carriers.Currency
	digits   int
	country  string           // whose postal codes zones and areas hold
	unit     dimweight.Weight // that weights are printed in
	from, to carriers.Date    // both count; openEnd when the card states no end
	until    carriers.Date    // to as the card states it, zero for no end
	listed   carriers.Date    // the first day of the price lists: of a contract, that of its base
	sources  []string

	services   []*service
	lanes      lanes
	areas      areas
	calendar   calendar // of the carrier, without a service's own days
	holidays   []string // the places whose public holidays close the carrier
	cutoffs    []cutoff // of WithCutoff: the services' in their order, and the carrier's; nil for none
	codes      codes
	rows       []*surcharge // all of them, and what base prices and discounts are called; the first is none
	conditions conditions
	discounts  bool // some surcharge is negative
	fits       cardFits
	notes      notes
	seasons    []carriers.Date // their first days but that of the first; see season
	texts      *noteTable      // of bids
	times      *timetables
	parted     []cutoff // see hour
	zones      int      // of all services together

	// Notes: those that every quote carries, that of a zone estimated by
	// distance, that of a price list over a year old, and that of an unknown cutoff.
	standing, estimated, aged, uncut uint64
}

// openEnd is the last day of what has no end.
const openEnd carriers.Date = 1<<31 - 1

// Carrier returns the carrier's name: "ups".
func (c *Card) Carrier() string { return c.carrier }

// Name returns the card's name: "ups-daily-2026".
func (c *Card) Name() string { return c.name }

// Services lists the services in the order of the card, each with the card's
// dates and sources.
func (c *Card) Services() []carriers.Service {
	list := make([]carriers.Service, len(c.services))
	for i, s := range c.services {
		list[i] = carriers.Service{Carrier: c.carrier, Service: s.id, Name: s.name, Card: c.name, From: c.from, To: c.until, Source: strings.Join(c.sources, "\n")}
	}
	return list
}

// notes are the sentences that quotes of a card may carry, each a bit of a set.
type notes struct{ texts []string }

// maxNotes is how many different notes a card may have.
const maxNotes = 64

// bit returns the set of one note, adding it to the card's. An empty text is
// the empty set, and so is a note too many, which load reports.
func (n *notes) bit(text string) uint64 {
	if text == "" {
		return 0
	}
	for i, t := range n.texts {
		if t == text {
			return 1 << i
		}
	}
	n.texts = append(n.texts, text)
	if len(n.texts) > maxNotes {
		return 0
	}
	return 1 << (len(n.texts) - 1)
}

// codes are the charge codes of a card in the order in which they are charged,
// base first, each a bit of a set.
type codes struct {
	list    []carriers.ChargeCode
	waivers uint64 // those that have a row with waives
	shares  uint64 // those that have a row with a percentage
	whole   uint64 // those that are charged once for the shipment
	net     bool   // the discount is that of offers, and part of what base is in a percentage
}

// maxCodes is how many charge codes a card may have.
const maxCodes = 64

func (c *codes) find(code string) int {
	for i, known := range c.list {
		if string(known) == code {
			return i
		}
	}
	return -1
}
