//go:build !linux && !darwin && !windows

package watch

// remoteName is empty: nothing is known of the file systems here.
func remoteName(string) string { return "" }
