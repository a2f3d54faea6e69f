package barcode

// aiRule says what an application identifier's value may be.
type aiRule struct {
	// low and high bound a run of identifiers. The last digit runs from that of low to
	// that of high in every ten: 3100 to 3165 is 3100-3105, 3110-3115 and so on.
	low, high string
	// min and max are the length of the value in characters.
	min, max int
	// digits is how many leading characters must be digits.
	digits int
	// checked is how many leading digits end in a GS1 check digit; 0 is none.
	checked int
}

func (r aiRule) covers(ai string) bool {
	if len(ai) != len(r.low) || ai < r.low || ai > r.high {
		return false
	}
	last := len(ai) - 1
	for i := range len(ai) {
		if !digit(ai[i]) {
			return false
		}
	}
	return r.low[last] <= ai[last] && ai[last] <= r.high[last]
}

func findRule(ai string) (aiRule, bool) {
	for _, r := range aiRules {
		if r.covers(ai) {
			return r, true
		}
	}
	return aiRule{}, false
}

// aiRules are the identifiers met in transport and trade, from the GS1 syntax dictionary
// (github.com/gs1/gs1-syntax-dictionary, read November 2026). Identifiers with check
// characters of another kind (8010, 8013, 8030) and those of single trades (70xx, 71x,
// 72xx) are not here.
var aiRules = []aiRule{
	{"420", "420", 1, 20, 0, 0},    // ship-to postal code
	{"91", "99", 1, 90, 0, 0},      // a carrier's own; USPS 92 to 95, FedEx Ground 96
	{"00", "00", 18, 18, 18, 18},   // SSCC
	{"01", "02", 14, 14, 14, 14},   // GTIN, contained GTIN
	{"10", "10", 1, 20, 0, 0},      // batch
	{"11", "13", 6, 6, 6, 0},       // dates: production, due, packaging
	{"15", "17", 6, 6, 6, 0},       // dates: best before, sell by, expiry
	{"20", "20", 2, 2, 2, 0},       // variant
	{"21", "22", 1, 20, 0, 0},      // serial, consumer product variant
	{"235", "235", 1, 28, 0, 0},    // third-party serial
	{"240", "241", 1, 30, 0, 0},    // additional and customer item numbers
	{"242", "242", 1, 6, 6, 0},     // made-to-order variant
	{"243", "243", 1, 20, 0, 0},    // packaging component
	{"250", "251", 1, 30, 0, 0},    // secondary serial, source entity
	{"253", "253", 13, 30, 13, 13}, // document type identifier
	{"254", "254", 1, 20, 0, 0},    // GLN extension
	{"255", "255", 13, 25, 25, 13}, // coupon
	{"30", "30", 1, 8, 8, 0},       // variable count
	{"3100", "3165", 6, 6, 6, 0},   // net weight and measures, metric
	{"3200", "3295", 6, 6, 6, 0},   // net weight lb, in, ft, yd
	{"3300", "3375", 6, 6, 6, 0},   // gross weight and logistic measures, metric
	{"3400", "3495", 6, 6, 6, 0},   // gross weight lb, logistic in, ft, yd
	{"3500", "3575", 6, 6, 6, 0},   // areas, troy and fluid ounces
	{"3600", "3695", 6, 6, 6, 0},   // volumes
	{"37", "37", 1, 8, 8, 0},       // count of contained items
	{"3900", "3909", 1, 15, 15, 0}, // amount
	{"3910", "3919", 4, 18, 18, 0}, // amount with currency
	{"3920", "3929", 1, 15, 15, 0}, // price
	{"3930", "3939", 4, 18, 18, 0}, // price with currency
	{"400", "401", 1, 30, 0, 0},    // order number, consignment (GINC)
	{"402", "402", 17, 17, 17, 17}, // shipment (GSIN)
	{"403", "403", 1, 30, 0, 0},    // routing code
	{"410", "417", 13, 13, 13, 13}, // locations (GLN)
	{"421", "421", 4, 12, 3, 0},    // ship-to country and postal code
	{"422", "422", 3, 3, 3, 0},     // country of origin
	{"423", "423", 3, 15, 15, 0},   // countries of first processing
	{"424", "424", 3, 3, 3, 0},     // country of processing
	{"425", "425", 3, 15, 15, 0},   // countries of disassembly
	{"426", "426", 3, 3, 3, 0},     // country of full processing
	{"427", "427", 1, 3, 0, 0},     // subdivision of origin
	{"4300", "4301", 1, 35, 0, 0},  // ship-to company, name
	{"4302", "4306", 1, 70, 0, 0},  // ship-to address
	{"4307", "4307", 2, 2, 0, 0},   // ship-to country
	{"4308", "4308", 1, 30, 0, 0},  // ship-to telephone
	{"4309", "4309", 20, 20, 20, 0},
	{"4310", "4311", 1, 35, 0, 0}, // return-to company, name
	{"4312", "4316", 1, 70, 0, 0}, // return-to address
	{"4317", "4317", 2, 2, 0, 0},  // return-to country
	{"4318", "4318", 1, 20, 0, 0}, // return-to postal code
	{"4319", "4319", 1, 30, 0, 0}, // return-to telephone
	{"4320", "4320", 1, 35, 0, 0}, // service description
	{"4321", "4323", 1, 1, 1, 0},  // flags: dangerous goods, leave, signature
	{"4324", "4325", 10, 10, 10, 0},
	{"4326", "4326", 6, 6, 6, 0},     // release date
	{"4330", "4333", 6, 7, 6, 0},     // temperature limits
	{"8005", "8005", 6, 6, 6, 0},     // price per unit
	{"8006", "8006", 18, 18, 18, 14}, // piece of a trade item
	{"8017", "8018", 18, 18, 18, 18}, // service relation (GSRN)
	{"8019", "8019", 1, 10, 10, 0},   // service relation instance
	{"8020", "8020", 1, 25, 0, 0},    // payment slip reference
	{"90", "90", 1, 30, 0, 0},        // agreed between partners
}
