package fedex

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
	q := question{shipment: s, account: "123456789", today: today}
	return q.reply(doc.Read().Root(), "")
}

// MapOther parses and maps the answer to a purchase, to a search and to tracking.
func MapOther(body []byte, s *carriers.Shipment) {
	doc, err := live.ParseDocument(body)
	if err != nil {
		return
	}
	root := doc.Read().Root()
	readShipped(root, root, &carriers.Purchase{Key: "ORDER-1001", Shipment: *s, Service: "priority-overnight", Format: carriers.PDF})
	_ = readFound(doc.Read().Root(), &carriers.Bought{Key: "G177832"})
	_, _ = readTracking(doc.Read().Root(), "794953535000")
}
