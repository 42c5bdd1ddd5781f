//go:build !race

package search_test

// rounds is how many sites are edited at random.
const rounds = 3
