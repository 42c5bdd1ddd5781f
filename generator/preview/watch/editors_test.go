package watch_test

import (
	"fmt"
	"os"
	"testing"

	"guong/generator/preview/watch"
)

// How programs save content/tin/bai.md, as system calls.
var editors = []struct {
	name string
	save func(d *desk)
	told []string // besides content/tin/bai.md
}{
	{name: "VS Code: truncate and write", save: func(d *desk) {
		d.write("content/tin/bai.md", "mới")
	}},
	{name: "vim", save: func(d *desk) { // backupcopy=no
		d.write("content/tin/.bai.md.swp", "b0VIM")
		d.write("content/tin/4913", "")
		d.remove("content/tin/4913")
		d.rename("content/tin/bai.md", "content/tin/bai.md~")
		d.write("content/tin/bai.md", "mới")
		d.chmod("content/tin/bai.md", 0o644)
		d.remove("content/tin/bai.md~")
		d.remove("content/tin/.bai.md.swp")
	}},
	{name: "vim that copies its backup", save: func(d *desk) {
		d.write("content/tin/.bai.md.swx", "")
		d.write("content/tin/bai.md~", "cũ")
		d.write("content/tin/bai.md", "mới")
		d.remove("content/tin/bai.md~")
		d.remove("content/tin/.bai.md.swx")
	}},
	{name: "Emacs", save: func(d *desk) {
		d.link("lan@may.1234:1700000000", "content/tin/.#bai.md")
		d.write("content/tin/#bai.md#", "mới")
		d.rename("content/tin/bai.md", "content/tin/bai.md~")
		d.write("content/tin/bai.md", "mới")
		d.remove("content/tin/#bai.md#")
		d.remove("content/tin/.#bai.md")
	}},
	{name: "nano with a backup", save: func(d *desk) {
		d.write("content/tin/.bai.md.swp", "nano")
		d.write("content/tin/bai.md~", "cũ")
		d.write("content/tin/bai.md", "mới")
		d.remove("content/tin/.bai.md.swp")
	}},
	{name: "Notepad++ with backups", save: func(d *desk) {
		d.mkdir("content/tin/nppBackup")
		d.write("content/tin/nppBackup/bai.md.2026-01-31_080000.bak", "cũ")
		d.write("content/tin/bai.md.bak", "cũ")
		d.write("content/tin/bai.md", "mới")
	}},
	{name: "gedit", save: func(d *desk) {
		d.write("content/tin/.goutputstream-7X2K1Y", "mới")
		d.rename("content/tin/bai.md", "content/tin/bai.md~")
		d.rename("content/tin/.goutputstream-7X2K1Y", "content/tin/bai.md")
	}},
	{name: "Kate", save: func(d *desk) {
		d.write("content/tin/.bai.md.kate-swp", "")
		d.write("content/tin/bai.md.XqPbkR", "mới")
		d.rename("content/tin/bai.md.XqPbkR", "content/tin/bai.md")
		d.remove("content/tin/.bai.md.kate-swp")
	}},
	{name: "JetBrains", save: func(d *desk) {
		d.write("content/tin/bai.md___jb_tmp___", "mới")
		d.rename("content/tin/bai.md", "content/tin/bai.md___jb_old___")
		d.rename("content/tin/bai.md___jb_tmp___", "content/tin/bai.md")
		d.remove("content/tin/bai.md___jb_old___")
	}},
	{name: "Word", told: []string{"content/tin/bai.docx"}, save: func(d *desk) {
		d.write("content/tin/~$bai.docx", "Lan")
		d.write("content/tin/~WRD0000.tmp", "mới")
		d.rename("content/tin/bai.docx", "content/tin/~WRL0001.tmp")
		d.rename("content/tin/~WRD0000.tmp", "content/tin/bai.docx")
		d.remove("content/tin/~WRL0001.tmp")
		d.remove("content/tin/~$bai.docx")
		d.write("content/tin/bai.md", "xuất từ Word")
	}},
	{name: "LibreOffice", told: []string{"content/tin/bai.odt"}, save: func(d *desk) {
		d.write("content/tin/.~lock.bai.odt#", "Lan")
		d.write("content/tin/lu1234abcd.tmp", "mới")
		d.rename("content/tin/lu1234abcd.tmp", "content/tin/bai.odt")
		d.remove("content/tin/.~lock.bai.odt#")
		d.write("content/tin/bai.md", "xuất từ Writer")
	}},
	{name: "sed -i", save: func(d *desk) {
		d.write("content/tin/sedK3x9Qa", "mới")
		d.chmod("content/tin/sedK3x9Qa", 0o644)
		d.rename("content/tin/sedK3x9Qa", "content/tin/bai.md")
	}},
	{name: "macOS", save: func(d *desk) {
		d.write("content/tin/bai.md.sb-1a2b3c4d-AbCdEf", "mới")
		d.rename("content/tin/bai.md.sb-1a2b3c4d-AbCdEf", "content/tin/bai.md")
		d.write("content/tin/._bai.md", "")
		d.write("content/tin/.DS_Store", "")
	}},
	{name: "Google Drive", save: func(d *desk) {
		d.write("content/.tmp.drivedownload/1234", "mới")
		d.rename("content/.tmp.drivedownload/1234", "content/tin/bai.md")
		d.write("content/.tmp.driveupload/5678", "mới")
	}},
	{name: "Dropbox", save: func(d *desk) {
		d.write("content/.dropbox.cache/new_files/~a1b2", "mới")
		d.remove("content/tin/bai.md")
		d.rename("content/.dropbox.cache/new_files/~a1b2", "content/tin/bai.md")
		d.write("content/tin/.~bai.md", "")
	}},
	{name: "Syncthing", save: func(d *desk) {
		d.write("content/tin/.syncthing.bai.md.tmp", "mới")
		d.write("content/tin/~syncthing~bai.md.tmp", "mới")
		d.rename("content/tin/.syncthing.bai.md.tmp", "content/tin/bai.md")
	}},
	{name: "a browser", save: func(d *desk) {
		d.write("content/tin/bai.md.crdownload", "mới")
		d.rename("content/tin/bai.md.crdownload", "content/tin/bai.md")
	}},
	{name: "git", save: func(d *desk) {
		d.write("content/.git/index.lock", "")
		d.remove("content/tin/bai.md")
		d.write("content/tin/bai.md", "mới")
		d.rename("content/.git/index.lock", "content/.git/index")
	}},
	{name: "half of it, then the rest", save: func(d *desk) {
		d.write("content/tin/bai.md", "mộ")
		d.amend("content/tin/bai.md", "t nửa")
	}},
}

