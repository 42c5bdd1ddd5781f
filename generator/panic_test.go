package generator

import (
	"context"
	"io/fs"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/diag"
)

// explosive is a file system in which reading one file panics.
type explosive struct {
	fs.FS
	name string
}

func (e explosive) Open(name string) (fs.File, error) {
	if name == e.name {
		panic("nổ")
	}
	return e.FS.Open(name)
}

// TestPanicInOneText holds that a panic while a text is read or converted is an error
// of its file.
func TestPanicInOneText(t *testing.T) {
	const name = "tin/lan.md"
	files := fstest.MapFS{name: {Data: []byte("+++\ntitle = \"Lan\"\ndate = 2026-01-02\n+++\n\nChữ.\n")}}
	reader := content.NewReader(config.Default("Gương", "https://tdkt.example/"), "content")
	file := content.File{Name: name, Path: name}
	broken := textSource{fsys: explosive{files, name}, folder: "content", reader: reader}
	text, _ := broken.text(file, nil)
	if text.article != nil || len(text.wrong) != 1 || text.wrong[0].Message.ID != "diag.internal" || text.wrong[0].File != "content/"+name {
		t.Errorf("reading: %v", text.wrong)
	}
	if wrong := text.bodyWrong(); len(wrong) != 1 || wrong[0].Message.ID != "diag.internal" || wrong[0].File != "content/"+name {
		t.Errorf("converting: %v", wrong)
	}
	good := &liveText{file: file, article: &content.Article{}, convert: text.convert}
	if kept := text.after(good); kept.article != good.article || kept.wrong.Count(diag.Error) != 1 {
		t.Errorf("the last good version is gone: %+v", kept)
	}
}

// TestParallelPassesPanicsOn holds that a panic of a worker reaches the caller, where
// it can be recovered from, and that no work is begun after it.
func TestParallelPassesPanicsOn(t *testing.T) {
	var got []diag.Diagnostic
	var done atomic.Int64
	func() {
		defer diag.Recover("content", func(d diag.Diagnostic) { got = append(got, d) })
		parallel(context.Background(), 1_000_000, func() func(int) {
			return func(int) {
				if done.Add(1) == 40 {
					panic("nổ")
				}
			}
		})
	}()
	if len(got) != 1 || got[0].Message.ID != "diag.internal" || got[0].File != "content" {
		t.Errorf("%v", got)
	}
	if n := done.Load(); n == 1_000_000 {
		t.Error("the others went on")
	}
}
