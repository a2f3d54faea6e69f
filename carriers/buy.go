package carriers

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// A Labeler is a Carrier that sells labels over its API.
type Labeler interface {
	// Buy buys the labels of a shipment at one service. It returns one of four:
	//
	//   - bought: the labels, and no error;
	//   - bought, without a file: an error that matches ErrNoLabel. The Bought has
	//     the ID and the tracking numbers, and the Data of a label is not to be had
	//     now. Ask Find for it later, or Void it; it is never to be bought again;
	//   - refused: an error that matches ErrNotBought. The carrier has sold
	//     nothing and never will for this call, which may be repeated. If it also
	//     matches ErrDearer, the price is over Purchase.Most; if ErrConflict, the
	//     carrier knows the key as that of something else;
	//   - unknown: an error that matches ErrUnknown. It may or may not be bought:
	//     the answer was lost, late, or nonsense. The Bought has what is known, at
	//     least the Key. Ask Find, or Void what it found, before anything else;
	//     do not call Buy with another key for the same parcel.
	//
	// It sends the request that buys once, and never tries again by itself. Whoever
	// calls writes the Key down before the call, and calls again with the same Key
	// only after ErrNotBought, or when Find says ErrNotFound: some carriers know
	// the key and return what was bought then, others would sell again.
	//
	// A carrier that sells one label at a time refuses a shipment of several
	// parcels: buy each parcel as a shipment of its own.
	Buy(ctx context.Context, p Purchase) (Bought, error)
}

// A Seller is a Labeler that tells what labels it sells, without being asked for
// one. Of another Labeler nothing is known before it is asked.
type Seller interface {
	Sells() Sells
}

// Sells are what labels a carrier sells.
type Sells struct {
	Formats []LabelFormat // the usual one first; none means that each is sold
	Singly  bool          // one parcel at a time: each is bought as a shipment of its own
}

// A Finder is a Labeler that can look up a purchase by its key.
type Finder interface {
	// Find returns what was bought under a key. Without an error a label lacks its
	// Data only when the carrier never gives it again; when it may do so later, the
	// error matches ErrNoLabel, as that of Buy. The error matches ErrNotFound when
	// the carrier knows of nothing that is bought under it: together with a Buy
	// that has long ended, it means that nothing was bought. After any other error
	// the purchase is as unknown as before.
	Find(ctx context.Context, key string) (Bought, error)
}

// A Voider is a Carrier that takes labels back before they are used.
type Voider interface {
	// Void cancels what was bought, by its ID. It may be called again: what is
	// void already is VoidDone or VoidPending, as it was. An error that matches
	// ErrUnknown leaves open whether the carrier has heard it. VoidRefused is no
	// error: the label is still to be paid.
	Void(ctx context.Context, b Bought) (Voided, error)
}

// A Manifester is a Carrier that takes a list of the day's parcels, such as a
// SCAN form.
type Manifester interface {
	// ManifestOf names the list that a purchase goes on, "usps": those with another
	// name are on another list. Empty means that the carrier takes none for it.
	ManifestOf(b *Bought) string

	// Manifest makes a list, and returns the document to hand over. A label on it
	// is not taken back any more, as a rule.
	//
	// The error matches ErrNotBought when no list was made, and ErrUnknown when one
	// may be. It may be called again with the same: no parcel is ever on two lists.
	// A carrier that can tell which list it made then returns that one; another
	// refuses.
	Manifest(ctx context.Context, c Collection) (Manifest, error)
}

// A Collection is what a driver collects at once.
type Collection struct {
	From   Address // the sender, who is that of every label
	Day    Date
	Bought []Bought // at least one, all of one list; each with its ID, its service and the numbers of its labels
}

// A Tracker is a Carrier that tells where a parcel is.
type Tracker interface {
	Track(ctx context.Context, number string) (Tracking, error)
}

