package registry_test

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/registry"
	"guong/generator/vietnamese"
)

// builtin returns the records that are part of the program.
func builtin(t testing.TB) *registry.Registry {
	t.Helper()
	r, wrong := registry.Load(nil)
	for _, d := range wrong {
		t.Error(d)
	}
	return r
}

// Điều 19, 20, 33, 54, 59 of the law, and the proposals for movements and fields.
func TestCounts(t *testing.T) {
	r := builtin(t)
	awards := func(ok func(*registry.Award) bool) (n int) {
		for _, a := range r.Awards() {
			if ok(a) {
				n++
			}
		}
		return n
	}
	standing := 0
	for _, m := range r.Movements() {
		if m.Standing && m.ID != "thi-dua-ai-quoc" {
			standing++
		}
	}
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"danh hiệu thi đua", awards(func(a *registry.Award) bool {
			return a.Kind == registry.EmulationTitle && !a.General && a.Of == ""
		}), 14},
		{"huân chương", awards(func(a *registry.Award) bool {
			return a.Kind == registry.Order && !a.Historical && a.Of == ""
		}), 10},
		{"huân chương by class", awards(func(a *registry.Award) bool {
			return a.Kind == registry.Order && !a.Historical && !a.General
		}), 20},
		{"huy chương by class", awards(func(a *registry.Award) bool {
			return a.Kind == registry.Medal && !a.Historical && !a.General
		}), 7},
		{"danh hiệu vinh dự nhà nước", awards(func(a *registry.Award) bool { return a.Kind == registry.StateTitle }), 13},
		{"giải thưởng", awards(func(a *registry.Award) bool { return a.Kind == registry.Prize }), 2},
		{"movements with a time", len(r.Movements()) - standing, 15},
		{"standing movements", standing, 18},
		{"fields", len(r.Fields()), 18},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.what, c.got, c.want)
		}
	}
}

// Whatever a record calls itself leads to that record.
func TestEverySpellingLeadsHome(t *testing.T) {
	r := builtin(t)
	check := func(e registry.Entry, known bool, id string) {
		t.Helper()
		if !known || id != e.ID {
			t.Errorf("a spelling of %s leads to %q", e.ID, id)
		}
	}
	spellings := func(e registry.Entry) []string {
		return slices.Concat([]string{e.Name}, e.FormerNames, e.Aliases)
	}
	for _, a := range r.Awards() {
		for _, text := range spellings(a.Entry) {
			m := r.Award(text)
			check(a.Entry, m.Known(), m.Record.ID)
		}
	}
	for _, movement := range r.Movements() {
		for _, text := range spellings(movement.Entry) {
			m := r.Movement(text)
			check(movement.Entry, m.Known(), m.Record.ID)
		}
	}
	for _, field := range r.Fields() {
		for _, text := range spellings(field.Entry) {
			m := r.Field(text)
			check(field.Entry, m.Known(), m.Record.ID)
		}
	}
	for _, p := range r.Provinces() {
		for _, text := range spellings(p.Entry) {
			m := r.Province(text)
			check(p.Entry, m.Known(), m.Record.ID)
		}
	}
}

func TestIDsAreSlugsAndLeadHome(t *testing.T) {
	r := builtin(t)
	for _, a := range r.Awards() {
		if a.ID != vietnamese.Slug(a.ID) || r.AwardWithID(a.ID) != a {
			t.Errorf("award %q", a.ID)
		}
		if a.Of != "" && r.AwardWithID(a.Of) == nil {
			t.Errorf("%s is a class or level of %q, which does not exist", a.ID, a.Of)
		}
	}
	for _, m := range r.Movements() {
		if m.ID != vietnamese.Slug(m.ID) || r.MovementWithID(m.ID) != m {
			t.Errorf("movement %q", m.ID)
		}
	}
	for _, f := range r.Fields() {
		if f.ID != vietnamese.Slug(f.Name) && f.ID != "khoa-hoc-cong-nghe" && f.ID != "thi-dua-khen-thuong" || r.FieldWithID(f.ID) != f {
			t.Errorf("field %q", f.ID)
		}
	}
	for _, p := range r.Provinces() {
		if p.ID != vietnamese.Slug(p.Name) || r.ProvinceWithID(p.ID) != p {
			t.Errorf("province %q", p.ID)
		}
	}
	if r.AwardWithID("24") != nil || r.MovementWithID("") != nil || r.FieldWithID("?") != nil {
		t.Error("an unknown id leads somewhere")
	}
}

// The data are written as a site's text is after repair: NFC, no look-alikes.
func TestDataIsInOrder(t *testing.T) {
	for _, name := range []string{"awards", "movements", "fields", "provinces"} {
		raw, err := os.ReadFile("data/" + name + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		if _, fixes := vietnamese.Repair(raw); len(fixes) > 0 {
			t.Errorf("%s: %v", name, fixes)
		}
		for i, line := range strings.Split(string(raw), "\n") {
			if strings.TrimRight(line, " \t") != line {
				t.Errorf("%s:%d ends in a space", name, i+1)
			}
		}
	}
}

func TestLoadIsDeterministic(t *testing.T) {
	a, b := builtin(t), builtin(t)
	if diff := cmp.Diff(a.Awards(), b.Awards(), cmp.AllowUnexported(registry.Award{})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(a.Movements(), b.Movements()); diff != "" {
		t.Error(diff)
	}
}

func TestConcurrentUse(t *testing.T) {
	r := builtin(t)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for _, text := range texts {
				r.Award(text)
				r.AwardBy("Bằng khen", text)
				r.Movement(text)
				r.Field(text)
				r.Province(text)
			}
			r.Provinces()
		})
	}
	group.Wait()
}

