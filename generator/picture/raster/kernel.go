package raster

import "math"

// axis is how samples of a plane become fewer, in one direction.
type axis struct {
	from, to float64 // what is read, in samples of the source
	n        int     // samples to be made
	extent   float64 // samples that the range becomes: n, or half a sample less
	phase    float64 // where the first one begins: 0, or half a sample before the range
}

// step returns how many samples of the source become one.
func (a axis) step() float64 { return (a.to - a.from) / a.extent }

// bounds returns the samples that the range touches.
func (a axis) bounds() (low, high int) { return int(math.Floor(a.from)), int(math.Ceil(a.to)) }

// halved returns the axis for a source that was cut at low and halved.
func (a axis) halved(low int) axis {
	a.from, a.to = (a.from-float64(low))/2, (a.to-float64(low))/2
	return a
}

// Weights are fixed-point numbers: one is 1 << weightBits.
const weightBits = 14

// kernel is how much each sample of a source counts in each sample to be made.
type kernel struct {
	taps    int     // source samples for each sample
	first   []int   // where they begin
	weights []int32 // taps for each sample; their sum is one
}

// newKernel returns the kernel of an axis over a source of some length: that of Catmull
// and Rom, widened to the step.
func newKernel(a axis, length int) kernel {
	low, high := a.bounds()
	low, high = max(low, 0), min(high, length)
	step := a.step()
	wide := max(step, 1)
	k := kernel{taps: min(int(math.Ceil(4*wide))+1, high-low)}
	k.first = make([]int, a.n)
	k.weights = make([]int32, a.n*k.taps)
	exact := make([]float64, k.taps)
	for i := range a.n {
		// float64(…) keeps a processor from multiplying and adding in one step.
		centre := a.from + float64((float64(i)+0.5+a.phase)*step)
		first := min(max(int(math.Ceil(centre-float64(2*wide)-0.5)), low), high-k.taps)
		k.first[i] = first
		sum := 0.0
		for j := range exact {
			exact[j] = catmullRom((float64(first+j) + 0.5 - centre) / wide)
			sum += exact[j]
		}
		k.round(k.weights[i*k.taps:][:k.taps], exact, sum)
	}
	return k
}

// round writes weights whose sum is exactly one. What rounding left over goes to the
// largest.
func (k kernel) round(weights []int32, exact []float64, sum float64) {
	if sum <= 0 { // no sample is near
		weights[0] = 1 << weightBits
		return
	}
	largest, left := 0, int32(1<<weightBits)
	for j, w := range exact {
		weights[j] = int32(math.Round(w / sum * (1 << weightBits)))
		if left -= weights[j]; weights[j] > weights[largest] {
			largest = j
		}
	}
	weights[largest] += left
}

// catmullRom is the cubic convolution kernel with the parameter −1/2 (Keys, 1981).
func catmullRom(x float64) float64 {
	x = math.Abs(x)
	x2 := float64(x * x)
	x3 := float64(x2 * x)
	switch {
	case x < 1:
		return float64(1.5*x3) - float64(2.5*x2) + 1
	case x < 2:
		return float64(-0.5*x3) + float64(2.5*x2) - float64(4*x) + 2
	}
	return 0
}
