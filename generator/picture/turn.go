package picture

import (
	"image"
	"image/draw"
)

// turned returns a picture upright that has one of the orientations 2 to 8.
func turned(src image.Image, orientation int) image.Image {
	bounds := src.Bounds()
	w, h := bounds.Dx(), bounds.Dy()
	upright := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		upright = image.Rect(0, 0, h, w)
	}
	switch src := src.(type) {
	case *image.Gray:
		return &image.Gray{Pix: TurnPlane(src.Pix, src.Stride, w, h, 1, orientation), Stride: upright.Dx(), Rect: upright}
	case *image.YCbCr:
		if ratio, ok := turnedRatio(src.SubsampleRatio, orientation); ok {
			dst := image.NewYCbCr(upright, ratio)
			cw, ch := dst.CStride, len(dst.Cb)/max(dst.CStride, 1)
			if orientation >= 5 {
				cw, ch = ch, cw
			}
			dst.Y = TurnPlane(src.Y, src.YStride, w, h, 1, orientation)
			dst.Cb = TurnPlane(src.Cb, src.CStride, cw, ch, 1, orientation)
			dst.Cr = TurnPlane(src.Cr, src.CStride, cw, ch, 1, orientation)
			return dst
		}
	}
	flat := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(flat, flat.Rect, src, bounds.Min, draw.Src)
	return &image.RGBA{Pix: TurnPlane(flat.Pix, flat.Stride, w, h, 4, orientation), Stride: 4 * upright.Dx(), Rect: upright}
}

// turnedRatio returns how colours are sampled in a turned picture, and false if there
// is no such ratio.
func turnedRatio(r image.YCbCrSubsampleRatio, orientation int) (image.YCbCrSubsampleRatio, bool) {
	switch {
	case r == image.YCbCrSubsampleRatio444 || r == image.YCbCrSubsampleRatio420:
		return r, true
	case r == image.YCbCrSubsampleRatio422 && orientation >= 5:
		return image.YCbCrSubsampleRatio440, true
	case r == image.YCbCrSubsampleRatio440 && orientation >= 5:
		return image.YCbCrSubsampleRatio422, true
	}
	return r, orientation < 5
}

// TurnPlane returns w × h samples of some bytes each, turned upright (Exif 3.0,
// tag Orientation: where the first row and the first column of the file belong).
func TurnPlane(src []byte, stride, w, h, size, orientation int) []byte {
	dst := make([]byte, w*h*size)
	// The place of the sample that comes first, and the steps to the next one in a row
	// and in a column of the upright picture.
	right, down := size, stride
	first := 0
	switch orientation {
	case 2, 3, 7, 8:
		first += (w - 1) * right
	}
	switch orientation {
	case 3, 4, 6, 7:
		first += (h - 1) * down
	}
	if first > 0 {
		switch orientation {
		case 2:
			right = -right
		case 3:
			right, down = -right, -down
		case 4:
			down = -down
		case 6:
			down = -down
		case 7:
			right, down = -right, -down
		case 8:
			right = -right
		}
	}
	columns := w
	if orientation >= 5 {
		right, down, columns = down, right, h
	}
	if columns == 0 {
		return dst
	}
	for at, row := 0, 0; at < len(dst); row++ {
		from := first + row*down
		if size == 1 {
			for i := range dst[at : at+columns] {
				dst[at+i] = src[from]
				from += right
			}
			at += columns
			continue
		}
		for range columns {
			copy(dst[at:at+size], src[from:from+size])
			at, from = at+size, from+right
		}
	}
	return dst
}
