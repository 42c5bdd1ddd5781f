// Package generator makes the site: it reads stories, configuration and theme,
// and publishes the finished pages. [Build] is the whole of it, in the order in
// which it happens.
//
// The rooms below it, from the ground up: vietnamese (text), message and diag
// (what is said to people), store (what was computed once), value (TOML and YAML
// with positions), registry (awards, movements, fields, provinces), config, content
// (stories as files), markdown (stories as HTML), site (the snapshot), metadata and
// theme (pages), feed (what machines read), search (the index), publish (the only one
// that writes to the destination), check (what a careful editor would say).
package generator

import (
	"context"
	"io/fs"
	"time"

	"guong/generator/diag"
	"guong/generator/feed"
	"guong/generator/message"
	"guong/generator/publish"
	"guong/generator/search"
	"guong/generator/site"
)

// Options say what to build, and where to.
type Options struct {
	Source      string // the site's folder
	Destination string // where the finished site goes; empty: public in Source
	Content     string // the folder of the stories; empty: content in Source
	Config      string // the configuration, relative to Source; empty: config.toml
	BaseURL     string // in place of the configuration's; empty: as configured
	Themes      fs.FS  // the themes that are part of the program

	Drafts bool // publish drafts too
	Future bool // publish what is scheduled for later, or has expired
	// NoIndex asks search engines to leave the whole site out, as a trial site wants it.
	NoIndex bool
	Now     time.Time // decides what is scheduled; the only clock there is

	// Fresh makes a build ignore what was remembered and what is known of published
	// files: everything is read, rendered and compared, and remembered anew.
	Fresh bool

	// Changed makes a check leave out warnings of texts that are as they were when
	// the site was last published in Destination.
	Changed bool

	// Progress, if set, is called from time to time, on all cores, with how many
	// of all outputs are rendered.
	Progress func(done, total int)

	// Pictures, if set, is called on all cores with how many files of pictures are
	// done of those of which something had to be made.
	Pictures func(done, total int)

	forgetful bool // nothing that was remembered is read, and nothing is remembered
}

// Report tells what a build did.
type Report struct {
	Version  string    // of the program
	Articles int       // stories
	Pages    int       // pages of the site, lists and redirects included
	Outputs  int       // files of the site
	Rendered int       // outputs that were rendered or copied, and not known to be as they are published
	Held     site.Held // drafts and the like, not published
	// NextChange is the moment from which another build would differ; zero if no
	// moment is known.
	NextChange time.Time
	Done       bool // all is published
	Published  publish.Result
	State      string // the folder of tables for web servers and of our own records
	// How long each part took, one behind the other.
	Load     time.Duration // looking at files, reading, parsing
	Search   time.Duration // making the search index
	Pictures time.Duration // making variants of pictures
	Render   time.Duration // listing the outputs, rendering them
	Publish  time.Duration // opening the destination, moving into place
	Remember time.Duration // keeping what was computed for the next build
}

// Build makes the site of o and publishes it: all of it, or, if the list holds
// an error or ctx is cancelled before files are moved, nothing. The list holds
// everything that is wrong, in all files, and all warnings.
func Build(ctx context.Context, o Options) (report Report, list diag.List) {
	var wrong diag.Bag
	report.Version = Version()
	defer func() { list = wrong.List() }()
	defer diag.Recover("", func(d diag.Diagnostic) { wrong.Add(d) })
	if err := build(ctx, o, &report, &wrong); err != nil && ctx.Err() == nil {
		wrong.Add(asDiagnostics(err)...)
	}
	return report, nil
}

