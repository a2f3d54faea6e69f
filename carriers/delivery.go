package carriers

import (
	"fmt"
	"slices"
	"strings"
)

// A DeliveryPlace is where the recipient takes a shipment. The zero one is the
// door.
type DeliveryPlace string

// The places. A service delivers to one of them or to several.
const (
	Door        DeliveryPlace = ""
	PickupPoint DeliveryPlace = "pickup-point" // a shop or a counter
	Locker      DeliveryPlace = "locker"       // a parcel machine
	POBox       DeliveryPlace = "po-box"       // a box at a post office, which the post alone can reach
)

// DeliveryPlaces are all the places there are.
func DeliveryPlaces() []DeliveryPlace { return []DeliveryPlace{Door, PickupPoint, Locker, POBox} }

// String returns the name that ParseDeliveryPlace reads: the zero place is "door".
func (p DeliveryPlace) String() string {
	if p == Door {
		return "door"
	}
	return string(p)
}

// ParseDeliveryPlace reads "door", "pickup-point", "locker" or "po-box"; empty is the
// door.
func ParseDeliveryPlace(s string) (DeliveryPlace, error) {
	if s == Door.String() {
		return Door, nil
	}
	if p := DeliveryPlace(s); slices.Contains(DeliveryPlaces(), p) {
		return p, nil
	}
	return Door, fmt.Errorf("%s is unknown: use one of %v", quote(s), DeliveryPlaces())
}

// Home reports whether a shipment to the address goes to the door of a home:
// what carriers charge for homes is not charged where the recipient fetches it.
func (a *Address) Home() bool { return a.Residential && a.Place == Door }

// PlaceOf tells by its street whether an address is certainly a post office box in
// the US: its first line is one, "PO Box 12", and no line has the number of a house,
// since mail goes to a street and to a box under one address (USPS Publication 28,
// section 28). Only mail is put into such boxes (USPS DMM 508.4). Else it is the door.
func PlaceOf(a *Address) DeliveryPlace {
	if len(a.Street) == 0 || a.Country != "US" && !isTerritory(a) || !isPOBox(a.Street[0]) {
		return Door
	}
	for _, line := range a.Street[1:] {
		if line != "" && line[0] >= '0' && line[0] <= '9' {
			return Door
		}
	}
	return POBox
}

// isPOBox reports whether a line of a street is a post office box and nothing else:
// "P.O. Box 12", "POST OFFICE BOX A-7".
func isPOBox(line string) bool {
	if line == "" || line[0]|0x20 != 'p' {
		return false // nearly every street
	}
	rest, ok := cutWord(line, "post")
	if ok {
		rest, ok = cutWord(rest, "office")
	} else if rest, ok = cutWord(line, "p"); ok {
		rest, ok = cutWord(rest, "o")
	}
	if ok {
		rest, ok = cutWord(rest, "box")
	}
	if !ok || rest != "" && rest[0]|0x20 >= 'a' && rest[0]|0x20 <= 'z' && !strings.HasSuffix(line[:len(line)-len(rest)], " ") {
		return false // such as PO Boxer St
	}
	rest = strings.TrimLeft(rest, "# ")
	end := strings.IndexAny(rest, " ,")
	return end < 0 || !strings.ContainsAny(rest[end:], "0123456789")
}

// cutWord cuts a word in small letters, in whatever case, off the front of a text,
// and the points, hyphens and spaces behind it.
func cutWord(s, word string) (rest string, ok bool) {
	if len(s) < len(word) || !strings.EqualFold(s[:len(word)], word) {
		return s, false
	}
	return strings.TrimLeft(s[len(word):], ".- "), true
}
