package site

import (
	"path"
	"strconv"
	"strings"
	"time"

	"guong/generator/diag"
	"guong/generator/markdown"
	"guong/generator/message"
)

// A film or recording in a text is a file beside it. What belongs to it lies beside the
// file and has its name with another ending: subtitles, the picture before it begins,
// and what is said in it.

// Film is a film or recording that a text shows.
type Film struct {
	Sound         bool
	Name          string // what it is of
	URL           string
	Poster        string // URL; may be empty
	Width, Height int    // in pixels; 0 if it is not known
	Duration      time.Duration
	Transcript    string // what is said; may be empty
}

var (
	trackEndings      = []struct{ ending, language, label string }{{".vi.vtt", "vi", "Tiếng Việt"}, {".vtt", "", ""}, {".en.vtt", "en", "English"}}
	posterEndings     = []string{".jpg", ".jpeg", ".png", ".webp", ".svg"}
	transcriptEndings = []string{".vi.txt", ".txt"}
)

// beside returns the file that has the name of another one with another ending.
func (s *Site) beside(r *Resource, ending string) *Resource {
	stem := strings.TrimSuffix(r.Path, path.Ext(r.Path))
	return s.resources[pathKey(stem+ending)]
}

// firstBeside returns the first file of these endings beside another, or nil.
func (s *Site) firstBeside(r *Resource, endings []string) *Resource {
	for _, ending := range endings {
		if file := s.beside(r, ending); file != nil {
			return file
		}
	}
	return nil
}

// companions returns the files that are published because a film is.
func (s *Site) companions(r *Resource) (files []*Resource) {
	sound := markdown.IsSound(r.Path)
	if !sound && !markdown.IsFilm(r.Path) {
		return nil
	}
	for _, t := range trackEndings {
		files = append(files, s.beside(r, t.ending))
	}
	files = append(files, s.firstBeside(r, transcriptEndings))
	if !sound {
		files = append(files, s.firstBeside(r, posterEndings))
	}
	published := files[:0]
	for _, file := range files {
		if file != nil {
			published = append(published, file)
		}
	}
	return published
}

// largeFilm is from how many bytes on a film is too much for many readers and hosts.
const largeFilm = 25 << 20

// filmTarget finds a film of the text, and what lies beside it.
func (a *Article) filmTarget(r markdown.Ref) markdown.Target {
	s := a.Site
	file := s.resource(a.entry.Dir(), r.Dest)
	if file == nil {
		a.report(r, diag.Error, message.New("site.film", r.Dest), s.proposeFile(a.entry.Dir(), r.Dest, "site.film-hint"))
		return markdown.Target{}
	}
	a.refer(file)
	info := file.film()
	if info.Bytes > largeFilm {
		a.report(r, diag.Warning, message.New("site.film-large", r.Dest, int(info.Bytes>>20)), message.New("site.film-large-hint"))
	}
	media := &markdown.Media{Sound: markdown.IsSound(file.Path), Unsupported: s.filmText("unsupported", megabytes(info.Bytes, s.Language))}
	t := markdown.Target{URL: file.URL + suffix(r), Width: info.Width, Height: info.Height, Media: media}
	if media.Sound {
		t.Width, t.Height = 0, 0
	}
	for _, companion := range s.companions(file) {
		a.refer(companion)
	}
	for _, track := range trackEndings {
		vtt := s.beside(file, track.ending)
		if vtt == nil {
			continue
		}
		language, label := track.language, track.label
		if language == "" { // the site's
			language, label = s.Language, languageNames[s.Language]
		}
		if len(media.Tracks) == 0 || media.Tracks[0].Language != language {
			media.Tracks = append(media.Tracks, markdown.Track{URL: vtt.URL, Language: language, Label: label})
		}
	}
	if poster := s.firstBeside(file, posterEndings); poster != nil && !media.Sound {
		media.Poster = poster.URL
		if t.Width == 0 {
			p := poster.picture()
			t.Width, t.Height = p.Width, p.Height
		}
	}
	if said := s.firstBeside(file, transcriptEndings); said != nil && said.Text != nil {
		media.Transcript, media.Heading = said.Text(), s.filmText("transcript")
	}
	return t
}

var languageNames = map[string]string{"vi": "Tiếng Việt", "en": "English"}

// megabytes says how large a file is, as people of a language write it.
func megabytes(bytes int64, language string) string {
	const million = 1_000_000 // as file managers and mobile tariffs count
	if bytes < million {
		return strconv.FormatInt((bytes+999)/1000, 10) + " kB"
	}
	if bytes >= 10*million {
		return strconv.FormatInt((bytes+million/2)/million, 10) + " MB"
	}
	text := strconv.FormatFloat(float64(bytes)/million, 'f', 1, 64) + " MB"
	if language == "vi" {
		text = strings.Replace(text, ".", ",", 1)
	}
	return text
}

// FilmsOf returns the films and recordings that a text shows. It is no method, so that
// templates do not see it.
func FilmsOf(a *Article) (films []Film) {
	for i, r := range a.entry.Document().Refs {
		if r.Kind != markdown.Film {
			continue
		}
		a.resolve()
		if i >= len(a.targets) {
			break // the file is another by now
		}
		t := a.targets[i]
		if t.Media == nil {
			continue
		}
		film := Film{Sound: t.Media.Sound, Name: r.Text, URL: t.URL, Poster: t.Media.Poster, Width: t.Width, Height: t.Height, Transcript: t.Media.Transcript}
		if file := a.Site.resource(a.entry.Dir(), r.Dest); file != nil {
			film.Duration = file.film().Duration
		}
		films = append(films, film)
	}
	return films
}

// absoluteMedia returns m with full addresses, as feeds need them.
func (a *Article) absoluteMedia(m *markdown.Media) *markdown.Media {
	if m == nil {
		return nil
	}
	full := *m
	full.Tracks = make([]markdown.Track, len(m.Tracks))
	for i, t := range m.Tracks {
		t.URL = a.Site.AbsoluteFrom(a.URL, t.URL)
		full.Tracks[i] = t
	}
	if full.Poster != "" {
		full.Poster = a.Site.AbsoluteFrom(a.URL, m.Poster)
	}
	return &full
}
