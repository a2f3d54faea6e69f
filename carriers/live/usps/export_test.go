package usps

import (
	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// MapAnswer parses and maps an answer for each parcel, without the network.
func MapAnswer(body []byte, s *carriers.Shipment, today carriers.Date) (carriers.Reply, error) {
	doc, err := live.ParseDocument(body)
	if err != nil {
		return carriers.Reply{}, err
	}
	q := question{shipment: s, today: today}
	read, of := make([]offers, len(s.Parcels)), make([]int, len(s.Parcels))
	for i := range s.Parcels {
		if read[i], err = q.read(doc.Read().Root(), &s.Parcels[i]); err != nil {
			return carriers.Reply{}, err
		}
		of[i] = i
	}
	return q.reply(read, of), nil
}

// MapOthers parses and maps the answers to a purchase, a manifest and a tracking.
func MapOthers(body []byte) error {
	doc, err := live.ParseDocument(body)
	if err != nil {
		return err
	}
	root := doc.Read().Root()
	readLabel(root, root, carriers.PDF)
	readForm(root, []string{"9205590000000000000265"})
	readTracking(root)
	refusalOf(root)
	return root.Err()
}

// Decimals writes a quantity in a unit.
func Decimals(q, unit int64, places int) string { return string(decimals(q, unit, places)) }

// DaysOf reads the days of a commitment.
func DaysOf(s string) int { return daysOf(s) }

// Status reads the words of a tracking.
func Status(words string) carriers.TrackingStatus { return status(words) }
