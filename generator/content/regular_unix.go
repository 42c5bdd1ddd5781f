//go:build unix

package content

import "syscall"

// nonBlocking lets open return at once where nobody writes into a pipe (POSIX,
// open).
const nonBlocking = syscall.O_NONBLOCK
