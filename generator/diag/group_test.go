package diag_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/diag"
	"guong/generator/message"
)

// found returns n findings in files of their own.
func found(n int, severity diag.Severity, what func(i int) message.Message) (list diag.List) {
	for i := range n {
		list = append(list, diag.Diagnostic{
			Position: diag.Position{File: fmt.Sprintf("%s-%d.md", what(0).ID, i), Line: 2, Column: 1},
			Severity: severity, Message: what(i), Hint: said("sửa"), Excerpt: "layout: post", Width: 6,
		})
	}
	return list
}

func unknownKey(int) message.Message { return message.New("value.unknown-key", "layout") }

func phone(i int) message.Message { return message.New("check.phone", fmt.Sprint(900+i)) }

func shown(list diag.List) (string, bool) {
	var b strings.Builder
	grouped := list.ShowAll(&b, message.Vietnamese)
	return b.String(), grouped
}

// TestShowAllGroups tries the numbers at which findings become one group.
func TestShowAllGroups(t *testing.T) {
	for _, test := range []struct {
		name    string
		list    diag.List
		grouped bool
	}{
		{"nothing", nil, false},
		{"3 equal warnings", found(3, diag.Warning, unknownKey), false},
		{"4 equal warnings", found(4, diag.Warning, unknownKey), true},
		{"4 equal notes", found(4, diag.Note, unknownKey), true},
		{"20 alike", found(20, diag.Warning, phone), false},
		{"21 alike", found(21, diag.Warning, phone), true},
		{"20 equal errors", found(20, diag.Error, unknownKey), false},
		{"21 equal errors", found(21, diag.Error, unknownKey), true},
		{"equal words of two severities", append(found(3, diag.Warning, unknownKey), found(3, diag.Note, unknownKey)...), false},
	} {
		if text, grouped := shown(test.list); grouped != test.grouped {
			t.Errorf("%s: grouped %v:\n%s", test.name, grouped, text)
		}
	}
}

func TestShowAll(t *testing.T) {
	list := append(found(1200, diag.Warning, unknownKey), found(22, diag.Warning, phone)...)
	list = append(list, list[0]) // a second place in the first file
	list = append(list, diag.Diagnostic{Position: diag.Position{File: "z.md"}, Message: said("hỏng")})
	got, _ := shown(list)
	const want = `z.md: hỏng

lưu ý: không có mục “layout”: 1.201 chỗ trong 1.200 tệp, ví dụ value.unknown-key-0.md:2:1 và value.unknown-key-1.md:2:1
  sửa

lưu ý: 22 chỗ trong 22 tệp theo quy tắc phone, ví dụ:
  check.phone-0.md:2:1: có số điện thoại trong bài: 900
  check.phone-1.md:2:1: có số điện thoại trong bài: 901

Tổng hợp theo quy tắc:
  lỗi: 1 chỗ trong 1 tệp (hỏng)
  lưu ý: 1.201 chỗ trong 1.200 tệp (value.unknown-key)
  lưu ý: 22 chỗ trong 22 tệp (phone)
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestShowEachShowsAll(t *testing.T) {
	var b strings.Builder
	list := append(found(20, diag.Warning, unknownKey), found(1, diag.Error, phone)...)
	list.ShowEach(&b, message.Vietnamese)
	if n := strings.Count(b.String(), "lưu ý: không có mục “layout”\n"); n != 20 || !strings.HasPrefix(b.String(), "check.phone-0.md:2:1: có số") {
		t.Errorf("%d warnings in\n%s", n, b.String())
	}
}

// TestShowingIsLinear: twice as many findings take twice the memory, however many
// rules and texts there are.
func TestShowingIsLinear(t *testing.T) {
	allocations := func(n int) float64 {
		list := append(found(n/2, diag.Warning, phone), found(n/2, diag.Warning, func(i int) message.Message {
			return message.New("value.unknown-key", fmt.Sprint(i%(n/10)))
		})...)
		return testing.AllocsPerRun(1, func() { shown(list) })
	}
	if once, twice := allocations(5000), allocations(10000); twice > 2.5*once {
		t.Errorf("5,000 findings: %.0f allocations, 10,000: %.0f", once, twice)
	}
	text, _ := shown(found(10000, diag.Warning, phone))
	if n := strings.Count(text, "\n"); n > 10 {
		t.Errorf("10,000 findings take %d lines:\n%.500s", n, text)
	}
}
