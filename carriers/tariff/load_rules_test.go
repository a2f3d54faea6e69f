package tariff_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/shiprate/shiprate/carriers/tariff"
)

func TestLoadReportsZones(t *testing.T) {
	lane := func(row string) edit { return add("zones.csv", row+"\n") }
	centroid := func(row string) edit { return change("centroids.csv", "504,14.48,0", row) }
	miles := func(row string) edit { return change("distance.csv", "1000,5", row) }
	checkMistakes(t, []mistake{
		{"a lane twice", lane("101,605,8,8"), "zones.csv:6: the lane from 101 to 605 stands twice"},
		{"a lane twice in a row", lane("200,300-302 301,8,8"), "zones.csv:6: the lane from 200 to 301 stands twice"},
		{"a prefix of two digits", lane("200,60,8,8"), `zones.csv:6:5: "60": ` + noPlace},
		{"a range of three digits to five", lane("200,600-60601,8,8"), `zones.csv:6:5: "600-60601": ` + noPlace},
		{"a country in small letters", lane("200,ca,8,8"), `zones.csv:6:5: "ca": ` + noPlace},
		{"a country without the begin of a code", lane("200,CA:,8,8"), `zones.csv:6:5: "CA:": ` + noPlace},
		{"a begin of a code of nine letters", lane("200,CA:K1A0B1K1A,8,8"), `zones.csv:6:5: "CA:K1A0B1K1A": ` + noPlace},
		{"a letter for a digit", lane("200,CA:KIA,8,8"), `zones.csv:6:5: "CA:KIA": no postal code of CA begins so`},
		{"digits for letters", lane("200,GB:99,8,8"), `zones.csv:6:5: "GB:99": no postal code of GB begins so`},
		{"too many of a code", lane("200,CA:K1A0B12,8,8"), `zones.csv:6:5: "CA:K1A0B12": no postal code of CA begins so`},
		{"a lane of five digits twice", lane("200,99501 99400-99502,8,8"), "zones.csv:6: the lane from 200 to 99501 stands twice"},
		{"a country twice", lane("any US,606,8,8"), "zones.csv:6: the lane from any to 606 stands twice"},
		{"the begin of a code twice", lane("200,CA:K1A CA:K CA:K1A,8,8"), "zones.csv:6: the lane from 200 to CA:K1A stands twice"},
		{"a range that goes down", lane("200 202-201,606,8,8"), `zones.csv:6:1: "202-201": ` + noPlace},
		{"a dash for a hyphen", lane("200–202,606,8,8"), `zones.csv:6:1: "200–202": ` + noPlace},
		{"no origin", lane(",606,8,8"), "zones.csv:6:1: from is blank"},
		{"no destination", lane("200,,8,8"), "zones.csv:6:5: to is blank"},
		{"a blank zone", lane("200,606,,8"), "zones.csv:6:9: no zone: write - where the service does not go"},
		{"a missing zone", lane("200,606,8"), "zones.csv:6: 3 cells where the header has 4"},
		{"a zone without prices", lane("200,606,8,9"), `zones.csv:6:11: zone "9" has no column in rates-air.csv`},
		{"a zone without prices at two services", lane("200,606,9,8"),
			`zones.csv:6:9: zone "9" has no column in rates-ground.csv` + "\n" + `zones.csv:6:9: zone "9" has no column in rates-mail.csv`},
		{"a service that is not on the card", change("zones.csv", "from,to,ground mail,air", "from,to,ground rail mail,air"), `zones.csv:1:9: service "rail" is not in services.csv`},
		{"a service without zones", change("zones.csv", "from,to,ground mail,air", "from,to,ground,air"), `zones.csv:1: service "mail" has no column of zones`},
		{"a service in two columns", change("zones.csv", "from,to,ground mail,air", "from,to,ground mail,air mail"), `zones.csv:1:21: service "mail" has two columns`},
		{"no column of origins", change("zones.csv", "from,", "origin,"), `zones.csv:1: column "from" is missing`},
		{"a column without a name", write("zones.csv", "from,to,zone,\n100,100,2,\n"), "zones.csv:1:14: a column without a name"},

		{"miles that go down", miles("100,5"), "distance.csv:3:1: 100 miles do not follow 150: they go up, to 12000 at most"},
		{"miles round the earth", miles("13000,5"), "distance.csv:3:1: 13000 miles do not follow 150: they go up, to 12000 at most"},
		{"miles in words", miles("far,5"), `distance.csv:3:1: "far": not a number`},
		{"no miles", miles(",5"), "distance.csv:3:1: miles_up_to is blank"},
		{"no zone for miles", miles("1000,"), "distance.csv:3:6: zone is blank"},
		{"a row after more", miles("more,5"), "distance.csv:4: a row follows the last one, more"},
		{"a zone of a distance without prices", miles("1000,6"),
			"distance.csv:3:6: zone \"6\" has no column in rates-air.csv\ndistance.csv:3:6: zone \"6\" has no column in rates-ground.csv\ndistance.csv:3:6: zone \"6\" has no column in rates-mail.csv"},
		{"a place of two prefixes", centroid("504-505,14.48,0"), `centroids.csv:6:1: "504-505": not a prefix of three digits`},
		{"a place without a prefix", centroid(",14.48,0"), "centroids.csv:6:1: prefix is blank"},
		{"a place twice", centroid("500,14.48,0"), "centroids.csv:6:1: prefix 500 stands twice"},
		{"no latitude", centroid("504,,0"), "centroids.csv:6:5: lat is blank"},
		{"no longitude", centroid("504,14.48,"), "centroids.csv:6:11: lon is blank"},
		{"a longitude in words", centroid("504,14.48,0E"), `centroids.csv:6:11: "0E": not a number`},
		{"a latitude over the pole", centroid("504,91,0"), "centroids.csv:6:5: 91, 0: not a latitude and longitude in degrees"},
		{"a place that is not a number", centroid("504,NaN,0"), `centroids.csv:6:5: "NaN": not a number`},

		{"a postal code of four digits", add("areas.csv", "6060,standard\n"), `areas.csv:4:1: "6060": ` + noPlace},
		{"three digits twice", add("areas.csv", "606,standard\n600-606,standard\n"), "areas.csv:5:1: 606 stands twice"},
		{"a country twice", add("areas.csv", "CA,standard\nCA:K,standard\nCA,extended\n"), "areas.csv:6:1: CA stands twice"},
		{"a range of postal codes that goes down", add("areas.csv", "60702-60701,standard\n"), `areas.csv:4:1: "60702-60701": ` + noPlace},
		{"a postal code in two areas", add("areas.csv", "60600-60700,extended\n"), "areas.csv:4:1: 60601 stands twice"},
		{"no postal code", add("areas.csv", ",extended\n"), "areas.csv:4:1: postal_code is blank"},
		{"no area", add("areas.csv", "60607,\n"), "areas.csv:4:7: area is blank"},
		{"an area of two words", add("areas.csv", "60607,far away\n"), `areas.csv:4:7: "far away": an area is lower case letters, digits and underscores`},
	})
}

