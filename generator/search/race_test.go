//go:build race

package search_test

// rounds is how many sites are edited at random under the race detector, where that takes
// twenty times as long.
const rounds = 1
