package purchase_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/purchase"
)

// An answer is lost after the sale. The machine looks it up, and buys nothing twice.
func ExampleMachine_Buy() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "purchase")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	book, err := ledger.Open(ctx, filepath.Join(dir, "ledger.db"))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer book.Close()
	// A carrier that sells, but does not answer: a live one, such as
	// carriers/live/easypost, stands here.
	carrier := &script{buy: fails(carriers.ErrUnknown), find: fails(carriers.ErrUnknown)}
	m := &purchase.Machine{
		Store: book, Now: func() time.Time { return time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC) },
		Carrier: func(string) carriers.Carrier { return carrier },
	}
	want := purchase.Want{
		ID: purchase.ID{Order: "ORDER-1001"}, Digest: "a digest of what is sent to whom",
		Carrier: "ups", Service: "ground", Most: carriers.Money{Minor: 1250, Currency: "USD"}, Format: carriers.ZPL,
		Shipment: carriers.Shipment{Parcels: make([]carriers.Parcel, 1)}, // a whole one, with both addresses
	}
	_, err = m.Buy(ctx, want)
	fmt.Println("unknown:", errors.Is(err, carriers.ErrUnknown))

	carrier.find = sells("1Z999AA10123456784") // now the carrier answers
	r, err := m.Buy(ctx, want)
	fmt.Println(r.State, r.Bought.Labels[0].Number, err)
	fmt.Println("asked to sell", len(carrier.bought), "time, under", r.Key)
	// Output:
	// unknown: true
	// bought 1Z999AA10123456784 <nil>
	// asked to sell 1 time, under ORDER1001-5VJ7EPRJW2FSUO
}
