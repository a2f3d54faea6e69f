//go:build !unix

package live_test

import "time"

// cpuTime is not known here.
func cpuTime() time.Duration { return 0 }
