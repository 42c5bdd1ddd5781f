// Package generator makes the site: it reads stories, configuration and theme,
// and publishes the finished pages. [Build] is the whole of it, in the order in
// which it happens.
//
// The rooms below it, from the ground up: vietnamese (text), message and diag
// (what is said to people), value (TOML and YAML with positions), registry
// (awards, movements, fields, provinces), config, content (stories as files),
// markdown (stories as HTML), site (the snapshot), metadata and theme (pages),
// feed (what machines read), publish (the only one that writes), check (what a
// careful editor would say).
package generator

import (
	"context"
	"io/fs"
	"time"

	"guong/generator/diag"
	"guong/generator/feed"
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

	Drafts bool      // publish drafts too
	Future bool      // publish what is scheduled for later, or has expired
	Now    time.Time // decides what is scheduled; the only clock there is

	// Progress, if set, is called from time to time, on all cores, with how many
	// of all outputs are rendered.
	Progress func(done, total int)
}

// Report tells what a build did.
type Report struct {
	Articles int       // stories
	Pages    int       // pages of the site, lists and redirects included
	Outputs  int       // files of the site
	Held     site.Held // drafts and the like, not published
	// NextChange is the moment from which another build would differ; zero if no
	// moment is known.
	NextChange time.Time
	Published  publish.Result
	Load       time.Duration // reading and parsing
	Render     time.Duration // rendering
	Publish    time.Duration // moving into place
}

// Build makes the site of o and publishes it: all of it, or, if the list holds
// an error or ctx is cancelled before files are moved, nothing. The list holds
// everything that is wrong, in all files, and all warnings.
func Build(ctx context.Context, o Options) (Report, diag.List) {
	var report Report
	var wrong diag.Bag
	start := time.Now()

	folders, list := open(o)
	if wrong.Add(list...); wrong.Failed() {
		return report, wrong.List()
	}
	defer folders.close()

	// Content and templates go in, a snapshot comes out.
	project, list := load(ctx, o, folders)
	if wrong.Add(list...); project == nil || ctx.Err() != nil {
		return report, wrong.List()
	}
	snapshot := project.snapshot

	// The site is the table of its outputs.
	index, err := search.WriteSite(ctx, searchOptions(snapshot), snapshot)
	if err != nil {
		wrong.Add(asDiagnostics(err)...)
		return report, wrong.List()
	}
	outputs, list := table(snapshot, project.theme, folders, index)
	wrong.Add(list...)
	wrong.Add(feed.Notes(snapshot)...)
	report.Articles, report.Outputs, report.Pages = len(snapshot.Articles), len(outputs), countPages(outputs)
	report.Held, report.NextChange = snapshot.Held, snapshot.NextChange
	report.Load = time.Since(start)

	// All of them are rendered; then, if nothing is wrong, published.
	start = time.Now()
	publication, err := publish.Open(folders.destination)
	if err != nil {
		wrong.Add(asDiagnostics(err)...)
		return report, wrong.List()
	}
	defer publication.Abort()
	wrong.Add(renderAll(ctx, outputs, publication, o.Progress)...)
	report.Render = time.Since(start)
	if wrong.Failed() || ctx.Err() != nil {
		return report, wrong.List()
	}

	start = time.Now()
	report.Published, err = publication.Commit(ctx)
	if err != nil {
		wrong.Add(asDiagnostics(err)...)
	}
	report.Publish = time.Since(start)
	return report, wrong.List()
}

// countPages returns how many outputs are pages.
func countPages(outputs []site.Output) (n int) {
	for _, o := range outputs {
		if o.Render != nil && isPage(o.Path) {
			n++
		}
	}
	return n
}
