package content_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"guong/generator/content"
	"guong/generator/message"
)

// FuzzRead: no file makes Read panic, and what it says is about the file.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, input := range archive.Files {
			if strings.HasSuffix(input.Name, ".md") {
				f.Add(input.Data)
			}
		}
	}
	f.Add([]byte(everyKeyTOML))
	f.Add([]byte(everyKeyYAML))
	f.Add([]byte("\xff\xfe+\x00"))
	f.Add([]byte("C«ng t¸c thi ®ua khen th\u00adëng cña huyÖn"))
	r := newReader()
	f.Fuzz(func(t *testing.T, raw []byte) {
		a, body, wrong := r.Read(content.File{Path: "a/b.md"}, raw)
		lines := 1 + strings.Count(strings.ReplaceAll(strings.ReplaceAll(string(raw), "\r\n", "\n"), "\r", "\n"), "\n")
		for _, d := range wrong {
			if d.Line < 0 || d.Line > lines+1 || d.File != "content/a/b.md" || d.Message.IsZero() {
				t.Fatalf("of %d lines: %v", lines, d)
			}
			d.Show(&strings.Builder{}, message.English)
		}
		if body != nil && (a.BodyLine < 3 || a.BodyLine > lines+1) {
			t.Fatalf("body at line %d of %d", a.BodyLine, lines)
		}
	})
}

// BenchmarkRead reads a story of 8 kB with the front matter that most have.
func BenchmarkRead(b *testing.B) {
	const paragraph = "Phát huy truyền thống thi đua ái quốc, công tác thi đua - khen thưởng trên địa bàn được lãnh đạo, chỉ đạo đồng bộ; phong trào “Cả nước chung sức xây dựng nông thôn mới” đạt 11,22% so với năm 2020.\n\n"
	body := strings.Repeat(paragraph, 8000/len(paragraph))
	front := map[string]string{
		"TOML": "+++\ntitle = \"Bắc Ninh: Giàng Thị Loan lan tỏa gương người tốt\"\ndate = \"07/07/2025 - 20:58\"\nauthor = \"Nguyễn Đình Linh\"\nsummary = \"TĐKT - Phát huy truyền thống thi đua ái quốc.\"\nlocalities = [\"Bắc Ninh\"]\nfields = [\"Cải cách hành chính\"]\nmovements = [\"Xóa nhà tạm\"]\n\n[image]\nsrc = \"anh.jpg\"\nalt = \"Một góc xã\"\n\n[[honorees]]\nname = \"Giàng Thị Loan\"\nkind = \"ca-nhan\"\n\n[[honorees.awards]]\nname = \"Lao động tiên tiến\"\nyear = 2024\n+++\n\n",
		"YAML": "---\ntitle: \"Bắc Ninh: Giàng Thị Loan lan tỏa gương người tốt\"\ndate: 07/07/2025 - 20:58\nauthor: Nguyễn Đình Linh\nsummary: TĐKT - Phát huy truyền thống thi đua ái quốc.\nlocalities: [Bắc Ninh]\nfields: [Cải cách hành chính]\nmovements: [Xóa nhà tạm]\nimage:\n  src: anh.jpg\n  alt: Một góc xã\nhonorees:\n  - name: Giàng Thị Loan\n    kind: ca-nhan\n    awards:\n      - {name: Lao động tiên tiến, year: 2024}\n---\n\n",
	}
	r := newReader()
	for _, syntax := range []string{"TOML", "YAML"} {
		raw := []byte(front[syntax] + body)
		b.Run(syntax, func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				if _, _, wrong := r.Read(content.File{Path: "guong-sang/loan.md"}, raw); wrong != nil {
					b.Fatal(wrong)
				}
			}
		})
	}
}
