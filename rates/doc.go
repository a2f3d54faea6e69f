// Package rates finds the carrier and service that costs least and still arrives
// in time, and says why.
//
//	shopped := rates.Shop(ctx, shipment, ups.New(), fedex.New(), usps.New())
//	best, err := shopped.Cheapest(rates.DeliverBy(friday))
//
// [Shop] asks every carrier at once. One that is slow, fails or panics costs
// only its own quotes, and a rejection names it. [Shopped.Cheapest] chooses
// among what answered, under constraints: [DeliverBy], [Deadline], [Only],
// [Without], [Guaranteed], [AtMost], or a [Constraint] of your own. The [Choice]
// states its reason, and for every service that was not chosen there is a quote
// or a rejection.
//
// What is best need not be cheapest: [Shopped.Choose] takes a [Policy], such as
// [Fastest] or [BestValue], or one of your own. [ShopFrom] asks from several
// warehouses, and [Split] sends the parcels apart where that costs less. A
// [Checkout] is what the customer is charged for it.
//
// [Best] and [Each] are for many shipments: they answer with the best alone,
// without pricing what cannot win and without a reason.
//
// # Rules
//
// Of equal prices the earlier arrival wins, and then the name, carrier before
// service. An unknown arrival is never earlier than a known one and never meets
// a deadline. Amounts of two currencies are not compared, unless an [Exchange]
// says at what rates.
package rates
