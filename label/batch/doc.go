// Package batch works through a file of orders: it shops for each, chooses,
// takes tracking numbers from a ledger, and writes the labels and what goes with
// them into a folder.
//
//	book, err := ledger.Open(ctx, "ledger.db")
//	summary, err := batch.Run(ctx, batch.Options{
//		Input: "orders.csv", Out: "run", Ledger: book, Now: time.Now, Owner: "host-4711",
//		Carriers: []carriers.Carrier{ups.New(), usps.New()},
//		Accounts: map[string]string{"ups": "1Z999AA1", "usps": "901234567/612"},
//	})
//
// A bad row costs only itself: it goes to errors.csv with what to do, and the
// others get their labels. A run that was stopped, by whatever, goes on when it
// is called again with the same Options, and ends in the same bytes. [Merge] puts
// the folders of shards together, and [Reprint] writes labels once more. The
// README in this folder says what is guaranteed, and how.
//
// Labels of live carriers are bought where Options.Buy says so, each once for ever:
// package purchase says how. [Voiding] gives them back.
//
// Package orders reads the file, ledger remembers who has which number, and report
// counts and writes the page that a manager reads.
package batch
