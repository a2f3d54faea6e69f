package carriertest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"time"

	"github.com/shiprate/shiprate/carriers"
)

func namesItself(_ context.Context, c carriers.Carrier, _ carriers.Shipment) error {
	if name := c.Name(); !isName(name, "-") {
		return fmt.Errorf("name %q is not in lower case with hyphens", name)
	}
	if first, second := c.Name(), c.Name(); first != second {
		return fmt.Errorf("its name is %q and then %q", first, second)
	}
	return nil
}

// answers finds errors, panics and hangs: a refusal is data, whatever is asked.
func answers(ctx context.Context, c carriers.Carrier, s carriers.Shipment) error {
	var bad breaches
	for _, v := range variants(s) {
		reply, err := ask(ctx, c, v.shipment)
		if err == nil && len(services(reply)) == 0 {
			err = errors.New("neither a quote nor a rejection")
		}
		bad.add(v, err)
		if errors.Is(err, errHangs) {
			break
		}
	}
	return errors.Join(bad...)
}

// answersForEveryService compares the services that a Lister tells, or else those
// of the first reply, with those of every reply. A rejection of the whole
// carrier answers for all.
func answersForEveryService(ctx context.Context, c carriers.Carrier, s carriers.Shipment) error {
	var bad []error
	var want []string
	of := "the list of services"
	if lister, ok := c.(carriers.Lister); ok {
		for _, service := range lister.Services() {
			want = append(want, service.Service)
			if service.Carrier != c.Name() || !isName(service.Service, "-") || service.Name == "" {
				bad = append(bad, fmt.Errorf("listed service %+v lacks its name, or its carrier's", service))
			}
		}
		slices.Sort(want)
		want = slices.Compact(want) // one service may have several periods
	}
	for _, v := range variants(s) {
		reply, err := ask(ctx, c, v.shipment)
		got := services(reply)
		if err != nil || slices.Contains(got, "") {
			continue
		}
		slices.Sort(got)
		got = slices.Compact(got)
		if want == nil {
			want, of = got, v.what
		}
		if !slices.Equal(got, want) {
			bad = append(bad, fmt.Errorf("%s: answers for %q; %s has %q", v.what, got, of, want))
		}
	}
	return errors.Join(bad...)
}

func repeatsItself(ctx context.Context, c carriers.Carrier, s carriers.Shipment) error {
	var bad breaches
	for _, v := range variants(s) {
		first, err1 := ask(ctx, c, v.shipment)
		first = cloneReply(first)
		second, err2 := ask(ctx, c, v.shipment)
		if (err1 == nil) != (err2 == nil) {
			bad.add(v, fmt.Errorf("asked twice: error %v, and then %v", err1, err2))
		} else if err := differ(first, second); err != nil {
			bad.add(v, fmt.Errorf("asked twice: %w", err))
		}
	}
	return errors.Join(bad...)
}

// leavesReplies finds a carrier that builds its next reply in the memory of the
// last.
func leavesReplies(ctx context.Context, c carriers.Carrier, s carriers.Shipment) error {
	given, err := ask(ctx, c, s)
	if err != nil {
		return err
	}
	kept := cloneReply(given)
	for _, v := range variants(s) {
		if _, err := ask(ctx, c, v.shipment); errors.Is(err, errPanic) {
			return fmt.Errorf("%s: %w", v.what, err)
		}
		if err := differ(kept, given); err != nil {
			return fmt.Errorf("the first reply changed when asked %s: %w", v.what, err)
		}
	}
	return nil
}

func leavesShipment(ctx context.Context, c carriers.Carrier, s carriers.Shipment) error {
	var bad []error
	for _, v := range variants(s) {
		before := clone(v.shipment)
		_, _ = ask(ctx, c, v.shipment) // what it answers is another rule's matter
		if !reflect.DeepEqual(whole(before), whole(v.shipment)) {
			bad = append(bad, fmt.Errorf("%s: was\n%+v\nand became\n%+v", v.what, whole(before), whole(v.shipment)))
		}
	}
	return errors.Join(bad...)
}

// whole shows the room behind each list that clone made.
func whole(s carriers.Shipment) carriers.Shipment {
	s.Parcels = s.Parcels[:len(s.Parcels)+1]
	s.Accessorials = s.Accessorials[:len(s.Accessorials)+1]
	s.From.Street = s.From.Street[:len(s.From.Street)+1]
	s.To.Street = s.To.Street[:len(s.To.Street)+1]
	return s
}

// safeAtOnce compares replies that were asked for at once with those asked for
// one by one. The race detector sees the rest.
func safeAtOnce(ctx context.Context, c carriers.Carrier, s carriers.Shipment) error {
	all := variants(s)
	alone := make([]carriers.Reply, len(all))
	for i, v := range all {
		reply, err := ask(ctx, c, v.shipment)
		if errors.Is(err, errPanic) {
			return fmt.Errorf("%s: %w", v.what, err)
		}
		alone[i] = cloneReply(reply)
	}
	const callers = 8
	bad := make([]error, callers)
	var wg sync.WaitGroup
	for n := range callers {
		wg.Go(func() {
			for i := range all {
				i = (i + n) % len(all) // no two begin alike
				reply, err := ask(ctx, c, all[i].shipment)
				if diff := differ(alone[i], reply); diff != nil && bad[n] == nil {
					bad[n] = fmt.Errorf("%s: asked at once: %w (error %v)", all[i].what, diff, err)
				}
			}
		})
	}
	wg.Wait()
	return errors.Join(bad...)
}

func refusesInvalid(ctx context.Context, c carriers.Carrier, s carriers.Shipment) error {
	var bad []error
	for _, v := range broken(s) {
		reply, err := ask(ctx, c, v.shipment)
		if !errors.Is(err, carriers.ErrInvalid) {
			bad = append(bad, fmt.Errorf("%s: got %d quotes, %d rejections and error %v, want ErrInvalid", v.what, len(reply.Quotes), len(reply.Rejections), err))
		}
	}
	return errors.Join(bad...)
}

func honoursContext(ctx context.Context, c carriers.Carrier, s carriers.Shipment) error {
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	_, err := askWithin(cancelled, c, s, promptly)
	if !errors.Is(err, context.Canceled) {
		return fmt.Errorf("cancelled before: got error %v, want context.Canceled", err)
	}
	expired, cancel := context.WithTimeout(ctx, -1)
	defer cancel()
	_, err = askWithin(expired, c, s, promptly)
	if !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("past its deadline before: got error %v, want context.DeadlineExceeded", err)
	}
	brief, cancel := context.WithTimeout(ctx, time.Millisecond)
	defer cancel()
	_, err = askWithin(brief, c, s, promptly)
	if err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("past its deadline while it works: got error %w, want an answer or context.DeadlineExceeded", err)
	}
	return nil
}
