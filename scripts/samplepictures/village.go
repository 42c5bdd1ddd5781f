package main

import "math"

// night is a house on stilts whose windows are lit, under stars; it is a school, and
// heads are seen in it.
func night(aspect float64) scene {
	house := point{aspect * .5, .66}
	const wide, tall = .34, .15
	return func(p point) rgb {
		c := steps(p.y/.62, hex(0x070c1c), hex(0x101b35), hex(0x223052), hex(0x3c4560))
		way := math.Exp(-22*math.Pow(p.x*.45+p.y-.62, 2)) * fractal(p.x*4, p.y*4, 6, 801)
		c = c.lit(hex(0xb9b6d6), .5*way*way)
		for _, stars := range []struct{ scale, share float64 }{{60, .985}, {190, .985}} {
			scale, share := stars.scale, stars.share
			ix, iy := math.Floor(p.x*scale), math.Floor(p.y*scale)
			if bright := hash(int(ix), int(iy), 802); bright > share {
				star := point{(ix + .2 + .6*hash(int(ix), int(iy), 803)) / scale, (iy + .2 + .6*hash(int(ix), int(iy), 804)) / scale}
				c = c.lit(hex(0xe9eeff), cover(circle(p, star, .0006+.0014*(bright-share)/(1-share)), .0008))
			}
		}
		for layer := range 3 {
			f := float64(layer) / 2
			top := lerp(.5, .68, f) - .2*(fractal(p.x*(1.3+f)+f*7, f, 6, 810+layer)-.45) - .012*f*fractal(p.x*90, f, 3, 820)
			c = mix(c, mix(hex(0x1a2440), hex(0x080d14), f), cover(top-p.y, .0015))
			c = mix(c, hex(0x46506a), .3*(1-f)*smooth(0, .16, p.y-top)*fractal(p.x*3, p.y*9, 4, 830))
		}
		distance := math.Hypot((p.x-house.x)*.8, p.y-house.y+.04)
		if p.y > .78 {
			grass := fractal(p.x*45, p.y*70, 4, 840)
			c = mix(c, mix(hex(0x0a1110), hex(0x1d2a1c), grass), smooth(.78, .8, p.y))
			pool := math.Exp(-26 * math.Pow(math.Hypot((p.x-house.x)*.75, (p.y-.84)*2), 2))
			c = c.lit(mix(hex(0x7a4a1c), hex(0xe39a48), grass), .8*pool)
		}
		c = c.lit(hex(0xffa64d), .3*math.Exp(-5.5*distance))
		c = stilts(p, c, house, wide, tall)
		if blade := .93 - .07*fractal(p.x*5, 0, 3, 850) - .055*fractal(p.x*130, 3, 2, 851); p.y > blade-.01 {
			c = mix(c, hex(0x05080a), cover(blade-p.y, .002))
		}
		return c
	}
}

// stilts paints the house.
func stilts(p point, c rgb, at point, wide, tall float64) rgb {
	wood := mix(hex(0x1d130c), hex(0x3a2717), fractal(p.x*8, p.y*160, 3, 860))
	for i := range 6 {
		x := at.x - wide + .02 + float64(i)*(2*wide-.04)/5
		c = mix(c, wood.times(1.2), cover(box(p, x-.008, at.y, x+.008, at.y+.15), .001))
	}
	slats := .7 + .3*math.Abs(math.Sin(p.x*520))
	wall := box(p, at.x-wide, at.y-tall, at.x+wide, at.y+.014)
	c = mix(c, hex(0x4a331d).times(slats), cover(wall, .0012))
	for i := range 4 {
		x := at.x - wide + .045 + float64(i)*.165
		frame := box(p, x, at.y-tall+.03, x+.1, at.y-.012)
		lamp := math.Exp(-70 * math.Pow(math.Hypot(p.x-x-.05, p.y-at.y+tall-.045), 2))
		room := mix(hex(0xd9812c), hex(0xfff1bd), lamp)
		for head := range 3 {
			h := point{x + .02 + float64(head)*.031 + .008*hash(i, head, 870), at.y - .042 - .014*hash(i, head, 871)}
			person := min(circle(p, h, .0095), oval(p, point{h.x, h.y + .036}, .019, .024))
			room = mix(room, hex(0x2b160b), .93*cover(person, .002))
		}
		c = mix(c, room, cover(frame, .0012))
		c = mix(c, hex(0x22150b), cover(math.Abs(frame)-.003, .001))
		c = mix(c, hex(0x22150b), cover(box(p, x+.0485, at.y-tall+.03, x+.0515, at.y-.012), .001))
	}
	thatch := mix(hex(0x15100c), hex(0x3b2d20), fractal(p.x*150, p.y*18, 4, 880))
	roof := polygon(p, point{at.x - wide - .06, at.y - tall + .025}, point{at.x - wide + .07, at.y - tall - .17}, point{at.x + wide - .07, at.y - tall - .17}, point{at.x + wide + .06, at.y - tall + .025})
	c = mix(c, thatch, cover(roof, .002))
	for i := range 7 { // the ladder
		y := at.y + .02 + float64(i)*.022
		c = mix(c, wood.times(1.5), cover(box(p, at.x+wide-.12+float64(i)*.004, y, at.x+wide-.06+float64(i)*.004, y+.006), .001))
	}
	return c
}

