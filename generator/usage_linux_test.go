package generator_test

import (
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// processTime returns the time that this process has had on all cores.
func processTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// resetPeak lets peakMegabytes begin anew (proc(5), clear_refs).
func resetPeak() { _ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) }

// peakMegabytes returns the most memory that this process had at once.
func peakMegabytes() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, text, _ := strings.Cut(string(status), "VmHWM:")
	kilobytes, _ := strconv.Atoi(strings.TrimSpace(strings.SplitN(text, "kB", 2)[0]))
	return float64(kilobytes) * 1024 / 1e6
}
