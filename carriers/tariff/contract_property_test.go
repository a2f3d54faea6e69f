package tariff_test

import (
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/fedex"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/carriers/ups"
	"github.com/shiprate/shiprate/carriers/usps"
)

// onPublished calls a property with random shipments at a published card and at
// a contract based on it.
func onPublished(t *testing.T, files edit, property func(t *testing.T, replies [2]carriers.Reply)) {
	t.Helper()
	retail, err := fs.Sub(usps.AllFiles(), "card-retail-2026-07")
	if err != nil {
		t.Fatal(err)
	}
	folders := map[string]fs.FS{"ups": ups.Files(), "fedex": fedex.Files(), "usps": usps.Files(), "usps-retail": retail}
	cards := map[string][2]*tariff.Carrier{}
	for name, base := range folders {
		published := load(t, base)
		cards[name] = [2]*tariff.Carrier{tariff.New(published), tariff.New(loadContract(t, contract(t, published.Name(), files), base))}
	}
	each(t, 2, func(t *testing.T, _ random, c *tariff.Carrier, s carriers.Shipment) {
		pair := cards[c.Name()]
		property(t, [2]carriers.Reply{quote(t, pair[0], s), quote(t, pair[1], s)})
	})
}

// asBase gives the quotes of a contract the name of its base's card.
func asBase(replies [2]carriers.Reply) carriers.Reply {
	for i := range replies[1].Quotes {
		replies[1].Quotes[i].Card = replies[0].Quotes[i].Card
	}
	return replies[1]
}

func TestContractWithoutDiscountsEqualsItsBase(t *testing.T) {
	for name, files := range map[string]edit{
		"no files": all(),
		"0 percent": all(write("discounts.csv", "services,percent\n,0\n"), write("minimums.csv", "services,minimum\n,list\n"),
			write("reductions.csv", "code,percent\ninsurance,0\n")),
		"a tier not reached": write("tiers.csv", "tier,services,percent\n1,,10\n"),
	} {
		t.Run(name, func(t *testing.T) {
			onPublished(t, files, func(t *testing.T, replies [2]carriers.Reply) {
				if len(replies[0].Quotes) != len(replies[1].Quotes) {
					t.Fatalf("%d quotes, and %d of the contract", len(replies[0].Quotes), len(replies[1].Quotes))
				}
				if got := asBase(replies); !reflect.DeepEqual(replies[0], got) {
					t.Errorf("(-base +contract)\n%s", cmp.Diff(replies[0], got))
				}
			})
		})
	}
}

// TestDiscountsAreWithinTheirBounds holds the net price of every parcel against
// the minimum, and the discount against the percentage, rounded half up.
func TestDiscountsAreWithinTheirBounds(t *testing.T) {
	for _, percent := range []int64{1, 33, 70, 99} {
		files := all(write("discounts.csv", fmt.Sprintf("services,percent\n,%d\n", percent)), write("minimums.csv", "services,minimum,less\n,list,2.00\n"))
		t.Run(fmt.Sprint(percent), func(t *testing.T) {
			onPublished(t, files, func(t *testing.T, replies [2]carriers.Reply) {
				for i, q := range replies[1].Quotes {
					checkBounds(t, &q, &replies[0].Quotes[i], percent)
				}
			})
		})
	}
}

// TestBidFindsTheBestOfAContract holds a bid, which passes over what cannot be
// the best, against all quotes, by discounts that make something heavier cheaper.
func TestBidFindsTheBestOfAContract(t *testing.T) {
	files := all(write("reductions.csv", "code,amount\nadditional_handling,0.00\noversize,0.00\n"), write("discounts.csv", `services,weight_over,weight_up_to,percent,residential
ground,,10 lb,5,no
ground,10 lb,,60,no
3-day-select,,1 lb,90,
2nd-day-air,5 lb,150 lb,40,yes
2nd-day-air,150 lb,200 lb,80,yes
next-day-air,35 lb,,99,
`))
	cards := tariff.New(loadContract(t, contract(t, "ups-daily-2026", files), ups.Files()))
	each(t, 2, func(t *testing.T, _ random, _ *tariff.Carrier, s carriers.Shipment) {
		var want *carriers.Quote
		reply := quote(t, cards, s)
		for i := range reply.Quotes {
			if q := &reply.Quotes[i]; want == nil || q.Compare(want) < 0 {
				want = q
			}
		}
		var got carriers.Quote
		if err := cards.Bid(carriers.Ask{Shipment: &s}, &got, nil); err != nil {
			t.Fatal(err)
		}
		if want != nil && (got.Service != want.Service || got.Total() != want.Total()) {
			t.Errorf("got %s at %v, want %s at %v", got.Service, got.Total(), want.Service, want.Total())
		}
	})
}

func checkBounds(t *testing.T, q, base *carriers.Quote, percent int64) {
	t.Helper()
	if q.Total().Minor >= base.Total().Minor || q.Total().Minor <= 0 {
		t.Errorf("%s: %v, and %v without a discount", q.Service, q.Total(), base.Total())
	}
	price := map[int]int64{}
	for _, c := range q.Charges {
		switch c.Code {
		case carriers.Base:
			price[c.Parcel] = c.Amount
		case carriers.Discount:
			list, off := price[c.Parcel], -c.Amount
			full := (list*percent + 50) / 100
			atMinimum := strings.HasSuffix(c.Name, fmt.Sprintf(" minimum of %d.%02d", (list-off)/100, (list-off)%100))
			if off <= 0 || off > full || off < full && !atMinimum {
				t.Errorf("%s: %d off %d, want %d: %s", q.Service, off, list, full, c.Name)
			}
		}
	}
}