func TestLoadReportsSurcharges(t *testing.T) {
	one := func(cells ...string) edit { return surcharges(cellsOf(cells)) }
	over := row{"code": "oversize", "amount": "90.00", "longest_over": "96 in"}
	below := row{"code": "handling", "amount": "40.00"}
	checkMistakes(t, []mistake{
		{"no code", one("code=", "amount=1.00"), "surcharges.csv:2:1: code is blank\nsurcharges.csv:2:2: name is blank"},
		{"the code of the price", one("code=base", "amount=1.00"), `surcharges.csv:2:1: "base": a code is lower case letters, digits and underscores, and not base`},
		{"a code of two words", one("code=over size", "amount=1.00"), `surcharges.csv:2:1: "over size": a code is lower case letters, digits and underscores, and not base`},
		{"no amount", one("code=a"), "surcharges.csv:2:9: no amount: write a price, unknown, ask, or a percentage"},
		{"an amount and a percentage", one("code=a", "amount=1.00", "percent=5", "of=base"), "surcharges.csv:2:14: an amount and a percentage: a row has one of them"},
		{"an amount in words", one("code=a", "amount=free"), `surcharges.csv:2:9: "free": not a price`},
		{"an amount of three decimals", one("code=a", "amount=1.005"), `surcharges.csv:2:9: "1.005": more than 2 decimals`},
		{"an unknown amount without a note", one("code=a", "amount=unknown"), "surcharges.csv:2:37: note: an unknown amount needs a note"},
		{"a percent sign", one("code=a", "percent=5%", "of=base"), `surcharges.csv:2:10: "5%": not a percentage such as 27.5`},
		{"a percentage of five decimals", one("code=a", "percent=5.00001", "of=base"), `surcharges.csv:2:10: "5.00001": not a percentage such as 27.5`},
		{"a percentage over 1000", one("code=a", "percent=1000.01", "of=base"), `surcharges.csv:2:10: "1000.01": not a percentage such as 27.5`},
		{"a percentage of nothing", one("code=a", "percent=5"), "surcharges.csv:2:12: of: a percentage needs the charges that it is of"},
		{"an amount of other charges", one("code=a", "amount=5.00", "of=base"), "surcharges.csv:2:15: of: only a percentage is of other charges"},
		{"a percentage of a charge that is not on the card", one("code=a", "percent=5", "of=base oversize"), `surcharges.csv:2:12: code "oversize" is not in the file`},
		{"a percentage of a charge below", surcharges(row{"code": "a", "percent": "5", "of": "handling"}, below), "surcharges.csv:2:12: of: names a code that does not stand above"},
		{"a percentage of itself", one("code=a", "percent=5", "of=a"), "surcharges.csv:2:12: of: names a code that does not stand above"},
		{"a negative percentage that is no discount", one("code=a", "percent=-5", "of=base"), "surcharges.csv:2:10: percent: only a discount is negative"},
		{"a negative amount", one("code=discount", "amount=-5.00"), `surcharges.csv:2:23: "-5.00": not a price`},
		{"a charge with one below", surcharges(row{"code": "a", "amount": "5.00", "with": "handling"}, below), "surcharges.csv:2:31: with: names a code that does not stand above"},
		{"a charge with one that is not on the card", one("code=a", "amount=5.00", "with=handling"), `surcharges.csv:2:31: code "handling" is not in the file`},
		{"a charge with a percentage", surcharges(row{"code": "a", "percent": "5", "of": "base"}, row{"code": "b", "amount": "1.00", "with": "a"}),
			"surcharges.csv:3:31: with: names a percentage, which is charged after the amounts"},
		{"a charge that waives one that is not on the card", one("code=a", "amount=5.00", "waives=handling"), `surcharges.csv:2:32: code "handling" is not in the file`},
		{"a charge that waives the price", one("code=a", "amount=5.00", "waives=base"), "surcharges.csv:2:32: waives: cannot be the base price"},
		{"a charge that waives itself", one("code=a", "amount=5.00", "waives=a"), "surcharges.csv:2:32: waives: a waives another charge and cannot be waived"},
		{"two charges that waive each other", surcharges(row{"code": "a", "amount": "5.00", "waives": "b"}, row{"code": "b", "amount": "5.00", "waives": "a"}),
			"surcharges.csv:2:32: waives: b waives another charge and cannot be waived\nsurcharges.csv:3:32: waives: a waives another charge and cannot be waived"},
		{"a percentage that waives", surcharges(below, row{"code": "a", "percent": "5", "of": "base", "waives": "handling"}),
			"surcharges.csv:3:33: waives: cannot depend on the billable weight, on another charge or on a percentage"},
		{"a minimum weight that depends on the weight", one("code=a", "amount=5.00", "billable_over=10 lb", "min_billable=40 lb"),
			"surcharges.csv:2:38: min_billable: cannot depend on the billable weight, on another charge or on a percentage"},
		{"a minimum weight that depends on a charge", surcharges(over, row{"code": "a", "amount": "5.00", "with": "oversize", "min_billable": "40 lb"}),
			"surcharges.csv:3:41: min_billable: cannot depend on the billable weight, on another charge or on a percentage"},
		{"a service that is not on the card", one("code=a", "amount=5.00", "services=ground rail"), `surcharges.csv:2:5: service "rail" is not in services.csv`},
		{"a zone that the row's services do not have", one("code=a", "amount=5.00", "services=ground", "zones=2 9"), `surcharges.csv:2:12: zone "9" is not one of the row's services`},
		{"an area that is not on the card", one("code=a", "amount=5.00", "area=standard remote"), `surcharges.csv:2:17: area "remote" is not in areas.csv`},
		{"an accessorial that is none", one("code=a", "amount=5.00", "accessorial=monday"), `surcharges.csv:2:24: "monday": not one of [adult-signature indirect-signature saturday signature sunday]`},
		{"neither yes nor no", one("code=a", "amount=5.00", "residential=home"), `surcharges.csv:2:16: "home": not yes or no`},
		{"a weight without a unit", one("code=a", "amount=5.00", "weight_over=50"), `surcharges.csv:2:18: weight "50": no unit: write one such as 2lb, 2lb8oz, 40oz, 1.2kg or 900g, at most 1000000 kg`},
		{"a volume without a unit", one("code=a", "amount=5.00", "volume_over=10368"), `surcharges.csv:2:22: "10368": not a volume such as 10368 in3`},
		{"a volume of litres", one("code=a", "amount=5.00", "volume_over=20 l"), `surcharges.csv:2:22: "20 l": not a volume such as 10368 in3`},
		{"days that end before they begin", one("code=a", "amount=5.00", "from=2026-10-01", "to=2026-09-30"), "surcharges.csv:2:18: to: is before from"},
		{"an insured value up to less than over", one("code=a", "amount=5.00", "insured_over=100.00", "insured_up_to=100.00"), "surcharges.csv:2:32: insured_up_to: is not over insured_over"},
		{"insurance of nothing", one("code=insurance", "amount=5.00", "insured_up_to=0.00"), "surcharges.csv:2:42: insured_up_to: is not over insured_over"},
		{"a price for each nothing insured", one("code=insurance", "amount=5.00", "per_insured=0.00"), `surcharges.csv:2:43: "0.00": must be more than 0`},
		{"a free part of a fixed amount", one("code=a", "amount=5.00", "free_insured=100.00"), "surcharges.csv:2:38: free_insured: is only for an amount per_insured"},
		{"a minimum of a fixed amount", one("code=a", "amount=5.00", "minimum=5.00"), "surcharges.csv:2:28: minimum: is only for an amount per_insured"},
		{"a billable weight up to less than over", one("code=a", "amount=5.00", "billable_over=10 lb", "billable_up_to=10 lb"), "surcharges.csv:2:35: billable_up_to: is not over billable_over"},
		{"a column that no card has", write("surcharges.csv", "code,name,amount,colour\n"), `surcharges.csv:1:18: unknown column "colour": there are code, name, amount, services, zones, from, to, percent, of, residential, area, ` +
			"weight_over, longest_over, second_over, third_over, sum_over, length_girth_over, volume_over, nonstandard, accessorial, insured_over, insured_up_to, per_insured, minimum, billable_over, billable_up_to, with, waives, min_billable, note, per, free_insured"},
		{"a week's percentage that is not there", remove("fuel.csv"), "surcharges.csv:11:24: fuel.csv has no percentage for air\nsurcharges.csv:11:24: fuel.csv has no percentage for ground"},
	})
}