// classroom is a room against its windows: pupils at their desks from behind, and a
// teacher who points at the board.
func classroom(aspect float64) scene {
	return func(p point) rgb {
		c := mix(hex(0x6d5a45), hex(0x8a745a), fractal(p.x*30, p.y*4, 4, 601))
		c = c.times(.75 + .5*smooth(0, aspect, p.x))
		board := box(p, aspect*.12, .14, aspect*.56, .5)
		c = mix(c, mix(hex(0x1d3b33), hex(0x2f5549), fractal(p.x*9, p.y*9, 5, 610)), cover(board, .0015))
		c = mix(c, hex(0x8b5e34), cover(math.Abs(board)-.008, .0015))
		for line := range 4 { // writing in chalk
			y := .2 + float64(line)*.07
			pen := math.Abs(p.y - y - .012*(fractal(p.x*70, float64(line), 2, 620)-.5)*2)
			word := smooth(.38, .42, noise(p.x*16, float64(line)*5, 621))
			c = mix(c, hex(0xdfe6dc), .75*word*cover(pen-.003, .002)*cover(box(p, aspect*.16, 0, aspect*(.5-.07*float64(line%3)), 1), .002))
		}
		for i := range 2 {
			left := aspect * (.64 + .18*float64(i))
			frame := box(p, left, .1, left+aspect*.15, .55)
			out := steps((p.y-.1)/.45, hex(0xdfeaf0), hex(0xf7f3e3), hex(0xb5c9a0), hex(0x7f9d62))
			hill := .33 - .12*fractal(p.x*2.4, 1, 4, 630)
			out = mix(out, mix(hex(0x9ab39b), hex(0x6e9257), smooth(hill, .55, p.y)), cover(hill-p.y, .02))
			c = mix(c, out, cover(frame, .002))
			c = mix(c, hex(0x4a3522), cover(math.Abs(frame)-.008, .0015))
			c = mix(c, hex(0x4a3522), cover(math.Abs(p.x-left-aspect*.075)-.004, .0015)*cover(frame, .001))
		}
		glow := math.Exp(-2.2 * math.Hypot(p.x-aspect*.82, p.y-.35))
		c = c.lit(hex(0xfff3d2), .28*glow)
		c = teacher(p, c, point{aspect * .585, .73})
		for row := range 3 {
			c = pupils(p, c, row, aspect)
		}
		return c
	}
}

func teacher(p point, c rgb, feet point) rgb {
	dress := min(
		limb(p, point{feet.x, feet.y - .33}, point{feet.x, feet.y - .2}, .038, .045),
		polygon(p, point{feet.x - .042, feet.y - .22}, point{feet.x + .042, feet.y - .22}, point{feet.x + .06, feet.y + .05}, point{feet.x - .06, feet.y + .05}),
		limb(p, point{feet.x - .02, feet.y - .34}, point{feet.x - .13, feet.y - .41}, .018, .012))
	light := .75 + 6*clamp(p.x-feet.x+.02)
	c = mix(c, hex(0x7b3f5c).times(light), cover(dress, .002))
	c = mix(c, hex(0xb98562).times(light*.9), cover(min(circle(p, point{feet.x - .002, feet.y - .425}, .034), circle(p, point{feet.x - .137, feet.y - .414}, .012)), .002))
	hair := min(oval(p, point{feet.x + .006, feet.y - .437}, .037, .034), circle(p, point{feet.x + .036, feet.y - .43}, .02))
	return mix(c, hex(0x17110f), cover(max(hair, -oval(p, point{feet.x - .02, feet.y - .415}, .026, .03)), .002))
}

func pupils(p point, c rgb, row int, aspect float64) rgb {
	size := .075 + .032*float64(row)
	desk := .72 + .115*float64(row)
	for i := range 6 - row {
		x := aspect * (.1 + (float64(i)+.5*float64(row%2)+.2*hash(i, row, 650))*.15*(1+.16*float64(row)))
		h := point{x, desk - size*1.5 - size*.2*hash(i, row, 651)}
		if math.Abs(p.x-h.x) > size*2 {
			continue
		}
		light := .55 + .6*smooth(-size, size, p.x-h.x)*smooth(0, aspect, x)
		shirt := steps(hash(i, row, 652), hex(0xe6e2d8), hex(0x33508a), hex(0xa63a3a), hex(0x2c6b55), hex(0xd8cdb4))
		c = mix(c, shirt.times(light), cover(max(min(oval(p, point{h.x, h.y + size*1.5}, size*.95, size*.9), box(p, h.x-size*.93, h.y+size*1.5, h.x+size*.93, desk+.02)), p.y-desk-.02), .003))
		c = mix(c, hex(0x9a6b4c).times(light), cover(limb(p, h, point{h.x, h.y + size*.6}, size*.25, size*.25), .003))
		c = mix(c, hex(0x1d1613).times(.8+light), cover(oval(p, h, size*.5, size*.56), .003))
	}
	grain := mix(hex(0x4d331d), hex(0x7c5633), fractal(p.x*5, p.y*120, 3, 660))
	c = mix(c, grain.times(.6+.4*p.x/aspect), cover(box(p, 0, desk, aspect, desk+.026+.008*float64(row)), .002))
	if row == 2 {
		c = mix(c, hex(0x1b120b), smooth(desk+.04, desk+.06, p.y))
	}
	return c
}
