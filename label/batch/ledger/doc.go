// Package ledger remembers which order has which tracking number, so that no
// order gets two and no number goes to two orders, whatever is killed, paused or
// started twice.
//
// It is a database: a file of SQLite that one machine uses, or PostgreSQL for
// several. Both have the same tables and get the same statements.
//
// # How a chunk goes
//
// A run is divided into chunks. For each, a process
//
//  1. takes a lease on it ([Ledger.Take]): an owner, a time until which it is
//     theirs, and a fence that is one more than that of the lease before;
//  2. gets the serials that its parcels need ([Ledger.Number]): in one
//     transaction the lease is checked and extended, the serials are taken from
//     the counter of each account, and every order is written down with its
//     numbers, its file and its page. When it returns, this is on disk;
//  3. makes the labels;
//  4. completes it ([Ledger.Complete]), which only the last lease can.
//
// A process that dies leaves a chunk whose lease runs out. Whoever takes it next
// is given the same numbers again, and so makes the same labels. A process that
// was paused and wakes up after its lease went to another has an older fence:
// whatever it asks for is refused with ErrFenced.
//
// Chunks are numbered in their order, each after the one before it, so the
// numbers do not depend on how many processes there are or when one was killed.
//
// # What is bought
//
// The ledger is the store of package purchase, too: it keeps what is bought, or may
// be, with the labels ([Ledger.Load], [Ledger.Save]). An order whose label is to be
// bought is numbered without numbers, and has them when it is bought ([Ledger.Sold]);
// if it is not, it is free again ([Ledger.Free]). Until then it is open: the next
// run that asks for it takes it over. What was chosen for the orders of a chunk is
// kept ([Ledger.Choose]), since live carriers may answer otherwise another time.
//
// Times come from the caller, and are those of the machines: a clock that is
// wrong makes a lease too short or too long, which costs work done twice, never
// a number given twice. For that there is the fence.
package ledger