func TestEditors(t *testing.T) {
	for _, e := range editors {
		for mode, poll := range map[string]bool{"events": false, "polling": true} {
			t.Run(e.name+"/"+mode, func(t *testing.T) {
				t.Parallel()
				d := watched(t, poll, "content/tin/bai.md", "content/tin/bai.docx")
				for i := range 2 { // what is watched must survive being saved
					if i == 1 {
						if poll {
							break
						}
						d.write("content/tin/bai.docx", "cũ")
						d.told("content/tin/bai.docx")
					}
					e.save(d)
					batches := d.told(append(e.told, "content/tin/bai.md")...)
					d.agrees(e.name)
					if batches > 6 {
						t.Errorf("%d batches", batches)
					}
				}
			})
		}
	}
}

func TestTemporary(t *testing.T) {
	for _, name := range []string{".git", "node_modules", "Thumbs.db", "~$Bài viết.docx", "BÀI.TMP", "bai.md.~1~", "bai.md.part"} {
		if !watch.Temporary(name) {
			t.Errorf("%s is temporary", name)
		}
	}
	for _, name := range []string{"bai.md", "_index.md", "Bài viết.md", "bai #2.md", "49134", "sedan", "tmp", "anh~2.jpg", "a.b.c"} {
		if watch.Temporary(name) || watch.TemporaryFile(name) {
			t.Errorf("%s is not temporary", name)
		}
	}
	for _, name := range []string{"data.json.sha256", "app.js.brotli", "Bai.AbCdEf", "sed-abcde"} {
		if watch.TemporaryFile(name) {
			t.Errorf("%s is not temporary", name)
		}
	}
}

// A folder may have a name that is temporary as a file's.
func TestFolderOfOddName(t *testing.T) {
	t.Parallel()
	for _, poll := range []bool{false, true} {
		d := watched(t, poll, "content/4913/bai.md")
		d.write("content/4913/bai.md", "mới")
		d.told("content/4913/bai.md")
		d.mkdir("content/sedK3x9Qa")
		d.told("content/sedK3x9Qa")
		d.write("content/sedK3x9Qa/bai.md", "mới")
		d.told("content/sedK3x9Qa/bai.md")
		d.remove("content/4913")
		d.told("content/4913")
	}
}

func TestPermissions(t *testing.T) {
	for _, poll := range []bool{false, true} {
		t.Run(fmt.Sprint("polling ", poll), func(t *testing.T) {
			t.Parallel()
			d := watched(t, poll, "content/tin/bai.md")
			for _, path := range []string{"content/tin/bai.md", "content/tin", "content"} {
				info, err := os.Stat(d.at(path))
				d.must(err)
				d.chmod(path, 0)
				d.told(path)
				d.chmod(path, info.Mode().Perm())
				d.told(path)
				d.agrees("permission given back to " + path)
			}
			d.write("content/tin/bai.md", "mới")
			d.told("content/tin/bai.md")
		})
	}
}
