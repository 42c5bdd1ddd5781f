package value

import (
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"guong/generator/diag"
	"guong/generator/message"
)

// YAML reads s as one YAML mapping whose scalars keep what was written, or says
// what is wrong. Anchors, aliases and tags, which nobody writes by hand and
// which can make a small text large, are refused. A line that YAML refuses only
// because its text should stand in quotation marks is taken as meant, with a
// warning.
func YAML(s Source) (Node, diag.List) {
	doc, err := decodeYAML(s.Text)
	var warnings diag.List
	if tooDeep(err) {
		return Node{}, diag.List{deepLine(s, err)}
	}
	if err != nil {
		text, found := quoteLines(s)
		if doc, err = decodeYAML(text); err != nil {
			return Node{}, explainYAML(s, found, err)
		}
		warnings = found
	}
	if doc == nil {
		return Node{Kind: Table, End: len(s.Text)}, warnings
	}
	r := yamlReader{source: s, lines: lineStarts(s.Text), wrong: warnings}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		return Node{}, explainYAML(s, nil, errors.New("yaml: line "+strconv.Itoa(root.Line)+": no mapping"))
	}
	return r.node(root), r.wrong
}

// tooDeep recognises the library's own limit, which is above [maxDepth].
func tooDeep(err error) bool {
	return err != nil && strings.Contains(err.Error(), "exceeded max depth")
}

// deepLine reports the first bracket of the line that the library names.
func deepLine(s Source, err error) diag.Diagnostic {
	offset := 0
	for range yamlErrorLine(err) - 1 {
		if i := strings.IndexByte(s.Text[offset:], '\n'); i >= 0 {
			offset += i + 1
		}
	}
	d := s.At(offset+max(strings.IndexAny(s.lineAt(offset), "[{"), 0), 1)
	d.Message, d.Hint = message.New("value.depth", maxDepth), message.New("value.depth-hint")
	return d
}

// decodeYAML returns the only document of text; nil if it says nothing.
func decodeYAML(text string) (*yaml.Node, error) {
	var doc, second yaml.Node
	decoder := yaml.NewDecoder(strings.NewReader(text))
	if err := decoder.Decode(&doc); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	if err := decoder.Decode(&second); err == nil {
		return nil, errors.New("yaml: line " + strconv.Itoa(second.Line) + ": second document")
	} else if !errors.Is(err, io.EOF) {
		return nil, err
	}
	if len(doc.Content) != 1 || doc.Content[0].Tag == "!!null" {
		return nil, nil
	}
	return &doc, nil
}

// yamlReader turns the library's tree into nodes.
type yamlReader struct {
	source Source
	lines  []int // offset at which each line begins
	depth  int   // of the node being read
	places cursor
	wrong  diag.List

	line, column, at int // the place last asked for, and its offset
}

func (r *yamlReader) node(y *yaml.Node) Node {
	n := Node{Offset: r.offset(y)}
	n.End = min(n.Offset+max(len(y.Value), 1), len(r.source.Text))
	if r.refused(y, n.Offset) {
		return n
	}
	if r.depth++; r.depth > maxDepth {
		r.report(n.Offset, 1, message.New("value.depth", maxDepth), message.New("value.depth-hint"))
		r.depth--
		return n
	}
	defer func() { r.depth-- }()
	switch y.Kind {
	case yaml.ScalarNode:
		n.Text = y.Value
		switch {
		case y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
			n.Kind, n.Text = String, strings.TrimRight(n.Text, "\n")
		case y.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
			n.Kind, n.End = String, min(n.End+2, len(r.source.Text))
			if y.Style&yaml.DoubleQuotedStyle != 0 {
				r.doubleQuoted(n.Offset)
			}
		case y.Tag == "!!null":
			n.Kind = Null
		default:
			n.Kind = Plain
		}
	case yaml.SequenceNode:
		n.Kind = List
		for _, item := range y.Content {
			n.Items = append(n.Items, r.node(item))
			n.End = n.Items[len(n.Items)-1].End
		}
	case yaml.MappingNode:
		n.Kind = Table
		for i := 0; i+1 < len(y.Content); i += 2 {
			r.field(&n, y.Content[i], y.Content[i+1])
		}
	}
	return n
}

func (r *yamlReader) field(table *Node, key, value *yaml.Node) {
	offset := r.offset(key)
	if r.refused(key, offset) {
		return
	}
	if key.Kind != yaml.ScalarNode {
		r.report(offset, 1, message.New("value.yaml-syntax"), message.New("value.yaml-form"))
		return
	}
	f := Field{Key: key.Value, Offset: offset, Value: r.node(value)}
	if table.find(f.Key) != nil {
		r.report(offset, utf8.RuneCountInString(f.Key), message.New("value.duplicate-key", f.Key), message.New("value.keep-one"))
		return
	}
	table.add(f)
	table.End = max(table.End, f.Value.End)
}

// doubleQuoted reports a control character that an escape makes in the string
// at offset.
func (r *yamlReader) doubleQuoted(offset int) {
	end := closingQuote(r.source.Text, offset+1, `"`)
	if end <= offset+1 {
		return
	}
	if at, size := controlIn(r.source.Text[offset+1:end-1], false); size > 0 {
		at += offset + 1
		start := r.source.lineStart(at)
		line := withoutEscape(r.source.Text, offset, end, at).in(r.source.lineAt(start), start)
		r.report(at, size, message.New("value.backslash"), message.New("value.write", strings.TrimSpace(line)))
	}
}

// refused reports what no story needs: anchors, aliases and tags.
func (r *yamlReader) refused(y *yaml.Node, offset int) bool {
	if y.Anchor == "" && y.Kind != yaml.AliasNode && y.Style&yaml.TaggedStyle == 0 {
		return false
	}
	r.report(offset, 1, message.New("value.yaml-anchor"), message.New("value.yaml-quote-hint"))
	return true
}

func (r *yamlReader) report(offset, width int, text, hint message.Message) {
	d := r.places.place(r.source, offset, width)
	d.Message, d.Hint = text, hint
	r.wrong = append(r.wrong, d)
}

// offset turns the library's line and column (in characters, both from 1) into
// a byte offset. The nodes of one line are asked for from left to right.
func (r *yamlReader) offset(y *yaml.Node) int {
	if y.Line < 1 || y.Line > len(r.lines) {
		return 0
	}
	if y.Line != r.line || y.Column < r.column {
		r.line, r.column, r.at = y.Line, 1, r.lines[y.Line-1]
	}
	for ; r.column < y.Column && r.at < len(r.source.Text); r.column++ {
		_, size := utf8.DecodeRuneInString(r.source.Text[r.at:])
		r.at += size
	}
	return r.at
}

func lineStarts(text string) []int {
	starts := []int{0}
	for i := range len(text) {
		if text[i] == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

var yamlErrorPattern = regexp.MustCompile(`line (\d+)`)

// yamlErrorLine takes the line out of the library's error; 1 if it does not know.
func yamlErrorLine(err error) int {
	if m := yamlErrorPattern.FindStringSubmatch(err.Error()); m != nil {
		line, _ := strconv.Atoi(m[1])
		return line
	}
	return 1
}
