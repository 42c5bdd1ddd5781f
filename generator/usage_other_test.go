//go:build !linux

package generator_test

import "time"

// Where the system does not tell, time and memory are not reported.

func processTime() time.Duration { return 0 }

func resetPeak() {}

func peakMegabytes() float64 { return 0 }
