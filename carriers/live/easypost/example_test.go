package easypost_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"time"

	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/easypost"
)

// The key comes from the environment, and is shown nowhere.
func ExampleNew() {
	_ = os.Setenv("EASYPOST_API_KEY", "EZTKexample")
	c, err := easypost.New(easypost.Config{
		Key:      os.Getenv("EASYPOST_API_KEY"),
		Services: []string{"USPS/GroundAdvantage", "UPSDAP/Ground"},
		Live:     live.Config{Clock: time.Now, Chance: rand.Float64, Budget: 2 * time.Second, Keep: time.Minute},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer c.Close()
	for _, s := range c.Services() {
		fmt.Println(s.Carrier+"/"+s.Service, "is", s.Name)
	}
	// Output:
	// easypost/usps-ground-advantage is USPS GroundAdvantage
	// easypost/upsdap-ground is UPSDAP Ground
}
