package main

import "math"

// river is a boat on a wide river at sunset; the water mirrors what stands above it.
func river(aspect float64) scene {
	const shore = .52
	sun := point{aspect * .33, .4}
	above := func(p point) rgb {
		near := math.Hypot(p.x-sun.x, p.y-sun.y)
		c := steps(p.y/shore, hex(0x3d4f7c), hex(0x8a7391), hex(0xdf8f6d), hex(0xffc46b))
		cloud := fractal(p.x*2.1+5, p.y*8, 6, 3)
		c = mix(c, steps(near*1.3, hex(0xffb06a), hex(0xc06c62), hex(0x5a5274)), .75*smooth(.48, .75, cloud)*smooth(shore, .2, p.y))
		c = c.lit(hex(0xffd58a), .9*math.Exp(-5*near))
		c = mix(c, hex(0xfff0c4), cover(circle(p, sun, .042), .004))
		for layer := range 3 {
			f := float64(layer)
			top := shore - .055 - .05*(2-f) - lerp(.17, .06, f/2)*(fractal(p.x*(1.6+f)+f*9, f, 6, 90+layer)-.42)
			if layer == 2 {
				top -= .02 * fractal(p.x*60, 1, 3, 95)
			}
			c = mix(c, steps(f/2, hex(0x9b6f78), hex(0x5d4a5c), hex(0x231f29)).lit(hex(0xff9a55), .3*math.Exp(-4*near)), cover(top-p.y, .0015))
		}
		return c
	}
	boat := point{aspect * .62, .7}
	return func(p point) rgb {
		c := above(p)
		if p.y > shore {
			depth := (p.y - shore) / (1 - shore)
			ripple := (fractal(p.x*7, 18/(depth+.06), 4, 7) - .5) * (.02 + .16*depth)
			mirror := point{p.x + ripple*.4, max(2*shore-p.y+ripple, .02)}
			c = mix(above(mirror), hex(0x2b2c44), .2+.3*depth)
			spark := smooth(.62, .8, fractal(p.x*16, 42/(depth+.05), 3, 8))
			c = c.lit(hex(0xffc27a), .6*spark*math.Exp(-9*math.Abs(p.x-sun.x)))
		}
		c = mix(c, hex(0x1b1a22), .55*cover(oval(p, point{boat.x, boat.y + .03}, .2, .016), .012))
		dark := hex(0x15131a)
		hull := polygon(p, point{boat.x - .2, boat.y - .022}, point{boat.x - .13, boat.y + .006}, point{boat.x + .13, boat.y + .006}, point{boat.x + .21, boat.y - .026}, point{boat.x + .14, boat.y + .03}, point{boat.x - .13, boat.y + .03})
		c = mix(c, dark, cover(hull, .0015))
		c = mix(c, dark, cover(walker(p, point{boat.x + .08, boat.y + .01}, .2, -1), .0012))
		c = mix(c, dark, cover(limb(p, point{boat.x + .03, boat.y - .16}, point{boat.x - .17, boat.y + .07}, .003, .003), .0012))
		return c
	}
}

// plain is a field of vegetables on the flat land by a river: rows run to the
// horizon, and people in conical hats work in them.
func plain(aspect float64) scene {
	const horizon = .42
	workers := []struct{ at, height float64 }{{.16, .17}, {.24, .13}, {.37, .2}, {.55, .12}, {.63, .3}, {.74, .15}, {.88, .22}}
	return func(p point) rgb {
		c := steps(p.y/horizon, hex(0x4f8fc4), hex(0x93bfdb), hex(0xe2ecec))
		cloud := fractal(p.x*1.7+2, p.y*5.2, 7, 401)
		lit := fractal(p.x*1.7+2.06, p.y*5.2-.1, 7, 401)
		c = mix(c, mix(hex(0xc3cdd6), hex(0xffffff), smooth(-.06, .07, cloud-lit)), smooth(.47, .66, cloud))
		hill := horizon - .035 - .07*fractal(p.x*1.9, 3, 5, 420)
		c = mix(c, hex(0x9fb6c0), cover(hill-p.y, .002))
		trees := horizon - .006 - .03*fractal(p.x*7, 1, 2, 430) - .022*fractal(p.x*60, 2, 3, 431)
		c = mix(c, mix(hex(0x6a8a72), hex(0x40603f), fractal(p.x*50, p.y*50, 3, 432)), cover(trees-p.y, .002))
		if p.y > horizon {
			z := .12 / (p.y - horizon + .004)
			x := (p.x - aspect*.46) * z
			row := math.Abs(math.Mod(math.Abs(x*5.5+.12*fractal(x, z*.7, 2, 450))+.5, 1) - .5)
			leaf := fractal(x*70, z*46, 5, 440)
			green := mix(hex(0x2f5a1d), hex(0x86b23c), smooth(.1, .9, leaf))
			soil := mix(hex(0x6d4c34), hex(0xa07a56), fractal(x*90, z*60, 4, 441))
			field := mix(green, soil, smooth(.27, .37, row+.12*(leaf-.5)))
			field = mix(field, mix(hex(0x6f9440), hex(0x8a9f5c), leaf), smooth(2, 7, z))
			field = field.times(.86 + .25*fractal(p.x*1.2, z*.25, 3, 460)) // shadows of clouds
			c = mix(c, mix(field, hex(0xc6d2bf), smooth(1.5, 22, z)*.8), cover(horizon-p.y, .002))
			c = mix(c, hex(0xbfd4dc), .9*cover(math.Abs(p.y-horizon-.012)-.005, .003)) // the river
		}
		for i, w := range workers {
			feet := point{aspect * w.at, horizon + .05 + w.height*.75}
			if math.Abs(p.x-feet.x) > w.height {
				continue
			}
			c = mix(c, c.times(.45), cover(oval(p, point{feet.x + w.height*.16, feet.y}, w.height*.3, w.height*.05), .008))
			way := float64(1 - i%2*2)
			shirt := steps(hash(i, 0, 9), hex(0x7a3b46), hex(0x35507a), hex(0x5c4a6b), hex(0x2d5f63))
			light := .7 + .7*clamp(.5+(p.x-feet.x)/w.height*4)
			shirt = mix(shirt, hex(0x2a2b31), smooth(-.47, -.44, (p.y-feet.y)/w.height))
			c = mix(c, shirt.times(light), cover(walker(p, feet, w.height, way), .0015))
			hat := polygon(p, point{feet.x + way*.02*w.height, feet.y - 1.01*w.height}, point{feet.x + way*.18*w.height, feet.y - .86*w.height}, point{feet.x - way*.14*w.height, feet.y - .86*w.height})
			c = mix(c, hex(0xe3cf9d).times(light*.85), cover(hat, .0015))
			basket := point{feet.x - way*.3*w.height, feet.y - .05*w.height}
			c = mix(c, hex(0xd9772b).times(.75+.4*noise(p.x*160, p.y*160, 470)), cover(oval(p, point{basket.x, basket.y - .05*w.height}, .1*w.height, .05*w.height), .002))
			c = mix(c, hex(0x9a7440).times(light*.8), cover(polygon(p, point{basket.x - .1*w.height, basket.y - .05*w.height}, point{basket.x + .1*w.height, basket.y - .05*w.height}, point{basket.x + .075*w.height, basket.y + .05*w.height}, point{basket.x - .075*w.height, basket.y + .05*w.height}), .0015))
		}
		return c
	}
}
