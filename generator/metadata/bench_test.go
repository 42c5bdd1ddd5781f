package metadata_test

import (
	"testing"

	"guong/generator/metadata"
	"guong/generator/site"
)

// BenchmarkHead writes the metadata of a page of each kind.
func BenchmarkHead(b *testing.B) {
	s := golden(b)
	for _, page := range []struct{ name, url string }{
		{"story", "/tdkt/tin/mot/"},
		{"plain story", "/tdkt/tin/hai/"},
		{"term", "/tdkt/linh-vuc/y-te/"},
		{"honoree", "/tdkt/dien-hinh/lo-thi-anh/"},
	} {
		v := views(s)[page.url]
		if v == nil {
			b.Fatal("no page ", page.url)
		}
		b.Run(page.name, func(b *testing.B) { benchmark(b, v) })
	}
}

func benchmark(b *testing.B, v *site.View) {
	b.ReportAllocs()
	size := 0
	for b.Loop() {
		size = len(metadata.Head(v, ""))
	}
	b.ReportMetric(float64(size), "bytes/page")
}
