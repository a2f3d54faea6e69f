package main

import (
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/dhlexpress"
	"github.com/shiprate/shiprate/carriers/live/easypost"
	"github.com/shiprate/shiprate/carriers/live/fedex"
	"github.com/shiprate/shiprate/carriers/live/ups"
	"github.com/shiprate/shiprate/carriers/live/usps"
	"github.com/shiprate/shiprate/dimweight"
)

// kinds are the live carriers that an account may be with. One more of them is one
// more row.
var kinds = []kind{
	{
		name: "dhlexpress", secrets: []string{"username", "password"}, leastNumbers: 1, mostNumbers: 1, sample: withinGermany,
		noManifest: "DHL has the data of each label since it was sold, and its API makes no list before the courier came",
		open: func(a opening) (liveCarrier, error) {
			return opened(dhlexpress.New(dhlexpress.Config{Username: a.secret["username"], Password: a.secret["password"], Account: a.number(), Live: a.live}))
		},
	},
	{
		name: "easypost", secrets: []string{"key"}, mostNumbers: 100, ownServices: true, sample: withinUS,
		open: func(a opening) (liveCarrier, error) {
			return opened(easypost.New(easypost.Config{Key: a.secret["key"], Services: a.services, Accounts: a.numbers, Live: a.live}))
		},
	},
	{
		name: "fedex", secrets: []string{"client_id", "client_secret"}, more: []string{"track_id", "track_secret"}, leastNumbers: 1, mostNumbers: 1, switches: []string{"drop_off"}, sample: withinUS,
		noManifest: "FedEx has the data of each label since it was sold; the close of Ground is optional, and is made for the whole account at fedex.com",
		open: func(a opening) (liveCarrier, error) {
			return opened(fedex.New(fedex.Config{
				ClientID: a.secret["client_id"], Secret: a.secret["client_secret"], TrackID: a.secret["track_id"], TrackSecret: a.secret["track_secret"],
				Account: a.number(), DropOff: a.options["drop_off"].yes, Live: a.live,
			}))
		},
	},
	{
		name: "ups", secrets: []string{"client_id", "client_secret"}, leastNumbers: 1, mostNumbers: 1, sample: withinUS,
		noManifest: "UPS has the data of each label since it was sold, and its API has no end of day",
		open: func(a opening) (liveCarrier, error) {
			return opened(ups.New(ups.Config{ClientID: a.secret["client_id"], Secret: a.secret["client_secret"], Account: a.number(), Live: a.live}))
		},
	},
	{
		name: "usps", secrets: []string{"client_id", "client_secret"}, mostNumbers: 1,
		options: []string{"crid", "mid", "manifest_mid"}, switches: []string{"contract"}, sample: withinUS,
		open: func(a opening) (liveCarrier, error) {
			return opened(usps.New(usps.Config{
				ClientID: a.secret["client_id"], Secret: a.secret["client_secret"], Account: a.number(), Contract: a.options["contract"].yes,
				CRID: a.options["crid"].text, MID: a.options["mid"].text, ManifestMID: a.options["manifest_mid"].text, Live: a.live,
			}))
		},
	},
}

// A kind is how an account with a live carrier is opened.
type kind struct {
	name    string
	secrets []string // what it has to be given, by the names in the config
	more    []string // what may be left out, all together

	leastNumbers, mostNumbers int // of account numbers

	// options are what else of a text may be told, and switches what may be true.
	options, switches []string

	// ownServices says that the services of the config are named as the carrier
	// does, and are its to ask for; else they are those of the names here.
	ownServices bool

	// noManifest says why its carrier takes no manifest; empty when it may.
	noManifest string

	// sample is a shipment that the carrier has a price for, to see whether it
	// answers. It goes from where the account ships from, if the config tells.
	sample func() carriers.Shipment
	open   func(opening) (liveCarrier, error)
}

// An opening is what an account is opened with.
type opening struct {
	settings
	secret map[string]string // by the names of the kind
}

// settings are what is not secret of an opening.
type settings struct {
	numbers, services []string
	options           map[string]option
	live              live.Config
}

// number is the account number of a carrier that has one; empty when none is
// given.
func (o *settings) number() string { return strings.Join(o.numbers, " ") }

// A liveCarrier is an adapter on a live.Client.
type liveCarrier interface {
	carriers.Carrier
	carriers.Lister
	carriers.Labeler
	carriers.Finder
	Budget() time.Duration
	Remaining() (int, bool)
	Close()
}

func opened[C liveCarrier](c C, err error) (liveCarrier, error) {
	if err != nil {
		return nil, err
	}
	return c, nil
}

func withinUS() carriers.Shipment {
	return carriers.Shipment{
		From:    carriers.Address{PostalCode: "10001", State: "NY", City: "New York", Country: "US"},
		To:      carriers.Address{PostalCode: "94105", State: "CA", City: "San Francisco", Country: "US"},
		Parcels: []carriers.Parcel{{Dims: dimweight.Dims{Length: 12 * dimweight.Inch, Width: 9 * dimweight.Inch, Height: 7 * dimweight.Inch}, Weight: 2 * dimweight.Pound, Items: mug("USD")}},
	}
}

// mug is what is in a sample: beyond a border its value is asked for.
func mug(currency carriers.Currency) []carriers.Item {
	return []carriers.Item{{Name: "Mug", Quantity: 1, Origin: "DE", Value: carriers.Money{Minor: 10_00, Currency: currency}, Weight: 400 * dimweight.Gram}}
}

// withinGermany is where DHL Express has recorded its prices.
func withinGermany() carriers.Shipment {
	return carriers.Shipment{
		From:    carriers.Address{PostalCode: "10115", City: "Berlin", Country: "DE"},
		To:      carriers.Address{PostalCode: "20095", City: "Hamburg", Country: "DE"},
		Parcels: []carriers.Parcel{{Dims: dimweight.Dims{Length: 30 * dimweight.Centimetre, Width: 30 * dimweight.Centimetre, Height: 20 * dimweight.Centimetre}, Weight: dimweight.Kilogram, Items: mug("EUR")}},
	}
}
