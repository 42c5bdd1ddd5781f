package generator

import (
	"context"
	"fmt"
	"io/fs"
	"time"

	"guong/generator/codec"
	"guong/generator/diag"
	"guong/generator/publish"
	"guong/generator/site"
	"guong/generator/store"
)

// lastBuild is what a build leaves behind, so that one that would do the same again
// knows it from the stamps of files alone.
type lastBuild struct {
	Inputs inputs
	Now    time.Time
	Dated  bool // a page shows Now
	Report lastReport
	Wrong  diag.List   // what it said
	State  []stateFile // of the destination
	Mode   fs.FileMode // of published files

	// Edition is that of the destination: builds with other options and of other
	// sites publish there too, and may leave the same state.
	Edition publish.Sum
}

// stateFile is a file in the state folder of the destination.
type stateFile struct {
	Name string
	Sum  string // see publish.Sum
}

// lastReport is what a Report says of the site itself.
type lastReport struct {
	Articles, Pages, Outputs int
	Held                     site.Held
	NextChange               time.Time
}

// lastCodec writes what builds leave behind.
func lastCodec() *codec.Codec { return newCodec(time.UTC) }

// lastKey is the key of what the last build with these options left.
func lastKey(c *codec.Codec, o Options, f *folders) store.Key {
	program := programKey()
	themes := store.Key{}
	if o.Themes != nil {
		themes = hashOfFiles(o.Themes)
	}
	names := fmt.Sprintf("%q %q %q %q %q %q %t %t %t", absolute(o.Source), absolute(f.destination), absolute(f.contentPath), f.contentName, f.configName, o.BaseURL, o.Drafts, o.Future, o.NoIndex)
	return store.NewKey([]byte("last build"), program[:], c.Fingerprint(&lastBuild{}), themes[:], []byte(names))
}

// hashOfFiles returns a hash of all files of a file system as far as they can be read.
// What is wrong with them is for their reader to say.
func hashOfFiles(fsys fs.FS) store.Key {
	var parts [][]byte
	defer func() { _ = recover() }()
	_ = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, _ := fs.ReadFile(fsys, name)
			parts = append(parts, []byte(name), data)
		}
		return nil
	})
	return store.NewKey(parts...)
}

// unchanged reports whether a build would do what the last one did: nothing that a
// site is made from has changed, nor anything that is published, and the clock has
// passed no moment that counts. Then it fills the report in and says what was said.
func (m *memory) unchanged(ctx context.Context, o Options, f *folders, report *Report, wrong *diag.Bag) bool {
	c := lastCodec()
	m.last = lastKey(c, o, f)
	data, ok := m.store.GetString(m.last)
	if !ok {
		return false
	}
	var last lastBuild
	if rest, err := c.Decode(data, &last); err != nil || rest != "" {
		return false
	}
	if next := last.Report.NextChange; o.Now.Before(last.Now) || last.Dated && !o.Now.Equal(last.Now) || !next.IsZero() && !o.Now.Before(next) {
		return false
	}
	if !last.Inputs.same(ctx) {
		return false
	}
	p, err := publish.Open(ctx, f.destination, publish.Options{FileMode: last.Mode})
	if err != nil {
		return false
	}
	defer p.Abort()
	edition, err := publish.Edition(f.destination)
	if err != nil || edition != last.Edition || !p.Intact(ctx) || !sameState(f.destination, last.State) {
		return false
	}
	r := last.Report
	report.Articles, report.Pages, report.Outputs, report.Held, report.NextChange = r.Articles, r.Pages, r.Outputs, r.Held, r.NextChange
	report.State, report.Published.Unchanged, report.Done = p.State(), p.Files(), true
	wrong.Add(last.Wrong...)
	return true
}

// remember leaves behind what a build that is done did with what it was made from.
func (m *memory) remember(o Options, f *folders, in *inputs, report *Report, wrong diag.List, outputs []site.Output, dated bool, mode fs.FileMode) {
	if m.store == nil || in == nil {
		return
	}
	edition, err := publish.Edition(f.destination)
	if err != nil {
		return
	}
	c := lastCodec()
	last := lastBuild{Inputs: *in, Now: o.Now, Dated: dated, Wrong: wrong, Mode: mode, Edition: edition}
	last.Report = lastReport{report.Articles, report.Pages, report.Outputs, report.Held, report.NextChange}
	names := []string{digestsName}
	for _, output := range outputs {
		if output.Beside {
			names = append(names, serverFolder+"/"+output.Path)
		}
	}
	for _, name := range names {
		data, err := publish.ReadState(f.destination, name)
		if err != nil {
			return
		}
		sum := publish.SumOf(data)
		last.State = append(last.State, stateFile{name, string(sum[:])})
	}
	if data, err := c.Append(nil, &last); err == nil {
		m.store.Put(m.last, data)
	}
}

// sameState reports whether files of the state folder are what they were.
func sameState(destination string, files []stateFile) bool {
	for _, file := range files {
		data, err := publish.ReadState(destination, file.Name)
		if sum := publish.SumOf(data); err != nil || string(sum[:]) != file.Sum {
			return false
		}
	}
	return true
}
