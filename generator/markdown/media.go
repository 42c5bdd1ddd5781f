package markdown

import (
	"bytes"
	"net/url"
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// mediaKind tells what an address that is written as a picture's is of instead.
type mediaKind int

const (
	noMedia mediaKind = iota
	film
	sound
	page // of a site that shows films
)

var (
	filmEndings  = []string{".mp4", ".m4v", ".mov", ".webm", ".ogv"}
	soundEndings = []string{".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav"}
)

// IsFilm reports whether a name is that of a film, IsSound whether it is that of a
// recording of sound.
func IsFilm(name string) bool  { return hasEnding(name, filmEndings) }
func IsSound(name string) bool { return hasEnding(name, soundEndings) }

func hasEnding(name string, endings []string) bool {
	ending := strings.ToLower(path.Ext(name))
	for _, e := range endings {
		if e == ending {
			return true
		}
	}
	return false
}

// mediaOf tells what kind of film or sound an address is of. A film on another site
// is a page: this one loads nothing from there.
func mediaOf(a address) mediaKind {
	switch a.kind {
	case local:
		switch {
		case IsFilm(a.path):
			return film
		case IsSound(a.path):
			return sound
		}
	case external:
		if host, _ := filmSite(a.url); host != "" {
			return page
		}
		if u, err := url.Parse(a.url); err == nil && u.Host != "" && (IsFilm(u.Path) || IsSound(u.Path)) {
			return page
		}
	}
	return noMedia
}

// filmSite returns the name of the site that shows a film at an address, and whether
// the address is that of a film surely; "" if it is none of these sites.
func filmSite(address string) (name string, ok bool) {
	u, err := url.Parse(address)
	if err != nil {
		return "", false
	}
	host := strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(u.Hostname()), "www."), "m.")
	begins := func(beginnings ...string) bool {
		for _, b := range beginnings {
			if strings.HasPrefix(u.Path, b) && len(u.Path) > len(b) {
				return true
			}
		}
		return false
	}
	switch host {
	case "youtube.com", "youtube-nocookie.com":
		if u.Path == "/watch" || u.Path == "/playlist" || begins("/shorts/", "/live/", "/embed/") {
			return "YouTube", true
		}
	case "youtu.be":
		if begins("/") {
			return "YouTube", true
		}
	case "facebook.com", "web.facebook.com":
		if strings.HasPrefix(u.Path, "/watch") || strings.Contains(u.Path, "/videos/") || begins("/reel/", "/share/v/", "/share/r/") || u.Path == "/video.php" {
			return "Facebook", true
		}
	case "fb.watch":
		if begins("/") {
			return "Facebook", true
		}
	case "vtv.vn":
		if begins("/") {
			return "VTV", true
		}
	case "vtvgo.vn":
		if begins("/") {
			return "VTVgo", true
		}
	}
	return "", false
}

// media writes a figure of a film or of sound. Its element is written when it is
// known what lies beside the file.
func (w *writer) media(s shot, a address, at, stop int, kind mediaKind) {
	name := w.plainOf(s.image)
	if kind == page {
		w.watch(a, nil, name, s.caption())
		return
	}
	if name == "" {
		w.warn(s.image.Pos(), s.image.Pos()+len("![]"), "film-alt")
	}
	class := "film"
	if kind == sound {
		class = "sound"
	}
	w.out = append(w.out, `<figure class="`+class+`">`+filmOpen...)
	w.href(a, Film, at, stop)
	w.refs[len(w.refs)-1].Text = name
	w.out = append(w.out, `">`...)
	w.caption(s.caption())
	w.out = append(w.out, "</figure>\n"...)
}

// card writes a paragraph that holds nothing but the address of a film on another
// site, and reports whether it has: as an address, as a link with a title, or as a
// link around a picture.
func (w *writer) card(p *ast.Paragraph) bool {
	only := w.onlyChild(p)
	switch n := only.(type) {
	case *ast.AutoLink:
		if n.AutoLinkType != ast.AutoLinkURL {
			return false
		}
		a := parseAddress(string(n.URL(w.src)))
		if a.kind != external || mediaOf(a) != page {
			return false
		}
		w.watch(a, nil, "", "")
		return true
	case *ast.Link:
		a := w.address(n.Destination)
		if a.kind != external || mediaOf(a) != page {
			return false
		}
		if n.Reference != nil {
			w.useLabel(n.Reference)
		}
		if picture, ok := n.FirstChild().(*ast.Image); ok && picture.NextSibling() == nil {
			s := w.shot(picture, nil)
			w.watch(a, picture, string(collapse(appendPlain(nil, n.Title))), s.caption())
			return true
		}
		w.watch(a, nil, w.plainOf(n), string(collapse(appendPlain(nil, n.Title))))
		return true
	}
	return false
}

// onlyChild returns the only node of a paragraph besides white space, or nil.
func (w *writer) onlyChild(p ast.Node) (only ast.Node) {
	for c := p.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok && len(bytes.TrimSpace(t.Segment.Value(w.src))) == 0 {
			continue
		}
		if only != nil {
			return nil
		}
		only = c
	}
	return only
}

// watch writes a card that leads to a film on another site. The page loads nothing
// from there; the picture is one of its own, or none.
func (w *writer) watch(a address, picture *ast.Image, title, caption string) {
	name, _ := filmSite(a.url)
	if u, err := url.Parse(a.url); name == "" && err == nil {
		name = strings.TrimPrefix(u.Hostname(), "www.")
	}
	w.out = append(w.out, `<figure class="elsewhere"><a href="`...)
	w.out = appendURL(w.out, a.url)
	w.out = append(w.out, `" rel="noopener nofollow external">`...)
	if picture != nil {
		b := w.address(picture.Destination)
		at, stop := w.locate(picture, picture.Destination, picture.Reference)
		if w.accept(b, at, stop, "picture") {
			w.img(picture, b, at, stop, w.plainOf(picture))
			w.out = append(w.out, '>')
		} else if title == "" {
			title = w.plainOf(picture)
		}
	}
	if title != "" {
		w.out = append(w.out, `<span class="title">`...)
		w.out = appendEscaped(w.out, title)
		w.out = append(w.out, `</span> `...)
		w.endWord()
		w.count([]byte(title))
		w.endWord()
	}
	w.out = append(append(append(w.out, watchOpen...), w.labelLanguage()...), '>')
	w.out = append(w.out, w.labels.watch.before...)
	w.out = appendEscaped(w.out, name)
	w.out = append(w.out, w.labels.watch.after...)
	w.out = append(w.out, "</span></a>"...)
	w.caption(caption)
	w.out = append(w.out, "</figure>\n"...)
}

// watchOpen begins the words that lead to another site, which are not the writer's.
const watchOpen = `<span class="watch"`

// hasMedia reports whether one of the shots is a film, sound or a page.
func (w *writer) hasMedia(shots []shot) bool {
	for _, s := range shots {
		if mediaOf(w.address(s.image.Destination)) != noMedia {
			return true
		}
	}
	return false
}
