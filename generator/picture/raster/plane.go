package raster

import "encoding/binary"

// plane is one component of a picture, 8 bits a sample.
type plane struct {
	pix          []byte
	stride       int
	w, h         int
	across, down int // pixels that a sample spans: 1, 2 or 4
}

func newPlane(w, h, across, down int) plane {
	return plane{pix: make([]byte, w*h), stride: w, w: w, h: h, across: across, down: down}
}

// row returns the samples of a row between two columns.
func (p plane) row(y, from, to int) []byte { return p.pix[y*p.stride+from : y*p.stride+to] }

// part returns the samples between x0 and x1, y0 and y1.
func (p plane) part(x0, y0, x1, y1 int) plane {
	p.pix = p.pix[y0*p.stride+x0 : (y1-1)*p.stride+x1]
	p.w, p.h = x1-x0, y1-y0
	return p
}

// halved returns a plane whose samples are the means of four. What is odd at the end is
// doubled.
func (p plane) halved() plane {
	q := newPlane((p.w+1)/2, (p.h+1)/2, p.across, p.down)
	for y := range q.h {
		upper := p.row(2*y, 0, p.w)
		lower := p.row(min(2*y+1, p.h-1), 0, p.w)
		halveRows(q.row(y, 0, q.w), upper, lower)
	}
	return q
}

// halveRows writes the means of each 2 × 2 samples of two rows. It adds four means at
// once, in the lanes of 16 bits of a word.
func halveRows(dst, upper, lower []byte) {
	const even = 0x00ff00ff00ff00ff
	const two = 0x0002000200020002
	x := 0
	for ; 2*x+8 <= len(upper); x += 4 {
		a, b := binary.LittleEndian.Uint64(upper[2*x:]), binary.LittleEndian.Uint64(lower[2*x:])
		sum := a&even + a>>8&even + b&even + b>>8&even + two
		sum = sum >> 2 & even
		sum |= sum >> 8
		binary.LittleEndian.PutUint32(dst[x:], uint32(sum&0xffff)|uint32(sum>>16&0xffff0000))
	}
	for ; x < len(dst); x++ {
		next := min(2*x+1, len(upper)-1)
		dst[x] = byte((int(upper[2*x]) + int(upper[next]) + int(lower[2*x]) + int(lower[next]) + 2) >> 2)
	}
}
