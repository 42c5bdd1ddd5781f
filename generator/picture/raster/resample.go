package raster

// resample returns the part of a plane that two axes name. While a part is at least
// twice as large as it is to become, it is halved first: that costs a few additions where
// the kernel costs as many multiplications as it is wide.
func (p plane) resample(x, y axis) plane {
	for x.step() >= 2 && y.step() >= 2 {
		x0, x1 := x.bounds()
		y0, y1 := y.bounds()
		x0, y0 = max(x0, 0), max(y0, 0)
		p = p.part(x0, y0, min(x1, p.w), min(y1, p.h)).halved()
		x, y = x.halved(x0), y.halved(y0)
	}
	q := newPlane(x.n, y.n, p.across, p.down)
	across, down := newKernel(x, p.w), newKernel(y, p.h)
	// Only the columns that are read pass through the rows.
	low, high := p.w, 0
	for _, first := range across.first {
		low, high = min(low, first), max(high, first+across.taps)
	}
	sums := make([]int32, high-low)
	for i := range across.first {
		across.first[i] -= low
	}
	for i := range q.h {
		p.sumRows(sums, low, down.first[i], down.weights[i*down.taps:][:down.taps])
		across.sumColumns(q.row(i, 0, q.w), sums)
	}
	return q
}

// Sums of rows keep this many bits of the fraction.
const rowBits = 6

// sumRows adds rows by their weights, from column low on.
func (p plane) sumRows(sums []int32, low, first int, weights []int32) {
	const half = 1 << (weightBits - rowBits - 1)
	high := low + len(sums)
	for i := range sums {
		sums[i] = half
	}
	for len(weights) >= 4 {
		a, b, c, d := p.row(first, low, high), p.row(first+1, low, high), p.row(first+2, low, high), p.row(first+3, low, high)
		wa, wb, wc, wd := weights[0], weights[1], weights[2], weights[3]
		a, b, c, d = a[:len(sums)], b[:len(sums)], c[:len(sums)], d[:len(sums)]
		for i := range sums {
			sums[i] += wa*int32(a[i]) + wb*int32(b[i]) + wc*int32(c[i]) + wd*int32(d[i])
		}
		weights, first = weights[4:], first+4
	}
	for _, w := range weights {
		a := p.row(first, low, high)[:len(sums)]
		for i := range sums {
			sums[i] += w * int32(a[i])
		}
		first++
	}
	for i := range sums {
		sums[i] >>= weightBits - rowBits
	}
}

// sumColumns adds the sums of rows by their weights.
func (k kernel) sumColumns(dst []byte, sums []int32) {
	const shift = weightBits + rowBits
	weights := k.weights
	for i := range dst {
		part := sums[k.first[i]:]
		w := weights[:k.taps:k.taps]
		weights = weights[k.taps:]
		part = part[:len(w)]
		sum := int32(1 << (shift - 1))
		for len(w) >= 4 && len(part) >= 4 {
			sum += w[0]*part[0] + w[1]*part[1] + w[2]*part[2] + w[3]*part[3]
			w, part = w[4:], part[4:]
		}
		for j := range w {
			sum += w[j] * part[j]
		}
		dst[i] = clamp(sum >> shift)
	}
}

// clamp returns a number as a sample.
func clamp(v int32) byte {
	if uint32(v) > 255 {
		return byte(^v >> 31)
	}
	return byte(v)
}
