package raster

import (
	"image"
	"strconv"
	"strings"
)

// Focus is the place in a picture that a crop has to keep, from 0, 0 at the upper left
// to 1, 1.
type Focus struct{ X, Y float64 }

// ParseFocus reads "60% 30%": from the left and from the top.
func ParseFocus(s string) (Focus, bool) {
	x, y, two := strings.Cut(strings.TrimSpace(s), " ")
	fx, okX := parseShare(x)
	fy, okY := parseShare(strings.TrimSpace(y))
	return Focus{fx, fy}, two && okX && okY
}

// parseShare reads "60%", "12,5%".
func parseShare(s string) (float64, bool) {
	digits, ok := strings.CutSuffix(s, "%")
	if !ok || strings.Trim(digits, "0123456789.,") != "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.Replace(digits, ",", ".", 1), 64)
	return v / 100, err == nil && v <= 100
}

// Crop returns the largest part of a picture of width × height pixels with a ratio,
// "16:9" is 16, 9, whose middle is as near to the focus as the edges let it be.
func (f Focus) Crop(width, height, across, down int) image.Rectangle {
	w, h := cropSize(width, height, across, down)
	return at(middle(f.X, width, w), middle(f.Y, height, h), w, h)
}

// cropSize returns the size of the largest part with a ratio.
func cropSize(width, height, across, down int) (w, h int) {
	across, down = max(across, 1), max(down, 1)
	if width*down > height*across {
		return max((2*height*across+down)/(2*down), 1), height
	}
	return width, max(min((2*width*down+across)/(2*across), height), 1)
}

// middle returns where a part begins whose middle is to be at a share of the whole.
func middle(share float64, whole, part int) int {
	from := int(float64(share*float64(whole))) - part/2
	return max(min(from, whole-part), 0)
}

func at(x, y, w, h int) image.Rectangle { return image.Rect(x, y, x+w, y+h) }
