package usps

import (
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// offers reads an answer. A request that is refused is a refusal of every service,
// unless it is the account that is wrong.
func (c *Carrier) offers(q *question, a live.Answer, p *carriers.Parcel) (offers, error) {
	root := a.JSON.Read().Root()
	if a.OK() {
		found, err := q.read(root, p)
		if err != nil {
			return found, c.Clean("POST "+optionsPath, err)
		}
		found.age = a.Note()
		return found, nil
	}
	code, words := refusalOf(root)
	if err := root.Err(); err != nil {
		return offers{}, c.Clean("POST "+optionsPath, err)
	}
	if a.Status != 400 || code == "160154" || code == "160391" || code == "160392" {
		return offers{}, c.Refused("POST "+optionsPath, a, code, words)
	}
	var found offers
	for i := range found.of {
		found.of[i] = refuse(carriers.NotOffered, "USPS refuses the request: %s", live.Line(code+": "+words))
	}
	return found, nil
}

// refusalOf reads {"error":{"code","message","errors":[{"code","title","detail"}]}}.
// The code is the inner one, where there is one: the outer one is the HTTP status. What
// stands before the APIs writes {"fault":{"faultstring","detail":{"errorcode"}}}.
func refusalOf(root live.Value) (code, words string) {
	e := root.Get("error")
	if fault := root.Get("fault"); fault.Given() && !e.Given() {
		return live.Line(fault.Get("detail").Get("errorcode").Text()), fault.Get("faultstring").Line()
	}
	if !e.Given() {
		root.Fail("is a refusal without an error")
		return "", ""
	}
	code, words = e.Get("code").Digits(), e.Get("message").Line()
	if list := e.Get("errors"); list.IsList() {
		first := true
		for each := range list.Each() {
			if !each.IsObject() {
				continue
			}
			if inner := each.Get("code"); first && inner.Given() {
				code, first = inner.Digits(), false
			}
			for _, key := range []string{"title", "detail"} {
				if more := each.Get(key).Line(); more != "" && more != words {
					words = strings.TrimPrefix(words+": "+more, ": ")
				}
			}
		}
	}
	return live.Line(code), live.Line(words)
}
