package live

import (
	"crypto/sha256"
	"sync"
	"time"
)

// Limits of what is kept: the oldest goes first.
const (
	maxKept      = 4096
	maxKeptBytes = 64 << 20
)

// A shelf keeps answers by their question.
type shelf struct {
	mu    sync.Mutex
	all   map[[sha256.Size]byte]keptAnswer
	order [][sha256.Size]byte // as they came; those dropped since are not in all
	bytes int
}

type keptAnswer struct {
	answer Answer
	at     time.Time
}

func (s *shelf) find(key [sha256.Size]byte, now time.Time, keep time.Duration) (Answer, bool) {
	if keep <= 0 {
		return Answer{}, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	k, ok := s.all[key]
	age := now.Sub(k.at)
	if !ok || age < 0 || age >= keep {
		return Answer{}, false
	}
	k.answer.Age = age
	return k.answer, true
}

func (s *shelf) keep(key [sha256.Size]byte, a Answer, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all == nil {
		s.all = map[[sha256.Size]byte]keptAnswer{}
	}
	s.remove(key)
	s.all[key] = keptAnswer{a, now}
	s.order = append(s.order, key)
	s.bytes += size(a)
	for len(s.order) > maxKept || s.bytes > maxKeptBytes {
		oldest := s.order[0]
		s.order = s.order[1:]
		s.forget(oldest)
	}
}

func (s *shelf) drop(key [sha256.Size]byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remove(key)
}

func (s *shelf) remove(key [sha256.Size]byte) {
	if !s.forget(key) {
		return
	}
	for i, k := range s.order {
		if k == key {
			s.order = append(s.order[:i], s.order[i+1:]...)
			return
		}
	}
}

func (s *shelf) forget(key [sha256.Size]byte) bool {
	k, ok := s.all[key]
	if ok {
		s.bytes -= size(k.answer)
		delete(s.all, key)
	}
	return ok
}

func size(a Answer) int { return len(a.JSON.body) + 8*cap(a.JSON.nodes) }
