package carriers

import (
	"fmt"
	"slices"
)

// A DeliveryPlace is where the recipient takes a shipment. The zero one is the
// door.
type DeliveryPlace string

// The places. A service delivers to one of them or to several.
const (
	Door        DeliveryPlace = ""
	PickupPoint DeliveryPlace = "pickup-point" // a shop or a counter
	Locker      DeliveryPlace = "locker"       // a parcel machine
)

// DeliveryPlaces are all the places there are.
func DeliveryPlaces() []DeliveryPlace { return []DeliveryPlace{Door, PickupPoint, Locker} }

// String returns the name that ParseDeliveryPlace reads: the zero place is "door".
func (p DeliveryPlace) String() string {
	if p == Door {
		return "door"
	}
	return string(p)
}

// ParseDeliveryPlace reads "door", "pickup-point" or "locker"; empty is the door.
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
