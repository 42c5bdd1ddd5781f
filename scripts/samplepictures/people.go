package main

import "math"

// bokeh paints lights that are out of focus.
func bokeh(p point, c rgb, count, seed int, aspect float64, colours ...rgb) rgb {
	for i := range count {
		at := point{hash(i, 0, seed) * aspect, hash(i, 1, seed) * 1.05}
		r := .02 + .055*hash(i, 2, seed)
		d := circle(p, at, r)
		if d > .01 {
			continue
		}
		ring := .65 + .35*smooth(-.012, 0, d)
		c = c.lit(steps(hash(i, 3, seed), colours...), (.12+.3*hash(i, 4, seed))*ring*cover(d, .003))
	}
	return c
}

// look is a person of whom a portrait is painted.
type look struct {
	skin, hair, shirt rgb
	hat, short        bool    // a conical hat; short hair
	old               float64 // from 0 to 1
}

// portrait is a person before a background that is out of focus, with the head in the
// upper third. The light comes from the right.
func portrait(aspect float64, who look, seed int, back ...rgb) scene {
	head := point{aspect * .5, .36}
	const rx, ry = .115, .15
	return func(p point) rgb {
		soft := fractal(p.x*2.2, p.y*2.2, 3, seed)
		c := steps(clamp(p.y*.8+.5*(soft-.5)), back...)
		c = bokeh(p, c, 60, seed, aspect, hex(0xffe2a0), hex(0xd9f0b0), hex(0xfff4dc))
		c = bust(p, c, head, who)

		// The face is a ball that is lit from the right.
		x, y := (p.x-head.x)/rx, (p.y-head.y)/ry
		face := min(oval(p, head, rx, ry*.94), oval(p, point{head.x, head.y + .05}, rx*.8, ry*.74))
		z := math.Sqrt(max(0, 1-x*x-y*y*.8))
		light := .42 + .5*clamp(.55*x-.3*y+.55*z) + .12*z
		skin := who.skin.times(light * (.97 + .06*fractal(p.x*90, p.y*90, 3, seed+9)))
		shade := func(d, soft, dark float64) { skin = skin.times(1 - dark*cover(d, soft)) }
		for _, side := range []float64{-1, 1} {
			eye := point{head.x + side*.046, head.y - .008}
			shade(oval(p, point{eye.x, eye.y - .006}, .032, .02), .016, .28)
			// The eyes smile, so that they are nearly shut.
			dx := (p.x - eye.x) / .024
			lid := math.Abs(p.y-eye.y+.006*(1-dx*dx)) - .0034*smooth(1.05, .3, math.Abs(dx))
			skin = mix(skin, hex(0x1d120d), .9*cover(lid, .0022)*smooth(1.05, .85, math.Abs(dx)))
			brow := limb(p, point{eye.x - .025, eye.y - .03 + .005*(1-side)*.5}, point{eye.x + .025, eye.y - .03 + .005*(1+side)*.5}, .0045, .0035)
			skin = mix(skin, mix(who.hair, hex(0x777470), who.old*.6), .8*cover(brow, .004))
			skin = skin.lit(hex(0xe08a70), .1*cover(oval(p, point{head.x + side*.062, head.y + .05}, .034, .024), .03))
			shade(limb(p, point{head.x + side*.03, head.y + .043}, point{head.x + side*.047, head.y + .082}, .0015, .0015), .006, .12+.25*who.old)
			for i := range 3 { // lines beside the eyes
				end := point{eye.x + side*.045, eye.y + float64(i-1)*.012}
				shade(limb(p, point{eye.x + side*.026, eye.y + float64(i-1)*.004}, end, .0008, .0006), .002, .4*who.old)
			}
			shade(circle(p, point{head.x + side*.011, head.y + .047}, .004), .005, .45)
		}
		shade(limb(p, point{head.x - .012, head.y}, point{head.x - .017, head.y + .045}, .003, .008), .012, .22)
		skin = skin.lit(hex(0xffe0c0), .2*cover(limb(p, point{head.x + .003, head.y}, point{head.x + .004, head.y + .036}, .003, .007), .008))
		lips := math.Abs(p.y-head.y-.088+13*(p.x-head.x)*(p.x-head.x)) - .0075*smooth(.046, .01, math.Abs(p.x-head.x))
		skin = mix(skin, hex(0x99483f).times(light), .75*cover(lips, .003)*smooth(.046, .038, math.Abs(p.x-head.x)))
		shade(math.Abs(p.y-head.y-.088+13*(p.x-head.x)*(p.x-head.x))-.0008+.5*max(0, math.Abs(p.x-head.x)-.036), .002, .6)
		shade(oval(p, point{head.x, head.y + .103}, .02, .004), .007, .2)
		if who.hat {
			shade(p.y-head.y+.045, .06, .5)
		}
		c = mix(c, skin, cover(face, .003))
		return top(p, c, head, who)
	}
}

