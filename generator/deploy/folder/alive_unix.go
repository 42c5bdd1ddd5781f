//go:build unix

package folder

import (
	"errors"
	"syscall"
)

// isAlive reports whether a process of this machine runs.
func isAlive(process int) bool { return !errors.Is(syscall.Kill(process, 0), syscall.ESRCH) }
