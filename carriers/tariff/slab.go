package tariff

// A slab is memory for the lists that the quotes of a card refer to, in one
// piece for all of them. Elements are added to the list in hand, which is then
// kept or dropped.
type slab[T any] struct {
	items []T
	first int // where the list in hand begins
}

// add makes the list in hand longer by n elements, and returns them. They may
// hold what was dropped or given back: the caller sets every field. Where there
// is no room, it makes room for as many as may follow, at least n.
func (s *slab[T]) add(n, follow int) []T {
	if len(s.items)+n > cap(s.items) {
		begun := s.items[s.first:]
		s.items = append(make([]T, 0, len(begun)+max(n, follow)), begun...)
		s.first = 0
	}
	end := len(s.items) + n
	s.items = s.items[:end]
	return s.items[end-n:]
}

// giveBack takes the last n elements off the list in hand.
func (s *slab[T]) giveBack(n int) { s.items = s.items[:len(s.items)-n] }

// reset makes all the memory free again.
func (s *slab[T]) reset() { s.items, s.first = s.items[:0], 0 }

// drop gives up the list in hand.
func (s *slab[T]) drop() { s.items = s.items[:s.first] }

// keep returns the list in hand, and begins the next one.
func (s *slab[T]) keep() []T {
	end := len(s.items)
	kept := s.items[s.first:end:end]
	s.first = end
	return kept
}
