package site_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestDateline holds what is taken off the front of a sapo.
func TestDateline(t *testing.T) {
	tests := []struct{ summary, dateline, rest string }{
		{"TĐKT - Phát huy sức mạnh", "TĐKT", "Phát huy sức mạnh"},
		{"TĐKT – Phát huy", "TĐKT", "Phát huy"},
		{"TĐKT — Phát huy", "TĐKT", "Phát huy"},
		{"TTXVN- Phát huy", "TTXVN", "Phát huy"},
		{"(Chinhphu.vn) - Sáng nay", "Chinhphu.vn", "Sáng nay"},
		{"(PLO)- Sáng nay", "PLO", "Sáng nay"},
		{"TĐKT - 05 tập thể", "TĐKT", "05 tập thể"},
		{"TĐKT - “Phát huy”", "TĐKT", "“Phát huy”"},
		{"Hải Phòng - thành phố Cảng", "", "Hải Phòng - thành phố Cảng"},
		{"HẢI PHÒNG - Thành phố", "", "HẢI PHÒNG - Thành phố"},
		{"A - b", "", "A - b"},
		{"VN - Đoàn", "", "VN - Đoàn"},
		{"2021 - năm của những", "", "2021 - năm của những"},
		{"NATO - tổ chức quân sự", "", "NATO - tổ chức quân sự"},
		{"COVID-19 - Cuộc chiến", "", "COVID-19 - Cuộc chiến"},
		{"*** - Phát huy", "", "*** - Phát huy"},
		{"- Phát huy", "", "- Phát huy"},
		{"TĐKT -", "", "TĐKT -"},
		{"TĐKT-Phát huy", "", "TĐKT-Phát huy"},
		{strings.Repeat("Một câu dài ", 8) + "- Hết", "", strings.Repeat("Một câu dài ", 8) + "- Hết"},
		{"VOV - Đoàn", "VOV", "Đoàn"},
		{"ABCDEGHIKLMN - Đoàn", "ABCDEGHIKLMN", "Đoàn"},
		{"ABCDEGHIKLMNO - Đoàn", "", "ABCDEGHIKLMNO - Đoàn"},
		{"(" + strings.Repeat("a", 37) + ") - Đoàn", strings.Repeat("a", 37), "Đoàn"},
		{"(" + strings.Repeat("a", 38) + ") - Đoàn", "", "(" + strings.Repeat("a", 38) + ") - Đoàn"},
		{"VOV" + strings.Repeat(" ", 57) + "- Đoàn", "VOV", "Đoàn"},
		{"VOV" + strings.Repeat(" ", 58) + "- Đoàn", "", "VOV" + strings.Repeat(" ", 58) + "- Đoàn"},
		{"Không có gạch", "", "Không có gạch"},
	}
	for _, test := range tests {
		t.Run(test.summary, func(t *testing.T) {
			s := read(t, story("tin/a.md", "A", "2024-01-01", fmt.Sprintf("summary = %q", test.summary)))
			if a := s.Articles[0]; a.Dateline != test.dateline || a.Summary != test.rest {
				t.Errorf("got %q, %q; want %q, %q", a.Dateline, a.Summary, test.dateline, test.rest)
			}
		})
	}
}
