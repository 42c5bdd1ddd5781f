//go:build unix

package deploy

import (
	"errors"
	"syscall"
)

// runs reports whether a process of this machine runs, as far as that can be known.
func runs(process int) bool { return !errors.Is(syscall.Kill(process, 0), syscall.ESRCH) }
