//go:build !linux

package batch

import "os"

// sendOff does what that of Linux does, where there is a way to ask for it.
func sendOff(*os.File) bool { return false }
