package raster

import (
	"image"
	"math"
)

// Attention returns the largest part of the picture with a ratio that people will
// probably look at. Of a picture that is too tall the upper part stays, where heads are.
// Of one that is too wide the part with the most edges and the most skin stays; it is
// looked for in a small copy, and the middle wins where nothing stands out.
func (p *Picture) Attention(across, down int) image.Rectangle {
	width, height := p.Size()
	w, h := cropSize(width, height, across, down)
	if w == width {
		const above = 8 // of what is left out, one part in so many: a head has little over it
		return at(0, (height-h)/above, w, h)
	}
	small := p.Scale(max(128*width/max(width, height), 1))
	columns := small.interest()
	sw := max(min((2*w*len(columns)+width)/(2*width), len(columns)), 1)
	first := busiest(columns, sw)
	if places := len(columns) - sw; abs(2*first-places) > 1 {
		return at((2*first*(width-w)+places)/(2*places), 0, w, h)
	}
	return at((width-w)/2, 0, w, h)
}

// interest returns how much there is to be seen in each column of a small picture.
func (p *Picture) interest() []int {
	m := p.onWhite().Image().(*image.YCbCr)
	w, h := m.Rect.Dx(), m.Rect.Dy()
	columns := make([]int, w)
	for y := range h {
		for x := range w {
			luma := int(m.Y[y*m.YStride+x])
			edges := 0
			if x+1 < w {
				edges += abs(int(m.Y[y*m.YStride+x+1]) - luma)
			}
			if y+1 < h {
				edges += abs(int(m.Y[(y+1)*m.YStride+x]) - luma)
			}
			if edges > 8 { // less is noise
				columns[x] += edges
			}
			if c := y/2*m.CStride + x/2; isSkin(luma, int(m.Cb[c]), int(m.Cr[c])) {
				columns[x] += 48
			}
		}
	}
	return columns
}

// isSkin reports whether a colour may be that of skin: all have nearly the same chroma
// (Chai and Ngan, 1999).
func isSkin(luma, cb, cr int) bool {
	return luma > 50 && cb >= 77 && cb <= 127 && cr >= 133 && cr <= 173
}

// busiest returns where the n columns with the largest sum begin. What lies at the edge
// of such a part counts half, so that what is looked at does not stand there; of equals
// the one in the middle wins.
func busiest(columns []int, n int) int {
	total := 1
	for _, v := range columns {
		total += v
	}
	places := len(columns) - n
	best, most := places/2, math.MinInt
	for first := range places + 1 {
		sum := 0
		for i, v := range columns[first : first+n] {
			if i < n/8 || i >= n-n/8 {
				v /= 2
			}
			sum += v
		}
		// The middle is worth a tenth of all there is.
		score := 20*sum - total*abs(2*first-places)*2/max(places, 1)
		if score > most || score == most && abs(2*first-places) < abs(2*best-places) {
			best, most = first, score
		}
	}
	return best
}

func abs(v int) int { return max(v, -v) }
