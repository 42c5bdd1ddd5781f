//go:build screenshots

package e2e

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	cdp "github.com/chromedp/cdproto/page"
)

// TestScreenshots takes the pictures of the documentation (`make screenshots`): the
// first screens of pages, on a desk and on a phone, by day and by night.
func TestScreenshots(t *testing.T) {
	s := serveSample(t)
	for _, shot := range []struct {
		file, address string
		width, height int64
		scheme        string
	}{
		{"anh-trang-nhat", "/", 1280, 960, "light"},
		{"anh-trang-nhat-toi", "/", 1280, 960, "dark"},
		{"anh-bai-viet", "/guong-sang/co-giao-lo-thi-anh/", 1280, 960, "light"},
		{"anh-bang-vang", "/bang-vang/", 1280, 960, "light"},
		{"anh-dien-thoai-trang-nhat", "/", 390, 844, "light"},
		{"anh-dien-thoai-bai-viet", "/guong-sang/co-giao-lo-thi-anh/", 390, 844, "light"},
		{"anh-dien-thoai-dien-hinh", "/dien-hinh/lo-thi-anh/", 390, 844, "dark"},
	} {
		p := newPage(t, s)
		p.scheme(shot.scheme)
		// A phone's screen has more pixels than its page; half as many more are enough here.
		density := 1.0
		if shot.width < 768 {
			density = 1.5
		}
		call(p, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
			Width: shot.width, Height: shot.height, DeviceScaleFactor: density, Mobile: density > 1,
		})
		p.open(shot.address)
		p.leaf()
		picture := call(p, cdp.CaptureScreenshot, cdp.CaptureScreenshotParams{Format: cdp.CaptureScreenshotFormatPng}).Data
		const most = 300e3
		if len(picture) > most {
			t.Errorf("%s: %d bytes, want at most %d", shot.file, len(picture), int(most))
		}
		if err := os.WriteFile(filepath.Join("..", "docs", shot.file+".png"), picture, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
