package live

import (
	"context"
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// A Rating is how the prices of a shipment are asked for in one request, and what
// its answer says. Its functions talk to nobody.
type Rating struct {
	Carrier  string             // the name that its replies have
	Title    string             // the carrier as people write it: "UPS"
	Services []carriers.Service // all that it answers for

	// Refusal says why nothing is asked; an empty code says that it is.
	Refusal func() (code carriers.RejectionCode, reason string)
	Request func() Request

	// Reply maps an answer with prices. The note is that of a kept answer.
	Reply func(root Value, note string) (carriers.Reply, error)
	// Refused reads an answer without prices: the carrier's code and words, and
	// whether it speaks of the shipment, so that another may be priced, or of the
	// account or the carrier itself.
	Refused func(status int, root Value) (code, words string, shipment bool)
}

// Ready finds what no carrier is asked for: a shipment that is not valid, or one that
// nobody waits for any more.
func Ready(ctx context.Context, s *carriers.Shipment) error {
	if err := s.Validate(); err != nil {
		return err
	}
	return ctx.Err()
}

// Rate asks for the prices of a shipment. A refusal of the shipment refuses each
// service; one of the account, and an answer that cannot be mapped, is an error. An
// answer that cannot be mapped is not kept.
func (c *Client) Rate(ctx context.Context, s *carriers.Shipment, r *Rating) (carriers.Reply, error) {
	if err := Ready(ctx, s); err != nil {
		return carriers.Reply{}, err
	}
	if code, reason := r.Refusal(); code != "" {
		return RefuseAll(r.Carrier, r.Services, code, "%s", reason), nil
	}
	request := r.Request()
	answer, err := c.Ask(ctx, request)
	if err != nil {
		return carriers.Reply{}, err
	}
	defer answer.Done()
	root := answer.JSON.Read().Root()
	if !answer.OK() {
		code, words, shipment := r.Refused(answer.Status, root)
		if err := root.Err(); err != nil {
			return carriers.Reply{}, c.Clean(request.op(), err)
		}
		if !shipment {
			return carriers.Reply{}, c.Refused(request.op(), answer, code, words)
		}
		return RefuseAll(r.Carrier, r.Services, carriers.NotOffered, "%s refuses the request: %s", r.Title, Line(strings.TrimPrefix(code+": "+words, ": "))), nil
	}
	found, err := r.Reply(root, answer.Note())
	if err == nil {
		found, err = c.Asked(r.Carrier, r.Services, s).Finish(found)
	}
	if err != nil {
		c.Forget(request)
		return carriers.Reply{}, c.Clean(request.op(), err)
	}
	return found, nil
}

// CheckPrice asks for the price of a purchase anew, which a carrier tells only when
// it has sold, and reports why it is not to be paid: see Affordable.
func (c *Client) CheckPrice(ctx context.Context, p *carriers.Purchase, r *Rating) error {
	if code, _ := r.Refusal(); code == "" {
		c.Forget(r.Request())
	}
	reply, err := c.Rate(ctx, &p.Shipment, r)
	if err != nil {
		return err
	}
	return Affordable(r.Carrier, reply, p)
}
