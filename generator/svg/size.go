package svg

import (
	"encoding/xml"
	"io"
	"math"
	"strconv"
	"strings"
)

// Size returns the size of a drawing: its width and height, or those of its
// viewBox (SVG 2, section 8.2); zeroes if it tells neither in pixels.
func Size(drawing io.Reader) (width, height int) {
	decoder := xml.NewDecoder(drawing)
	for {
		token, err := decoder.Token()
		if err != nil {
			return 0, 0
		}
		if start, ok := token.(xml.StartElement); ok {
			return sizeOf(start.Attr)
		}
	}
}

func sizeOf(attributes []xml.Attr) (width, height int) {
	var box []string
	for _, a := range attributes {
		switch a.Name.Local {
		case "width":
			width = pixels(a.Value)
		case "height":
			height = pixels(a.Value)
		case "viewBox":
			box = strings.FieldsFunc(a.Value, func(r rune) bool { return r == ' ' || r == ',' })
		}
	}
	if (width == 0 || height == 0) && len(box) == 4 {
		return pixels(box[2]), pixels(box[3])
	}
	return width, height
}

func pixels(s string) int {
	n, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil || n < 0 || n > 1e5 {
		return 0
	}
	return int(math.Round(n))
}