// The outcomes of a purchase that are errors. Each error of Buy matches exactly
// one of the first three, and may match ErrDearer or ErrConflict with the first.
var (
	ErrNotBought = errors.New("not bought")
	ErrUnknown   = errors.New("unknown whether it is bought")
	ErrNoLabel   = errors.New("it is bought, and its label is not to be had")
	ErrDearer    = errors.New("it is dearer now")
	ErrConflict  = errors.New("the key is that of another purchase")
	ErrNotFound  = errors.New("nothing is bought under this key")
)

// A Purchase is what to buy.
type Purchase struct {
	// Key names this purchase at the carrier and nothing else ever: it is sent as
	// the idempotency key or the reference, and printed on no label that has no
	// room for it. 8 to 35 letters, digits and hyphens; see CheckKey.
	Key string

	Shipment Shipment // with the whole addresses
	Service  string   // as in the Quote: "ground"

	// Most is the dearest that may be paid: the quote's total and what the shipper
	// tolerates on top. When the price is over it, or in another currency, nothing
	// is bought.
	Most Money

	Format LabelFormat
}

// CheckKey reports why a text cannot be a Purchase's key.
func CheckKey(key string) error {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"
	if len(key) < 8 || len(key) > 35 {
		return fmt.Errorf("key: has %d characters, not 8 to 35", len(key))
	}
	if strings.Trim(key, letters) != "" || strings.Trim(key, "-") != key {
		return fmt.Errorf("key: %s has other than letters, digits and hyphens within", quote(key))
	}
	return nil
}

// A LabelFormat is how a carrier gives a label.
type LabelFormat string

// The formats.
const (
	PDF LabelFormat = "pdf"
	ZPL LabelFormat = "zpl"
)

// Bought is a purchase that the carrier made.
type Bought struct {
	Key     string
	Carrier string
	Service string
	ID      string // the carrier's name for it, which Void wants
	Price   Money  // what the carrier says that it charges; zero means that it does not say

	// Labels are one for each parcel, in the shipment's order. They may lack their
	// Data: see Labeler and Finder.
	Labels []BoughtLabel
}

// A BoughtLabel is the label of one parcel, as the carrier made it.
type BoughtLabel struct {
	Number string // the tracking number
	Format LabelFormat
	Data   []byte
}

// A Voided is what a carrier says to a void.
type Voided string

// The answers to a void.
const (
	VoidDone    Voided = "done"    // it is cancelled, and not charged
	VoidPending Voided = "pending" // the carrier has taken the request, and decides later
	VoidRefused Voided = "refused" // it stays charged: it was used, or is too old
)

// A Manifest is the list handed over with the day's parcels.
type Manifest struct {
	ID      string
	Numbers []string // the tracking numbers on it
	PDF     []byte
}

// Tracking is where a parcel is.
type Tracking struct {
	Number    string
	Carrier   string // as the API names it: "USPS"
	Status    TrackingStatus
	Estimated Date            // the day on which the carrier now expects to deliver; zero means unknown
	Events    []TrackingEvent // the oldest first
}

// A TrackingEvent is one scan or message.
type TrackingEvent struct {
	At     time.Time
	Status TrackingStatus
	Words  string // the carrier's own
	Place  string // "HOUSTON TX 77063 US"; may be empty
}

// A TrackingStatus is where a parcel is on its way.
type TrackingStatus string

// The statuses. What a carrier says beyond them is TrackingUnknown.
const (
	TrackingUnknown   TrackingStatus = "unknown"
	Announced         TrackingStatus = "announced" // a label exists, and no parcel was seen
	InTransit         TrackingStatus = "in-transit"
	OutForDelivery    TrackingStatus = "out-for-delivery"
	AwaitingPickup    TrackingStatus = "awaiting-pickup" // at a counter or a locker
	Delivered         TrackingStatus = "delivered"
	ReturningToSender TrackingStatus = "returning"
	TrackingFailed    TrackingStatus = "failed"    // lost, damaged, undeliverable
	TrackingCancelled TrackingStatus = "cancelled" // the label is void
)
