//go:build !linux || race

package main

// useHugePages does nothing where the system decides by itself, nor under the race
// detector, which would touch four times the room.
func useHugePages() {}
