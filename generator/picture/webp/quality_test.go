//go:build quality

package webp_test

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	xdraw "golang.org/x/image/draw"

	"guong/generator/picture/webp"
)

const (
	qualityWidth = 800
	jpegQuality  = 80
)

// TestQuality finds the quality of WebP that looks as good as JPEG of quality 80 at 800
// pixels: the lowest whose SSIMULACRA2 against the picture before coding is as high.
// It reads the photos of GUONG_QUALITY_PHOTOS and prints a table. It needs the commands
// ssimulacra2 and dwebp, which decodes as browsers do.
func TestQuality(t *testing.T) {
	photos := strings.Fields(os.Getenv("GUONG_QUALITY_PHOTOS"))
	if len(photos) == 0 {
		t.Fatal("GUONG_QUALITY_PHOTOS names no photos")
	}
	e, dir := newEncoder(t, ""), t.TempDir()
	methods := []int{2, 4}
	found := make([][]measured, len(methods))
	fmt.Printf("%-24s %14s", "photo", "JPEG q80")
	for _, method := range methods {
		fmt.Printf(" %22s", fmt.Sprintf("WebP m%d", method))
	}
	fmt.Println()
	for _, photo := range photos {
		original, planes := resized(t, photo)
		reference := filepath.Join(dir, "reference.png")
		write(t, reference, func(b *bytes.Buffer) error { return png.Encode(b, original) })
		coded := filepath.Join(dir, "coded.jpg")
		write(t, coded, func(b *bytes.Buffer) error {
			return jpeg.Encode(b, planes, &jpeg.Options{Quality: jpegQuality})
		})
		goal := measured{quality: jpegQuality, bytes: size(t, coded), score: similarity(t, reference, coded)}
		fmt.Printf("%-24s %v", filepath.Base(photo), goal)
		for i, method := range methods {
			m := lowest(t, goal.score, func(quality int) measured {
				file := encode(t, e, planes, webp.Options{Quality: quality, Method: method})
				return measured{quality, len(file), similarity(t, reference, decoded(t, dir, file))}
			})
			found[i] = append(found[i], m)
			fmt.Printf("  %v %+4.0f%%", m, 100*(float64(m.bytes)/float64(goal.bytes)-1))
		}
		fmt.Println()
	}
	for i, method := range methods {
		byQuality := func(a, b measured) int { return cmp.Compare(a.quality, b.quality) }
		slices.SortFunc(found[i], byQuality)
		fmt.Printf("m%d: median q%d, from q%d to q%d\n", method,
			found[i][len(found[i])/2].quality, found[i][0].quality, found[i][len(found[i])-1].quality)
	}
}

type measured struct {
	quality, bytes int
	score          float64
}

func (m measured) String() string {
	return fmt.Sprintf("q%-3d %4.1f %3d kB", m.quality, m.score, (m.bytes+500)/1000)
}

// lowest returns the lowest quality with at least a score, or the highest there is.
func lowest(t *testing.T, score float64, try func(quality int) measured) measured {
	t.Helper()
	known := map[int]measured{}
	low, high := 40, 100
	for low < high {
		middle := (low + high) / 2
		known[middle] = try(middle)
		if known[middle].score >= score {
			high = middle
		} else {
			low = middle + 1
		}
	}
	if m, ok := known[high]; ok {
		return m
	}
	return try(high)
}

// resized returns a photo as it is shown, and as it is handed to encoders.
func resized(t *testing.T, photo string) (*image.RGBA, *image.YCbCr) {
	t.Helper()
	file, err := os.ReadFile(photo)
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatalf("%s: %v", photo, err)
	}
	to := image.NewRGBA(image.Rect(0, 0, qualityWidth, m.Bounds().Dy()*qualityWidth/m.Bounds().Dx()))
	xdraw.CatmullRom.Scale(to, to.Rect, m, m.Bounds(), draw.Src, nil)
	return to, quartered(ycbcr(to, image.YCbCrSubsampleRatio444))
}

// quartered returns the picture with a quarter of its chroma samples, each the average
// of four.
func quartered(m *image.YCbCr) *image.YCbCr {
	to := image.NewYCbCr(m.Rect, image.YCbCrSubsampleRatio420)
	copy(to.Y, m.Y)
	for y := 0; y < m.Rect.Max.Y; y += 2 {
		for x := 0; x < m.Rect.Max.X; x += 2 {
			cb, cr, n := 0, 0, 0
			for _, at := range []image.Point{{x, y}, {x + 1, y}, {x, y + 1}, {x + 1, y + 1}} {
				if at.In(m.Rect) {
					o := m.COffset(at.X, at.Y)
					cb, cr, n = cb+int(m.Cb[o]), cr+int(m.Cr[o]), n+1
				}
			}
			o := to.COffset(x, y)
			to.Cb[o], to.Cr[o] = byte((cb+n/2)/n), byte((cr+n/2)/n)
		}
	}
	return to
}

func decoded(t *testing.T, dir string, file []byte) string {
	t.Helper()
	coded, out := filepath.Join(dir, "coded.webp"), filepath.Join(dir, "coded.png")
	if err := os.WriteFile(coded, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if text, err := exec.Command("dwebp", "-quiet", coded, "-o", out).CombinedOutput(); err != nil {
		t.Fatalf("dwebp: %v: %s", err, text)
	}
	return out
}

func similarity(t *testing.T, reference, coded string) float64 {
	t.Helper()
	text, err := exec.Command("ssimulacra2", reference, coded).Output()
	if err != nil {
		t.Fatalf("ssimulacra2: %v: %s", err, text)
	}
	score, err := strconv.ParseFloat(strings.TrimSpace(string(text)), 64)
	if err != nil {
		t.Fatal(err)
	}
	return score
}

func write(t *testing.T, name string, encode func(*bytes.Buffer) error) {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func size(t *testing.T, name string) int {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	return int(info.Size())
}