// build is Build step by step. It stops after one that leaves nothing to learn.
func build(ctx context.Context, o Options, report *Report, wrong *diag.Bag) error {
	start := time.Now()
	lap := func() time.Duration { since := time.Since(start); start = time.Now(); return since }

	folders, list := open(o)
	if wrong.Add(list...); wrong.Failed() {
		return nil
	}
	defer folders.close()

	// A build that would do what the last one did is done.
	memory := memoryFor(o)
	defer func() {
		lap()
		memory.close()
		report.Remember += lap()
	}()
	if memory.unchanged(ctx, o, folders, report, wrong) {
		report.Load = lap()
		return nil
	}
	inputs := surveyInputs(ctx, o, folders)

	// Content and templates go in, a snapshot comes out.
	stamps := inputs.stamps()
	project, list := load(ctx, o, folders, memory, stamps)
	if wrong.Add(list...); project == nil || ctx.Err() != nil {
		return nil
	}
	snapshot := project.snapshot
	report.Articles, report.Held, report.NextChange = len(snapshot.Articles), snapshot.Held, snapshot.NextChange
	report.Load = lap()

	// All that is written goes to where it will be published, or nowhere.
	publication, err := publish.Open(ctx, folders.destination, publish.Options{FileMode: project.config.Publish.FileMode, Fresh: o.Fresh})
	if err != nil {
		return err
	}
	defer publication.Abort()
	wrong.Add(nothingToPublish(snapshot, publication)...)
	report.State = publication.State()
	if note, ok := publication.Note(); ok {
		wrong.Add(note)
		inputs = nil // it is said once
	}

	report.Publish = lap()

	// The search index is made of the snapshot, and of the one that is published.
	options := searchOptions(snapshot)
	options.Temporary = temporaryOf(publication)
	index, err := search.UpdateSite(ctx, options, snapshot, searchEdition(memory, publication, folders))
	if err != nil {
		return err
	}
	report.Search = lap()

	// The site is the table of its outputs.
	outputs, list := table(ctx, snapshot, project.theme, folders, index.Paths, stamps, project.pictures)
	wrong.Add(list...)
	wrong.Add(feed.Notes(snapshot)...)
	wrong.Add(unpublished(snapshot, folders.contentName)...)
	report.Outputs, report.Pages = len(served(outputs)), countPages(outputs)

	records := openRecords(ctx, memory, snapshot, project.theme.Version(), project.pictures.recipe)

	// Pictures that nobody has made yet take longest: each is kept as soon as it is there.
	wrong.Add(project.pictures.makeAll(ctx, project.pictures.missing(snapshot, snapshot.Files()), o.Pictures)...)
	report.Pictures = lap()

	// All of them are rendered; then, if nothing is wrong, published.
	report.Rendered, list = renderAll(ctx, outputs, snapshot, records, publication, o.Progress)
	wrong.Add(list...)
	report.Render = lap()
	if wrong.Failed() || ctx.Err() != nil {
		return nil
	}
	records.save()
	project.pictures.book.save(project.pictures.files)
	index.Save()
	report.Remember = lap()
	if err := writeDigests(publication, project, folders.contentName); err != nil {
		return err
	}
	report.Published, err = publication.Commit(ctx)
	report.Publish += lap()
	if report.Done = err == nil; report.Done {
		memory.whole = true
		memory.remember(o, folders, inputs, report, wrong.List(), outputs, records.areOfMoment(), project.config.Publish.FileMode)
	}
	return err
}

// nothingToPublish reports a site whose every text is kept back. That is an error
// where an empty site would take the place of a published one, as by the clock of a
// machine that began again in 1970, or where the key that keeps a text back may have
// been meant otherwise.
func nothingToPublish(s *site.Site, p *publish.Publication) diag.List {
	held := s.Held
	if len(s.Articles)+len(s.Pages)+len(s.Removed) > 0 || held == (site.Held{}) {
		return nil
	}
	d := diag.Diagnostic{
		Message: message.New("generator.nothing", message.Number(held.Drafts), message.Number(held.Scheduled), message.Number(held.Expired)),
		Hint:    message.New("generator.nothing-hint"),
	}
	if p.First() && !s.HeldByOtherNames() {
		d.Severity = diag.Warning
	}
	return diag.List{d}
}

// countPages returns how many outputs are pages.
func countPages(outputs []site.Output) (n int) {
	for _, o := range outputs {
		if o.Render != nil && publish.IsPage(o.Path) {
			n++
		}
	}
	return n
}
