package dhlexpress

import (
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// MapAnswer parses and maps an answer, without the network.
func MapAnswer(body []byte, s *carriers.Shipment, now time.Time) (carriers.Reply, error) {
	doc, err := live.ParseDocument(body)
	if err != nil {
		return carriers.Reply{}, err
	}
	q := question{shipment: s, account: "123456789", now: now}
	return q.reply(doc.Read().Root(), "")
}

// MapShipped parses and maps the answer to a purchase, as that of Find and as
// that of Track.
func MapShipped(body []byte, s *carriers.Shipment) error {
	doc, err := live.ParseDocument(body)
	if err != nil {
		return err
	}
	root := doc.Read().Root()
	readShipped(root, root, &carriers.Purchase{Key: "ORDER-1001", Shipment: *s, Format: carriers.PDF})
	err = root.Err()
	_, _ = readFound(doc.Read().Root(), "ORDER-1001")
	for v := range doc.Read().Root().Get("shipments").Each() {
		readTracking(v, v.Get("events"))
	}
	return err
}
