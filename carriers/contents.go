package carriers

// Contents is what kind of thing the parcels hold, for services that take only
// one kind. The zero Contents is goods of any kind, which they refuse.
type Contents string

// Media is nothing but books, films, sound recordings and the like, as the
// media price of a post office asks.
const Media Contents = "media"

// contentsProblem says what is wrong with contents, or nothing.
func contentsProblem(c Contents) string {
	if c == "" || c == Media {
		return ""
	}
	return quote(string(c)) + " is unknown: use " + string(Media) + ", or leave it out"
}
