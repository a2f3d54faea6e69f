package tariff_test

import "testing"

func TestLoadReportsCard(t *testing.T) {
	checkMistakes(t, []mistake{
		{"a key that no card has", add("card.csv", "colour,blue\n"),
			`card.csv:10:1: unknown key "colour": there are carrier, name, currency, country, weight_unit, effective_from, source, effective_to, holidays, note, based_on, services, tier`},
		{"a country whose holidays are not known", add("card.csv", "holidays,BR\n"), `card.csv:10:10: the holidays of "BR" are not known: there are AT, AU-NSW, BE, CA, CZ, DE, FR, GB, IE, IT, PL, PT, US`},
		{"a key twice", add("card.csv", "name,acme-2027\n"), "card.csv:10:1: name stands twice"},
		{"a key without a value", change("card.csv", "currency,USD", "currency,"), "card.csv:4:10: value is blank"},
		{"a value without a key", add("card.csv", ",blue\n"), "card.csv:10:1: key is blank"},
		{"no carrier", change("card.csv", "carrier,acme\n", ""), "card.csv: carrier is missing"},
		{"no source and no currency", all(change("card.csv", "currency,USD\n", ""), change("card.csv", "source,", "note,")),
			"card.csv: currency is missing\ncard.csv: source is missing"},
		{"a carrier with capitals", change("card.csv", "carrier,acme", "carrier,Acme"), `card.csv:2:9: "Acme": not lower case letters, digits and hyphens`},
		{"a currency in lower case", change("card.csv", "USD", "usd"), `card.csv:4:10: "usd": not an ISO 4217 code such as USD`},
		{"a currency that is none", change("card.csv", "USD", "XXX"), `card.csv:4:10: "XXX": not an ISO 4217 code such as USD`},
		{"a country of three letters", change("card.csv", "country,US", "country,USA"), `card.csv:5:9: "USA": not a code of two capitals such as US`},
		{"a country of digits", change("card.csv", "country,US", "country,12"), `card.csv:5:9: "12": not a code of two capitals such as US`},
		{"a unit that is not weighed in", change("card.csv", "weight_unit,lb", "weight_unit,oz"), `card.csv:6:13: "oz": not lb or kg`},
		{"a day written otherwise", change("card.csv", "2027-06-30", "30/06/2027"), `card.csv:8:14: "30/06/2027" is not a date such as 2026-11-27`},
		{"a day that is not", change("card.csv", "2027-06-30", "2027-06-31"), `card.csv:8:14: "2027-06-31" is not a date such as 2026-11-27`},
		{"an end before the beginning", change("card.csv", "2027-06-30", "2025-12-31"), "card.csv: effective_to 2025-12-31 is before effective_from 2026-01-01"},
	})
}

