package metadata_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"guong/generator/metadata"
	"guong/generator/site"
	"guong/generator/site/sitetest"
)

// lanIn is a site of n stories about the same person.
func lanIn(n int, more string) *txtar.Archive {
	a := &txtar.Archive{Files: []txtar.File{{Name: "content/anh.jpg"}}}
	for i := range n {
		a.Files = append(a.Files, txtar.File{Name: fmt.Sprintf("content/tin/bai-%d.md", i), Data: []byte(
			"+++\ntitle = \"Bài\"\ndate = 2026-01-02\nimage = { src = \"/anh.jpg\", alt = \"Lan\" }\n[[honorees]]\nname = \"Lò Thị Lan\"\nkind = \"ca-nhan\"\n" + more + "+++\n\nChữ.\n")})
	}
	return a
}

// headAt returns what the page at a URL tells machines.
func headAt(t *testing.T, s *site.Site, url string) string {
	t.Helper()
	v := views(s)[url]
	if v == nil {
		t.Fatal("no page", url)
	}
	return string(metadata.Head(v, ""))
}

// TestHonoreesAtTheirBoundaries holds how many stories an honoree's page names, and that
// one award and one honoree are told.
func TestHonoreesAtTheirBoundaries(t *testing.T) {
	const award = "awards = [{ name = \"Giấy khen\", year = 2025 }]\n"
	for n, want := range map[int]int{1: 1, 19: 19, 20: 20, 21: 20, 25: 20} {
		page := headAt(t, read(t, lanIn(n, award)), "/dien-hinh/lo-thi-lan/")
		if got := strings.Count(page, `"@type":"NewsArticle"`); got != want {
			t.Errorf("%d stories: %d are named", n, got)
		}
		if !strings.Contains(page, `"award":["Giấy khen (2025)`) {
			t.Errorf("%d stories: without the award: %s", n, page)
		}
	}
	s := read(t, lanIn(1, ""))
	if page := headAt(t, s, "/tin/bai-0/"); !strings.Contains(page, `"about":[{"@type":"Person"`) {
		t.Errorf("the story says nothing of the honoree: %s", page)
	}
	if page := headAt(t, s, "/dien-hinh/lo-thi-lan/"); strings.Contains(page, `"award"`) {
		t.Errorf("an award that there is not: %s", page)
	}
}

// TestSizesOfPictures holds that a size is told only where both numbers are known.
func TestSizesOfPictures(t *testing.T) {
	for size, told := range map[[2]int]bool{{640, 480}: true, {1, 1}: true, {0, 0}: false, {1, 0}: false, {0, 1}: false} {
		s := sitetest.Read(t, lanIn(1, ""), func(in *site.Input) {
			for _, r := range in.Resources {
				r.Measure = func() site.Picture { w, h := size[0], size[1]; return site.Picture{Width: w, Height: h} }
			}
		})
		page := headAt(t, s, "/tin/bai-0/")
		for _, text := range []string{fmt.Sprintf(`"width":%d,"height":%d`, size[0], size[1]), fmt.Sprintf(`property="og:image:width" content="%d"`, size[0])} {
			if strings.Contains(page, text) != told {
				t.Errorf("%v: %s is told: %v", size, text, !told)
			}
		}
	}
}

// TestPoliciesNameFewOrigins holds that a policy names 25 origins, and with more allows
// all that are encrypted.
func TestPoliciesNameFewOrigins(t *testing.T) {
	for n, named := range map[int]bool{1: true, 25: true, 26: false} {
		a := lanIn(1, "")
		include := make([]string, n)
		for i := range include {
			include[i] = fmt.Sprintf("%q", fmt.Sprintf("https://tinh-%02d.example/search/", i))
		}
		a.Files = append(a.Files, txtar.File{Name: "config.toml", Data: []byte(
			"title = \"Gương\"\nbaseURL = \"https://tdkt.example/\"\n[search]\ninclude = [" + strings.Join(include, ", ") + "]\n")})
		policy := metadata.PagePolicy(read(t, a))
		if strings.Contains(policy, "https://tinh-00.example") != named || strings.Contains(policy, " https:;") == named {
			t.Errorf("%d origins: %s", n, policy)
		}
	}
}
