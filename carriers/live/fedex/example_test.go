package fedex_test

import (
	"fmt"
	"math/rand/v2"
	"time"

	card "github.com/shiprate/shiprate/carriers/fedex"
	"github.com/shiprate/shiprate/carriers/live"

	"github.com/shiprate/shiprate/carriers/live/fedex"
)

// What happens when the account is wrong is told before anything is asked.
func ExampleNew() {
	config := live.Config{Clock: time.Now, Chance: rand.Float64}
	_, err := fedex.New(fedex.Config{ClientID: "app", Secret: "secret-of-app", Account: "1", Live: config})
	fmt.Println(err)

	c, err := fedex.New(fedex.Config{ClientID: "app", Secret: "secret-of-app", Account: "123456789", Live: config})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer c.Close()
	// The published rate card answers when FedEx does not.
	fmt.Println(live.Fallback(c, card.New()).Name())
	// Output:
	// fedex: the config is wrong: account: must be the account number, nine digits
	// fedex
}
