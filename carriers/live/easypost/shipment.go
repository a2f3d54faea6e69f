package easypost

import (
	"fmt"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// A shipment is what buying reads of an EasyPost shipment.
type shipment struct {
	root      live.Value
	id        string
	reference string
	zip       string // of the destination
	rates     live.Value

	// These are empty until it is bought.
	number  string
	service string
	price   carriers.Money
	urls    map[carriers.LabelFormat]string
	refund  string
}

func (s *shipment) bought() bool { return s.number != "" && s.service != "" }

func (s *shipment) err() error { return s.root.Err() }

// format is the one that it was bought in.
func (s *shipment) format() carriers.LabelFormat {
	if s.urls[carriers.ZPL] != "" && s.urls[carriers.PDF] == "" {
		return carriers.ZPL
	}
	return carriers.PDF
}

func readShipment(root live.Value) shipment {
	s := shipment{root: root, id: root.Get("id").Text(), reference: root.Get("reference").Text(), zip: root.Get("to_address").Get("zip").Text(), rates: root.Get("rates")}
	if !isID(s.id) {
		root.Fail("has no id such as shp_1")
	}
	label, selected := root.Get("postage_label"), root.Get("selected_rate")
	if !label.Given() {
		return s
	}
	s.number, s.refund = root.Get("tracking_code").Text(), root.Get("refund_status").Text()
	s.service = slug(selected.Get("carrier").Text(), selected.Get("service").Text())
	currency := carriers.Currency(selected.Get("currency").Text())
	s.price = carriers.Money{Minor: selected.Get("rate").Minor(currency), Currency: currency}
	if s.number == "" || len(s.number) > 60 || s.price.Minor <= 0 {
		root.Fail("has a label, but no tracking code or no price")
	}
	s.urls = map[carriers.LabelFormat]string{carriers.PDF: label.Get("label_pdf_url").Text(), carriers.ZPL: label.Get("label_zpl_url").Text()}
	for format, kind := range map[carriers.LabelFormat]string{carriers.PDF: "application/pdf", carriers.ZPL: "application/zpl"} {
		if s.urls[format] == "" && label.Get("label_file_type").Is(kind) {
			s.urls[format] = label.Get("label_url").Text()
		}
	}
	return s
}

// isID keeps an answer from writing the path of our next request.
func isID(s string) bool {
	return len(s) > 4 && len(s) < 64 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == ""
}

// choose finds the id of the rate to buy. Its error matches carriers.ErrDearer
// when the price is over what may be paid.
func (s *shipment) choose(p *carriers.Purchase) (string, error) {
	id := ""
	for v := range s.rates.Each() {
		v = v.Apart()
		r := readRate(v, "")
		if r.service != p.Service {
			continue
		}
		switch err := v.Err(); {
		case err != nil:
			return "", err
		case id != "":
			return "", fmt.Errorf("service: EasyPost prices %s twice", p.Service)
		case r.price <= 0:
			return "", fmt.Errorf("service: the price of %s is %d", p.Service, r.price)
		}
		price := carriers.Money{Minor: r.price, Currency: r.currency}
		if price.Currency != p.Most.Currency || price.Minor > p.Most.Minor {
			return "", fmt.Errorf("%w: %v is over the %v that may be paid", carriers.ErrDearer, price, p.Most)
		}
		if id = v.Get("id").Text(); !isID(id) {
			return "", fmt.Errorf("service: the rate of %s has no id", p.Service)
		}
	}
	if id == "" {
		return "", fmt.Errorf("service: EasyPost gives no price for %.60q now", p.Service)
	}
	return id, nil
}
