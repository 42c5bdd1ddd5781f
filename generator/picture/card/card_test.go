package card_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"strings"
	"sync"
	"testing"

	"guong/generator/picture/card"
	"guong/themes"
)

var (
	paper = color.RGBA{0xff, 0xfd, 0xf9, 255}
	ink   = color.RGBA{0x1c, 0x1a, 0x19, 255}
	red   = color.RGBA{0xb5, 0x12, 0x1b, 255}
)

const (
	section = "Gương sáng quanh ta"
	agency  = "Ban Thi đua – Khen thưởng Trung ương"
)

var titles = []string{
	"Y tá",
	"Lớp học đêm ở Pú Vang",
	"Cô giáo Nguyễn Thị Lan và mười năm đưa chữ lên bản",
	"Người thương binh 84 tuổi tự bỏ 2,5 tỷ đồng xây cầu, mở đường cho bà con thôn Khuổi Nặm, xã Cao Chương",
	"Chủ tịch nước trao tặng danh hiệu Anh hùng Lao động thời kỳ đổi mới cho tập thể cán bộ, y bác sĩ Bệnh viện " +
		"Bạch Mai vì những thành tích đặc biệt xuất sắc trong phòng, chống dịch bệnh giai đoạn 2019 – 2021",
	"TỔ TỰ QUẢN: ĐỖ VĂN TÝ, ỄỂỀẾỆ ỶỲỴ",
}

