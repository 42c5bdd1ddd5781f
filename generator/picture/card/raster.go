package card

import (
	"slices"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Outlines are measured in 1/64 of a pixel.
const (
	pixel = 64
	// scans is how many lines of a row of pixels are looked at.
	scans = 16
	// full is the coverage of a pixel that is wholly inside.
	full = pixel * scans
)

// edge is a line of an outline that goes down, or up if winding is -1.
type edge struct {
	x0, y0, x1, y1 int // y0 < y1
	winding        int
}

// bounds is a rectangle of whole pixels.
type bounds struct{ left, top, right, bottom int }

// outline returns the edges of segments moved right by shift, and the pixels that
// they touch.
func outline(segments sfnt.Segments, shift int) (edges []edge, b bounds) {
	var start, at [2]int
	b = bounds{1 << 30, 1 << 30, -1 << 30, -1 << 30}
	line := func(to [2]int) {
		b.left, b.right = min(b.left, at[0], to[0]), max(b.right, at[0], to[0])
		b.top, b.bottom = min(b.top, at[1], to[1]), max(b.bottom, at[1], to[1])
		switch {
		case at[1] < to[1]:
			edges = append(edges, edge{at[0], at[1], to[0], to[1], 1})
		case at[1] > to[1]:
			edges = append(edges, edge{to[0], to[1], at[0], at[1], -1})
		}
		at = to
	}
	for _, s := range segments {
		p := [3][2]int{point(s.Args[0], shift), point(s.Args[1], shift), point(s.Args[2], shift)}
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			line(start) // a contour is closed even if the font does not say so
			start, at = p[0], p[0]
		case sfnt.SegmentOpLineTo:
			line(p[0])
		case sfnt.SegmentOpQuadTo:
			from := at
			for i := 1; i <= steps; i++ {
				line([2]int{quad(i, from[0], p[0][0], p[1][0]), quad(i, from[1], p[0][1], p[1][1])})
			}
		case sfnt.SegmentOpCubeTo:
			from := at
			for i := 1; i <= steps; i++ {
				line([2]int{cube(i, from[0], p[0][0], p[1][0], p[2][0]), cube(i, from[1], p[0][1], p[1][1], p[2][1])})
			}
		}
	}
	line(start)
	if len(edges) == 0 {
		return nil, bounds{}
	}
	return edges, bounds{floor(b.left, pixel), floor(b.top, pixel), -floor(-b.right, pixel), -floor(-b.bottom, pixel)}
}

func point(p fixed.Point26_6, shift int) [2]int { return [2]int{int(p.X) + shift, int(p.Y)} }

// steps is how many lines stand for a curve: at the sizes of a card, they are less
// than a tenth of a pixel away from it.
const steps = 8

// quad returns the point i/steps of the way along a quadratic Bézier curve.
func quad(i, a, b, c int) int {
	j := steps - i
	return floor(2*(j*j*a+2*i*j*b+i*i*c)+steps*steps, 2*steps*steps)
}

// cube returns the point i/steps of the way along a cubic Bézier curve.
func cube(i, a, b, c, d int) int {
	j := steps - i
	return floor(2*(j*j*j*a+3*i*j*j*b+3*i*i*j*c+i*i*i*d)+steps*steps*steps, 2*steps*steps*steps)
}

// floor returns a/b rounded down, for b > 0.
func floor(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// coverage returns how much of each pixel of b lies inside edges, 0 to full, by the
// nonzero rule: parts of a glyph may lie over each other.
func coverage(edges []edge, b bounds) []uint16 {
	width := b.right - b.left
	pixels := make([]uint16, width*(b.bottom-b.top))
	type crossing struct{ x, winding int }
	var crossings []crossing
	slices.SortFunc(edges, func(a, b edge) int { return a.y0 - b.y0 })
	for y := b.top * scans; y < b.bottom*scans; y++ {
		// Twice the height of the scan's middle.
		const step = pixel / scans
		middle := 2*y*step + step
		crossings = crossings[:0]
		for _, e := range edges {
			if 2*e.y0 > middle {
				break
			}
			if middle < 2*e.y1 {
				x := e.x0 + floor((middle-2*e.y0)*(e.x1-e.x0)+(e.y1-e.y0), 2*(e.y1-e.y0))
				crossings = append(crossings, crossing{x - b.left*pixel, e.winding})
			}
		}
		slices.SortFunc(crossings, func(a, b crossing) int { return a.x - b.x })
		row := pixels[floor(y, scans)*width-b.top*width:][:width]
		winding := 0
		for i, c := range crossings {
			if winding != 0 {
				span(row, crossings[i-1].x, c.x)
			}
			winding += c.winding
		}
	}
	return pixels
}

// span adds to a row what one scan covers from one x to another.
func span(row []uint16, from, to int) {
	for from < to {
		end := min(to, (from/pixel+1)*pixel)
		row[from/pixel] += uint16(end - from)
		from = end
	}
}
