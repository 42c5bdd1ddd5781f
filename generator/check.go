package generator

import (
	"bytes"
	"cmp"
	"context"
	"io/fs"
	"path"
	"slices"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"guong/generator/check"
	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/parallel"
	"guong/generator/publish"
	"guong/generator/site"
	"guong/generator/vietnamese"
)

// CheckReport tells what a check has looked at, and what it has found.
type CheckReport struct {
	Articles int             // stories
	Pages    int             // pages of the site, lists and redirects included
	Outputs  int             // files of the site
	Changed  int             // texts that are not as they were published, if that was asked
	Findings []check.Finding // sorted by place; what a build would say is among them
	Load     time.Duration   // reading and parsing
	Texts    time.Duration   // looking at texts
	Walk     time.Duration   // rendering all outputs and looking at them
}

// Check makes the site of o in memory and looks at it as package check says:
// texts as they were written, pages as they are built. It writes nothing. It looks
// at what a build with the same options would publish. The list holds the findings
// as they are shown, with their reasons.
func Check(ctx context.Context, o Options) (report CheckReport, all diag.List) {
	defer diag.Recover("", func(d diag.Diagnostic) {
		report, all = report.with(check.New(check.Options{Now: o.Now}).FromBuild(diag.List{d}))
	})
	start := time.Now()
	lap := func() time.Duration { since := time.Since(start); start = time.Now(); return since }

	folders, list := open(o)
	if list.Count(diag.Error) > 0 {
		return report.with(check.New(check.Options{Now: o.Now}).FromBuild(list))
	}
	defer folders.close()

	// A build's own findings come first. Without a snapshot they are all.
	memory := readMemory(o.Source)
	defer memory.close()
	of, done := folders.stamps()
	defer done()
	project, built := load(ctx, o, folders, memory, of)
	if project == nil || ctx.Err() != nil {
		return report.with(check.New(check.Options{Now: o.Now}).FromBuild(built))
	}
	outputs, list := table(ctx, project.snapshot, project.theme, folders, nil, noStamps, project.pictures)
	outputs = served(outputs)
	built = append(built, list...)
	report.Articles, report.Outputs, report.Pages = len(project.snapshot.Articles), len(outputs), countPages(outputs)
	report.Load = lap()

	// Texts, as their writers wrote them.
	texts, list := newTexts(ctx, folders, project)
	if texts == nil {
		return report.with(check.New(check.Options{Now: o.Now}).FromBuild(append(built, list...)))
	}
	linter := check.New(check.Options{Now: o.Now, Off: texts.off, Placeholders: placeholdersOf(project.theme)})
	findings := append(texts.lint(ctx, linter), linter.FromBuild(texts.unknownRules())...)
	findings = append(findings, unchanged(texts.config, folders.configName, texts.text(folders.configName), linter)...)
	built = append(built, eachUnpublished(project.snapshot, texts.leftovers, folders.contentName)...)
	report.Texts = lap()

	// Pages, as readers see them.
	built = append(built, project.pictures.verify(ctx, project.snapshot)...)
	pages, list := walk(ctx, outputs, project.snapshot, o.Progress)
	built = append(built, list...)
	links := linter.Links(pages, check.Origins{Text: texts.text, Always: []string{folders.configName}})
	if texts.unread.Load() && len(links) > 0 {
		links = nil // a story that could not be read is missed by every link to it
		findings = append(findings, check.Finding{Diagnostic: linksSkipped(), Rule: "check.links-skipped"})
	}
	report.Walk = lap()

	built = saidOnce(built, links) // which puts into links what it leaves out
	findings = append(findings, links...)
	findings = append(findings, linter.FromBuild(built)...)
	if o.Changed {
		since, list := comparedWithLast(project, folders)
		report.Changed = since.changed
		findings = append(since.only(findings), linter.FromBuild(list)...)
	}
	return report.with(findings)
}

// with puts sorted findings into the report, and returns it with them as they are
// shown.
func (r CheckReport) with(findings []check.Finding) (CheckReport, diag.List) {
	r.Findings = check.Sort(findings)
	list := make(diag.List, len(r.Findings))
	for i, f := range r.Findings {
		list[i] = f.Explained()
	}
	return r, list
}

// texts are the texts of a snapshot, read again: a build keeps no text.
type texts struct {
	folders   *folders
	config    *config.Config
	snapshot  *site.Site
	pictures  *pictures
	reader    *content.Reader
	files     []content.File
	names     map[string]string // what the disk calls a file
	leftovers []content.File
	unread    atomic.Bool // a file has an error that keeps it out of the snapshot
	allOff    []string    // rules that are turned off on the site
	fileOff   sync.Map    // file → rules that are turned off in it
}

// newTexts finds the texts. It returns nil if the configuration has just gone bad.
func newTexts(ctx context.Context, f *folders, p *project) (*texts, diag.List) {
	c, list := config.Load(f.siteFS(), f.configName)
	if c == nil {
		return nil, list
	}
	t := &texts{folders: f, config: c, snapshot: p.snapshot, pictures: p.pictures, names: map[string]string{}}
	t.allOff = c.Check.Off
	t.reader = content.NewReader(c, f.contentName)
	tree, _ := content.Find(ctx, f.contentFS(), f.contentName)
	t.files, t.leftovers = tree.Articles, tree.Leftovers
	for _, file := range t.files {
		t.names[path.Join(f.contentName, file.Path)] = file.Name
	}
	return t, nil
}

// off reports whether a rule is turned off in a file.
func (t *texts) off(rule, file string) bool {
	if slices.Contains(t.allOff, rule) {
		return true
	}
	rules, _ := t.fileOff.Load(file)
	list, _ := rules.([]string)
	return slices.Contains(list, rule)
}

