// Package live has what every carrier that is asked over HTTP stands on: an
// exchange that is bounded in time and memory, and answers that are not trusted.
//
// A [Client] asks one carrier's API. An adapter, such as carriers/live/easypost,
// is two pure functions round it: one makes the requests of a shipment, the
// other makes a carriers.Reply of the answers. No HTTP is in the mapping, and no
// mapping here.
//
// # What an exchange promises
//
// It ends at the deadline of its context or of the [Config], whichever is first,
// even if the server sends a byte a second. It reads no more than 1 MiB, or
// 10 MiB of a label, counted after gunzip, and 64 KiB of headers. TLS is always
// verified. Plain http and private addresses are refused unless the config says
// that it talks to a test server. A redirect to another host or scheme is not
// followed.
//
// Only a question that costs nothing is asked again: after 429, 502, 503, 504 or
// a lost connection, with full jitter, and only while the time lasts. What buys
// something is sent once. A carrier that fails five times in a row rests for
// some seconds. Rate limits are learnt from the answers' headers. The same
// question asked twice at a time is one request, and an answer may be kept for a
// while: see [Config.Keep].
//
// # Secrets
//
// Keys and tokens go into the Authorization header and the body of a login, never
// into a URL. Whatever a carrier echoes is cleaned of them before anything reads
// it, and so are errors.
//
// # Third-party code
//
// singleflight and rate of golang.org/x and sony/gobreaker are used here alone.
// golang.org/x/oauth2 is not: its token request has no bound on the time of each
// caller, reads the process's clock, and puts the carrier's whole answer into its
// error; what is left of it is the thirty lines of token.go. The breaker reads
// the process's clock, for how long it rests; nothing that is quoted depends on
// it.
package live
