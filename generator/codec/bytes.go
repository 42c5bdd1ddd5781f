package codec

import "encoding/binary"

// encoder appends values. Its first error stays.
type encoder struct {
	out []byte
	err error
}

func (e *encoder) uint(n uint64) { e.out = binary.AppendUvarint(e.out, n) }

func (e *encoder) int(n int64) { e.out = binary.AppendVarint(e.out, n) }

func (e *encoder) bool(b bool) {
	n := byte(0)
	if b {
		n = 1
	}
	e.out = append(e.out, n)
}

func (e *encoder) string(s string) {
	e.uint(uint64(len(s)))
	e.out = append(e.out, s...)
}

func (e *encoder) fail(err error) {
	if e.err == nil {
		e.err = err
	}
}

// mostNested is how deep interfaces may hold one another.
const mostNested = 1000

// decoder reads values. Behind damage it reads zeros.
type decoder struct {
	in     string
	nested int
	err    error
}

func (d *decoder) uint() (n uint64) {
	for shift := 0; shift < 70; shift += 7 {
		if len(d.in) == 0 {
			break
		}
		b := d.in[0]
		d.in = d.in[1:]
		if b < 0x80 {
			return n | uint64(b)<<shift
		}
		n |= uint64(b&0x7f) << shift
	}
	d.fail()
	return 0
}

func (d *decoder) int() int64 {
	n := d.uint()
	return int64(n>>1) ^ -int64(n&1) // as binary.AppendVarint has it
}

func (d *decoder) string() string {
	n := d.count()
	s := d.in[:n]
	d.in = d.in[n:]
	return s
}

// count reads how many bytes or elements follow, each of which takes a byte at
// least.
func (d *decoder) count() int {
	n := d.uint()
	if n > uint64(len(d.in)) {
		d.fail()
		return 0
	}
	return int(n)
}

func (d *decoder) enter() bool {
	d.nested++
	return d.nested <= mostNested
}

func (d *decoder) leave() { d.nested-- }

func (d *decoder) fail() {
	d.in, d.err = "", ErrDamaged
}
