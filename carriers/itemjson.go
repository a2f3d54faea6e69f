package carriers

import "github.com/shiprate/shiprate/dimweight"

// The shapes of what the papers need of a shipment file.
type (
	itemFile struct {
		SKU         string `json:"sku"`
		Name        string `json:"name"`
		Quantity    int    `json:"quantity"`
		Bin         string `json:"bin"`
		Description string `json:"description"`
		HSCode      string `json:"hs_code"`
		Origin      string `json:"origin"`
		Value       string `json:"value"`  // of one piece
		Weight      string `json:"weight"` // of one piece
	}
	customsFile struct {
		Reason      Reason `json:"reason"`
		Explanation string `json:"explanation"`
		Incoterm    string `json:"incoterm"`
		Invoice     string `json:"invoice"`
		Freight     string `json:"freight"`
	}
)

// item reads the quantities of a line, of which empty ones are unknown.
func (f *itemFile) item(path string, note func(path string, err error)) Item {
	i := Item{SKU: f.SKU, Name: f.Name, Quantity: f.Quantity, Bin: f.Bin, Description: f.Description, HSCode: f.HSCode, Origin: f.Origin}
	var err error
	if f.Value != "" {
		i.Value, err = ParseMoney(f.Value, "")
		note(path+".value", err)
	}
	if f.Weight != "" {
		i.Weight, err = dimweight.ParseWeight(f.Weight)
		note(path+".weight", err)
	}
	return i
}

func (f *customsFile) customs(note func(path string, err error)) Customs {
	c := Customs{Reason: f.Reason, Explanation: f.Explanation, Incoterm: f.Incoterm, Invoice: f.Invoice}
	if f.Freight != "" {
		var err error
		c.Freight, err = ParseMoney(f.Freight, "")
		note("customs.freight", err)
	}
	return c
}
