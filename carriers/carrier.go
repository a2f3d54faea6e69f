package carriers

import "context"

// A Carrier prices a shipment at each of its services.
//
// Quote must name every service that it offers exactly once, in a quote or a
// rejection; price every parcel or refuse the service; leave the shipment as it
// was; return promptly when ctx is done; and be safe to call from several
// goroutines at once. The same shipment gives the same reply. It returns an
// error only when it cannot answer: an invalid shipment (ErrInvalid), a network
// failure, the context's own error.
//
// The suite in carriertest checks all this of any Carrier. What else a carrier
// can do is found by type assertion: Lister, Local, Bidder, and of a live one
// Labeler, Seller, Finder, Voider, Manifester, Tracker.
type Carrier interface {
	// Name is the carrier in lower case with hyphens: "ups".
	Name() string
	Quote(ctx context.Context, s Shipment) (Reply, error)
}

// A Lister is a Carrier that knows its services without being asked to quote.
type Lister interface {
	Services() []Service
}

// A Local is a Carrier that quotes from memory: it waits for nothing outside the
// process, and so cannot hang. Shopping asks it without a goroutine and a timer,
// which cost more than a rate card takes to answer.
type Local interface {
	// QuoteLocal is Quote for a shipment that Shipment.Validate finds nothing
	// wrong with; asking many carriers, that is to be found out once. It neither
	// changes s nor keeps it.
	QuoteLocal(s *Shipment) (Reply, error)
}

// A Service is one level of service that a carrier offers, as a Lister tells it.
type Service struct {
	Carrier string
	Service string // in lower case with hyphens: "ground"
	Name    string // as the carrier writes it: "UPS Ground"
	Card    string // the rate card that prices it; empty for a live carrier
	From    Date   // the first ship date that the card prices; zero if there is no card
	To      Date   // the last; zero means until further notice
	Source  string // where the prices come from
}

// A Reply is a carrier's answer. The order of both lists is the carrier's own.
type Reply struct {
	Quotes     []Quote
	Rejections []Rejection
}
