package main

import (
	"bytes"
	"encoding/binary"
	"math"
)

const rate = 44100 // samples a second

// wave returns sound as a WAV file of one channel.
func wave(samples []float64) []byte {
	var b bytes.Buffer
	b.WriteString("RIFF")
	_ = binary.Write(&b, binary.LittleEndian, uint32(36+2*len(samples)))
	b.WriteString("WAVEfmt ")
	_ = binary.Write(&b, binary.LittleEndian, []uint16{16, 0, 1, 1, rate, 0, 2 * rate & 0xffff, 2 * rate >> 16, 2, 16})
	b.WriteString("data")
	_ = binary.Write(&b, binary.LittleEndian, uint32(2*len(samples)))
	most := 0.0
	for _, s := range samples {
		most = max(most, math.Abs(s))
	}
	for _, s := range samples {
		_ = binary.Write(&b, binary.LittleEndian, int16(s/most*28000))
	}
	return b.Bytes()
}

// drum is a bronze drum that is struck three times: partials that do not fit one
// another, as those of metal, and a blow.
func drum(seconds float64) []float64 {
	out := make([]float64, int(seconds*rate))
	for _, blow := range []struct{ at, strength float64 }{{.1, .8}, {1.5, .9}, {2.9, 1}} {
		for i := int(blow.at * rate); i < len(out); i++ {
			t := float64(i)/rate - blow.at
			for k, partial := range []float64{1, 1.006, 1.59, 2.14, 2.65, 3.31, 4.17, 5.43} {
				fade := math.Exp(-t * (.9 + .75*float64(k)))
				out[i] += blow.strength * fade / (1 + .8*float64(k)) * math.Sin(2*math.Pi*118*partial*t)
			}
			out[i] += blow.strength * .5 * math.Exp(-t*60) * (2*hash(i, 0, 5) - 1)
		}
	}
	return out
}

// monochord plays a phrase on one string, whose pitch glides and trembles as that of
// a đàn bầu.
func monochord(seconds float64) []float64 {
	out := make([]float64, int(seconds*rate))
	notes := []struct{ at, pitch, from float64 }{{.3, 392, 370}, {1.4, 440, 392}, {2.1, 523.3, 494}, {3.4, 440, 466}, {4.1, 392, 392}, {4.9, 329.6, 349}, {6.2, 392, 329.6}}
	for n, note := range notes {
		end := seconds
		if n+1 < len(notes) {
			end = notes[n+1].at + .25
		}
		phase := 0.0
		for i := int(note.at * rate); i < min(int(end*rate), len(out)); i++ {
			t := float64(i)/rate - note.at
			pitch := lerp(note.from, note.pitch, smooth(.02, .3, t)) * (1 + .009*smooth(.3, .8, t)*math.Sin(2*math.Pi*5.4*t))
			phase += 2 * math.Pi * pitch / rate
			loud := smooth(0, .008, t) * math.Exp(-t*1.3) * smooth(0, .12, end-note.at-t)
			out[i] += loud * (math.Sin(phase) + .42*math.Exp(-t*2)*math.Sin(2*phase) + .2*math.Exp(-t*4)*math.Sin(3*phase) + .08*math.Exp(-t*7)*math.Sin(5*phase))
		}
	}
	return out
}
