package ups_test

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/shiprate/shiprate/carriers/live"
	card "github.com/shiprate/shiprate/carriers/ups"

	"github.com/shiprate/shiprate/carriers/live/ups"
)

// What happens when the account is wrong is told before anything is asked.
func ExampleNew() {
	config := live.Config{Clock: time.Now, Chance: rand.Float64}
	_, err := ups.New(ups.Config{ClientID: "app", Secret: "secret-of-app", Account: "a1", Live: config})
	fmt.Println(err)

	c, err := ups.New(ups.Config{ClientID: "app", Secret: "secret-of-app", Account: "A1B2C3", Live: config})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer c.Close()
	// The published rate card answers when UPS does not.
	fmt.Println(live.Fallback(c, card.New()).Name())
	// Output:
	// ups: the config is wrong: account: must be the shipper number, six capitals and digits
	// ups
}