func TestLoadReportsServices(t *testing.T) {
	const ground = "ground,Acme Ground,,139,in3/lb,,up,1 lb,,150 lb,108 in,165 in,,,,no,,"
	checkMistakes(t, []mistake{
		{"a name with capitals", change("services.csv", "air,Acme", "Air,Acme"), `services.csv:3:1: "Air": a service is lower case letters, digits and hyphens`},
		{"no name", change("services.csv", "air,Acme Air", ",Acme Air"), "services.csv:3:1: service is blank"},
		{"no name as the carrier writes it", change("services.csv", "air,Acme Air", "air,"), "services.csv:3:5: name is blank"},
		{"two names", add("services.csv", "ground,Acme Road,,,,,,,,150 lb,,,,,,,2027-07-01,\n"),
			`services.csv:5:8: "Acme Road": the name of ground is "Acme Ground" above` + "\n" + `services.csv:5:49: 2027-06-30 is before 2027-07-01`},
		{"no services", write("services.csv", "service,name,max_weight\n"), "services.csv: no services"},
		{"a column that no card has", change("services.csv", ",guaranteed,", ",warranted,"),
			`services.csv:1:186: unknown column "warranted": there are service, name, max_weight, scope, contents, divisor, divisor_unit, dim_threshold, dim_rounding, weight_step, min_billable, ` +
				"max_length, max_length_girth, max_second, max_sum, max_box, place, delivery_days, delivery_time, delivery_time_residential, guaranteed, effective_from, effective_to, note"},
		{"no weight limit", change("services.csv", ",70 lb,", ",,"), "services.csv:4:42: max_weight is blank"},
		{"a weight limit without a unit", change("services.csv", ",70 lb,", ",70,"),
			`services.csv:4:42: weight "70": no unit: write one such as 2lb, 2lb8oz, 40oz, 1.2kg or 900g, at most 1000000 kg`},
		{"a size limit without a unit", change("services.csv", ",130 in,", ",130,"),
			`services.csv:4:49: length "130": no unit: write one such as 12in, 30cm, 300mm or 4ft, at most 100 m`},
		{"a divisor in words", change("services.csv", "air,Acme Air,,139", "air,Acme Air,,one"), `services.csv:3:15: "one": not a whole number over 0`},
		{"a divisor of nothing", change("services.csv", "air,Acme Air,,139", "air,Acme Air,,0"), `services.csv:3:15: "0": not a whole number over 0`},
		{"a divisor out of range", change("services.csv", "air,Acme Air,,139", "air,Acme Air,,5000"), "services.csv:3: divisor: 5000 is not between 0 and 4000 in3/lb"},
		{"a divisor without a unit", change("services.csv", "air,Acme Air,,139,in3/lb", "air,Acme Air,,139,"), "services.csv:3:15: a divisor needs its divisor_unit, in3/lb or cm3/kg"},
		{"a unit of a divisor that is none", change("services.csv", "air,Acme Air,,139,in3/lb", "air,Acme Air,,139,in3"), `services.csv:3:19: "in3": not in3/lb or cm3/kg`},
		{"a threshold in the other unit", change("services.csv", "1728 in3", "1728 cm3"), `services.csv:4:28: "1728 cm3": not a volume such as 1728 in3`},
		{"a threshold without a divisor", change("services.csv", "139,in3/lb,1728 in3", ",,1728 in3"), "services.csv:4:19: dim_threshold is only for a divisor"},
		{"sides rounded down", change("services.csv", "1728 in3,up", "1728 in3,down"), `services.csv:4:37: "down": not up, nearest or exact`},
		{"a step without a unit", change("services.csv", "air,Acme Air,,139,in3/lb,,up,1 lb", "air,Acme Air,,139,in3/lb,,up,1"),
			`services.csv:3:30: weight "1": no unit: write one such as 2lb, 2lb8oz, 40oz, 1.2kg or 900g, at most 1000000 kg`},
		{"a scope that is none", change("services.csv", "air,Acme Air,,", "air,Acme Air,homes,"), `services.csv:3:14: "homes": not residential or business`},
		{"neither yes nor no", change("services.csv", ",yes,", ",y,"), `services.csv:3:71: "y": not yes or no`},
		{"contents that none takes", groundWith("contents", "gold"), `services.csv:2:71: "gold": not media`},
		{"no days", change("services.csv", ",2,10:30", ",0,10:30"), `services.csv:3:57: "0": not a number of days from 1 to 60`},
		{"too many days", change("services.csv", ",2,10:30", ",61,10:30"), `services.csv:3:57: "61": not a number of days from 1 to 60`},
		{"an hour of one digit", change("services.csv", "10:30", "9:30"), `services.csv:3:59: "9:30": not an hour such as 10:30`},
		{"an hour after midnight", change("services.csv", "12:00", "24:00"), `services.csv:3:65: "24:00": not an hour such as 10:30`},
		{"periods that overlap by a day", change("services.csv", ground, ground+"2026-07-12\n"+ground[:len(ground)-1]+"2026-07-12,"),
			"services.csv:3:69: ground: 2026-07-12 to 2027-06-30 overlaps 2026-01-01 to 2026-07-12 of the same service"},
		{"one period twice without an end", all(change("card.csv", "effective_to,2027-06-30\n", ""), add("services.csv", ground+"\n")),
			"services.csv:5:69: ground: from 2026-01-01 overlaps from 2026-01-01 of the same service"},
		{"periods that overlap by a day, the later one first", change("services.csv", ground, ground[:len(ground)-1]+"2026-07-12,\n"+ground+"2026-07-12"),
			"services.csv:3:69: ground: 2026-01-01 to 2026-07-12 overlaps 2026-07-12 to 2027-06-30 of the same service"},
		{"a period that ends before it begins", change("services.csv", ground, ground[:len(ground)-1]+"2026-07-12,2026-07-11"), "services.csv:2:80: 2026-07-11 is before 2026-07-12"},
	})
}

func TestPeriodsMayFollowOneAnother(t *testing.T) {
	const ground = "ground,Acme Ground,,139,in3/lb,,up,1 lb,,150 lb,108 in,165 in,,,,no,,"
	load(t, small(t, change("services.csv", ground, ground+"2026-07-11\n"+ground[:len(ground)-1]+"2026-07-12,")))
}

