package ups

import (
	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// MapAnswer parses and maps an answer, without the network.
func MapAnswer(body []byte, s *carriers.Shipment, today carriers.Date) (carriers.Reply, error) {
	doc, err := live.ParseDocument(body)
	if err != nil {
		return carriers.Reply{}, err
	}
	q := question{shipment: s, account: "A1B2C3", today: today}
	return q.reply(doc.Read().Root(), "")
}

// MapShipped parses and maps the answer to a purchase.
func MapShipped(body []byte, s *carriers.Shipment) error {
	doc, err := live.ParseDocument(body)
	if err != nil {
		return err
	}
	root := doc.Read().Root()
	readShipped(root, root, &carriers.Purchase{Key: "ORDER-1001", Shipment: *s})
	err = root.Err()
	return err
}
