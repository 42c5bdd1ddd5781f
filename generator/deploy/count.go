package deploy

import (
	"strconv"

	"guong/generator/diag"
	"guong/generator/message"
)

// count makes the summary.
func (p *Plan) count() {
	s := &p.summary
	s.WithdrawnStories = len(p.withdrawn)
	for _, keys := range append([][]string{p.notices}, p.stages...) {
		for _, key := range keys {
			e := p.want.files[key]
			have, known := p.base.files[key]
			s.Uploads++
			s.Bytes += e.size
			switch was := known && have.former == 0; {
			case e.kind == kindNotice && have.kind == kindStory: // counted as withdrawn
			case e.kind == kindStory && was && have.kind == kindStory:
				s.ChangedStories++
			case e.kind == kindStory:
				s.NewStories++
			case e.kind.page() && was:
				s.ChangedPages++
			case e.kind.page():
				s.NewPages++
			case was:
				s.ChangedFiles++
			default:
				s.NewFiles++
			}
		}
	}
	gone := setOf(p.withdrawn)
	for _, keys := range [][]string{p.remove, p.clears, p.deletes} {
		for _, key := range keys {
			s.Deletions++
			switch {
			case gone[key]:
			case publishedPage(key):
				s.DeletedPages++
			default:
				s.DeletedFiles++
			}
		}
	}
}

// What may be removed without a word: a fifth of the pages, or a few, and not more than
// 500 objects in all.
const (
	guardShare   = 5
	guardPages   = 10
	guardObjects = 500
)

// guard returns an error if a plan removes more than somebody has agreed to.
func (p *Plan) guard(place string, confirmed int) error {
	pages, gone := 0, 0
	for key, e := range p.base.files {
		if e.kind.page() {
			pages++
			if _, stays := p.want.files[key]; !stays {
				gone++
			}
		}
	}
	deletions := p.summary.Deletions
	if (gone < guardPages || gone*guardShare <= pages) && deletions <= guardObjects || confirmed >= deletions {
		return nil
	}
	return diag.Diagnostic{
		Position: diag.Position{File: place},
		Message:  message.New("deploy.guard", message.Number(deletions), message.Number(gone), message.Number(pages)),
		Hint:     message.New("deploy.guard-hint", strconv.Itoa(deletions)),
	}
}
