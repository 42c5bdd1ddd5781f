package generator_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"guong/generator"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/themes"
)

// lint checks the site in a folder, on the day of the golden sites.
func lint(source string) (generator.CheckReport, diag.List) {
	return generator.Check(context.Background(), generator.Options{Source: source, Now: now, Themes: themes.FS})
}

// TestCheck holds what is said of the sites in testdata/check, in both languages.
func TestCheck(t *testing.T) {
	names, err := filepath.Glob("testdata/check/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no sites", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			_, list := lint(unpack(t, archive))
			for i, f := range archive.Files {
				if f.Name != "vi" && f.Name != "en" {
					continue
				}
				var said strings.Builder
				for _, d := range list {
					d.Show(&said, message.Language(f.Name))
					said.WriteByte('\n')
				}
				if *update {
					archive.Files[i].Data = []byte(said.String())
				} else if diff := cmp.Diff(string(f.Data), said.String()); diff != "" {
					t.Errorf("%s (-want +got)\n%s", f.Name, diff)
				}
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestCheckWritesNothing: no destination, no other file.
func TestCheckWritesNothing(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/check/every-rule.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := unpack(t, archive)
	before := readTree(t, dir)
	lint(dir)
	if diff := cmp.Diff(before, readTree(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// TestCheckSaysTheSameEveryTime, in whatever order cores come to the pages.
func TestCheckSaysTheSameEveryTime(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/check/every-rule.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := unpack(t, archive)
	_, first := lint(dir)
	for range 10 {
		if _, again := lint(dir); again.Error() != first.Error() {
			t.Fatal(cmp.Diff(first.Error(), again.Error()))
		}
	}
}

func TestCheckStopsWhenItIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	report, _ := generator.Check(ctx, generator.Options{Source: "..", Now: now, Themes: themes.FS})
	if report.Walk != 0 {
		t.Errorf("%+v", report)
	}
}

// TestTheSampleSiteIsInOrder: a new user must not meet a finding first, but that the
// sample has the address of an example.
func TestTheSampleSiteIsInOrder(t *testing.T) {
	report, list := lint("..")
	if report.Articles < 20 {
		t.Fatalf("%d stories: the sample site is somewhere else", report.Articles)
	}
	var found []string
	for _, d := range list {
		found = append(found, d.Error())
	}
	want := []string{"config.toml:8:12: còn nguyên nội dung mẫu, chưa sửa lại: “https://tdkt.example/”"}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
