//go:build !unix

package content

// nonBlocking is nothing where folders hold no pipes.
const nonBlocking = 0