// cellsOf makes a row of "column=cell".
func cellsOf(cells []string) row {
	r := row{}
	for _, c := range cells {
		column, cell, _ := strings.Cut(c, "=")
		r[column] = cell
	}
	return r
}

func TestLoadReportsFuelTransitAndCalendar(t *testing.T) {
	fuel := func(row string) edit { return change("fuel.csv", "2026-06-01,air,12.50", row) }
	transit := func(row string) edit { return change("transit.csv", "ground,5,3,,", row) }
	calendar := func(row string) edit { return change("calendar.csv", "2026-07-03,,closed", row) }
	checkMistakes(t, []mistake{
		{"a week twice", fuel("2026-06-01,ground,12.50"), "fuel.csv:5:1: 2026-06-01 stands twice for ground"},
		{"a week without a day", fuel(",air,12.50"), "fuel.csv:5:1: from is blank"},
		{"a week without a percentage", fuel("2026-06-01,air,"), "fuel.csv:5:16: percent is blank"},
		{"a week of a service that is not on the card", fuel("2026-06-01,rail,12.50"), `fuel.csv:5:12: service "rail" is not in services.csv`},
		{"a percentage in words", fuel("2026-06-01,air,12½"), `fuel.csv:5:16: "12½": not a percentage such as 27.5`},
		{"a negative percentage", fuel("2026-06-01,air,-12.50"), `fuel.csv:5:16: "-12.50": only a discount is negative`},

		{"shares that are too few", change("transit.csv", "ground,2,2,0.1,", "ground,2,2,0.05,"), "transit.csv: the shares of ground zone 2 sum to 0.95, not 1"},
		{"shares that are too many", change("transit.csv", "ground,2,2,0.1,", "ground,2,2,0.1001,"), "transit.csv:3: the shares of ground zone 2 sum to more than 1"},
		{"a zone twice", add("transit.csv", "ground,5,4,,\n"), "transit.csv:6: the shares of ground zone 5 sum to more than 1"},
		{"a share of nothing", transit("ground,5,3,0,"), `transit.csv:4:12: "0": not a share over 0 and up to 1, such as 0.9913`},
		{"a share in per cent", transit("ground,5,3,100,"), `transit.csv:4:12: "100": not a share over 0 and up to 1, such as 0.9913`},
		{"no days", transit("ground,5,,,"), "transit.csv:4:10: days is blank"},
		{"days in words", transit("ground,5,three,,"), `transit.csv:4:10: "three": not a number of days from 1 to 60`},
		{"a zone that the row's services do not have", transit("ground,5 6,3,,"), `transit.csv:4:8: zone "6" is not one of the row's services`},
		{"transit of a service that is not on the card", transit("rail,,3,,"), `transit.csv:4:1: service "rail" is not in services.csv`},

		{"a day by name", calendar("christmas,,closed"), `calendar.csv:3:1: "christmas": not a date such as 2026-11-27 or a weekday such as saturday`},
		{"a weekday with a capital", calendar("Sunday,,closed"), `calendar.csv:3:1: "Sunday": not a date such as 2026-11-27 or a weekday such as saturday`},
		{"no day", calendar(",,closed"), "calendar.csv:3:1: date is blank"},
		{"a day on which nothing happens", calendar("2026-07-03,,"), "calendar.csv:3:13: what is blank"},
		{"a day on which what happens is none of these", calendar("2026-07-03,,holiday"), `calendar.csv:3:13: "holiday": not closed, no_delivery, no_pickup, delivery, pickup, cutoff 17:00 or on_request`},
		{"an hour that is none", calendar("friday,,cutoff 25:00"), `calendar.csv:3:9: "25:00" is not an hour from 00:00 to 23:59, such as 10:30`},
		{"a cutoff without an hour", calendar("friday,,cutoff"), `calendar.csv:3:9: "cutoff": not closed, no_delivery, no_pickup, delivery, pickup, cutoff 17:00 or on_request`},
		{"a day of a service that is not on the card", calendar("2026-07-03,rail,closed"), `calendar.csv:3:12: service "rail" is not in services.csv`},
	})
}

