package registry

import (
	"cmp"
	"slices"
	"strings"

	"guong/generator/vietnamese"
)

// Awards whose texts go on with a giver, "Bằng khen của Chủ tịch UBND tỉnh Đồng
// Tháp", are recognised in two steps: the head, then the giver by how it begins.

// head is the beginning of such texts.
type head struct {
	key    string
	text   string
	givers []giver           // the longest first
	awards map[string]*Award // by the key of their giver
	other  *Award            // for givers that none of them takes; may be nil
}

// giver is a body that makes an award of a head.
type giver struct {
	body
	award *Award
}

// body is how the name of a body begins, or all of it.
type body struct {
	key  string // canonical
	text string // as recorded
	open bool   // the name goes on
}

// bodies reads the names of givers, in which "…" at the end says that the name goes on.
func (v *vocabulary) bodies(names []string) []body {
	list := make([]body, len(names))
	for i, text := range names {
		name, open := strings.CutSuffix(text, "…")
		key, _ := v.recorded(name)
		list[i] = body{key, text, open}
	}
	return list
}

// cutHead returns the head that full begins with, and what follows it, without
// the connective between.
func (r *Registry) cutHead(full string) (h *head, rest string) {
	for i := range r.heads {
		after, ok := cutWords(full, r.heads[i].key)
		if !ok || after == "" {
			continue
		}
		return &r.heads[i], r.withoutConnective(after)
	}
	return nil, ""
}

func (r *Registry) withoutConnective(key string) string {
	for _, word := range r.awardWords.connectives {
		if after, ok := cutWords(key, word); ok && after != "" {
			return after
		}
	}
	return key
}

// by returns the award that the body of that key gives.
func (h *head) by(key string) *Award {
	for _, g := range h.givers {
		if tail, ok := cutWords(key, g.key); ok && (tail == "" || g.open) {
			return g.award
		}
	}
	return nil
}

// addHead records a head of award with its givers. It stops at the first giver
// that another award has there, and returns its name ("…" for all others) and
// that award.
func (r *Registry) addHead(text string, award *Award) (taken string, owner *Award) {
	full, _ := r.awardWords.recorded(text)
	i := slices.IndexFunc(r.heads, func(h head) bool { return h.key == full })
	if i < 0 {
		i = len(r.heads)
		r.heads = append(r.heads, head{key: full, text: text, awards: map[string]*Award{}})
	}
	h := &r.heads[i]
	if len(award.givers) == 0 {
		if h.other != nil {
			return "…", h.other
		}
		h.other = award
	}
	for _, group := range award.givers {
		for _, b := range r.bodies[group] {
			if have := h.awards[b.key]; have != nil && have != award {
				return b.text, have
			}
			h.awards[b.key] = award
			h.givers = append(h.givers, giver{b, award})
		}
	}
	return "", nil
}

// sortHeads puts the longest heads and givers first, once all are known.
func (r *Registry) sortHeads() {
	slices.SortFunc(r.heads, func(a, b head) int {
		return cmp.Or(cmp.Compare(len(b.key), len(a.key)), cmp.Compare(a.key, b.key))
	})
	for _, h := range r.heads {
		slices.SortFunc(h.givers, func(a, b giver) int {
			return cmp.Or(cmp.Compare(len(b.key), len(a.key)), cmp.Compare(a.key, b.key))
		})
	}
}

// ending returns the last words of text, as written, whose canonical key is key.
func (r *Registry) ending(text, key string) string {
	words := strings.Fields(text)
	for i := range words {
		rest := strings.Join(words[i:], " ")
		if full, _ := r.awardWords.typed(rest); vietnamese.Fold(full) == vietnamese.Fold(key) {
			return strings.Trim(rest, "“”\"'«» ,.")
		}
	}
	return key
}

// slippedHead proposes, for a text whose first words resemble a head, the text
// with that head.
func (r *Registry) slippedHead(text string) (corrected string, ok bool) {
	words := strings.Fields(text)
	for _, h := range r.heads {
		n := strings.Count(h.text, " ") + 1
		if len(words) <= n {
			continue
		}
		first := strings.Join(words[:n], " ")
		if near, ok := vietnamese.Nearest(first, []string{h.text}); ok {
			return near + " " + strings.Join(words[n:], " "), true
		}
	}
	return "", false
}
