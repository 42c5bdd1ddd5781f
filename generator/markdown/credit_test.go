package markdown_test

import (
	"testing"

	"golang.org/x/text/unicode/norm"

	"guong/generator/markdown"
)

func TestSplitCredit(t *testing.T) {
	for _, test := range []struct{ caption, text, credit string }{
		{"Lớp học vùng cao (ảnh: Hoàng Minh)", "Lớp học vùng cao", "Hoàng Minh"},
		{"Lớp học vùng cao (Ảnh : Hoàng Minh ).", "Lớp học vùng cao", "Hoàng Minh"},
		{"Lớp học vùng cao ( ẢNH: HOÀNG MINH )", "Lớp học vùng cao", "HOÀNG MINH"},
		{"Lớp học (bản A) (ảnh: Hoàng Minh (TTXVN))", "Lớp học (bản A)", "Hoàng Minh (TTXVN)"},
		{"Lớp học vùng cao. Ảnh: Hoàng Minh", "Lớp học vùng cao.", "Hoàng Minh"},
		{"Lớp học vùng cao. ảnh: Hoàng Minh", "Lớp học vùng cao.", "Hoàng Minh"},
		{"Lớp học vùng cao - Ảnh: Hoàng Minh.", "Lớp học vùng cao", "Hoàng Minh"},
		{"Lớp học vùng cao Ảnh: Hoàng M.", "Lớp học vùng cao", "Hoàng M."},
		{"Ảnh: An Thư", "", "An Thư"},
		{"  ảnh :  An Thư  ", "", "An Thư"},
		{"(ảnh: An Thư)", "", "An Thư"},
		{"Ảnh: An Thư và ảnh: Hoàng Minh", "", "An Thư và ảnh: Hoàng Minh"},
		{"Bác Hồ về thăm (ảnh tư liệu)", "Bác Hồ về thăm (ảnh tư liệu)", ""},
		{"Ảnh tư liệu", "Ảnh tư liệu", ""},
		{"Trong ảnh: cô giáo Lan", "Trong ảnh: cô giáo Lan", ""},
		{"Hình ảnh: lớp học vùng cao", "Hình ảnh: lớp học vùng cao", ""},
		{"Toàn cảnh: lớp học", "Toàn cảnh: lớp học", ""},
		{"Lớp học (ảnh: )", "Lớp học (ảnh: )", ""},
		{"Lớp học. Ảnh:", "Lớp học. Ảnh:", ""},
		{"Lớp học)", "Lớp học)", ""},
		{"", "", ""},
	} {
		for form, caption := range map[string]string{"NFC": test.caption, "NFD": norm.NFD.String(test.caption)} {
			text, credit := markdown.SplitCredit(caption)
			if text != test.text || credit != test.credit {
				t.Errorf("%s of %q: %q, %q; want %q, %q", form, test.caption, text, credit, test.text, test.credit)
			}
		}
	}
}
