package site_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"guong/generator/site"
)

// TestNamesakes holds who gets which address, and what is said.
func TestNamesakes(t *testing.T) {
	honoree := func(keys string) string { return "[[honorees]]\n" + keys }
	for _, test := range []struct {
		name    string
		stories []string // the front matter of each, oldest first
		want    []string // addresses, and what is said
	}{
		{
			"the earliest keeps the plain address, whatever sorts first",
			[]string{honoree("name = \"Lan\"\nunit = \"Xã Y\""), honoree("name = \"Lan\"\nunit = \"Xã A\"")},
			[]string{"lan", "lan-xa-a", "site.namesake"},
		},
		{
			"the same person", []string{honoree("name = \"Lan\"\nunit = \"Xã Hòa\""), honoree("name = \"LAN\"\nunit = \"Xã Hoà\"")},
			[]string{"lan", "lan"},
		},
		{
			"the same person twice in a story, with another apostrophe",
			[]string{honoree("name = \"H'Hen Niê\"\n") + honoree("name = \"H’Hen Niê\"")},
			[]string{"h-hen-nie", "site.honoree-twice"},
		},
		{
			"another kind", []string{honoree("name = \"Lan\"\nkind = \"ca-nhan\""), honoree("name = \"Lan\"\nkind = \"tap-the\"")},
			[]string{"lan", "lan-tap-the", "site.namesake"},
		},
		{
			"the same unit, another kind", []string{honoree("name = \"Lan\"\nunit = \"Y\""), honoree("name = \"Lan\"\nunit = \"A\""), honoree("name = \"Lan\"\nunit = \"A\"\nkind = \"tap-the\"")},
			[]string{"lan", "lan-a", "lan-a-tap-the", "site.namesake", "site.namesake"},
		},
		{
			"neither unit nor kind", []string{honoree("name = \"Lan\"\nunit = \"Y\""), honoree("name = \"Lan\"")},
			[]string{"lan", "lan-2", "site.namesake"},
		},
		{
			"names that are the same without marks", []string{honoree(`name = "Hà Nam"`), honoree("name = \"Há Nám\"\nunit = \"A\"")},
			[]string{"ha-nam", "ha-nam-a", "site.namesake"},
		},
		{
			"a proposal that is followed says no more", []string{honoree("name = \"Lan\"\nunit = \"Y\""), honoree("name = \"Lan\"\nunit = \"A\"\nid = \"lan-a\"")},
			[]string{"lan", "lan-a"},
		},
		{
			"the other proposal", []string{honoree("name = \"Lan\"\nunit = \"Y\""), honoree("name = \"Lan\"\nid = \"lan\"")},
			[]string{"lan", "lan"},
		},
		{
			"an id that is the address of another unit", []string{honoree("name = \"Lan\"\nunit = \"Y\""), honoree("name = \"Lan\"\nunit = \"A\"\nid = \"lan\"")},
			[]string{"lan", "lan-2", "site.id-taken"},
		},
		{
			"an id that is the address of another name", []string{honoree(`name = "Lan"`), honoree("name = \"Huệ\"\nid = \"lan\"")},
			[]string{"lan", "lan-2", "site.id-taken"},
		},
		{
			"an id that was there first", []string{honoree("name = \"Huệ\"\nid = \"lan\""), honoree(`name = "Lan"`)},
			[]string{"lan", "lan-2", "site.namesake"},
		},
		{
			"the plain id goes on without it", []string{honoree("name = \"Lan\"\nunit = \"A\"\nid = \"lan\""), honoree("name = \"Lan\"\nunit = \"A\"")},
			[]string{"lan", "lan"},
		},
		{
			"the plain id, another unit", []string{honoree("name = \"Lan\"\nunit = \"A\"\nid = \"lan\""), honoree(`name = "Lan"`)},
			[]string{"lan", "lan-2", "site.namesake"},
		},
		{
			"an id that is not the plain address", []string{honoree("name = \"Lan\"\nid = \"co-lan\""), honoree(`name = "Lan"`)},
			[]string{"co-lan", "lan"},
		},
		{
			"a namesake of the same unit with an id", []string{honoree("name = \"Lan\"\nunit = \"A\""), honoree("name = \"Lan\"\nunit = \"A\"\nid = \"lan-tre\""), honoree("name = \"Lan\"\nunit = \"A\"")},
			[]string{"lan", "lan-tre", "lan"},
		},
		{
			"names of signs only", []string{honoree(`name = "!!!"`), honoree(`name = "???"`), honoree(`name = "Юрий"`)},
			[]string{"bai", "bai-2", "bai-3", "site.namesake", "site.namesake"},
		},
		{
			"the name of a device", []string{honoree(`name = "Con"`)}, []string{"con-1"},
		},
		{
			"long names", []string{honoree(`name = "` + strings.Repeat("a", 256) + `"`), honoree(`name = "` + strings.Repeat("a", 257) + `"`)},
			[]string{strings.Repeat("a", 255), strings.Repeat("a", 253) + "-2", "site.namesake"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			var archive strings.Builder
			for i, front := range test.stories {
				archive.WriteString(story(fmt.Sprintf("tin/%d.md", 9-i), "T", fmt.Sprintf("2024-01-%02d", i+1), front))
			}
			s, wrong := site.New(input(t, txtar.Parse([]byte(archive.String()))))
			var got []string
			for i := range s.Articles {
				got = append(got, s.Articles[len(s.Articles)-1-i].Honorees[0].Slug)
			}
			for _, d := range wrong {
				got = append(got, d.Message.ID)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// addresses returns the address of every honoree and term, by the story that tells
// of it and its place there.
func addresses(s *site.Site) map[string]string {
	all := map[string]string{}
	for _, a := range s.Articles {
		for i, m := range a.Honorees {
			all[fmt.Sprintf("%s honoree %d", a.Path, i)] = m.URL
		}
		for _, terms := range a.Terms {
			for i, term := range terms.Terms {
				all[fmt.Sprintf("%s %s %d", a.Path, terms.Taxonomy.Key, i)] = term.URL
			}
		}
		for i, author := range a.Authors {
			all[fmt.Sprintf("%s author %d", a.Path, i)] = author.URL
		}
	}
	return all
}

// TestAddressesStay: a story that is published later than all others changes the
// address of no honoree and of no term, whatever its file is called.
func TestAddressesStay(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	for range 12 {
		var archive strings.Builder
		archive.WriteString("-- registry/.keep --\n")
		before := map[string]string{}
		for n := range 12 {
			front := []string{
				fmt.Sprintf("author = %q", pick("Hà", "Há", "Hạ", "HÀ")),
				fmt.Sprintf("localities = [%q, %q]", pick("Hà Nam", "Há Nám", "Hải Phòng"), pick("Ha Nằm", "Đà Nẵng", "Da Nẵng")),
				fmt.Sprintf("topics = [%q, %q]", pick("C++", "C#", "c", "!!!", "???"), pick("Đổi mới", "Đôi môi", "Đổi Mới", "★", "♥")),
			}
			for range 1 + random.IntN(3) {
				front = append(front, "[[honorees]]", fmt.Sprintf("name = %q", pick("Lan", "Lân", "LAN", "Lan A")))
				if unit := pick("", "A", "B", "Á"); unit != "" {
					front = append(front, fmt.Sprintf("unit = %q", unit))
				}
				if kind := pick("", "", "tap-the"); kind != "" {
					front = append(front, fmt.Sprintf("kind = %q", kind))
				}
				if id := pick("", "", "", "lan", "lan-2", "lan-a", "x"); id != "" {
					front = append(front, fmt.Sprintf("id = %q", id))
				}
			}
			// Some have an earlier date, and are published on their day all the same.
			date, publish := fmt.Sprintf("2024-02-%02d", n+1), ""
			if random.IntN(3) == 0 {
				publish, date = "publish = "+date, fmt.Sprintf("2023-02-%02d", random.IntN(27)+1)
			}
			archive.WriteString(story(fmt.Sprintf("tin/%d-%d.md", random.IntN(99), n), "T", date, append([]string{publish}, front...)...))
			s, _ := site.New(input(t, txtar.Parse([]byte("-- config.toml --\ntitle = \"G\"\nbaseURL = \"https://x.example/\"\n[[taxonomies]]\nkey = \"topics\"\ntitle = \"Chủ đề\"\npath = \"chu-de\"\n"+archive.String()))))
			after := addresses(s)
			for key, address := range before {
				if after[key] != address {
					t.Fatalf("%s moved from %s to %s\n%s", key, address, after[key], archive.String())
				}
			}
			if len(after) <= len(before) {
				t.Fatal("the story added is not seen")
			}
			before = after
		}
	}
}

// TestIDKeepsItsAddress: an honoree with an id keeps its address also when a
// namesake is added with an earlier date, and so does one whose name nobody else
// has.
func TestIDKeepsItsAddress(t *testing.T) {
	base := story("tin/a.md", "A", "2024-01-01", "[[honorees]]\nname = \"Lan\"\nid = \"lan\"\n[[honorees]]\nname = \"Huệ\"")
	want := addresses(read(t, base))
	for i, added := range []string{
		story("tin/0.md", "B", "2020-01-01", "[[honorees]]\nname = \"Lan\"\nunit = \"X\"\nid = \"lan-x\""),
		story("tin/0.md", "B", "2020-01-01", "[[honorees]]\nname = \"Lan\"\nid = \"lan-0\""),
		story("tin/0.md", "B", "2020-01-01", "[[honorees]]\nname = \"Hoa\"\n[[honorees]]\nname = \"Huệ\"\nid = \"hue-2\""),
	} {
		got := addresses(read(t, base+added))
		for key, address := range want {
			if got[key] != address {
				t.Errorf("%d: %s moved from %s to %s", i, key, address, got[key])
			}
		}
	}
}
