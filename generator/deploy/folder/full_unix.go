//go:build unix

package folder

import (
	"errors"
	"syscall"
)

// isFull reports whether a disk or a quota is used up.
func isFull(err error) bool { return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) }
