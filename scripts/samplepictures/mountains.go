package main

import "math"

// ridges is a range of mountains before sunrise, with mist between its ridges; the
// mist drifts with time, in seconds. A house and a flagpole stand on the last ridge.
func ridges(aspect, time float64) scene {
	const layers = 8
	sun := point{aspect * .62, .36}
	haze := hex(0xf0c9a4)
	crest := func(layer int, x float64) float64 {
		f := float64(layer) / (layers - 1)
		rough := fractal(x*lerp(3.2, 1.5, f)+float64(layer)*13.7, float64(layer)*3.1, 6, layer*40)
		return lerp(.4, .93, math.Pow(f, 1.15)) - lerp(.16, .26, f)*(rough-.5)
	}
	return func(p point) rgb {
		glow := math.Exp(-3.2 * math.Hypot(p.x-sun.x, (p.y-sun.y)*1.5))
		c := steps(p.y/.45, hex(0x2f4a72), hex(0x6f84a4), hex(0xc9a79a), hex(0xf5c998))
		c = c.lit(hex(0xffb56a), .85*glow)
		cirrus := fractal(p.x*2.2+time*.004, p.y*11, 5, 900)
		c = mix(c, hex(0xffd9bd), .5*smooth(.5, .8, cirrus)*smooth(.42, .1, p.y))
		for layer := range layers {
			f := float64(layer) / (layers - 1)
			top := crest(layer, p.x)
			near := smooth(.5, 1, f)
			if near > 0 { // trees stand on the ridges that are near
				top -= near * .016 * fractal(p.x*lerp(40, 110, f), float64(layer), 3, 70+layer)
			}
			below := p.y - top
			if below < -.003 {
				continue
			}
			ground := steps(f, hex(0xb99d98), hex(0x7d7f92), hex(0x4b5c70), hex(0x2c4048), hex(0x131d20))
			ground = ground.times(.9 + .25*fractal(p.x*26, p.y*26, 4, 300+layer))
			ground = ground.lit(hex(0xffa860), .35*glow*(1-f))
			mist := smooth(.0, lerp(.1, .34, f), below+lerp(.02, .08, f)*(fractal(p.x*2.6+time*lerp(.012, .05, f), p.y*7, 5, 500+layer)-.6))
			ground = mix(ground, mix(haze, hex(0xa9b2c2), f), mist*lerp(.95, .55, f)*(1-smooth(.9, 1, f)*.85))
			c = mix(c, ground, cover(-below, .0012))
		}
		return post(p, c, aspect, crest)
	}
}

// post paints the house and the flagpole.
func post(p point, c rgb, aspect float64, crest func(int, float64) float64) rgb {
	at := point{aspect * .3, 0}
	at.y = crest(7, at.x) + .012
	dark := hex(0x0c1315)
	house := min(
		box(p, at.x-.05, at.y-.05, at.x+.05, at.y+.02),
		polygon(p, point{at.x - .066, at.y - .046}, point{at.x - .048, at.y - .083}, point{at.x + .048, at.y - .083}, point{at.x + .066, at.y - .046}))
	c = mix(c, dark, cover(house, .0015))
	for _, x := range []float64{-.03, .012} {
		c = mix(c, hex(0xffce7a), .9*cover(box(p, at.x+x, at.y-.036, at.x+x+.017, at.y-.016), .0015))
	}
	mast := at.x + .1
	c = mix(c, dark, cover(box(p, mast-.0018, at.y-.21, mast+.0018, at.y+.03), .001))
	wave := .005 * math.Sin((p.x-mast)*70)
	c = mix(c, hex(0xb3241c).times(1+12*wave), cover(box(p, mast, at.y-.207+wave, mast+.078, at.y-.155+wave), .001))
	return mix(c, hex(0xf6c945), cover(polygon(p, star(point{mast + .039, at.y - .181 + wave}, .017)...), .001))
}

// terraces are rice terraces of the wet season that run up hills, seen from above:
// each column of the picture is drawn from the near to the far.
func terraces(width, height int) *pixels {
	const step = .034 // between two fields
	hills := func(x, z float64) float64 {
		return 1.9*fractal(x*.42+3, z*.42+8, 4, 11) + .1*z
	}
	field := func(x, z float64) (ground, level, rise float64) {
		h := hills(x, z) / step
		level = math.Floor(h)
		rise = h - level
		return (level + smooth(.8, 1, rise)) * step, level, rise
	}
	sky := func(y float64) rgb {
		return steps(y/.25, hex(0xa9c3d6), hex(0xdde3de), hex(0xf4ead6))
	}
	m := newPixels(width, height)
	parallel(width, func(column int) {
		across := (float64(column)/float64(width) - .5) * 1.25
		for y := range height {
			cloud := fractal(across*3, float64(y)/float64(height)*9, 5, 31)
			m.at[y*width+column] = mix(sky(float64(y)/float64(height)), hex(0xffffff), .7*smooth(.45, .75, cloud))
		}
		bottom := height
		for z := .5; z < 13 && bottom > 0; z *= 1.0009 {
			x := across * z
			ground, level, rise := field(x, z)
			y := int((.16 + (2.45-ground)/z*.55) * float64(height))
			if y >= bottom {
				continue
			}
			aside, _, _ := field(x+.012, z)
			light := clamp(.72 + (ground-aside)*9)
			var c rgb
			kind := hash(int(level), int(math.Floor(fractal(x*.9, z*.9, 2, 77)*7)), 5)
			grass := fractal(x*60, z*60, 3, 21)
			switch {
			case rise > .78: // the bank between two fields
				c = mix(hex(0x33481f), hex(0x6b7a34), grass)
			case kind < .27: // water, which mirrors the sky
				c = mix(hex(0x8fa7ad), hex(0xe9e6d8), clamp(.15+.8*fractal(x*1.1+z*.2, z*.5, 4, 44)))
				light = lerp(light, 1, .8)
			case kind < .7:
				c = mix(hex(0x5f8a2c), hex(0x9cbc48), grass)
			default:
				c = mix(hex(0xb39a35), hex(0xd9c25c), grass)
			}
			if wood := fractal(x*1.3+40, z*1.3, 5, 61); wood > .63 { // woods between the fields
				c = mix(hex(0x1e3a22), hex(0x3f6a35), fractal(x*26, z*26, 4, 62))
				light = .55 + .6*fractal(x*13, z*13, 3, 63)
				y -= int(.09 / z * float64(height) * (.4 + fractal(x*22, z*22, 3, 64)) * smooth(.63, .7, wood))
			}
			c = mix(c.times(light), hex(0xdfe3da), smooth(2, 13, z)*.85)
			for ; bottom > max(y, 0); bottom-- {
				m.at[(bottom-1)*width+column] = c
			}
		}
	})
	return m
}
