package site_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/site"
	"guong/generator/site/sitetest"
)

// storyOf is a story with more keys and a body.
func storyOf(keys, body string) string {
	return "+++\ntitle = \"Bài\"\ndate = 2026-01-02\n" + keys + "\n+++\n\n" + body + "\n"
}

// TestWhichFilesArePublished holds Files, FileAt and Unused to the rule: something
// that is published refers to the file.
func TestWhichFilesArePublished(t *testing.T) {
	const settings = "title = \"T\"\nbaseURL = \"https://tdkt.example/tdkt/\"\n"
	sanitised := settings + "[markup]\nrawHTML = \"sanitise\"\n"
	tests := []struct {
		name      string
		config    string
		files     map[string]string // and what they hold
		mentions  []string          // of the theme
		want      []string          // those that are published
		waiting   []string
		unusedNot bool // what is not published belongs to a text that is not
	}{
		{name: "nobody refers to it", files: map[string]string{"tin/a.md": storyOf("", ""), "tin/a.jpg": "", "tin/don.docx": "", "tin/x/b.xlsx": ""}},
		{name: "a picture of the text", files: map[string]string{"tin/a.md": storyOf("", "![x](anh/a.jpg) và ![y](/chung/b.jpg)"), "tin/anh/a.jpg": "", "chung/b.jpg": "", "tin/anh/c.jpg": ""},
			want: []string{"chung/b.jpg", "tin/anh/a.jpg"}},
		{name: "a link of the text", files: map[string]string{"tin/a.md": storyOf("", "[x](don.pdf?a=1#b) [y](<../chung/đơn 1.docx>)"), "tin/don.pdf": "", "chung/đơn 1.docx": ""},
			want: []string{"chung/đơn 1.docx", "tin/don.pdf"}},
		{name: "a link to the address of a file", files: map[string]string{"tin/a/index.md": storyOf("slug = \"khac\"", ""), "tin/a/Ảnh 1.JPG": "", "tin/b.md": storyOf("", "[x](/tin/khac/anh-1.JPG)")},
			want: []string{"tin/a/Ảnh 1.JPG"}},
		{name: "a link with the whole address", files: map[string]string{"tin/a.md": storyOf("", "[x](https://tdkt.example/tdkt/tin/don%201.pdf?x#y) [z](https://khac.example/tin/b.pdf)"), "tin/don 1.pdf": "", "tin/b.pdf": ""},
			want: []string{"tin/don 1.pdf"}},
		{name: "raw HTML", config: sanitised, files: map[string]string{"tin/a.md": storyOf("", "<p><img src=\"a.jpg\" alt=\"x\"> <a href='b.pdf'>b</a></p>"), "tin/a.jpg": "", "tin/b.pdf": ""}, want: []string{"tin/a.jpg", "tin/b.pdf"}},
		{name: "raw HTML that is shown as text", files: map[string]string{"tin/a.md": storyOf("", "<img src=\"a.jpg\" alt=\"x\">"), "tin/a.jpg": ""}},
		{name: "front matter", files: map[string]string{
			"tin/a.md":  storyOf("image = \"a.jpg\"\nposter = \"p.jpg\"\nclips = [{ src = \"/phim/m.mp4\" }]\n[[honorees]]\nname = \"Lan\"\nphoto = \"lan.jpg\"\n[[documents]]\nnumber = \"1\"\nurl = \"qd.pdf\"\n[source]\nname = \"S\"\nurl = \"/tin/goc.pdf\"", ""),
			"tin/a.jpg": "", "tin/p.jpg": "", "phim/m.mp4": "", "tin/lan.jpg": "", "tin/qd.pdf": "", "tin/goc.pdf": "", "tin/khac.jpg": ""},
			want: []string{"phim/m.mp4", "tin/a.jpg", "tin/goc.pdf", "tin/lan.jpg", "tin/p.jpg", "tin/qd.pdf"}},
		{name: "texts of sections, of the home page, of honorees", files: map[string]string{
			"_index.md": "+++\ntitle = \"T\"\n+++\n![x](anh/1.jpg)", "tin/_index.md": "+++\ntitle = \"T\"\nimage = \"2.jpg\"\n+++\n", "tin/a.md": storyOf("[[honorees]]\nname = \"Lan\"", ""),
			"dien-hinh/lan.md": "+++\ntitle = \"Lan\"\n+++\n![x](3.jpg)", "lien-he.md": "+++\ntitle = \"L\"\n+++\n![x](anh/4.jpg)",
			"anh/1.jpg": "", "tin/2.jpg": "", "dien-hinh/3.jpg": "", "anh/4.jpg": "", "anh/5.jpg": ""},
			want: []string{"anh/1.jpg", "anh/4.jpg", "dien-hinh/3.jpg", "tin/2.jpg"}},
		{name: "the configuration", config: settings + "[organisation]\nname = \"B\"\nlogo = \"/anh/logo.svg\"\n[[menu]]\ntitle = \"M\"\nurl = \"/tai-lieu/m.pdf\"\n[params]\nhero = \"/anh/hero.jpg\"\nlist = [{ src = \"anh/b.jpg\" }]\n",
			files: map[string]string{"anh/logo.svg": "", "tai-lieu/m.pdf": "", "anh/hero.jpg": "", "anh/b.jpg": "", "anh/c.jpg": ""}, want: []string{"anh/b.jpg", "anh/hero.jpg", "anh/logo.svg", "tai-lieu/m.pdf"}},
		{name: "the theme", mentions: []string{"anh/nen.jpg", "/tdkt/anh/b.png", "../../anh/c.png", "/anh/d.png?v=2"}, files: map[string]string{"anh/nen.jpg": "", "anh/b.png": "", "anh/c.png": "", "anh/d.png": "", "anh/e.png": ""},
			want: []string{"anh/b.png", "anh/c.png", "anh/d.png", "anh/nen.jpg"}},
		{name: "the top, and well known", files: map[string]string{"favicon.ico": "", "google123.html": "", ".well-known/security.txt": "", ".well-known/acme-challenge/x": "", "tin/favicon.ico": ""},
			want: []string{".well-known/acme-challenge/x", ".well-known/security.txt", "favicon.ico", "google123.html"}},
		{name: "folders of the configuration", config: settings + "[files]\npublish = [\"tai-lieu\", \"tin/Mẫu đơn\"]\n", files: map[string]string{"tai-lieu/a.pdf": "", "tai-lieu/x/b.pdf": "", "tai-lieu-mat/c.pdf": "", "tin/Mẫu đơn/d.docx": "", "tin/e.docx": ""},
			want: []string{"tai-lieu/a.pdf", "tai-lieu/x/b.pdf", "tin/Mẫu đơn/d.docx"}},
		{name: "pages that are published as they are", files: map[string]string{
			"tin/a.md": storyOf("", "[x](bieu-do/index.html)"), "tin/bieu-do/index.html": `<link href="a.css"><script src=./b.js></script><img srcset="c.png 1x, c2.png 2x">`,
			"tin/bieu-do/a.css": `@font-face{src:url(f/x.woff2)}`, "tin/bieu-do/b.js": `fetch("d.json")`, "tin/bieu-do/c.png": "", "tin/bieu-do/c2.png": "", "tin/bieu-do/d.json": "", "tin/bieu-do/f/x.woff2": "", "tin/bieu-do/e.png": "",
			"tin/khac/index.html": `<img src="z.png">`, "tin/khac/z.png": ""},
			want: []string{"tin/bieu-do/a.css", "tin/bieu-do/b.js", "tin/bieu-do/c.png", "tin/bieu-do/c2.png", "tin/bieu-do/d.json", "tin/bieu-do/f/x.woff2", "tin/bieu-do/index.html"}},
		{name: "pages that mention each other and nobody else", files: map[string]string{"tin/a.html": "b.html", "tin/b.html": "a.html"}},

		{name: "drafts", files: map[string]string{"tin/a.md": storyOf("draft = true\nimage = \"a.jpg\"", "![x](b.jpg) [y](/chung/c.pdf)"), "tin/a.jpg": "", "tin/b.jpg": "", "chung/c.pdf": ""}, unusedNot: true},
		{name: "scheduled stories", files: map[string]string{"tin/a/index.md": storyOf("publish = 2027-01-01", "![x](b.jpg)"), "tin/a/b.jpg": "", "tin/a/c.jpg": ""}, unusedNot: true},
		{name: "expired stories", files: map[string]string{"tin/a.md": storyOf("expires = 2026-02-01", "![x](b.jpg)"), "tin/b.jpg": ""}, unusedNot: true},
		{name: "removed stories", files: map[string]string{"tin/a.md": storyOf("image = \"b.jpg\"\nremoved = { date = 2026-02-01, reason = \"x\" }", "![x](c.jpg)"), "tin/b.jpg": "", "tin/c.jpg": ""}, unusedNot: true},
		{name: "what a draft shares with a published story", files: map[string]string{"tin/a.md": storyOf("draft = true", "![x](chung.jpg) ![y](rieng.jpg)"), "tin/b.md": storyOf("", "![x](chung.jpg)"), "tin/chung.jpg": "", "tin/rieng.jpg": ""},
			want: []string{"tin/chung.jpg"}, unusedNot: true},
		{name: "what only a draft uses, at the top", files: map[string]string{"trang.md": "+++\ntitle = \"T\"\ndraft = true\n+++\n![x](anh.jpg)", "anh.jpg": "", "khac.jpg": ""}, want: []string{"khac.jpg"}, waiting: []string{"anh.jpg"}},
		{name: "what only a removed story uses, in a folder of the configuration", config: settings + "[files]\npublish = [\"tai-lieu\", \"tin\"]\n",
			files: map[string]string{"tin/a/index.md": storyOf("removed = { date = 2026-02-01, reason = \"x\" }", "[x](/tai-lieu/a.pdf)"), "tai-lieu/a.pdf": "", "tai-lieu/b.pdf": "", "tin/a/c.jpg": "", "tin/d.jpg": ""},
			want:  []string{"tai-lieu/b.pdf", "tin/d.jpg"}, waiting: []string{"tai-lieu/a.pdf", "tin/a/c.jpg"}},
		{name: "a published story that uses the bundle of a draft", files: map[string]string{"tin/a/index.md": storyOf("draft = true", ""), "tin/a/b.jpg": "", "tin/c.md": storyOf("", "![x](a/b.jpg)")}, want: []string{"tin/a/b.jpg"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			archive := &txtar.Archive{Files: []txtar.File{{Name: "config.toml", Data: []byte(settings)}}}
			if tt.config != "" {
				archive.Files[0].Data = []byte(tt.config)
			}
			all := 0
			for name, text := range tt.files {
				archive.Files = append(archive.Files, txtar.File{Name: "content/" + name, Data: []byte(text)})
				if !strings.HasSuffix(name, ".md") {
					all++
				}
			}
			s := sitetest.Read(t, archive, func(in *site.Input) {
				in.Mentions = tt.mentions
				for _, r := range in.Resources {
					for _, ext := range []string{".html", ".css", ".js"} {
						if strings.HasSuffix(r.Path, ext) {
							r.Mentions = func() []string { return site.Addresses([]byte(tt.files[r.Path])) }
						}
					}
				}
			})
			asked := map[string]bool{} // one by one, before all are looked at
			for _, r := range s.AllFiles() {
				asked[r.Path] = s.FileAt(s.OutputPath(r.URL)) == r
			}
			got := []string{}
			for _, r := range s.Files() {
				got = append(got, r.Path)
				if !asked[r.Path] {
					t.Errorf("%s is among the files, but not found by itself", r.Path)
				}
				delete(asked, r.Path)
			}
			for p, found := range asked {
				if found {
					t.Errorf("%s is found by itself, but not among the files", p)
				}
			}
			if diff := cmp.Diff(append([]string{}, tt.want...), got); diff != "" {
				t.Error(diff)
			}
			unused, waiting := s.Unused()
			if diff := cmp.Diff(tt.waiting, pathsOf(waiting)); diff != "" {
				t.Error("waiting", diff)
			}
			if want := all - len(tt.want) - len(tt.waiting); len(unused) != want && !tt.unusedNot || tt.unusedNot && len(unused) != 0 {
				t.Errorf("%v are unused, want %d", pathsOf(unused), want)
			}
		})
	}
}