func style(t testing.TB) card.Style {
	t.Helper()
	read := func(name string) []byte {
		data, err := fs.ReadFile(themes.FS, "tdkt/share/"+name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	return card.Style{Font: read("be-vietnam-pro-700.ttf"), Small: read("be-vietnam-pro-600.ttf"), Background: paper, Ink: ink, Accent: red}
}

func painter(t testing.TB) *card.Painter {
	t.Helper()
	p, err := card.NewPainter(style(t))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func draw(t testing.TB, p *card.Painter, c card.Card) []byte {
	t.Helper()
	data, err := p.Draw(nil, c)
	if err != nil {
		t.Fatalf("%q: %v", c, err)
	}
	return data
}

// decode reads a card as others do.
func decode(t testing.TB, data []byte) *image.Paletted {
	t.Helper()
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if m.Bounds() != image.Rect(0, 0, card.Width, card.Height) {
		t.Fatalf("the card is %v", m.Bounds())
	}
	return m.(*image.Paletted)
}

// TestGolden holds all bytes of cards, which are the same on every machine. After a
// change that is meant, look at the cards before you write the sums anew.
func TestGolden(t *testing.T) {
	p := painter(t)
	for i, want := range []string{"4e928e6b958440dc", "070a1a77aa11afd3", "5d7733a1a2f63e59", "b2b4604694c8e7ef", "0e9844e15e6988d0", "d4427286cf137286"} {
		sum := sha256.Sum256(draw(t, p, card.Card{Title: titles[i], Kicker: section, Site: agency}))
		if got := hex.EncodeToString(sum[:8]); got != want {
			t.Errorf("%s: %s, want %s", titles[i], got, want)
		}
	}
}

// TestDrawAppends leaves alone what the caller has in front of a card.
func TestDrawAppends(t *testing.T) {
	p := painter(t)
	c := card.Card{Title: titles[1], Site: agency}
	want := append([]byte("trước"), draw(t, p, c)...)
	if got, err := p.Draw([]byte("trước"), c); err != nil || !bytes.Equal(got, want) {
		t.Error("a card after other bytes is another card", err)
	}
}

// TestPaintersShareNothing draws different cards at the same time, each again and again.
func TestPaintersShareNothing(t *testing.T) {
	want := make([][]byte, len(titles))
	for i := range titles {
		want[i] = draw(t, painter(t), card.Card{Title: titles[i], Kicker: section, Site: agency})
	}
	p := painter(t)
	var all sync.WaitGroup
	for i := range titles {
		for range 2 {
			all.Go(func() {
				for range 3 {
					if got, err := p.Draw(nil, card.Card{Title: titles[i], Kicker: section, Site: agency}); err != nil || !bytes.Equal(got, want[i]) {
						t.Errorf("%s: another card than that of a fresh painter; %v", titles[i], err)
					}
				}
			})
		}
	}
	all.Wait()
}

// inked returns the first and last row, and the first and last column, in which a
// rectangle of a card has a colour that is nearer to ink than to paper.
func inked(m *image.Paletted, r image.Rectangle) image.Rectangle {
	box := image.Rectangle{}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if _, g, _, _ := m.At(x, y).RGBA(); g < 0x9000 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

// Where the title and the section's name can be, and where that of the site.
var (
	above = image.Rect(0, 20, card.Width, 520)
	below = image.Rect(110, 530, card.Width, card.Height)
)

// TestEverythingIsSeen: nothing comes nearer to the edge than the margin, and the parts do
// not touch, however long texts are.
func TestEverythingIsSeen(t *testing.T) {
	p := painter(t)
	long := strings.Repeat("Ệ", 500)
	for _, c := range []card.Card{
		{Title: titles[0]}, {Title: titles[4], Kicker: section, Site: agency},
		{Title: strings.Repeat("Ễ Ặ Ỵ ", 300), Kicker: strings.Repeat("Ẫ ", 300), Site: strings.Repeat("Ỹ ", 300)},
		{Title: long, Kicker: long, Site: long},
		{Title: strings.Repeat(titles[4]+" ", 1000), Kicker: titles[4], Site: titles[4]},
	} {
		m := decode(t, draw(t, p, c))
		for _, box := range []image.Rectangle{inked(m, above), inked(m, below)} {
			if !box.Empty() && (box.Min.X < 76 || box.Max.X > 1124 || box.Min.Y < 30 || box.Max.Y > 615) {
				t.Errorf("%.40s: something is drawn in %v", c.Title, box)
			}
		}
		if box := inked(m, above); box.Empty() || box.Max.Y > 505 {
			t.Errorf("%.40s: the title is in %v", c.Title, box)
		}
		if box := inked(m, below); box.Empty() != (c.Site == "") {
			t.Errorf("%.40s: the site's name is in %v", c.Title, box)
		}
	}
}

// TestMarksAreWhole measures letters with marks: these stand above and below the same
// letters without them.
func TestMarksAreWhole(t *testing.T) {
	p := painter(t)
	box := func(title string) image.Rectangle {
		return inked(decode(t, draw(t, p, card.Card{Title: title})), above)
	}
	for _, test := range []struct {
		marked, bare string
		above, below int // pixels at least
	}{
		{"Ế", "E", 15, 0}, {"Ễ", "E", 15, 0}, {"ặ", "a", 12, 8}, {"ữ", "ư", 8, 0}, {"ỵ", "v", 0, 12}, {"Ộ", "O", 10, 8},
	} {
		marked, bare := box(test.marked), box(test.bare)
		if bare.Min.Y-marked.Min.Y < test.above || marked.Max.Y-bare.Max.Y < test.below {
			t.Errorf("%s is in %v, %s in %v", test.marked, marked, test.bare, bare)
		}
	}
}

// TestSameText: how a text is encoded, spaced and decorated does not change its card.
func TestSameText(t *testing.T) {
	p := painter(t)
	want := draw(t, p, card.Card{Title: "Tiếng Việt đẹp"})
	for _, title := range []string{
		"Tie\u0302\u0301ng Vie\u0323\u0302t đe\u0323p", "  Tiếng\n Việt\t đẹp ", "Tiếng\u00a0Việt đẹp", "Tiếng Việt đẹp 🎉", "Ti\u00adếng Việt\u200b đẹp\ufe0f",
	} {
		if !bytes.Equal(draw(t, p, card.Card{Title: title}), want) {
			t.Errorf("%q looks different", title)
		}
	}
}

// TestWhatCannotBeShown is an error: no card says something else than its title.
func TestWhatCannotBeShown(t *testing.T) {
	p := painter(t)
	for _, title := range []string{"", " \n", "🎉", "\u200b"} {
		if _, err := p.Draw(nil, card.Card{Title: title, Site: agency}); err != card.ErrEmpty {
			t.Errorf("%q: %v", title, err)
		}
	}
	for text, missing := range map[string]rune{"Lớp 漢字": '漢', "tia β": 'β', "số ٣": '٣', "x\u20d7": '\u20d7'} {
		for _, c := range []card.Card{{Title: text}, {Title: "a", Kicker: text}, {Title: "a", Site: text}} {
			_, err := p.Draw(nil, c)
			if wrong := (*card.MissingError)(nil); !errors.As(err, &wrong) || wrong.Rune != missing {
				t.Errorf("%q: %v", c, err)
			}
		}
	}
	if again := draw(t, p, card.Card{Title: titles[0]}); !bytes.Equal(again, draw(t, painter(t), card.Card{Title: titles[0]})) {
		t.Error("a card after a mistake shows some of it")
	}
}

// TestColours: a card has the colours of its style, and no others than those between them.
func TestColours(t *testing.T) {
	m := decode(t, draw(t, painter(t), card.Card{Title: titles[2], Kicker: section, Site: agency}))
	seen := map[color.Color]bool{}
	for _, i := range m.Pix {
		seen[m.Palette[i]] = true
	}
	for _, want := range []color.RGBA{paper, ink, red} {
		if !seen[want] {
			t.Errorf("%v is not in the card", want)
		}
	}
	if len(m.Palette) > 16 || len(seen) != len(m.Palette) {
		t.Errorf("%d colours of %d are used", len(seen), len(m.Palette))
	}
	if m.At(0, 0) != red || m.At(0, card.Height-1) != paper || m.At(card.Width-1, card.Height-1) != paper {
		t.Error("the band is not at the top, or not alone")
	}
}

// TestVersion: a painter of another style has another version.
func TestVersion(t *testing.T) {
	one := style(t)
	versions := map[string]bool{string(painter(t).Version()): true}
	for _, change := range []func(*card.Style){
		func(s *card.Style) { s.Font = s.Small }, func(s *card.Style) { s.Small = s.Font }, func(s *card.Style) { s.Small = nil },
		func(s *card.Style) { s.Background.B = 0 }, func(s *card.Style) { s.Ink.R = 0 }, func(s *card.Style) { s.Accent.G = 0 },
	} {
		other := one
		change(&other)
		p, err := card.NewPainter(other)
		if err != nil {
			t.Fatal(err)
		}
		versions[string(p.Version())] = true
	}
	if len(versions) != 7 || !versions[string(painter(t).Version())] {
		t.Errorf("%d versions", len(versions))
	}
}

// TestNoFont: what is no font is an error when the painter is made.
func TestNoFont(t *testing.T) {
	sound := style(t)
	for name, font := range map[string][]byte{"nothing": nil, "a text": []byte("phông chữ"), "half a font": sound.Font[:len(sound.Font)/2]} {
		if _, err := card.NewPainter(card.Style{Font: font}); err == nil {
			t.Errorf("%s is taken for a font", name)
		}
		if font != nil {
			if _, err := card.NewPainter(card.Style{Font: sound.Font, Small: font}); err == nil {
				t.Errorf("%s is taken for a small font", name)
			}
		}
	}
}

// FuzzDraw: any text gives a picture or an error that says why it does not.
func FuzzDraw(f *testing.F) {
	for _, title := range titles {
		f.Add(title, section)
	}
	f.Add("\xff\u00a0", "🎉")
	f.Add(strings.Repeat(" ", 500), strings.Repeat(" ", 500)+"a")
	f.Add("a", strings.Repeat(" ", 500))
	f.Add(strings.Repeat("–", 300), "…, –")
	p := painter(f)
	f.Fuzz(func(t *testing.T, title, other string) {
		data, err := p.Draw(nil, card.Card{Title: title, Kicker: other, Site: other})
		missing := (*card.MissingError)(nil)
		switch {
		case err == nil:
			if _, err := png.DecodeConfig(bytes.NewReader(data)); err != nil {
				t.Error(err)
			}
		case err != card.ErrEmpty && !errors.As(err, &missing):
			t.Error(err)
		}
	})
}

func BenchmarkDraw(b *testing.B) {
	p := painter(b)
	var out []byte
	size := 0
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		var err error
		if out, err = p.Draw(out[:0], card.Card{Title: titles[i%len(titles)], Kicker: section, Site: agency}); err != nil {
			b.Fatal(err)
		}
		size += len(out)
	}
	b.ReportMetric(float64(size)/float64(b.N), "bytes/card")
}
