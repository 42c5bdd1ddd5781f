package config_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/config"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
)

// TestVietnameseKeys: a configuration with Vietnamese keys says what the same
// says in English.
func TestVietnameseKeys(t *testing.T) {
	english := mustLoad(t, `title = "Gương"
baseURL = "https://tdkt.example/"
language = "en"
timeZone = "Europe/Berlin"
theme = "xanh"
description = "Mô tả"
slogan = "Khẩu hiệu"
contact = { email = "a@b.c" }
links = [{ title = "Hai", url = "https://b.example/" }]
organisation = { name = "Ban", logo = "/l.svg", address = "Số 1", phone = "024", email = "a@b.c", licence = "GP", responsible = "Lan" }
pagination = { size = 5 }
permalinks = { tin = "/:year/:slug/" }
markup = { rawHTML = "sanitise" }
menu = [{ title = "Một", url = "/mot/", weight = 10 }]
taxonomies = [{ key = "topics", title = "Chủ đề", path = "chu-de" }]
search = { include = ["https://a.example/search/"], abbreviations = { NTM = "nông thôn mới" } }
check = { off = ["title-long"] }
deploy = { chinh = { kind = "s3", endpoint = "https://s3.example", bucket = "b", noindex = true, keep = 2 }, hai = { kind = "sftp", host = "h", port = 23, user = "u", path = "/p" } }
params = { mau = "do" }
`)
	vietnamese := mustLoad(t, `"tên trang" = "Gương"
dia_chi = "https://tdkt.example/"
Ngon_Ngu = "en"
"múi giờ" = "Europe/Berlin"
giao-dien = "xanh"
mo_ta = "Mô tả"
khau_hieu = "Khẩu hiệu"
"góp ý" = { thu = "a@b.c" }
lien_ket = [{ ten = "Hai", dia_chi = "https://b.example/" }]
"cơ quan" = { ten = "Ban", "biểu trưng" = "/l.svg", dia-chi = "Số 1", dien_thoai = "024", thu = "a@b.c", giay_phep = "GP", chiu_trach_nhiem = "Lan" }
phan_trang = { so_bai = 5 }
mau_dia_chi = { tin = "/:year/:slug/" }
ma_html = { rawhtml = "sanitise" }
"trình đơn" = [{ ten = "Một", "liên kết" = "/mot/", thu_tu = 10 }]
phan_loai = [{ muc = "topics", ten = "Chủ đề", duong_dan = "chu-de" }]
tim_kiem = { trang_khac = ["https://a.example/search/"], viet_tat = { NTM = "nông thôn mới" } }
kiem_tra = { tat = ["title-long"] }
"đưa lên mạng" = { chinh = { kieu = "s3", "địa chỉ kho" = "https://s3.example", kho = "b", trang_thu = true, so_ban_giu_lai = 2 }, hai = { "kiểu" = "sftp", may_chu = "h", cong = 23, nguoi_dung = "u", thu_muc = "/p" } }
tham_so = { mau = "do" }
`)
	if diff := cmp.Diff(english, vietnamese, compare); diff != "" {
		t.Errorf("-english +vietnamese:\n%s", diff)
	}
}

// TestForeignKeys: other spellings and names are read; of two that mean the same the second is an error.
func TestForeignKeys(t *testing.T) {
	c := mustLoad(t, "Title = 'G'\nbase_url = 'https://a.example/'\nlanguageCode = 'en'\ntimezone = 'UTC'\n[organization]\nlicense = 'GP'\n[[menus]]\nname = 'A'\nhref = '/a/'\n")
	if c.Title != "G" || c.Language != "en" || c.Location.String() != "UTC" || c.Organisation.Licence != "GP" || c.Menu[0].URL != "/a/" {
		t.Errorf("%+v", c)
	}
	_, wrong := load(t, required+"ten_trang = 'B'\n")
	if len(wrong) != 1 || wrong[0].Brief(message.Vietnamese) != "config.toml:3:1: “ten_trang” và “title” cùng một nghĩa" || wrong[0].Severity != diag.Error {
		t.Error(wrong)
	}
}

// TestNamesAreOfOneKey: no name means two keys of a table, and each key says
// what it is.
func TestNamesAreOfOneKey(t *testing.T) {
	var check func(table string, keys []value.Key)
	check = func(table string, keys []value.Key) {
		seen := map[string]string{}
		for _, k := range keys {
			for _, name := range slices.Concat([]string{k.Name}, k.Vietnamese, k.Foreign) {
				if other, twice := seen[value.FoldKey(name)]; twice {
					t.Errorf("%s: %q is a name of %s and %s", table, name, k.Name, other)
				}
				seen[value.FoldKey(name)] = k.Name
			}
			if len(k.Vietnamese) == 0 || k.Meaning.IsZero() {
				t.Errorf("%s.%s lacks something: %+v", table, k.Name, k)
			}
			if _, wrong := value.TOML(value.Source{Text: "a = " + k.Example}); wrong != nil {
				t.Errorf("%s.%s: the example is no TOML: %v", table, k.Name, wrong)
			}
			check(strings.TrimPrefix(table+"."+k.Name, "."), k.Keys)
		}
	}
	check("", config.Keys())
}
