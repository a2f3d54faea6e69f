// Package carriers has the words of the trade and the contract that every
// parcel carrier fulfils here, be it a rate card on disk or a live service.
//
// A [Shipment] is parcels that go together from one origin to one destination.
// A [Carrier] answers it with a [Reply]: a [Quote] for each service that takes
// it, with every [Charge] itemised, and a [Rejection] with a code and a reason
// for each service that does not. A refusal is data; an error means that the
// carrier could not answer at all.
//
// # Rules
//
// Unknown is never zero: an unknown transit time is not "the same day", an
// unknown price is no quote. The breakdown is the truth: a total is always the
// sum of its charges. Each charge is rounded once, half up, to the digits of
// its currency. Amounts of two currencies are never added or compared. An
// arrival is guaranteed, estimated or unknown, and every quote says which; see
// [Quote.Promise].
//
// Hours are those on the clock at the address that they are about, as written.
// [OnClockOf] puts an instant on it, where the time zone is certain.
//
// # Carriers with more to offer
//
// What else a carrier can do is found by type assertion: a [Lister] knows its
// services, a [Local] answers from memory, and a [Bidder] finds its best service
// without pricing the others in full. A live carrier may sell labels ([Labeler],
// [Finder], [Voider]), close a day's parcels ([Manifester]) and tell where one is
// ([Tracker]).
package carriers
