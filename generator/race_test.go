//go:build race

package generator_test

// raceFactor is how much more a build allocates under the race detector, which lets
// pools lose what they hold at random.
const raceFactor = 3
