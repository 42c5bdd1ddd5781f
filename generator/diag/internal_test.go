package diag_test

import (
	"strings"
	"testing"

	"guong/generator/diag"
	"guong/generator/message"
)

// TestRecover holds that a panic becomes a diagnostic that names the file, the
// function and the cause, without a stack.
func TestRecover(t *testing.T) {
	var got []diag.Diagnostic
	run := func(file string, work func()) {
		defer diag.Recover(file, func(d diag.Diagnostic) { got = append(got, d) })
		work()
	}
	run("content/lan.md", func() {})
	if got != nil {
		t.Errorf("without a panic: %v", got)
	}
	run("content/lan.md", breakDown)
	run("", func() { panic("hỏng\ndòng hai") })
	run("config.toml", func() { panic(got[1]) })
	if len(got) != 3 {
		t.Fatalf("%d diagnostics", len(got))
	}
	text := got[0].Brief(message.Vietnamese)
	if !strings.HasPrefix(text, "content/lan.md: lỗi bên trong Gương ở generator/diag_test.breakDown:") ||
		!strings.HasSuffix(text, "index out of range [3] with length 0") || strings.Contains(text, "\n") {
		t.Errorf("%q", text)
	}
	if text := got[1].Brief(message.Vietnamese); !strings.HasPrefix(text, "lỗi bên trong Gương ở generator/diag_test.TestRecover") || !strings.HasSuffix(text, ": hỏng") {
		t.Errorf("%q", text)
	}
	if got[2].File != "config.toml" || got[2].Message.String() != got[1].Message.String() {
		t.Errorf("a panic that another goroutine passed on: %v", got[2])
	}
	if hint := got[0].Hint.In(message.Vietnamese); !strings.HasPrefix(hint, "Xin báo cho") {
		t.Errorf("hint %q", hint)
	}
}

// breakDown panics as a bug would.
func breakDown() {
	var list []int
	i := 3
	_ = list[i]
}
