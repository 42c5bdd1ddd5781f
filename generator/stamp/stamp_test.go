package stamp_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"guong/generator/stamp"
)

func open(t *testing.T, dir string) *stamp.Folder {
	t.Helper()
	f, err := stamp.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// TestStampsTellChanges: another stamp after each change of a settled file.
func TestStampsTellChanges(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir)
	name := filepath.Join(dir, "bai.md")
	past := time.Now().Add(-time.Hour)
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("một")
	if err := os.Chtimes(name, past, past); err != nil {
		t.Fatal(err)
	}
	first, err := f.Of("bai.md")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := f.Of("bai.md"); err != nil || again != first {
		t.Errorf("unchanged: %v, %v, %v", first, again, err)
	}
	write("hai")
	if now, err := f.Of("bai.md"); err != nil || now == first {
		t.Errorf("same size, other bytes: %v, %v", now, err)
	}
	write("một hai")
	if now, err := f.Of("bai.md"); err != nil || now.Size == first.Size {
		t.Errorf("longer: %v, %v", now, err)
	}
	other := filepath.Join(dir, "khac")
	if err := os.WriteFile(other, []byte("ba!!"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(other, past, past); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(other, name); err != nil {
		t.Fatal(err)
	}
	if now, err := f.Of("bai.md"); err != nil || now == first {
		t.Errorf("another file in its place: %v, %v", now, err)
	}
	if _, err := f.Of("khong-co.md"); !os.IsNotExist(err) {
		t.Errorf("no file: %v", err)
	}
}

func TestSettled(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for name, c := range map[string]struct {
		modified, changed time.Duration // before the stamp was taken
		want              bool
	}{
		"long ago":           {time.Hour, time.Hour, true},
		"just now":           {0, 0, false},
		"two seconds ago":    {2 * time.Second, 2 * time.Second, false},
		"a little more":      {2*time.Second + 1, 2*time.Second + 1, true},
		"set back in time":   {time.Hour, time.Second, false},
		"from the future":    {-time.Hour, time.Hour, false},
		"no time of changes": {time.Hour, time.Duration(at.UnixNano()), true},
	} {
		s := stamp.Stamp{Modified: at.Add(-c.modified).UnixNano(), Changed: at.Add(-c.changed).UnixNano()}
		if got := s.Settled(at); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestOfEntry: a link is not what it leads to, and a folder is no file.
func TestOfEntry(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir)
	for _, err := range []error{
		os.WriteFile(filepath.Join(dir, "tep"), []byte("một"), 0o600), os.Mkdir(filepath.Join(dir, "muc"), 0o700),
		os.Symlink("tep", filepath.Join(dir, "toi-tep")), os.Symlink("muc", filepath.Join(dir, "toi-muc")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]struct {
		file, folder               bool
		leadsToFile, leadsToFolder bool
		perm                       os.FileMode
	}{
		"tep":     {file: true, leadsToFile: true, perm: 0o600},
		"muc":     {folder: true, leadsToFolder: true, perm: 0o700},
		"toi-tep": {leadsToFile: true, perm: 0o600},
		"toi-muc": {leadsToFolder: true, perm: 0o700},
	} {
		entry, err := f.OfEntry(name)
		if err != nil || entry.IsFile() != want.file || entry.IsFolder() != want.folder {
			t.Errorf("%s: %+v, %v", name, entry, err)
		}
		beyond, err := f.Of(name)
		if err != nil || beyond.IsFile() != want.leadsToFile || beyond.IsFolder() != want.leadsToFolder || beyond.Perm() != want.perm {
			t.Errorf("beyond %s: %+v, %v", name, beyond, err)
		}
	}
	if _, err := f.OfEntry("khong-co"); !os.IsNotExist(err) {
		t.Errorf("no file: %v", err)
	}
	if none := (stamp.Stamp{}); none.IsFile() || none.IsFolder() {
		t.Error("the stamp of no file is that of one")
	}
}

func TestBefore(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	s := func(modified, changed time.Duration) stamp.Stamp {
		return stamp.Stamp{Modified: at.Add(modified).UnixNano(), Changed: at.Add(changed).UnixNano()}
	}
	for name, c := range map[string]struct {
		stamp  stamp.Stamp
		moment time.Time
		want   bool
	}{
		"before":               {s(-1, -1), at, true},
		"in the same tick":     {s(0, 0), at, false},
		"changed in it":        {s(-time.Hour, 0), at, false},
		"of the future":        {s(time.Hour, -time.Hour), at, false},
		"no file":              {stamp.Stamp{}, at, false},
		"nobody has the clock": {s(-1, -1), time.Time{}, false},
	} {
		if got := c.stamp.Before(c.moment); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