func TestValidity(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct {
		award string
		year  int
		want  bool
	}{
		{"Huân chương Sao vàng", 1946, false},
		{"Huân chương Sao vàng", 1947, true},
		{"Huân chương Dũng cảm", 2003, false},
		{"Huân chương Dũng cảm", 2004, true},
		{"Huân chương Bảo vệ Tổ quốc hạng Ba", 1999, false},
		{"Huy chương Thanh niên xung phong vẻ vang", 2023, false},
		{"Huy chương Thanh niên xung phong vẻ vang", 2024, true},
		{"Giấy khen của Chủ tịch UBND huyện Cát Hải", 2025, true},
		{"Giấy khen của Chủ tịch UBND huyện Cát Hải", 2026, false},
		{"Lao động tiên tiến", 1960, true},
		{"Lao động tiên tiến", 0, true},
	} {
		if got := r.Award(c.award).Record.ValidIn(c.year); got != c.want {
			t.Errorf("%s in %d: %v", c.award, c.year, got)
		}
	}
	huyen := r.AwardWithID("giay-khen-huyen")
	if !huyen.ValidOn(registry.NewDay(2025, 6, 30)) || huyen.ValidOn(registry.NewDay(2025, 7, 1)) || !huyen.ValidOn(0) {
		t.Error("giấy khen of districts ended on 30/6/2025")
	}
	thon := r.AwardWithID("thon-tdp-van-hoa")
	if got := thon.DecidedBy(registry.NewDay(2025, 6, 30)); got != "Chủ tịch UBND cấp huyện" {
		t.Error(got)
	}
	if got := thon.DecidedBy(registry.NewDay(2025, 7, 1)); got != "Chủ tịch UBND cấp xã" {
		t.Error(got)
	}
	if got := r.AwardWithID("bang-khen").DecidedBy(0); got != "" {
		t.Error(got)
	}
}

func TestMovementPeriods(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct {
		id   string
		day  registry.Day
		want bool
	}{
		{"nong-thon-moi", registry.NewDay(2010, 12, 31), false},
		{"nong-thon-moi", registry.NewDay(2021, 7, 6), true},
		{"nong-thon-moi", registry.NewDay(2026, 1, 1), false},
		{"hoc-tap-suot-doi", registry.NewDay(2023, 6, 9), false},
		{"hoc-tap-suot-doi", registry.NewDay(2023, 6, 10), true},
		{"dmst-cds-chuyen-doi-xanh", registry.NewDay(2026, 2, 8), false},
		{"dmst-cds-chuyen-doi-xanh", registry.NewDay(2026, 2, 9), true},
		{"dan-van-kheo", registry.NewDay(1980, 1, 1), true},
	} {
		if got := r.MovementWithID(c.id).ValidOn(c.day); got != c.want {
			t.Errorf("%s on %v: %v", c.id, c.day, got)
		}
	}
	if r.MovementWithID("van-hoa-cong-so").ValidIn(2018) || !r.MovementWithID("van-hoa-cong-so").ValidIn(2025) {
		t.Error("văn hóa công sở ran from 2019 to 2025")
	}
}

// The highest come first, as the comment in awards.toml says.
func TestRank(t *testing.T) {
	r := builtin(t)
	ids := []string{
		"hc-sao-vang", "hc-ho-chi-minh", "hc-doc-lap-nhat", "hc-doc-lap-nhi", "hc-doc-lap-ba", "hc-quan-cong-nhat", "hc-lao-dong-nhat", "hc-lao-dong-nhi",
		"hc-lao-dong-ba", "hc-lao-dong", "hc-bao-ve-to-quoc-nhat", "hc-chien-cong-ba", "hc-dai-doan-ket", "hc-dung-cam", "hc-huu-nghi", "tinh-anh-hung",
		"ba-me-vnah", "ah-lao-dong", "nha-giao-nhan-dan", "nha-giao-uu-tu", "giai-thuong-ho-chi-minh", "giai-thuong-nha-nuoc", "hch-chien-si-ve-vang-nhat",
		"co-chinh-phu", "bang-khen-thu-tuong", "cstd-tinh", "co-tinh", "ttldxs", "bang-khen-tinh", "bang-khen", "ky-niem-chuong", "nong-dan-xuat-sac",
		"cstd-co-so", "ldtt", "gia-dinh-van-hoa", "giay-khen-so", "giay-khen-xa", "giay-khen",
	}
	var got []string
	for _, a := range r.Awards() {
		if slices.Contains(ids, a.ID) {
			got = append(got, a.ID)
		}
	}
	if diff := cmp.Diff(ids, got); diff != "" {
		t.Error(diff)
	}
	for _, level := range []struct {
		id   string
		want registry.Level
	}{{"bang-khen-tinh", registry.ProvinceLevel}, {"hc-lao-dong-ba", registry.StateLevel}, {"bang-khen", ""}} {
		if got := r.AwardWithID(level.id).Level; got != level.want {
			t.Errorf("level of %s: %q", level.id, got)
		}
	}
}

func TestHowInWords(t *testing.T) {
	for how, want := range map[registry.How]string{
		registry.Unknown: "unknown", registry.Near: "near", registry.Spelling: "spelling", registry.Former: "former", registry.Exact: "exact", 9: "unknown",
	} {
		if how.String() != want {
			t.Errorf("%d: %s, want %s", how, how, want)
		}
	}
}

func TestDay(t *testing.T) {
	d := registry.NewDay(2025, 7, 1)
	if d != 20250701 || d.String() != "01/07/2025" || d.Year() != 2025 || registry.Day(0).String() != "" {
		t.Errorf("%d %v", d, d)
	}
}
