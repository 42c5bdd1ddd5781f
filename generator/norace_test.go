//go:build !race

package generator_test

// raceFactor is how much more a build allocates without the race detector.
const raceFactor = 1

// plots is how many sites are edited at random.
const plots = 40
