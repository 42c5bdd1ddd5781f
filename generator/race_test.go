//go:build race

package generator_test

// raceFactor is how much more a build allocates under the race detector, which lets
// pools lose what they hold at random.
const raceFactor = 3

// plots is how many sites are edited at random under the race detector, where that takes
// ten times as long.
const plots = 4
