package purchase

import (
	"context"
	"time"
)

// SetTimeout makes the machine's calls end by another clock.
func (m *Machine) SetTimeout(timeout func(context.Context, time.Duration) (context.Context, context.CancelFunc)) {
	m.timeout = timeout
}
