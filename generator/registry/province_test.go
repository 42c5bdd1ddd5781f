package registry_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/registry"
)

// formerUnits are the 63 units before 1/7/2025: name, kind, present province, slug
// and the other spellings that are met in texts.
var formerUnits = []struct {
	name, kind, now, slug string
	spellings             []string
}{
	{"Hà Nội", "thành phố", "Hà Nội", "ha-noi", []string{"Thủ đô Hà Nội", "Hà Tây"}},
	{"Hà Giang", "tỉnh", "Tuyên Quang", "ha-giang", nil},
	{"Cao Bằng", "tỉnh", "Cao Bằng", "cao-bang", nil},
	{"Bắc Kạn", "tỉnh", "Thái Nguyên", "bac-kan", []string{"Bắc Cạn"}},
	{"Tuyên Quang", "tỉnh", "Tuyên Quang", "tuyen-quang", nil},
	{"Lào Cai", "tỉnh", "Lào Cai", "lao-cai", nil},
	{"Điện Biên", "tỉnh", "Điện Biên", "dien-bien", nil},
	{"Lai Châu", "tỉnh", "Lai Châu", "lai-chau", nil},
	{"Sơn La", "tỉnh", "Sơn La", "son-la", nil},
	{"Yên Bái", "tỉnh", "Lào Cai", "yen-bai", nil},
	{"Hòa Bình", "tỉnh", "Phú Thọ", "hoa-binh", []string{"Hoà Bình"}},
	{"Thái Nguyên", "tỉnh", "Thái Nguyên", "thai-nguyen", nil},
	{"Lạng Sơn", "tỉnh", "Lạng Sơn", "lang-son", nil},
	{"Quảng Ninh", "tỉnh", "Quảng Ninh", "quang-ninh", nil},
	{"Bắc Giang", "tỉnh", "Bắc Ninh", "bac-giang", nil},
	{"Phú Thọ", "tỉnh", "Phú Thọ", "phu-tho", nil},
	{"Vĩnh Phúc", "tỉnh", "Phú Thọ", "vinh-phuc", nil},
	{"Bắc Ninh", "tỉnh", "Bắc Ninh", "bac-ninh", nil},
	{"Hải Dương", "tỉnh", "Hải Phòng", "hai-duong", nil},
	{"Hải Phòng", "thành phố", "Hải Phòng", "hai-phong", []string{"TP Hải Phòng"}},
	{"Hưng Yên", "tỉnh", "Hưng Yên", "hung-yen", nil},
	{"Thái Bình", "tỉnh", "Hưng Yên", "thai-binh", nil},
	{"Hà Nam", "tỉnh", "Ninh Bình", "ha-nam", nil},
	{"Nam Định", "tỉnh", "Ninh Bình", "nam-dinh", nil},
	{"Ninh Bình", "tỉnh", "Ninh Bình", "ninh-binh", nil},
	{"Thanh Hóa", "tỉnh", "Thanh Hóa", "thanh-hoa", []string{"Thanh Hoá"}},
	{"Nghệ An", "tỉnh", "Nghệ An", "nghe-an", nil},
	{"Hà Tĩnh", "tỉnh", "Hà Tĩnh", "ha-tinh", nil},
	{"Quảng Bình", "tỉnh", "Quảng Trị", "quang-binh", nil},
	{"Quảng Trị", "tỉnh", "Quảng Trị", "quang-tri", nil},
	{"Thừa Thiên Huế", "tỉnh", "Huế", "thua-thien-hue", []string{"Thừa Thiên - Huế", "TT-Huế", "TT Huế", "TTH"}},
	{"Đà Nẵng", "thành phố", "Đà Nẵng", "da-nang", nil},
	{"Quảng Nam", "tỉnh", "Đà Nẵng", "quang-nam", nil},
	{"Quảng Ngãi", "tỉnh", "Quảng Ngãi", "quang-ngai", nil},
	{"Bình Định", "tỉnh", "Gia Lai", "binh-dinh", nil},
	{"Phú Yên", "tỉnh", "Đắk Lắk", "phu-yen", nil},
	{"Khánh Hòa", "tỉnh", "Khánh Hòa", "khanh-hoa", []string{"Khánh Hoà"}},
	{"Ninh Thuận", "tỉnh", "Khánh Hòa", "ninh-thuan", nil},
	{"Bình Thuận", "tỉnh", "Lâm Đồng", "binh-thuan", nil},
	{"Kon Tum", "tỉnh", "Quảng Ngãi", "kon-tum", []string{"Kontum", "Công Tum"}},
	{"Gia Lai", "tỉnh", "Gia Lai", "gia-lai", nil},
	{"Đắk Lắk", "tỉnh", "Đắk Lắk", "dak-lak", []string{"Đắc Lắc", "Đăk Lăk", "Daklak", "Đắc Lắk"}},
	{"Đắk Nông", "tỉnh", "Lâm Đồng", "dak-nong", []string{"Đắc Nông", "Đăk Nông"}},
	{"Lâm Đồng", "tỉnh", "Lâm Đồng", "lam-dong", nil},
	{"Bình Phước", "tỉnh", "Đồng Nai", "binh-phuoc", nil},
	{"Tây Ninh", "tỉnh", "Tây Ninh", "tay-ninh", nil},
	{"Bình Dương", "tỉnh", "Hồ Chí Minh", "binh-duong", nil},
	{"Đồng Nai", "tỉnh", "Đồng Nai", "dong-nai", nil},
	{"Bà Rịa - Vũng Tàu", "tỉnh", "Hồ Chí Minh", "ba-ria-vung-tau", []string{"Bà Rịa – Vũng Tàu", "Bà Rịa-Vũng Tàu", "BR-VT", "BRVT", "Vũng Tàu"}},
	{"Hồ Chí Minh", "thành phố", "Hồ Chí Minh", "ho-chi-minh", []string{"TP.HCM", "TP HCM", "TPHCM", "Tp. Hồ Chí Minh", "TP. Hồ Chí Minh", "Sài Gòn"}},
	{"Long An", "tỉnh", "Tây Ninh", "long-an", nil},
	{"Tiền Giang", "tỉnh", "Đồng Tháp", "tien-giang", nil},
	{"Bến Tre", "tỉnh", "Vĩnh Long", "ben-tre", nil},
	{"Trà Vinh", "tỉnh", "Vĩnh Long", "tra-vinh", nil},
	{"Vĩnh Long", "tỉnh", "Vĩnh Long", "vinh-long", nil},
	{"Đồng Tháp", "tỉnh", "Đồng Tháp", "dong-thap", nil},
	{"An Giang", "tỉnh", "An Giang", "an-giang", nil},
	{"Kiên Giang", "tỉnh", "An Giang", "kien-giang", nil},
	{"Cần Thơ", "thành phố", "Cần Thơ", "can-tho", nil},
	{"Hậu Giang", "tỉnh", "Cần Thơ", "hau-giang", nil},
	{"Sóc Trăng", "tỉnh", "Cần Thơ", "soc-trang", nil},
	{"Bạc Liêu", "tỉnh", "Cà Mau", "bac-lieu", nil},
	{"Cà Mau", "tỉnh", "Cà Mau", "ca-mau", nil},
}