// closer takes a portrait of the same proportions from nearer.
func closer(s scene, aspect float64) scene {
	const zoom = .7
	return func(p point) rgb {
		return s(point{aspect*.5 + (p.x-aspect*.5)*zoom, .37 + (p.y-.42)*zoom})
	}
}

// bust paints what lies behind the face: hair, neck, shoulders.
func bust(p point, c rgb, head point, who look) rgb {
	if !who.hat {
		strand := .8 + .5*fractal(p.x*160, p.y*8, 2, 700)
		hair := oval(p, point{head.x, head.y - .035}, .142, .15)
		if who.short {
			hair = oval(p, point{head.x, head.y - .05}, .13, .125)
		} else {
			hair = min(hair, limb(p, point{head.x - .085, head.y}, point{head.x - .09, head.y + .18}, .055, .05))
		}
		c = mix(c, who.hair.times(strand), cover(hair, .004))
	}
	body := min(
		limb(p, point{head.x - .15, head.y + .37}, point{head.x + .15, head.y + .37}, .11, .11),
		polygon(p, point{head.x - .26, head.y + .36}, point{head.x + .26, head.y + .36}, point{head.x + .31, 1.1}, point{head.x - .31, 1.1}),
		limb(p, point{head.x, head.y + .2}, point{head.x, head.y + .36}, .075, .2))
	fold := .85 + .3*fractal(p.x*7, p.y*3, 4, 710)
	light := (.5 + .55*smooth(-.3, .28, p.x-head.x)) * fold
	c = mix(c, who.shirt.times(light), cover(body, .003))
	neck := min(limb(p, point{head.x, head.y + .08}, point{head.x, head.y + .215}, .062, .066), polygon(p, point{head.x - .062, head.y + .2}, point{head.x + .062, head.y + .2}, point{head.x, head.y + .32}))
	shadow := .5 + .3*smooth(.14, .25, p.y-head.y) + .25*smooth(-.05, .06, p.x-head.x)
	c = mix(c, who.skin.times(shadow), cover(neck, .003))
	for _, side := range []float64{-1, 1} { // the collar
		collar := polygon(p, point{head.x + side*.055, head.y + .18}, point{head.x + side*.1, head.y + .2}, point{head.x + side*.075, head.y + .3}, point{head.x, head.y + .325})
		c = mix(c, mix(who.shirt, hex(0xffffff), .14).times(light), cover(collar, .003))
	}
	return c
}

// top paints what lies before the face: a fringe, or a conical hat.
func top(p point, c rgb, head point, who look) rgb {
	if who.hat {
		brim := head.y - .06
		weave := .85 + .2*math.Abs(math.Sin((p.y-brim)*260)) + .05*fractal(p.x*120, p.y*60, 2, 720)
		cone := polygon(p, point{head.x, head.y - .27}, point{head.x + .29, brim}, point{head.x + .2, brim + .028}, point{head.x, brim + .038}, point{head.x - .2, brim + .028}, point{head.x - .29, brim})
		light := .5 + .55*smooth(-.25, .22, p.x-head.x)
		c = mix(c, hex(0xe6d1a0).times(weave*light), cover(cone, .003))
		for _, side := range []float64{-1, 1} { // its strap
			c = mix(c, hex(0x7a2d3a), cover(math.Abs(limb(p, point{head.x + side*.108, head.y - .03}, point{head.x + side*.05, head.y + .15}, 0, 0))-.0035, .002))
		}
		return c
	}
	strand := .75 + .7*fractal((p.x-head.x)*120/(1.2-math.Abs(p.x-head.x)*3), p.y*6, 2, 730)
	part := head.x - .03
	fringe := max(oval(p, point{head.x, head.y - .04}, .13, .125), -oval(p, point{head.x + .012, head.y + .03}, .102, .122+.03*smooth(.1, 0, math.Abs(p.x-part))))
	fringe = max(fringe, p.y-head.y-.03)
	if who.short {
		fringe = max(oval(p, point{head.x, head.y - .05}, .124, .12), -oval(p, point{head.x + .006, head.y + .045}, .106, .165))
	}
	return mix(c, who.hair.times(strand), cover(fringe, .004))
}

