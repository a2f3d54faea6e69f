package rates_test

import (
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/rates"
)

func TestAnswerOf(t *testing.T) {
	s := rates.Shopped{
		Quotes: []*carriers.Quote{
			{Carrier: "a", Service: "one"}, {Carrier: "b", Service: "one", Fallback: "timeout"}, {Carrier: "a", Service: "two"},
		},
		Rejections: []carriers.Rejection{
			{Carrier: "a", Service: "three", Code: carriers.TooHeavy}, {Carrier: "a", Service: "four", Code: carriers.Excluded},
			{Carrier: "c", Code: carriers.Timeout}, {Carrier: "d", Code: carriers.NoLane},
		},
	}
	tests := []struct {
		name, carrier            string
		quotes, refused, leftOut int
		fallback                 string
		whole, silent            bool
	}{
		{"one that answers", "a", 2, 1, 1, "", false, false},
		{"one whose card answers", "b", 1, 0, 0, "timeout", false, false},
		{"one that gives no answer", "c", 0, 0, 0, "", true, true},
		{"one that refuses as a whole has answered", "d", 0, 0, 0, "", true, false},
		{"one that was not asked", "e", 0, 0, 0, "", false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := s.AnswerOf(tt.carrier)
			if len(a.Quotes) != tt.quotes || a.Refused != tt.refused || a.LeftOut != tt.leftOut || a.Fallback != tt.fallback || (a.Whole != nil) != tt.whole || a.Silent() != tt.silent {
				t.Errorf("got %+v", a)
			}
		})
	}
}
