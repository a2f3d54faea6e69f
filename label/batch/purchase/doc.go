// Package purchase buys labels from live carriers once, whatever is lost, late,
// killed, paused or started twice.
//
// # How a purchase goes
//
// What is going to be bought is written down first, as [Asking], with the key that
// the carrier gets and the time by which the call has ended ([Machine.Call]). Then
// the carrier is asked, once. Its answer makes the record [Bought], [Refused], or
// [Unknown]: the answer was lost, late or nonsense, or the process died.
//
// What is unknown is looked up at the carrier by its key. When the carrier has it,
// it is bought, with the label that was bought then. When the carrier knows of
// nothing, that is believed only when the call has ended long ago
// ([Machine.Settle]): until then the request may still be under way. Then, and
// only then, it may be asked for again, under the same key. A carrier that has the
// label no more is asked to take it back, before another is bought under another
// key. What cannot be looked up stays unknown until a person has looked:
// [Machine.Release].
//
// # What makes it safe
//
// A record has a version, and is saved only over the version that was read: of two
// processes one writes down that it asks, and the other reads that. A process that
// was paused has a context that is over when it wakes up, and a version that is
// not the last: it asks nobody, and what it bought in the very last moment is kept
// if it is the only one, and given back if not.
//
// Two things are taken for granted. A request that was sent before the end of its
// call reaches the carrier within Settle, or never; and Find sees a purchase
// within that time. And the clocks of the machines on one store differ by less.
//
// The simulation in this package's tests tries it with carriers that drop, delay,
// double and answer late.
package purchase
