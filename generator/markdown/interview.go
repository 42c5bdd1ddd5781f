package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// speech is a paragraph of an interview in which somebody begins to speak.
type speech struct {
	paragraph ast.Node
	speaker   string // in small letters
	asks      bool
	known     bool // the speaker is nobody's name: Hỏi, PV, Đáp
	colon     int  // where the colon stands in the source, in the first text of the paragraph
	bold      bool // that text is bold
}

// turnAttribute is the attribute of a paragraph that is a turn: a *speech.
var turnAttribute = []byte("turn")

// askers and answerers are what the two sides of an interview are called. "A" is an answer
// only where there is "Q": it may be the first of several choices.
var (
	askers = map[string]bool{"hỏi": true, "câu hỏi": true, "pv": true, "p.v": true, "phóng viên": true, "mc": true, "ban biên tập": true,
		"q": true, "question": true, "reporter": true, "interviewer": true}
	answerers = map[string]bool{"đáp": true, "trả lời": true, "a": true, "answer": true}

	// remarks are labels that are nobody's name.
	remarks = map[string]bool{"lưu ý": true, "chú ý": true, "ghi chú": true, "chú thích": true, "ảnh": true, "nguồn": true, "tóm tắt": true,
		"xem thêm": true, "đọc thêm": true, "note": true, "notes": true, "source": true, "photo": true}
)

// findTurns finds out whether a text is an interview, and gives its turns an attribute.
// Two turns make one: of those whose speakers are called Hỏi, Đáp, PV and the like, and
// of names that follow a question or come again. Names alone make one if two of them
// come twice each.
func (w *writer) findTurns(root ast.Node) {
	var turns []speech
	count := map[string]int(nil)
	known := false
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() != ast.KindParagraph {
			continue
		}
		if t, ok := w.turnAt(n); ok {
			if count == nil {
				count = map[string]int{}
			}
			turns = append(turns, t)
			count[t.speaker]++
			known = known || t.known
		}
	}
	if count["a"] > 0 && count["q"] == 0 {
		known = false
		for i := range turns {
			turns[i].known = turns[i].known && turns[i].speaker != "a"
			known = known || turns[i].known
		}
	}
	again := 0
	for _, n := range count {
		if n > 1 {
			again++
		}
	}
	if len(turns) < 2 || !known && again < 2 {
		return
	}
	kept, asked := turns[:0], false
	for _, t := range turns {
		if t.known || count[t.speaker] > 1 || asked {
			kept = append(kept, t)
		}
		asked = t.asks
	}
	if len(kept) < 2 {
		return
	}
	for i := range kept {
		kept[i].paragraph.SetAttribute(turnAttribute, &kept[i])
	}
}

// turnAt reads who speaks in a paragraph: **Hỏi:** …, **Bà Lan**: …, **PV: …**, and
// Hỏi: … where the label can be nothing else.
func (w *writer) turnAt(p ast.Node) (t speech, ok bool) {
	first := p.FirstChild()
	bold, isBold := first.(*ast.Emphasis)
	if isBold {
		if bold.Level != 2 {
			return t, false
		}
		first = bold.FirstChild()
	}
	label, isText := first.(*ast.Text)
	if !isText {
		return t, false
	}
	s := label.Segment.Value(w.src)
	colon := bytes.IndexByte(s[:min(len(s), maxSpeaker)], ':')
	t = speech{paragraph: p, bold: isBold, colon: label.Segment.Start + colon}
	if colon < 0 { // **Hỏi**: …
		behind, ok := p.FirstChild().NextSibling().(*ast.Text)
		if !isBold || label != bold.LastChild() || !ok || len(s) > maxSpeaker || !bytes.HasPrefix(behind.Segment.Value(w.src), []byte(":")) {
			return t, false
		}
		colon, t.colon = len(s), behind.Segment.Start
	}
	speaker := strings.TrimSpace(string(s[:colon]))
	t.speaker = strings.ToLower(strings.TrimRight(speaker, "0123456789 ."))
	t.asks = askers[t.speaker] || strings.HasPrefix(t.speaker, "phóng viên ") || strings.HasPrefix(t.speaker, "pv ")
	t.known = t.asks || answerers[t.speaker]
	if remarks[t.speaker] || !isBold && len(t.speaker) == 1 {
		return t, false
	}
	alone := isBold && label == bold.LastChild() && colon >= len(s)-1
	return t, t.known || alone && isName(speaker)
}

// maxSpeaker is the number of bytes up to which a colon ends the name of a speaker.
const maxSpeaker = 100

// isName reports whether a label can be the name of somebody, perhaps with what he is.
func isName(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first) && strings.Count(s, " ") < 8 && !strings.ContainsAny(s, "0123456789;!?“”\"[]/")
}

// turnOf returns the turn that a paragraph is, or nil.
func turnOf(n ast.Node) *speech {
	if n.Attributes() == nil {
		return nil
	}
	value, _ := n.Attribute(turnAttribute)
	t, _ := value.(*speech)
	return t
}

func (t *speech) opening() string {
	if t.asks {
		return `<p class="question">`
	}
	return `<p class="answer">`
}

// speak writes what stands in a turn, its speaker first.
func (w *writer) speak(t *speech) {
	first := t.paragraph.FirstChild()
	label, _ := first.(*ast.Text)
	next := first.NextSibling()
	if t.bold {
		label = first.FirstChild().(*ast.Text)
	}
	w.out = append(w.out, `<strong class="speaker">`...)
	end := min(t.colon, label.Segment.Stop)
	w.part(label, label.Segment.Start, end)
	w.out = append(w.out, ":</strong>"...)
	w.endWord()
	if !w.beginsWithBlank(next, t, label) {
		w.out = append(w.out, ' ')
	}
	switch {
	case t.colon >= label.Segment.Stop: // behind the bold text
		next = w.restOf(next.(*ast.Text), t.colon+1)
	case !t.bold:
		next = w.restOf(label, t.colon+1)
	case t.colon+1 < label.Segment.Stop || label.NextSibling() != nil:
		w.out = append(w.out, " <strong>"...)
		from := t.colon + 1
		for from < label.Segment.Stop && w.src[from] == ' ' {
			from++
		}
		for c := w.restOf(label, from); c != nil; c = c.NextSibling() {
			w.node(c)
		}
		w.out = append(w.out, "</strong>"...)
	}
	for ; next != nil; next = next.NextSibling() {
		w.node(next)
	}
}

// beginsWithBlank reports whether what follows a speaker and the colon begins with a
// blank, or whether nothing follows.
func (w *writer) beginsWithBlank(next ast.Node, t *speech, label *ast.Text) bool {
	at := t.colon + 1
	if t.bold && t.colon < label.Segment.Stop {
		if at < label.Segment.Stop || label.NextSibling() != nil {
			return true // speak writes one
		}
		if next == nil {
			return true
		}
		behind, ok := next.(*ast.Text)
		if !ok {
			return false
		}
		at = behind.Segment.Start
	}
	return at >= len(w.src) || util.IsSpace(w.src[at])
}
