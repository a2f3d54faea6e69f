package batch

import (
	"os"

	"golang.org/x/sys/unix"
)

// sendOff has what was written to a file brought to the disk, and does not wait for it.
// What is there already leaves the machine's memory: a run writes more than anybody
// reads again soon, and its own pages are at hand for what comes next.
func sendOff(f *os.File) bool {
	return unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED) == nil
}
