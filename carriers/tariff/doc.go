// Package tariff makes a carrier of a rate card: a folder of CSV files that a
// shipper can open in a spreadsheet, change a cell of, and quote with.
//
//	card, err := tariff.Load(os.DirFS("our-contract"))
//	if err != nil {
//		return err // every mistake, each with file, line and column
//	}
//	reply, err := tariff.New(card).Quote(ctx, shipment)
//
// The README beside this file describes each file and column. A card that loads
// is complete: whatever it does not price is a refusal, never zero. Loading
// compiles it to integers; after that it does not change and may be used from
// several goroutines at once.
//
// # How a parcel is priced
//
// The ship date is the first day from the shipment's Ready on which the service
// collects; it picks the card, the rule, the surcharges and the fuel. The lane
// gives the zone. The sides are rounded as the rule says, and limits and size
// conditions are taken on the rounded sides. Then: the surcharges that depend
// on the parcel alone (they can force a minimum billable weight), the base
// price of the billable weight, the surcharges that depend on that or on one
// another, and at last the percentages, fuel among them. Of the rows of one
// code that apply, the dearest is charged. Each charge is rounded once, half up.
//
// # Several cards, and contracts
//
// A carrier may have several cards, of other dates or of other services: [New]
// takes them in the order in which they are asked. A contract is a card that
// another one is the base of:
//
//	contract, err := tariff.Load(os.DirFS("our-contract"), ups.Files())
//	ours := tariff.New(contract, ups.Card())
//
// What it takes off a price is a charge of its own, the discount, beside the base
// price; percentages of the base price are of what is left.
//
// [Carrier.Explain] tells how a quote comes about, [Card.Grid] shows a service as a
// person reads it, and [Compare] what changes from one card to another.
package tariff
