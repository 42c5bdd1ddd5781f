package site_test

import (
	"strings"
	"testing"

	"guong/generator/message"
)

// TestTermProposals: a text for a term that no story has is led to the term that is
// meant, by any of its names; never to the name that was just refused.
func TestTermProposals(t *testing.T) {
	const story = "-- registry/.keep --\n-- content/tin/a.md --\n+++\ntitle = \"A\"\ndate = 2021-07-06\nmovements = [\"Dân vận khéo\"]\ntopics = [\"Học và làm theo Bác\"]\n+++\n" +
		"-- config.toml --\ntitle = \"G\"\nbaseURL = \"https://tdkt.example/\"\n[[taxonomies]]\nkey = \"topics\"\ntitle = \"Chủ đề\"\npath = \"chu-de\"\n"
	for _, test := range []struct{ file, title, id, hint string }{
		{"phong-trao-thi-dua/dan-van-kheoo", "X", "site.term-text", "Ý bạn là “Dân vận khéo”? Hãy đặt tên tệp là dan-van-kheo.md"},
		{"phong-trao-thi-dua/phong-trao-dan-van-kheo", "X", "site.term-text", "Ý bạn là “Dân vận khéo”? Hãy đặt tên tệp là dan-van-kheo.md"},
		{"phong-trao-thi-dua/gioi-thieu", "Dân vận khéo", "site.term-text", "Ý bạn là “Dân vận khéo”? Hãy đặt tên tệp là dan-van-kheo.md"},
		{"phong-trao-thi-dua/nong-thon-moi", "X", "site.term-text", "Hãy đặt tên tệp là ca-nuoc-thi-dua-xay-dung-nong-thon-moi.md. Chưa có bài nào thuộc mục ấy"},
		{"phong-trao-thi-dua/ca-nuoc-thi-dua-xay-dung-nong-thon-moi", "X", "site.term-text-early", "ở mục movements thì bài giới thiệu hiện ra."},
		{"phong-trao-thi-dua/khong-lien-quan-gi", "X", "site.term-text", "ví dụ: dan-van-kheo.md"},
		{"chu-de/lam-theo-bac", "X", "site.term-text", "Ý bạn là “Học và làm theo Bác”? Hãy đặt tên tệp là hoc-va-lam-theo-bac.md"},
		{"tac-gia/lan", "X", "site.term-text", "Chưa có bài nào ghi mục này"},
	} {
		_, wrong := readAll(t, story+"-- content/"+test.file+".md --\n+++\ntitle = \""+test.title+"\"\n+++\n")
		if len(wrong) != 1 {
			t.Errorf("%s: %v", test.file, wrong)
			continue
		}
		hint := wrong[0].Hint.In(message.Vietnamese)
		if wrong[0].Message.ID != test.id || !strings.Contains(hint, test.hint) {
			t.Errorf("%s: %v\n%s", test.file, wrong[0], hint)
		}
		if refused := test.file[strings.IndexByte(test.file, '/')+1:]; strings.Contains(hint, " "+refused+".md") {
			t.Errorf("%s is refused and proposed: %s", refused, hint)
		}
	}
}