func TestLoadReportsPrices(t *testing.T) {
	cell := func(price string) edit { return change("rates-ground.csv", "2 lb,8.50,", "2 lb,"+price+",") }
	checkMistakes(t, []mistake{
		{"a letter O", cell("1O.25"), `rates-ground.csv:3:6: "1O.25": not a price`},
		{"a blank cell", cell(""), "rates-ground.csv:3:6: no price: write - where the service is not offered"},
		{"a cell of a space", cell(" "), "rates-ground.csv:3:6: no price: write - where the service is not offered"},
		{"a missing cell", change("rates-ground.csv", "2 lb,8.50,9.75,11.25", "2 lb,8.50,9.75"), "rates-ground.csv:3: 3 cells where the header has 4"},
		{"a currency sign", cell("$8.50"), `rates-ground.csv:3:6: "$8.50": not a price`},
		{"a decimal comma", cell(`"8,50"`), `rates-ground.csv:3:6: "8,50": not a price`},
		{"a minus", cell("-8.50"), `rates-ground.csv:3:6: "-8.50": not a price`},
		{"half a cent", cell("8.505"), `rates-ground.csv:3:6: "8.505": more than 2 decimals`},
		{"no digit before the point", cell(".50"), `rates-ground.csv:3:6: ".50": not a price`},
		{"no digit after it", cell("8."), `rates-ground.csv:3:6: "8.": not a price`},
		{"an exponent", cell("1e3"), `rates-ground.csv:3:6: "1e3": not a price`},
		{"nothing to pay", cell("0.00"), "rates-ground.csv:3:6: a price of 0: write - where the service is not offered"},
		{"a thousand million", cell("1000000000.00"), `rates-ground.csv:3:6: "1000000000.00": a price over 999999999`},
		{"cents of a yen", all(change("card.csv", "USD", "JPY"), write("surcharges.csv", "code,name,amount\n"),
			write("rates-ground.csv", "weight_up_to,2,5,8\n1 lb,8.5,9,10\n"), write("rates-air.csv", "weight_up_to,2,5,8\n1 lb,8,9,10\n"), write("rates-mail.csv", "weight_up_to,2,5,8\n1 lb,8,9,10\n")),
			`rates-ground.csv:2:6: "8.5": more than 0 decimals`},
		{"a weight without a unit", change("rates-ground.csv", "2 lb,", "2,"), `rates-ground.csv:3:1: weight "2": no unit: write one such as 2lb, 2lb8oz, 40oz, 1.2kg or 900g, at most 1000000 kg`},
		{"no weight", change("rates-ground.csv", "2 lb,", ","), "rates-ground.csv:3:1: weight_up_to is blank"},
		{"a weight twice", change("rates-ground.csv", "2 lb,", "1 lb,"), "rates-ground.csv:3:1: 1 lb does not follow 1 lb: weights go up, each once"},
		{"a weight twice in another unit", change("rates-ground.csv", "2 lb,", "16 oz,"), "rates-ground.csv:3:1: 1 lb does not follow 1 lb: weights go up, each once"},
		{"weights that go down", change("rates-ground.csv", "10 lb,", "4 lb,"), "rates-ground.csv:5:1: 4 lb does not follow 5 lb: weights go up, each once"},
		{"a price per kilogram", change("rates-ground.csv", "per lb,", "per kg,"), `rates-ground.csv:8:1: "per kg": the card's unit makes it "per lb", or "per lb to" and a weight`},
		{"a row after the last", add("rates-ground.csv", "200 lb,200.00,200.00,200.00\n"), "rates-ground.csv:9: a row follows the last one, per lb"},
		{"a fraction of nothing", change("rates-ground.csv", "121.21/150", "121.21/0"), `rates-ground.csv:8:8: "121.21/0": not a price or a fraction of one, such as 121.21/150`},
		{"a fraction of two points", change("rates-ground.csv", "121.21/150", "121.21/1.5"), `rates-ground.csv:8:8: "121.21/1.5": not a price or a fraction of one, such as 121.21/150`},
		{"a fraction in a break", cell("17.00/2"), `rates-ground.csv:3:6: "17.00/2": not a price`},
		{"a price per pound alone", write("rates-air.csv", "weight_up_to,2,5,8\nper lb,1.00,1.00,1.00\n"), "rates-air.csv: no prices"},
		{"no prices", write("rates-air.csv", "weight_up_to,2,5,8\n"), "rates-air.csv: no prices"},
		{"no zones", write("rates-air.csv", "weight_up_to\n1 lb\n"), "rates-air.csv:1: 0 zones: a service has from 1 to 64"},
		{"no weights", change("rates-air.csv", "weight_up_to", "weight"), `rates-air.csv:1: column "weight_up_to" is missing`},
		{"a zone twice", change("rates-air.csv", "2,5,8", "2,5,2"), `rates-air.csv:1:18: column "2" stands twice`},
		{"a zone of two words", change("rates-air.csv", "2,5,8", "2,5,zone 8"), `rates-air.csv:1:18: "zone 8": a zone is a label without spaces, and not -`},
		{"a zone without a label", change("rates-air.csv", "2,5,8", "2,5,"), "rates-air.csv:1:18: a column without a name"},
	})
}
