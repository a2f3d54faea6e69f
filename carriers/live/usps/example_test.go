package usps_test

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/shiprate/shiprate/carriers/live"
	card "github.com/shiprate/shiprate/carriers/usps"

	"github.com/shiprate/shiprate/carriers/live/usps"
)

// A quote needs the two keys of an app alone; what is missing for labels is told
// before anything is asked.
func ExampleNew() {
	config := live.Config{Clock: time.Now, Chance: rand.Float64}
	_, err := usps.New(usps.Config{ClientID: "app", Secret: "secret-of-app", Account: "1000000000", CRID: "12345678", MID: "1", Live: config})
	fmt.Println(err)

	c, err := usps.New(usps.Config{ClientID: "app", Secret: "secret-of-app", Live: config})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer c.Close()
	// The published rate card answers when USPS does not.
	fmt.Println(live.Fallback(c, card.New()).Name())
	// Output:
	// usps: the config is wrong: mid and manifest_mid: must have 6 or 9 digits, to buy labels
	// usps
}
