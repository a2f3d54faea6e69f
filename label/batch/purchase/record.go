package purchase

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
)

// A State is how far a purchase is.
type State string

// The states. An empty State is that of a purchase that was never begun.
const (
	Asking  State = "asking"  // the carrier is being asked, or was when the process died
	Unknown State = "unknown" // the call has ended and did not tell
	Bought  State = "bought"
	Refused State = "refused" // nothing is bought, and it may be asked for again
	Voiding State = "voiding" // the carrier is asked to take it back
	Void    State = "void"    // nothing is bought any more, and never will be under this ID
)

// An ID names what is bought: an order, or one parcel of it.
type ID struct {
	Order      string `json:"order"`
	Generation int    `json:"generation"` // how often the order was voided before
	Parcel     int    `json:"parcel"`     // from 1; 0 is all parcels together
}

// A Record is what is written down of a purchase.
type Record struct {
	ID
	Version int64 `json:"-"` // of the store: 0 when nothing is written down
	State   State `json:"state"`

	// Until is when the last call has ended, or will have at the latest.
	Until time.Time `json:"until"`

	Digest  string               `json:"digest"` // of the content
	Key     string               `json:"key"`    // that of carriers.Purchase
	Attempt int                  `json:"attempt"`
	Carrier string               `json:"carrier"`
	Service string               `json:"service"`
	Parcels int                  `json:"parcels"` // how many labels it must have
	Most    carriers.Money       `json:"most"`
	Format  carriers.LabelFormat `json:"format"`
	Memo    []byte               `json:"memo,omitempty"` // the caller's own

	// Final says of Voiding that nothing is to be bought in its place.
	Final bool `json:"final,omitempty"`
	// Voided is what the carrier said to a void; empty if it was not asked.
	Voided carriers.Voided `json:"voided,omitempty"`

	// Reason says why it is not bought or not known, in one line. Dearer says that
	// the reason is the price.
	Reason string `json:"reason,omitempty"`
	Dearer bool   `json:"dearer,omitempty"`

	// Clash says of Unknown that the carrier knows the key as that of something else.
	Clash bool `json:"clash,omitempty"`

	// Bought is what was bought, with the labels; or what is known of it. The labels
	// of a State Bought may lack their Data: see Lacks.
	Bought carriers.Bought `json:"bought,omitzero"`
}

// Lacks reports whether it is bought, and the file of a label is not there.
func (r *Record) Lacks() bool { return r.State == Bought && missing(&r.Bought) }

// A Want is what is to be bought.
type Want struct {
	ID
	// Digest is that of the content: a purchase that was begun with another one is
	// a conflict. What the carrier, the service and the price are is no part of it.
	Digest   string
	Shipment carriers.Shipment
	Carrier  string
	Service  string
	Most     carriers.Money
	Format   carriers.LabelFormat
	Memo     []byte // kept with the record
}

// A Store keeps the records. It may be used by several processes at once.
type Store interface {
	// Load returns a record, or one whose Version is zero.
	Load(ctx context.Context, id ID) (Record, error)

	// Save writes a record, labels and all, over the one of its Version, and
	// returns it with the next one. When it returns, it is on the disk.
	//
	// The error matches ErrRaced if the record has another version by now, and
	// ErrTaken if a tracking number on it is that of another purchase of that
	// carrier; then nothing is written. After any other error it may be written.
	Save(ctx context.Context, r Record) (Record, error)
}

// The errors of a Store.
var (
	ErrRaced = errors.New("the purchase was changed by another")
	ErrTaken = errors.New("the tracking number is that of another purchase")
)

// A RefusedError says that nothing is bought, and why. It matches
// carriers.ErrNotBought, and carriers.ErrDearer if that is the reason. It wraps
// the carrier's own error, when that was told just now.
type RefusedError struct {
	Record Record
	Err    error // may be nil
}

func (e *RefusedError) Error() string { return e.Record.Reason }

// Unwrap returns the carrier's error.
func (e *RefusedError) Unwrap() error { return e.Err }

// Is matches the errors of carriers.
func (e *RefusedError) Is(target error) bool {
	return target == carriers.ErrNotBought || target == carriers.ErrDearer && e.Record.Dearer
}

// An OpenError says that it is not known whether something is bought, that what is
// bought is not given back yet, or that the file of its label is not to be had. It
// matches carriers.ErrUnknown.
type OpenError struct {
	Record Record
	// At is when asking again can tell more; zero says that a person must look at
	// the carrier's account.
	At time.Time
}

func (e *OpenError) Error() string {
	r := &e.Record
	s := fmt.Sprintf("%s/%s, key %s: ", r.Carrier, r.Service, r.Key)
	if r.Lacks() {
		return s + "bought as " + strings.Join(r.Numbers(), " ") + ", and its label is not to be had: " + r.Reason
	}
	s += carriers.ErrUnknown.Error()
	if r.Reason != "" {
		s += ": " + r.Reason
	}
	return s
}

// Numbers are the tracking numbers of what is bought.
func (r *Record) Numbers() (list []string) {
	for i := range r.Bought.Labels {
		list = append(list, r.Bought.Labels[i].Number)
	}
	return list
}

// Is matches carriers.ErrUnknown.
func (e *OpenError) Is(target error) bool { return target == carriers.ErrUnknown }

// Key is the key of a purchase: the letters and digits of the order, that people
// find it by, and a digest. The same purchase has the same key even if the store
// was lost.
func Key(id ID, digest string, attempt int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "shiprate purchase 1\n%q %q %d %d %d", id.Order, digest, id.Generation, id.Parcel, attempt))
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, id.Order)
	if len(name) > 16 {
		name = name[len(name)-16:] // order numbers differ at their ends
	}
	key := base32.StdEncoding.EncodeToString(sum[:])[:14]
	if name != "" {
		key = name + "-" + key
	}
	return key
}

// lacks says what what was bought lacks of what was wanted, but for the files of its
// labels; "" when it is whole.
func (r *Record) lacks(b *carriers.Bought) string {
	switch {
	case b.ID == "":
		return "the carrier names no ID of it"
	case len(b.Labels) != r.Parcels:
		return fmt.Sprintf("the carrier has %d labels, not %d", len(b.Labels), r.Parcels)
	}
	for i := range b.Labels {
		if b.Labels[i].Number == "" {
			return fmt.Sprintf("the carrier names no tracking number of label %d", i+1)
		}
		for j := range i {
			if b.Labels[i].Number == b.Labels[j].Number {
				return "the tracking number " + b.Labels[i].Number + " stands on two labels"
			}
		}
	}
	return ""
}

// missing reports whether the file of a label is not there.
func missing(b *carriers.Bought) bool {
	for i := range b.Labels {
		if len(b.Labels[i].Data) == 0 {
			return true
		}
	}
	return false
}

// line makes one line of an error, of at most 500 letters.
func line(err error) string {
	letters := []rune(strings.Join(strings.Fields(err.Error()), " "))
	if len(letters) > 500 {
		letters = append(letters[:500], '…')
	}
	return string(letters)
}