func TestLoadCountsCodesNotesAndZones(t *testing.T) {
	var codes, notes, conditions []row
	var areas strings.Builder
	for i := range 65 {
		conditions = append(conditions, row{"code": "a", "amount": "1.00", "weight_over": fmt.Sprintf("%d lb", i+1)})
		fmt.Fprintf(&areas, "%05d,area_%d\n", 70000+i, i)
		codes = append(codes, row{"code": fmt.Sprintf("code_%d", i), "amount": "1.00"})
		notes = append(notes, row{"code": "a", "amount": "1.00", "note": fmt.Sprintf("note %d", i)})
	}
	load(t, small(t, surcharges(codes[:63]...)))
	load(t, small(t, surcharges(conditions[:64]...)))
	within, _, _ := strings.Cut(areas.String(), "70061") // the card has two of its own
	load(t, small(t, add("areas.csv", within)))
	load(t, small(t, surcharges(notes[:58]...))) // the card has six of its own
	var labels, cells strings.Builder
	for i := range 64 {
		fmt.Fprintf(&labels, ",%d", i+1)
		cells.WriteString(",1.00")
	}
	wide := func(more string, cell string) edit {
		return write("rates-air.csv", "weight_up_to"+labels.String()+more+"\n1 lb"+cells.String()+cell+"\n")
	}
	load(t, small(t, wide("", "")))
	checkMistakes(t, []mistake{
		{"64 codes beside the price", surcharges(codes[:64]...), "surcharges.csv: 64 codes are over the 63 limit"},
		{"65 conditions", surcharges(conditions...), "surcharges.csv: 65 different conditions are over the 64 limit"},
		{"64 areas", add("areas.csv", areas.String()), `areas.csv:65:7: "area_61" is one more area than the 63 limit`},
		{"65 notes", surcharges(notes[:60]...), "card.csv: 66 different notes are over the 64 limit"},
		{"65 zones", wide(",65", ",1.00"), "rates-air.csv:1: 65 zones: a service has from 1 to 64"},
	})
}

