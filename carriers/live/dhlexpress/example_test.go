package dhlexpress_test

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/dhlexpress"
)

// What happens when the account is wrong is told before anything is asked, and
// what DHL cannot do is seen before it is wanted.
func ExampleNew() {
	config := live.Config{Clock: time.Now, Chance: rand.Float64}
	_, err := dhlexpress.New(dhlexpress.Config{Username: "shop", Password: "secret-of-shop", Account: "12-34", Live: config})
	fmt.Println(err)

	c, err := dhlexpress.New(dhlexpress.Config{Username: "shop", Password: "secret-of-shop", Account: "123456789", Live: config})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer c.Close()
	var carrier carriers.Carrier = c
	_, buys := carrier.(carriers.Labeler)
	_, voids := carrier.(carriers.Voider)
	fmt.Println(c.Name(), "sells labels:", buys, "takes them back:", voids)
	// Output:
	// dhlexpress: the config is wrong: account: must be the account's number, of at most 12 digits
	// dhlexpress sells labels: true takes them back: false
}