// bamboo is a path through bamboo in the morning: stems at several distances, light
// that falls between them, and somebody who carries a basket.
func bamboo(aspect float64) scene {
	sun := point{aspect * .68, .12}
	return func(p point) rgb {
		c := steps(p.y, hex(0xf4f3c4), hex(0xcddb8c), hex(0x8db060), hex(0x5f7d3f))
		c = c.lit(hex(0xfffbe0), .9*math.Exp(-3*math.Hypot(p.x-sun.x, p.y-sun.y)))
		c = bokeh(p, c, 90, 44, aspect, hex(0xf6ffb8), hex(0xb6dd76), hex(0xfffbe0))
		for layer := range 5 {
			f := float64(layer) / 4
			ground := lerp(.66, 1.05, f*f)
			leaves := smooth(.5, .68, fractal(p.x*lerp(14, 7, f), p.y*lerp(18, 8, f), 4, 60+layer)) * smooth(lerp(.5, .34, f), lerp(.2, -.1, f), p.y)
			tint := steps(f, hex(0xc3d58c), hex(0x8fb25a), hex(0x557f38), hex(0x2c5228), hex(0x142c18))
			c = mix(c, tint.times(.85+.4*noise(p.x*60, p.y*60, 65)), .85*leaves)
			for i := range 16 - 3*layer {
				lean := .05 * (hash(i, layer, 51) - .5)
				x := hash(i, layer, 50)*aspect*1.1 - .05*aspect + lean*p.y
				if layer > 2 && math.Abs(x-aspect*.5) < .13 {
					continue // the path stays open
				}
				thick := lerp(.004, .02, f) * (.7 + .6*hash(i, layer, 52))
				d := math.Abs(p.x-x) - thick
				joint := math.Mod(p.y+hash(i, layer, 53), .09+.04*f)
				round := clamp(.5 + (p.x-x)/thick*.5)
				stem := tint.times(.6 + .7*round).times(1 - .4*cover(math.Abs(joint-.01)-.002, .002))
				c = mix(c, stem, cover(d, lerp(.003, .0012, min(f*2, 1)))*smooth(ground+.02, ground, p.y))
			}
			if layer == 1 {
				floor := .68 + .03*fractal(p.x*6, 0, 4, 72)
				way := smooth(.16, .05, math.Abs(p.x-aspect*.5-.08*math.Sin(p.y*9))-(p.y-.68)*.35)
				soil := mix(mix(hex(0x4f6b33), hex(0x7f8f45), fractal(p.x*40, p.y*60, 4, 70)), mix(hex(0xa8895c), hex(0xd8bd8a), fractal(p.x*30, p.y*50, 4, 71)), way)
				soil = soil.lit(hex(0xfff2b0), .35*smooth(.55, .75, fractal(p.x*9-p.y*4, p.y*14, 3, 73)))
				c = mix(c, soil, cover(floor-p.y, .006))
			}
			if layer == 2 {
				feet := point{aspect * .49, .815}
				c = mix(c, hex(0x3a3a22), .5*cover(oval(p, point{feet.x - .06, feet.y + .004}, .09, .012), .01))
				c = mix(c, mix(hex(0x27304a), hex(0x5b4a52), smooth(-.03, .04, p.x-feet.x)), cover(walker(p, feet, .25, 1), .0012))
				c = mix(c, mix(hex(0x6a4a26), hex(0xb98b4c), fractal(p.x*90, p.y*90, 2, 80)), cover(polygon(p, point{feet.x - .06, feet.y - .2}, point{feet.x - .012, feet.y - .2}, point{feet.x - .02, feet.y - .105}, point{feet.x - .048, feet.y - .105}), .0015))
				c = mix(c, hex(0xd8c28c), cover(polygon(p, point{feet.x + .005, feet.y - .252}, point{feet.x + .046, feet.y - .214}, point{feet.x - .036, feet.y - .214}), .0012))
			}
		}
		angle := math.Atan2(p.x-sun.x, p.y-sun.y)
		ray := smooth(.45, .75, fractal(angle*9, 1, 3, 90)) * smooth(1, .1, math.Hypot(p.x-sun.x, p.y-sun.y))
		return c.lit(hex(0xfff6c8), .38*ray)
	}
}