func pathsOf(files []*site.Resource) (paths []string) {
	for _, r := range files {
		paths = append(paths, r.Path)
	}
	return paths
}

// TestDocuments: an address of a document is that of a file or text beside the
// story or from the content folder, or stays as it is; what is missing is an error
// that speaks of a file.
func TestDocuments(t *testing.T) {
	for _, tt := range []struct{ url, want, wrong string }{
		{"qd.pdf", "/tin/qd.pdf", ""},
		{"./qd.pdf#page=2", "/tin/qd.pdf#page=2", ""},
		{"../tai-lieu/Quyết định 1.pdf", "/tai-lieu/quyet-dinh-1.pdf", ""},
		{"/tai-lieu/Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh%201.pdf", "/tai-lieu/quyet-dinh-1.pdf", ""},
		{"/tai-lieu/quyet-dinh-1.pdf", "/tai-lieu/quyet-dinh-1.pdf", ""},
		{"b.md", "/tin/b/", ""},
		{"https://vanban.chinhphu.vn/?a=1", "https://vanban.chinhphu.vn/?a=1", ""},
		{"/van-ban/", "/van-ban/", ""},
		{"qdd.pdf", "", "content/tin/a.md:6:8: there is no file “qdd.pdf”\n  url = \"qdd.pdf\"\n         ^^^^^^^\n  Do you mean “qd.pdf”?\n"},
		{"/khong.docx", "", "content/tin/a.md:6:8: there is no file “/khong.docx”\n  url = \"/khong.docx\"\n         ^^^^^^^^^^^\n  Put the file beside the story (in the story's folder) and give its exact name. An address of another site begins with https://.\n"},
		{"vanban.chinhphu.vn/1", "", "content/tin/a.md:6:8: there is no file “vanban.chinhphu.vn/1”\n  url = \"vanban.chinhphu.vn/1\"\n         ^^^^^^^^^^^^^^^^^^^^\n  Put the file beside the story (in the story's folder) and give its exact name. An address of another site begins with https://.\n"},
		{"khong.md", "", "content/tin/a.md:6:8: dead link: there is no story “khong.md”\n  url = \"khong.md\"\n         ^^^^^^^^\n  The path begins in the folder of this story. With a slash at its front it begins in the folder content, for example: /guong-sang/co-giao-lan.md\n"},
	} {
		in := sitetest.Input(t, &txtar.Archive{Files: []txtar.File{
			{Name: "content/tin/a.md", Data: []byte(storyOf("[[documents]]\nnumber = \"1\"\nurl = \""+tt.url+"\"", ""))},
			{Name: "content/tin/b.md", Data: []byte(storyOf("", ""))},
			{Name: "content/tin/qd.pdf"}, {Name: "content/tai-lieu/Quyết định 1.pdf"},
		}})
		s, list := site.New(in)
		if got := s.ArticleAt("tin/a.md").Documents[0].URL; got != tt.want {
			t.Errorf("%s becomes %s", tt.url, got)
		}
		var said strings.Builder
		for _, d := range list {
			d.Show(&said, message.English)
		}
		if diff := cmp.Diff(tt.wrong, said.String()); diff != "" || tt.wrong != "" && list.Count(diag.Error) != 1 {
			t.Errorf("%s: %s", tt.url, diff)
		}
	}
}

