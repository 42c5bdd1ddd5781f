//go:build !race

package publish_test

// kills is how many builds are killed at random moments.
const kills = 50