// unknownRules reports what the configuration turns off and does not exist.
func (t *texts) unknownRules() diag.List {
	name := t.folders.configName
	text := t.text(name)
	return check.UnknownRules(t.allOff, func(rule string) diag.Diagnostic {
		return diag.At(name, text, bytes.Index(text, []byte(`"`+rule+`"`))+1, utf8.RuneCountInString(rule))
	})
}

// lint looks at all texts that are published, in parallel.
func (t *texts) lint(ctx context.Context, linter *check.Linter) []check.Finding {
	found := make([][]check.Finding, len(t.files))
	fsys := t.folders.contentFS()
	parallel.Each(ctx, len(t.files), func() func(int) {
		var buffer []byte
		return func(i int) {
			defer diag.Recover(path.Join(t.folders.contentName, t.files[i].Path), func(d diag.Diagnostic) {
				found[i] = linter.FromBuild(diag.List{d})
			})
			raw, err := readInto(buffer, fsys, t.files[i].Name)
			if err != nil {
				return // it was there a moment ago, and the next check will tell
			}
			buffer = raw
			article, body, wrong := t.reader.Read(t.files[i], raw)
			published := t.snapshot.ArticleAt(article.Path)
			switch {
			case published == nil:
				if wrong.Count(diag.Error) > 0 {
					t.unread.Store(true)
				}
				return
			case article.Title == "":
				return // an error of its front matter, which hides all that stands in it
			}
			if len(article.Unchecked) > 0 {
				t.fileOff.Store(article.File, article.Unchecked)
			}
			found[i] = lintText(linter, article, raw, body, published, t.pictures)
		}
	})
	return slices.Concat(found...)
}

// lintText looks at one text, as it was read and as it is published.
func lintText(linter *check.Linter, article *content.Article, raw, body []byte, published *site.Article, p *pictures) []check.Finding {
	repaired, _ := vietnamese.Repair(raw)
	return linter.Text(check.Text{Article: article, Raw: raw, Source: repaired, Body: body, HTML: string(published.Body()), Proposed: p.proposed(published, article.Image.Src)})
}

// text returns the text of a file of the site, put right, or nil.
func (t *texts) text(file string) []byte {
	fsys, name := t.folders.contentFS(), t.names[file]
	if file == t.folders.configName {
		fsys, name = t.folders.siteFS(), file
	}
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil
	}
	text, _ := vietnamese.Repair(raw)
	return text
}

// walk renders all outputs in parallel, without keeping them, and takes links and
// anchors out of the pages.
func walk(ctx context.Context, outputs []site.Output, s *site.Site, progress func(done, total int)) (*check.Pages, diag.List) {
	paths := make([]string, len(outputs))
	for i, o := range outputs {
		paths[i] = o.Path
	}
	pages := check.NewPages(s.BaseURL, paths)
	var wrong diag.Bag
	var done atomic.Int64
	parallel.Each(ctx, len(outputs), func() func(int) {
		buffer, reader := new(bytes.Buffer), pages.Reader()
		return func(i int) {
			o := outputs[i]
			if o.Kind == site.KindPicture {
				return // whether it can be made is known
			}
			defer diag.Recover(cmp.Or(o.From, o.Path), func(d diag.Diagnostic) { wrong.Add(d) })
			list := makeBytes(o, buffer, nil)
			if ctx.Err() != nil {
				return
			}
			wrong.Add(list...)
			if list.Count(diag.Error) > 0 {
				// no page to read
			} else if err := readFile(o, buffer); err != nil {
				wrong.Add(asDiagnostics(pictureError(o.From, err))...)
			} else if publish.IsPage(o.Path) {
				reader.Read(o.Path, o.From, buffer.Bytes())
			}
			if n := done.Add(1); progress != nil && n%256 == 0 {
				progress(int(n), len(outputs))
			}
		}
	})
	return pages, wrong.List()
}

// readFile puts the bytes of an output that is a file into the buffer if it is a
// page, and looks whether it can be read at all.
func readFile(o site.Output, buffer *bytes.Buffer) error {
	if o.Render != nil {
		return nil
	}
	file, err := o.FS.Open(o.File)
	if err != nil {
		return err
	}
	defer file.Close()
	if publish.IsPage(o.Path) {
		_, err = buffer.ReadFrom(file)
	}
	return err
}

// saidOnce leaves out what a build warns of where a finding about links says it as
// an error of the same line, which gets its place and the better proposal.
func saidOnce(built diag.List, links []check.Finding) diag.List {
	byLine := map[diag.Position]*check.Finding{}
	for i := range links {
		f := &links[i]
		byLine[diag.Position{File: f.File, Line: f.Line}] = f
	}
	return slices.DeleteFunc(built, func(d diag.Diagnostic) bool {
		f := byLine[diag.Position{File: d.File, Line: d.Line}]
		if f == nil || d.Message.ID != "site.address" && d.Message.ID != "site.anchor" && d.Message.ID != "site.file" {
			return false
		}
		if d.Message.ID == "site.file" {
			f.Message = d.Message // it knows that a file is meant
		}
		f.Column, f.Width, f.Excerpt = d.Column, d.Width, d.Excerpt
		if f.Hint.ID != "value.did-you-mean" {
			f.Hint = d.Hint
		}
		return true
	})
}

// linksSkipped says that links were not looked at.
func linksSkipped() diag.Diagnostic {
	return diag.Diagnostic{Severity: diag.Note, Message: message.New("check.links-skipped")}
}
