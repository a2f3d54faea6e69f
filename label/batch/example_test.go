package batch_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/usps"
	"github.com/shiprate/shiprate/label/batch"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/orders"
)

// Run makes labels of a file of orders. Called again, it finds everything done.
func ExampleRun() {
	dir, err := os.MkdirTemp("", "batch")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	input := filepath.Join(dir, "orders.csv")
	file := "order,name,street,city,state,zip,weight,dims\n" +
		"1001,Zoë Żak,5 Market St,San Francisco,CA,94105,4lb,12x9x7in\n" +
		"1002,Ann Lee,1 Elm St,Boston,MA,2134,20oz,10x8x4in\n"
	if err := os.WriteFile(input, []byte(file), 0o600); err != nil {
		fmt.Println(err)
		return
	}
	book, err := ledger.Open(context.Background(), filepath.Join(dir, "ledger.db"))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer book.Close()
	summary, err := batch.Run(context.Background(), batch.Options{
		Input: input, Out: filepath.Join(dir, "run"), Orders: orders.Options{From: shop},
		Carriers: []carriers.Carrier{usps.New()}, Accounts: map[string]string{"usps": "901234567/612"},
		Ledger: book, Now: clock, Owner: "host-4711",
	})
	fmt.Println(summary.Orders, "label,", summary.Failed, "failed:", summary.Errors, summary.Spend, err)
	// Output:
	// 1 label, 1 failed: [{lost_zero 1}] 19.06 USD <nil>
}
