package e2e

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"golang.org/x/image/webp"
)

// photographed are the stories of the sample site whose lead is a photograph.
var photographed = []string{
	"/tap-the/don-bien-phong-pa-lu/",
	"/guong-sang/vu-ca-rot-khong-kho-rong/",
	"/guong-sang/nguoi-tot-viec-tot/nguoi-vot-rac-song-hoi-dao/",
	"/guong-sang/lop-hoc-dem-pu-vang/",
	"/phong-trao/na-khoang-xoa-nha-tam/",
}

// Budgets of pictures on a small telephone, in bytes of files.
const (
	mostLead = 60e3  // the median of the leads
	mostFold = 100e3 // all that the first screen of the front page shows
)

// loaded is a picture that a page shows.
type loaded struct {
	Source  string // the path of the file that the browser chose
	Lead    bool
	Drawn   bool // there are pixels
	InFold  bool
	Display float64 // its width in CSS pixels
}

// pictures returns the pictures of the page.
func (p *page) pictures() []loaded {
	p.t.Helper()
	return eval[[]loaded](p, `[...document.images].filter(image => image.checkVisibility()).map(image => {
		const {top, width} = image.getBoundingClientRect()
		return {
			Source: image.currentSrc && decodeURI(new URL(image.currentSrc).pathname), Lead: !!image.closest(".story > figure"),
			Drawn: image.complete && image.naturalWidth > 0, InFold: top + scrollY < innerHeight, Display: width,
		}
	})`)
}

// telephone gives the page a small screen with two pixels for each of CSS.
func (p *page) telephone() {
	p.t.Helper()
	call(p, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 360, Height: 740, DeviceScaleFactor: 2, Mobile: true})
}

// size returns the bytes of a file of the site.
func (s *server) size(t *testing.T, source string) int64 {
	t.Helper()
	info, err := os.Stat(filepath.Join(s.dir, filepath.FromSlash(source)))
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// webpWidth returns the width of a WebP file of the site, in pixels.
func (s *server) webpWidth(t *testing.T, source string) int {
	t.Helper()
	f, err := os.Open(filepath.Join(s.dir, filepath.FromSlash(source)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	size, err := webp.DecodeConfig(f)
	if err != nil {
		t.Fatalf("%s: %v", source, err)
	}
	return size.Width
}

// TestPictures reads the sample site on a small telephone: every picture is there,
// none is larger than the screen can show, and the leads are light.
func TestPictures(t *testing.T) {
	t.Parallel()
	s := serveSample(t)
	p := newPage(t, s)
	p.telephone()

	var leads []int64
	for _, address := range photographed {
		p.open(address)
		p.leaf()
		found := false
		for _, picture := range p.pictures() {
			if !picture.Lead {
				continue
			}
			found = true
			size := s.size(t, picture.Source)
			t.Logf("%s: %s, %d bytes", address, picture.Source, size)
			leads = append(leads, size)
			if !strings.HasSuffix(picture.Source, ".webp") {
				t.Errorf("%s: the browser chose %s, want WebP", address, picture.Source)
			} else if width := s.webpWidth(t, picture.Source); width != 800 {
				t.Errorf("%s: the browser chose %s, %d pixels wide, want 800", address, picture.Source, width)
			}
		}
		if !found {
			t.Errorf("%s has no lead", address)
		}
	}
	slices.Sort(leads)
	if median := leads[len(leads)/2]; median > mostLead {
		t.Errorf("the median of the leads is %d bytes, want at most %d", median, int(mostLead))
	}

	for _, address := range []string{"/", "/tap-the/don-bien-phong-pa-lu/", "/guong-sang/mot-ngay-o-pu-vang/", "/guong-sang/co-giao-lo-thi-anh/", "/dien-hinh/lo-thi-anh/"} {
		p.open(address)
		var fold int64
		for _, picture := range p.pictures() {
			if picture.InFold {
				fold += s.size(t, picture.Source)
			}
		}
		t.Logf("%s: %d bytes of pictures on the first screen", address, fold)
		if address == "/" && fold > mostFold {
			t.Errorf("the first screen of the front page: %d bytes of pictures, want at most %d", fold, int(mostFold))
		}
		p.leaf()
		p.sharp(address, 2)
		small := 0
		for _, picture := range p.pictures() {
			if !picture.Drawn {
				t.Errorf("%s: nothing is drawn of %q", address, picture.Source)
			}
			if strings.HasSuffix(picture.Source, ".webp") && picture.Display <= 130 {
				small++
				if width := s.webpWidth(t, picture.Source); width > 320 {
					t.Errorf("%s: %s, %d pixels wide, for a thumbnail of %.0f", address, picture.Source, width, picture.Display)
				}
			}
		}
		if address == "/" && small == 0 {
			t.Error("the front page has no photograph as a thumbnail")
		}
	}
	p.viewport(1280, 800)
	for _, address := range []string{"/", "/guong-sang/", "/dien-hinh/lo-thi-anh/", "/guong-sang/mot-ngay-o-pu-vang/"} {
		p.open(address)
		p.leaf()
		p.sharp(address, 1)
	}
	p.untroubled()
}

// sharp reports the photographs that the page stretches by more than a quarter beyond
// their pixels, on a screen with so many pixels for each of CSS.
func (p *page) sharp(address string, density float64) {
	p.t.Helper()
	for _, picture := range p.pictures() {
		if !strings.HasSuffix(picture.Source, ".webp") {
			continue
		}
		if width := float64(p.server.webpWidth(p.t, picture.Source)); width*1.25 < picture.Display*density {
			p.t.Errorf("%s: %s, %.0f pixels wide, is stretched to %.0f", address, picture.Source, width, picture.Display*density)
		}
	}
}

// TestPicturesTellNoPlace looks for what the telephones of the sample site wrote
// into its pictures and its film: it is in the sources, and in nothing published.
func TestPicturesTellNoPlace(t *testing.T) {
	t.Parallel()
	s := serveSample(t)
	for _, c := range []struct{ file, secret string }{
		{"guong-sang/mot-ngay-o-pu-vang/duong-tre.jpg", "Guong May Anh Mau 1"},
		{"guong-sang/co-giao-lo-thi-anh/may-sang.mp4", "loci"},
	} {
		source, err := os.ReadFile(filepath.Join("..", "content", c.file))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(source), c.secret) {
			t.Errorf("%s does not contain %q", c.file, c.secret)
		}
		published, err := os.ReadFile(filepath.Join(s.dir, c.file))
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{c.secret, "Exif"} {
			if strings.Contains(string(published), secret) {
				t.Errorf("%s is published with %q", c.file, secret)
			}
		}
	}
}