// noPlace is what an error says of a cell that names none.
const noPlace = "not three digits of a postal code such as 100 or 100-102, five such as 99546 or 99546-99551, any, or a country such as CA or CA:K1A"

func TestWithZonesReportsItsOwnFile(t *testing.T) {
	card := load(t, small(t))
	tests := []struct{ name, chart, says string }{
		{"an empty file", "", "chart.csv: the file is empty"},
		{"mistakes of every kind, in their order", "from,to,zone\n100,600,7\n10,600,8\n", `chart.csv:2:9: zone "7" has no column in rates-air.csv` + "\n" +
			`chart.csv:2:9: zone "7" has no column in rates-ground.csv` + "\n" + `chart.csv:2:9: zone "7" has no column in rates-mail.csv` + "\n" +
			`chart.csv:3:1: "10": ` + noPlace},
		{"a lane twice", "from,to,zone\n100,600,5\n100,600,5\n", "chart.csv:3: the lane from 100 to 600 stands twice"},
		{"a service without zones", "from,to,ground,mail\n", `chart.csv:1: service "air" has no column of zones`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			with, err := card.WithZones("chart.csv", strings.NewReader(tt.chart))
			if err == nil || err.Error() != tt.says || with != nil {
				t.Errorf("got  %v\nwant %s", err, tt.says)
			}
		})
	}
	if _, err := tariff.Load(fstest.MapFS{}); err == nil || err.Error() != "card.csv: the file is missing\nservices.csv: the file is missing" {
		t.Errorf("an empty folder: got %v", err)
	}
}
