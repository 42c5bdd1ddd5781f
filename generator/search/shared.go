package search

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// shared makes the files that all segments share.
func (w *indexWriter) shared(ctx context.Context) error {
	if err := w.vocabulary(); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := w.suggestions(); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(w.files)) {
		if file, ok := strings.CutPrefix(name, suggestFolder+"/"); ok {
			w.manifest.Suggest += strings.TrimSuffix(file, ".bin")
		}
	}
	raw, err := json.Marshal(w.manifest)
	if err != nil {
		return err
	}
	return w.out(manifestName, raw)
}

// vocabulary makes the vocabulary of all segments, unless none has other words.
func (w *indexWriter) vocabulary() error {
	same := func(a, b segmentState) bool { return a.Words.equal(b.Words) }
	if slices.EqualFunc(w.next.Segments, w.last.Segments, same) && len(w.docs) == len(w.last.Documents) {
		if ok, err := w.kept(vocabularyName); ok || err != nil {
			return err
		}
	}
	words := vocabulary{}
	for i := range w.next.Segments {
		words.add(w.next.Segments[i].Words)
	}
	raw, err := words.encode(len(w.docs))
	if err != nil {
		return err
	}
	return w.out(vocabularyName, newDeflater().deflate(raw))
}

// suggestions makes the files of suggestions, unless there are no others.
func (w *indexWriter) suggestions() error {
	all := slices.Clone(w.Suggestions)
	for i := range w.docs {
		all = append(all, Suggestion{Text: w.docs[i].Title, URL: w.docs[i].URL, Kind: "title", Weight: i})
	}
	var h hasher
	for _, s := range all {
		h.text(s.Text, s.URL, s.Kind, s.Detail)
		h.number(s.Weight)
	}
	w.next.Suggested = h.sum()
	if w.next.Suggested == w.last.Suggested {
		same := true
		for _, f := range w.last.below(suggestFolder + "/") {
			ok, err := w.kept(f.Name)
			if err != nil {
				return err
			}
			same = same && ok
		}
		if same {
			return nil
		}
	}
	files, err := suggestFiles(all)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := w.out(suggestFolder+"/"+name+".bin", files[name]); err != nil {
			return err
		}
	}
	return nil
}
