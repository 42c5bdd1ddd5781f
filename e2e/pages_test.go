package e2e

import (
	"fmt"
	"net/http"
	"testing"
)

// pages are one of each kind of the sample site.
var pages = []struct {
	name    string
	address string
	status  int
}{
	{"front", "/", http.StatusOK},
	{"section", "/guong-sang/", http.StatusOK},
	{"article", "/guong-sang/co-giao-lo-thi-anh/", http.StatusOK},
	{"honoree", "/dien-hinh/lo-thi-anh/", http.StatusOK},
	{"roll", "/bang-vang/", http.StatusOK},
	{"search", "/tim-kiem/", http.StatusOK},
	{"missing", "/khong-co-trang-nay/", http.StatusNotFound},
}

// widths are those of a phone, a tablet and a desk, in CSS pixels.
var widths = []int64{360, 768, 1280}

// TestPages looks at each kind of page on each screen, by day and by night:
// nothing is wrong with it, nothing on it comes from elsewhere, nobody scrolls
// sideways, and axe-core has nothing to say.
func TestPages(t *testing.T) {
	t.Parallel()
	for _, c := range pages {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newPage(t, serveSample(t))
			p.openStatus(c.address, c.status)
			for _, width := range widths {
				p.viewport(width, 800)
				if wider := p.overflow(); wider > 0 {
					t.Errorf("at %d: %d pixels to the right of the window", width, wider)
				}
				for _, scheme := range []string{"light", "dark"} {
					p.scheme(scheme)
					p.shoot(fmt.Sprintf("%s-%d-%s", c.name, width, scheme))
					for _, violation := range p.axe() {
						t.Errorf("at %d, %s: %s", width, scheme, violation)
					}
				}
			}
			for _, trouble := range p.troubles() {
				t.Error(trouble)
			}
		})
	}
}

// TestMarkup validates every page of the sample site.
func TestMarkup(t *testing.T) {
	t.Parallel()
	for _, fault := range validateHTML(t, serveSample(t).dir) {
		t.Error(fault)
	}
}
