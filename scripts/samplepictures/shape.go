package main

import "math"

// A point lies in a picture whose height is 1, y downwards.
type point struct{ x, y float64 }

// Distances to shapes are negative inside.

func circle(p, c point, r float64) float64 { return math.Hypot(p.x-c.x, p.y-c.y) - r }

// oval returns about the distance to an ellipse.
func oval(p, c point, rx, ry float64) float64 {
	return (math.Hypot((p.x-c.x)/rx, (p.y-c.y)/ry) - 1) * min(rx, ry)
}

// limb returns the distance to a rod with round ends of two radii.
func limb(p, a, b point, ra, rb float64) float64 {
	dx, dy := b.x-a.x, b.y-a.y
	t := clamp(((p.x-a.x)*dx + (p.y-a.y)*dy) / (dx*dx + dy*dy))
	return math.Hypot(p.x-a.x-t*dx, p.y-a.y-t*dy) - lerp(ra, rb, t)
}

// polygon returns the distance to a polygon.
func polygon(p point, corners ...point) float64 {
	near, inside := math.Inf(1), false
	for i, a := range corners {
		b := corners[(i+1)%len(corners)]
		near = min(near, limb(p, a, b, 0, 0))
		if (a.y > p.y) != (b.y > p.y) && p.x < a.x+(p.y-a.y)/(b.y-a.y)*(b.x-a.x) {
			inside = !inside
		}
	}
	if inside {
		return -near
	}
	return near
}

// star returns the corners of a star with five points.
func star(centre point, r float64) []point {
	corners := make([]point, 10)
	for i := range corners {
		angle, from := float64(i)*math.Pi/5, r
		if i%2 == 1 {
			from = r * .382
		}
		corners[i] = point{centre.x + from*math.Sin(angle), centre.y - from*math.Cos(angle)}
	}
	return corners
}

func box(p point, left, top, right, bottom float64) float64 {
	return max(left-p.x, p.x-right, top-p.y, p.y-bottom)
}

// cover says how much of a pixel at that distance from an edge of that softness a
// shape covers.
func cover(distance, soft float64) float64 { return smooth(soft, -soft, distance) }

// walker returns the distance to a standing figure under a conical hat: its feet, its
// height, and which way it looks (-1 or 1).
func walker(p, feet point, height, way float64) float64 {
	q := point{(p.x - feet.x) / height * way, (p.y - feet.y) / height}
	body := min(
		limb(q, point{-.01, -.72}, point{0, -.45}, .085, .1),
		limb(q, point{-.02, -.45}, point{-.09, -.02}, .075, .035),
		limb(q, point{.03, -.45}, point{.08, -.02}, .075, .035),
		limb(q, point{0, -.72}, point{.13, -.5}, .04, .028),
		circle(q, point{.02, -.86}, .065),
		polygon(q, point{.02, -1}, point{.17, -.865}, point{-.13, -.865}),
	)
	return body * height
}