func TestProvincesAreThirtyFour(t *testing.T) {
	r := builtin(t)
	if got := len(r.Provinces()); got != 34 {
		t.Errorf("%d provinces, want 34", got)
	}
	for _, c := range []struct {
		day                       registry.Day
		municipalities, provinces int
	}{
		{registry.NewDay(2025, 7, 1), 6, 28},
		{registry.NewDay(2026, 4, 29), 6, 28},
		{registry.NewDay(2026, 4, 30), 7, 27},
		{registry.NewDay(2026, 11, 23), 7, 27},
		{0, 7, 27},
	} {
		count := map[registry.ProvinceKind]int{}
		for _, p := range r.Provinces() {
			count[p.KindAt(c.day)]++
		}
		if count[registry.MunicipalityUnit] != c.municipalities || count[registry.ProvinceUnit] != c.provinces {
			t.Errorf("on %v: %v, want %d thành phố and %d tỉnh", c.day, count, c.municipalities, c.provinces)
		}
	}
}

func TestProvincesAreInVietnameseOrder(t *testing.T) {
	var names []string
	for _, p := range builtin(t).Provinces() {
		names = append(names, p.Name)
	}
	want := []string{
		"An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Điện Biên", "Đồng Nai", "Đồng Tháp",
		"Gia Lai", "Hà Nội", "Hà Tĩnh", "Hải Phòng", "Hồ Chí Minh", "Huế", "Hưng Yên", "Khánh Hòa", "Lai Châu", "Lạng Sơn",
		"Lào Cai", "Lâm Đồng", "Nghệ An", "Ninh Bình", "Phú Thọ", "Quảng Ngãi", "Quảng Ninh", "Quảng Trị", "Sơn La", "Tây Ninh",
		"Thái Nguyên", "Thanh Hóa", "Tuyên Quang", "Vĩnh Long",
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
}

// Every former unit is in exactly one present province, the one of Nghị quyết
// 202/2025/QH15. Hà Tây, which ended in 2008, is recorded besides.
func TestFormerProvincesAreSixtyThree(t *testing.T) {
	where := map[string][]string{}
	for _, p := range builtin(t).Provinces() {
		for _, f := range p.Former {
			if f.Province != p {
				t.Errorf("%s does not know that it is in %s", f.Name, p.Name)
			}
			if f.ID == "ha-tay" {
				continue
			}
			where[f.ID] = append(where[f.ID], p.Name)
			last := registry.NewDay(2025, 6, 30)
			if f.ID == "thua-thien-hue" {
				last = registry.NewDay(2024, 12, 31)
			}
			if f.Until != last {
				t.Errorf("%s until %v, want %v", f.Name, f.Until, last)
			}
		}
	}
	if len(where) != 63 || len(formerUnits) != 63 {
		t.Errorf("%d former units, %d in the table; want 63", len(where), len(formerUnits))
	}
	for _, f := range formerUnits {
		if diff := cmp.Diff([]string{f.now}, where[f.slug]); diff != "" {
			t.Errorf("%s: %s", f.name, diff)
		}
	}
}

func TestFormerProvincesAreRecognised(t *testing.T) {
	r := builtin(t)
	for _, f := range formerUnits {
		survived := r.ProvinceWithID(f.slug) != nil
		for _, text := range append([]string{f.name, f.kind + " " + f.name}, f.spellings...) {
			if text == "Hà Tây" {
				continue
			}
			m := r.Province(text)
			if !m.Known() || m.Record.Name != f.now {
				t.Errorf("%s: %v %+v, want %s", text, m.How, m.Record, f.now)
				continue
			}
			if survived != (m.Former == nil) || !survived && m.Former.ID != f.slug {
				t.Errorf("%s: former unit %+v, although the name survived: %v", text, m.Former, survived)
			}
		}
	}
}

func TestProvince(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct {
		text string
		how  registry.How
		id   string
		was  string // slug of the former unit
	}{
		{"Hải Phòng", registry.Exact, "hai-phong", ""},
		{"thành phố Hải Phòng", registry.Exact, "hai-phong", ""},
		{"TP. Hải Phòng", registry.Spelling, "hai-phong", ""},
		{"TP Hải Phòng", registry.Spelling, "hai-phong", ""},
		{"HẢI PHÒNG", registry.Exact, "hai-phong", ""},
		{"Hải Phòng cũ", registry.Exact, "hai-phong", "hai-phong"},
		{"tỉnh Hải Phòng", registry.Near, "hai-phong", ""},
		{"Hải Dương", registry.Former, "hai-phong", "hai-duong"},
		{"tỉnh Hải Dương", registry.Former, "hai-phong", "hai-duong"},
		{"Tỉnh Hải Dương (cũ)", registry.Former, "hai-phong", "hai-duong"},
		{"Hải Dương (nay thuộc thành phố Hải Phòng)", registry.Former, "hai-phong", "hai-duong"},
		{"Hải Dương, nay là Hải Phòng", registry.Former, "hai-phong", "hai-duong"},
		{"thành phố Hải Dương", registry.Near, "hai-phong", "hai-duong"},
		{"hai duong", registry.Former, "hai-phong", "hai-duong"},
		{"Tỉnh Thanh Hoá", registry.Exact, "thanh-hoa", ""},
		{"Thanh Hóa", registry.Exact, "thanh-hoa", ""},
		{"thanh hoa", registry.Spelling, "thanh-hoa", ""},
		{"TP. Thanh Hóa", registry.Near, "thanh-hoa", ""},
		{"Thành phố Hồ Chí Minh", registry.Exact, "ho-chi-minh", ""},
		{"TP. Hồ Chí Minh", registry.Spelling, "ho-chi-minh", ""},
		{"TP.HCM", registry.Spelling, "ho-chi-minh", ""},
		{"Tp. HCM", registry.Spelling, "ho-chi-minh", ""},
		{"tphcm", registry.Spelling, "ho-chi-minh", ""},
		{"Sài Gòn", registry.Spelling, "ho-chi-minh", ""},
		{"Bà Rịa-Vũng Tàu", registry.Former, "ho-chi-minh", "ba-ria-vung-tau"},
		{"BR-VT", registry.Spelling, "ho-chi-minh", "ba-ria-vung-tau"},
		{"thành phố Huế", registry.Exact, "hue", ""},
		{"Huế", registry.Exact, "hue", ""},
		{"Thừa Thiên - Huế", registry.Former, "hue", "thua-thien-hue"},
		{"tỉnh Thừa Thiên Huế", registry.Former, "hue", "thua-thien-hue"},
		{"TT-Huế", registry.Spelling, "hue", "thua-thien-hue"},
		{"tỉnh Đồng Nai", registry.Exact, "dong-nai", ""},
		{"thành phố Đồng Nai", registry.Exact, "dong-nai", ""},
		{"Thủ đô Hà Nội", registry.Spelling, "ha-noi", ""},
		{"Hà Nội cũ", registry.Exact, "ha-noi", ""},
		{"Hà Tây", registry.Former, "ha-noi", "ha-tay"},
		{"Đắk Lắk", registry.Exact, "dak-lak", ""},
		{"Đăk Lăk", registry.Spelling, "dak-lak", ""},
		{"Đắc Lắc", registry.Spelling, "dak-lak", ""},
		{"Daklak", registry.Spelling, "dak-lak", ""},
		{"dak lak", registry.Spelling, "dak-lak", ""},
		{"Đắk Lạk", registry.Near, "dak-lak", ""},
		{"Đắc Nông", registry.Spelling, "lam-dong", "dak-nong"},
		{"Kontum", registry.Spelling, "quang-ngai", "kon-tum"},
		{"Bắc Cạn", registry.Spelling, "thai-nguyen", "bac-kan"},
		{"Hoà Bình", registry.Former, "phu-tho", "hoa-binh"},
		{"Khánh Hoà", registry.Exact, "khanh-hoa", ""},
		{"Nge An", registry.Near, "nghe-an", ""},
		{"Hà Nôị", registry.Exact, "ha-noi", ""},
		{"Hải Phong", registry.Near, "hai-phong", ""},
		{"Hải Phóng", registry.Near, "hai-phong", ""},
		{"tỉnh Hải Dươg", registry.Near, "hai-phong", "hai-duong"},
		{"Paris", registry.Unknown, "", ""},
		{"huyện Cát Hải", registry.Unknown, "", ""},
		{"tỉnh", registry.Unknown, "", ""},
		{"cũ", registry.Unknown, "", ""},
		{"", registry.Unknown, "", ""},
	} {
		m := r.Province(c.text)
		id, was := "", ""
		if m.Record != nil {
			id = m.Record.ID
		}
		if m.Former != nil {
			was = m.Former.ID
		}
		if m.How != c.how || id != c.id || was != c.was {
			t.Errorf("%q: %v %q (former %q), want %v %q (former %q)", c.text, m.How, id, was, c.how, c.id, c.was)
		}
	}
}

// The date of a story decides what a name that survived means.
func TestTerritory(t *testing.T) {
	r := builtin(t)
	before, after := registry.NewDay(2025, 6, 30), registry.NewDay(2025, 7, 1)
	for _, c := range []struct {
		text string
		day  registry.Day
		want string // title of the former unit
	}{
		{"Hải Phòng", registry.NewDay(2021, 7, 6), "thành phố Hải Phòng"},
		{"Hải Phòng", before, "thành phố Hải Phòng"},
		{"Hải Phòng", after, ""},
		{"Hải Phòng", 0, ""},
		{"Hải Dương", before, "tỉnh Hải Dương"},
		{"Hải Dương", after, "tỉnh Hải Dương"},
		{"Lào Cai", before, "tỉnh Lào Cai"},
		{"Huế", registry.NewDay(2024, 12, 31), "tỉnh Thừa Thiên Huế"},
		{"Huế", registry.NewDay(2025, 1, 1), ""},
		{"Nghệ An", before, ""},
		{"Hà Nội", registry.NewDay(2007, 1, 1), ""},
		{"Paris", before, ""},
	} {
		got := ""
		if f := r.Province(c.text).On(c.day); f != nil {
			got = f.Title
		}
		if got != c.want {
			t.Errorf("%s on %v: %q, want %q", c.text, c.day, got, c.want)
		}
	}
}

func TestTitle(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct {
		id   string
		day  registry.Day
		want string
	}{
		{"hai-phong", 0, "thành phố Hải Phòng"},
		{"ho-chi-minh", 0, "Thành phố Hồ Chí Minh"},
		{"thanh-hoa", 0, "tỉnh Thanh Hóa"},
		{"dong-nai", registry.NewDay(2026, 4, 29), "tỉnh Đồng Nai"},
		{"dong-nai", registry.NewDay(2026, 4, 30), "thành phố Đồng Nai"},
		{"dong-nai", 0, "thành phố Đồng Nai"},
		{"hue", registry.NewDay(2024, 12, 31), "tỉnh Thừa Thiên Huế"},
		{"hue", registry.NewDay(2025, 1, 1), "thành phố Huế"},
	} {
		if got := r.ProvinceWithID(c.id).Title(c.day); got != c.want {
			t.Errorf("%s on %v: %q, want %q", c.id, c.day, got, c.want)
		}
	}
}

// Seven provinces took over the official code of another: none is an id.
func TestProvinceIDsAreSlugs(t *testing.T) {
	r := builtin(t)
	for _, code := range []string{"15", "24", "44", "52", "80", "82", "91"} {
		if r.ProvinceWithID(code) != nil {
			t.Errorf("there is a province with the code %s as id", code)
		}
	}
	if !slices.ContainsFunc(r.Provinces(), func(p *registry.Province) bool { return p.ID == "lao-cai" }) {
		t.Error("no lao-cai")
	}
}
