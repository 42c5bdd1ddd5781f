package generator

import (
	"bytes"
	"context"
	"iter"
	"path"
	"slices"
	"strings"

	"guong/generator/diag"
	"guong/generator/feed"
	"guong/generator/message"
	"guong/generator/search"
	"guong/generator/site"
	"guong/generator/stamp"
	"guong/generator/theme"
	"guong/generator/vietnamese"
)

// table lists the outputs of the site, and reports two with one path. Its pages are
// rendered until ctx is done.
func table(ctx context.Context, s *site.Site, look *theme.Theme, f *folders, index []string, of stamps, p *pictures) ([]site.Output, diag.List) {
	views := slices.AppendSeq(make([]*site.View, 0, 3*len(s.Articles)), s.Views())
	files := s.Files()
	pages := feed.NewSurvey(len(views))
	outputs := make([]site.Output, 0, len(views)+len(files)+len(index)+len(views)/8)
	for _, v := range views {
		pages.Add(v)
		outputs = append(outputs, site.Output{
			Path:   s.OutputPath(v.URL),
			From:   origins(v, f),
			Kind:   site.KindPage,
			Render: func(b *bytes.Buffer, t *site.Trace) error { return look.Render(site.WithTrace(ctx, t), b, v) },
			Input:  v.Hash(),
		})
	}
	for _, r := range files {
		o := fileOutput(s, f, r, p)
		if feed.Replaces(s, o.Path) {
			continue
		}
		if known := of(r.Name); known != (stamp.Stamp{}) {
			o.Input = site.InputOf(r.Path, known)
		}
		outputs = append(outputs, o)
	}
	outputs = append(outputs, p.outputs(s, files)...)
	outputs = append(outputs, cardOutputs(views, look.Share())...)
	return unique(made(s, look, outputs, pages, index))
}

// made adds to outputs, which are pages and files of the content folder, all others.
// Index are the paths of the search index, which the publication has.
func made(s *site.Site, look *theme.Theme, outputs []site.Output, pages *feed.Survey, index []string) []site.Output {
	for _, a := range look.Assets() {
		outputs = append(outputs, site.Output{
			Path:    a.Path,
			Kind:    site.KindAsset,
			Caching: site.CacheForever,
			Render:  func(b *bytes.Buffer, _ *site.Trace) error { return asset(b, a) },
			Input:   site.InputOf(a.Path), // which changes with the bytes
		})
	}
	outputs = append(outputs, workerOutputs(s, look)...)
	outputs = append(outputs, feed.Outputs(s, pages)...)
	outputs = append(outputs, searchOutputs(index)...)
	return append(outputs, feed.Tables(s, pages, outputs, Version())...)
}

// workerName is where the service worker of a site stands: it works for what lies beside
// it and below. Its script is one of the theme's.
const workerName, workerScript = "luu-bai.js", "js/offline.js"

// workerOutputs lists the service worker that has saved stories without a network, if
// the site wants that and its theme knows how.
func workerOutputs(s *site.Site, look *theme.Theme) []site.Output {
	script := look.Asset(workerScript)
	if !s.Saved.Offline || script == nil {
		return nil
	}
	return []site.Output{{
		Path:   workerName,
		Kind:   site.KindAsset,
		Render: func(b *bytes.Buffer, _ *site.Trace) error { return asset(b, script) },
		Input:  site.InputOf(script.Path),
	}}
}

// searchOutputs lists the files of the search index.
func searchOutputs(index []string) []site.Output {
	outputs := make([]site.Output, len(index))
	for i, path := range index {
		outputs[i] = site.Output{Path: path, Kind: site.KindSearch, Caching: search.CachingOf(path), Staged: true}
	}
	return outputs
}

// served returns the outputs that readers can ask for.
func served(outputs []site.Output) []site.Output {
	list := make([]site.Output, 0, len(outputs))
	for _, o := range outputs {
		if !o.Beside {
			list = append(list, o)
		}
	}
	return list
}

// origins returns where a page comes from: a file, or the folder of a section
// without a text.
func origins(v *site.View, f *folders) string {
	if v.Source == "" && v.Layout == site.LayoutSection {
		return path.Join(f.contentName, v.Section.Path)
	}
	return v.Source
}

