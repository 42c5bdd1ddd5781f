//go:build !linux

package main

// useHugePages does nothing where the system decides by itself.
func useHugePages() {}
