package tariff_test

import (
	"errors"
	"testing"
	"testing/fstest"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
)

// FuzzContract takes the files of a contract over the small card as one txtar
// text. Whatever they are, loading ends in a card or in Errors, and the quotes of
// a card are sound: the discount takes no more than the price.
func FuzzContract(f *testing.F) {
	for _, seed := range []edit{
		func(testing.TB, fstest.MapFS) {},
		change("card.csv", "acme-2026", "acme-2025"),
		add("card.csv", "services,ground mail\neffective_from,2026-05-01\neffective_to,2026-06-30\n"),
		all(add("card.csv", "tier,b\n"), write("tiers.csv", "tier,services,percent,weekly_spend_over\na,,5,\nb,air,7.5,1000.00\nb,ground,0.0001,1000.00\n")),
		write("discounts.csv", "services,zones,residential,weight_over,weight_up_to,percent,from,to\nground,2 5,yes,,5 lb,20,,\nground,,no,150 lb,,99.9999,2026-02-01,2026-07-31\nair,8,,1 lb,,50,,\n"),
		all(write("discounts.csv", "services,percent\n,60\n"), write("minimums.csv", "services,minimum,of_zone,of_weight,less,percent\nground,list,2,1 lb,1.50,\nair,list,,,,25\nmail,3.99,,,,\n")),
		write("reductions.csv", "code,name,services,zones,residential,percent,less,amount,from,to\nresidential,,ground,5,yes,50,,,2026-03-01,\ndelivery_area,Delivery Area,,,no,,1.00,,,2026-12-31\nsignature,,,,,,,0.00,,\ninsurance,,,,,10,,,,\nfuel,,,,,12.5,,,,\n"),
		write("services.csv", "service,divisor,max_weight,effective_from,effective_to\nground,200,,2026-03-01,2026-08-31\nmail,none,100 lb,,\n"),
		write("surcharges.csv", "code,name,amount,percent,of\nresidential,Home,unknown,,\nledger,Fee,1.00,,\nfuel,Fuel,,fuel.csv,base ledger\n"),
		write("rates-ground.csv", "weight_up_to,2,5,8\n70 lb,5.00,6.00,7.00\nper lb,0.10,0.20,-\n"),
	} {
		f.Add(pack(f, contract(f, "acme-2026", seed)))
	}
	base := small(f)
	f.Fuzz(func(t *testing.T, archive []byte) {
		card, err := tariff.Load(unpack(archive), base)
		if err != nil {
			var list tariff.Errors
			if !errors.As(err, &list) || len(list) == 0 || card != nil {
				t.Fatalf("%v, and a card %v", err, card)
			}
			return
		}
		quoteAll(t, card)
		checkDiscounts(t, quote(t, tariff.New(card), toChicago()))
	})
}

// checkDiscounts holds the first parcel's discount of every quote against its
// base price.
func checkDiscounts(t *testing.T, reply carriers.Reply) {
	t.Helper()
	for _, q := range reply.Quotes {
		base := q.Charges[0].Amount
		for _, c := range q.Charges[1:] {
			if c.Code == carriers.Discount && c.Parcel == 0 && (c.Amount >= 0 || c.Amount < -base) {
				t.Errorf("%s: %v off %d", q.Service, c.Amount, base)
			}
		}
	}
}

// TestAnyCellOfAContractMayBeAnything puts nonsense into each cell of a
// contract.
func TestAnyCellOfAContractMayBeAnything(t *testing.T) {
	base := small(t)
	card := contract(t, "acme-2026", add("card.csv", "tier,b\nservices,ground air\n"),
		write("tiers.csv", "tier,services,percent,weekly_spend_over\nb,air,7.5,1000.00\n"),
		write("discounts.csv", "services,zones,residential,weight_over,weight_up_to,percent,from,to\nground,2 5,yes,2 lb,5 lb,20,2026-01-01,2026-12-31\n"),
		write("minimums.csv", "services,minimum,of_zone,of_weight,less,percent\nground,list,2,1 lb,1.50,\n"),
		write("reductions.csv", "code,name,services,zones,residential,percent,less,amount,from,to\nresidential,Residential,ground,5,yes,50,,,2026-03-01,2026-12-31\n"),
		write("services.csv", "service,divisor,max_weight,effective_from,effective_to\nground,200,70 lb,2026-03-01,2026-08-31\n"))
	try := func() bool {
		loaded, err := tariff.Load(card, base)
		if err == nil {
			quoteAll(t, loaded)
			checkDiscounts(t, quote(t, tariff.New(loaded), toChicago()))
		}
		return err == nil
	}
	loads, refusals := spoil(t, card, try)
	if loads < 10 || refusals < 100 {
		t.Errorf("%d loads and %d refusals: want 10 and 100 at least", loads, refusals)
	}
}