// TestMissingFiles: a dead link to what looks like a file is an error, all others
// are warnings.
func TestMissingFiles(t *testing.T) {
	for dest, want := range map[string]string{
		"don.pdf": "there is no file “don.pdf”", "/a/b.DOCX": "there is no file “/a/b.DOCX”", "x.jpg?a=1": "there is no file “x.jpg”", "a.txt": "there is no file “a.txt”",
		"/tin/khong/": "", "/a.html": "", "/Tp.HCM": "", "/a.aspx": "", "a.vn": "",
		"_don.pdf": "there is no file “_don.pdf”", "a.md~": "there is no file “a.md~”", "b.md.txt": "there is no file “b.md.txt”",
		"/robots.txt": "made", "/assets/a.png": "made",
	} {
		s := sitetest.Read(t, &txtar.Archive{Files: []txtar.File{{Name: "content/tin/a.md", Data: []byte(storyOf("", "[x]("+dest+")"))}}})
		wrong := s.ArticleAt("tin/a.md").CheckLinks()
		if want == "made" {
			if wrong != nil {
				t.Errorf("%s: %v", dest, wrong)
			}
			continue
		}
		if len(wrong) != 1 || (wrong[0].Severity == diag.Error) != (want != "") || want != "" && wrong[0].Message.In(message.English) != want {
			t.Errorf("%s: %v", dest, wrong)
		}
		if hint := map[string]string{"_don.pdf": "content.unread-hidden", "a.md~": "content.unread-leftover", "b.md.txt": "content.unread-misnamed"}[dest]; hint != "" && wrong[0].Hint.ID != hint {
			t.Errorf("%s: %s", dest, wrong[0].Hint.In(message.English))
		}
	}
}
