package easypost

import (
	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// MapAnswer parses and maps an answer to one parcel, without the network.
func MapAnswer(status int, body []byte, s *carriers.Shipment, today carriers.Date, services []carriers.Service) (carriers.Reply, error) {
	doc, err := live.ParseDocument(body)
	if err != nil {
		return carriers.Reply{}, err
	}
	q := question{shipment: s, services: services, today: today}
	return q.reply([]live.Answer{{Status: status, JSON: doc}}, []int{0})
}

// MapShipment parses and maps the answer to a purchase.
func MapShipment(body []byte) error {
	doc, err := live.ParseDocument(body)
	if err != nil {
		return err
	}
	s := readShipment(doc.Read().Root())
	return s.err()
}