// unique leaves out every output whose path another has, or that would have to
// be a file and a folder at once, and reports it: once for two folders that differ
// in how their names are written.
func unique(outputs []site.Output) (good []site.Output, wrong diag.List) {
	first := make(map[string]int, len(outputs))
	twins := map[[2]string]bool{}
	var twinAddresses []string
	report := func(a, b site.Output) {
		one, other, differ := twinFolders(a.From, b.From)
		switch pair := [2]string{one, other}; {
		case differ == "" && a.From == "" && b.From == "" && slices.ContainsFunc(twinAddresses, func(t string) bool { return strings.HasPrefix(b.Path, t) }):
			// the feeds of the folders
		case differ == "":
			wrong = append(wrong, clash(a, b))
		case !twins[pair]:
			twins[pair] = true
			twinAddresses = append(twinAddresses, strings.TrimSuffix(b.Path, "index.html"))
			d := diag.Diagnostic{Position: diag.Position{File: other}}
			d.Message, d.Hint = message.New("generator.same-folder", address(b.Path), one, other, message.New(differ)), message.New("generator.same-folder-hint")
			wrong = append(wrong, d)
		}
	}
	for i := range outputs {
		o := &outputs[i]
		if o.Beside {
			continue
		}
		if have, taken := first[o.Path]; taken {
			report(outputs[have], *o)
			if o.Staged { // the publication has it, and takes no other
				first[o.Path] = i
			}
		} else {
			first[o.Path] = i
		}
	}
	for i := range outputs {
		o := &outputs[i]
		if o.Beside || first[o.Path] != i {
			continue
		}
		for dir := range above(o.Path) {
			if have, taken := first[dir]; taken {
				report(outputs[have], *o)
			}
		}
	}
	if len(wrong) == 0 {
		return outputs, nil
	}
	for i, o := range outputs {
		if o.Beside || first[o.Path] == i {
			good = append(good, o)
		}
	}
	return good, wrong
}

// twinFolders returns the folders, in the order of their names, in which two files
// lie whose addresses are the same because their names are, but for how they are
// written; and the text that says in what they differ, "" if they are no twins.
func twinFolders(a, b string) (one, other, differ string) {
	if a > b {
		a, b = b, a
	}
	for i := 0; ; i++ {
		nameA, restA, _ := strings.Cut(a[i:], "/")
		nameB, restB, _ := strings.Cut(b[i:], "/")
		if nameA == nameB && restA != "" && restB != "" {
			i += len(nameA)
			continue
		}
		isFolder := (restA != "" || !strings.Contains(nameA, ".")) && (restB != "" || !strings.Contains(nameB, "."))
		if nameA == nameB || !isFolder || vietnamese.Slug(nameA) != vietnamese.Slug(nameB) {
			return "", "", ""
		}
		one, other = a[:i+len(nameA)], b[:i+len(nameB)]
		switch {
		case strings.EqualFold(nameA, nameB):
			differ = "generator.differ-case"
		case strings.EqualFold(vietnamese.Fold(nameA), vietnamese.Fold(nameB)):
			differ = "generator.differ-marks"
		default:
			differ = "generator.differ-signs"
		}
		return one, other, differ
	}
}

// above yields the folders above a path, innermost first.
func above(path string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := len(path) - 1; i > 0; i-- {
			if path[i] == '/' && !yield(path[:i]) {
				return
			}
		}
	}
}

// clash reports two outputs that cannot both be published, at the file that
// comes second by name.
func clash(a, b site.Output) diag.Diagnostic {
	if a.From > b.From {
		a, b = b, a
	}
	d := diag.Diagnostic{Position: diag.Position{File: b.From}}
	d.Message = message.New("generator.same-path", address(b.Path), origin(a), origin(b))
	d.Hint = message.New("generator.same-path-hint")
	return d
}

// origin names where an output comes from: a file, or the page that Gương makes
// by itself.
func origin(o site.Output) any {
	if o.From != "" {
		return o.From
	}
	return message.New("generator.own-page", address(o.Path))
}

// address returns the path of an output as readers type it.
func address(path string) string { return "/" + strings.TrimSuffix(path, "index.html") }
