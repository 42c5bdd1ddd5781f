package value

import (
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"guong/generator/diag"
	"guong/generator/message"
)

// YAML reads s as one YAML mapping whose scalars keep what was written, or says
// what is wrong. Anchors, aliases and tags, which nobody writes by hand and
// which can make a small text large, are refused.
func YAML(s Source) (Node, diag.List) {
	var doc yaml.Node
	decoder := yaml.NewDecoder(strings.NewReader(s.Text))
	switch err := decoder.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return Node{Kind: Table, End: len(s.Text)}, nil
	case err != nil:
		line, words := yamlError(err)
		return Node{}, diag.List{explainYAML(s, line, words)}
	}
	r := yamlReader{source: s, lines: lineStarts(s.Text)}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		d := s.At(0, 1)
		if len(doc.Content) == 1 && doc.Content[0].Kind == yaml.ScalarNode && doc.Content[0].Tag == "!!null" {
			return Node{Kind: Table, End: len(s.Text)}, nil
		}
		d.Message, d.Hint = message.New("value.yaml-syntax"), message.New("value.yaml-form")
		return Node{}, diag.List{d}
	}
	root := r.node(doc.Content[0])
	return root, r.wrong
}

type yamlReader struct {
	source Source
	lines  []int // offset at which each line begins
	wrong  diag.List
}

func (r *yamlReader) node(y *yaml.Node) Node {
	n := Node{Offset: r.offset(y)}
	n.End = n.Offset + max(len(y.Value), 1)
	if y.Anchor != "" || y.Kind == yaml.AliasNode || y.Style&yaml.TaggedStyle != 0 {
		d := r.source.At(n.Offset, 1)
		d.Message, d.Hint = message.New("value.yaml-anchor"), message.New("value.yaml-quote-hint")
		r.wrong = append(r.wrong, d)
		return n
	}
	switch y.Kind {
	case yaml.ScalarNode:
		n.Text = y.Value
		switch {
		case y.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0:
			n.Kind = String
		case y.Tag == "!!null":
			n.Kind = Null
		default:
			n.Kind = Plain
		}
		if y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
			n.Text = strings.TrimRight(n.Text, "\n")
		}
	case yaml.SequenceNode:
		n.Kind = List
		for _, item := range y.Content {
			n.Items = append(n.Items, r.node(item))
		}
	case yaml.MappingNode:
		n.Kind = Table
		for i := 0; i+1 < len(y.Content); i += 2 {
			key := y.Content[i]
			f := Field{Key: key.Value, Offset: r.offset(key), Value: r.node(y.Content[i+1])}
			if find(n.Fields, f.Key) != nil {
				d := r.source.At(f.Offset, len([]rune(f.Key)))
				d.Message, d.Hint = message.New("value.duplicate-key", f.Key), message.New("value.keep-one")
				r.wrong = append(r.wrong, d)
				continue
			}
			n.Fields = append(n.Fields, f)
		}
	}
	return n
}

// offset turns the library's line and column (in characters, both from 1) into a byte offset.
func (r *yamlReader) offset(y *yaml.Node) int {
	if y.Line < 1 || y.Line > len(r.lines) {
		return 0
	}
	start := r.lines[y.Line-1]
	column := 1
	for i := range r.source.Text[start:] {
		if column == y.Column {
			return start + i
		}
		column++
	}
	return start
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

var yamlLine = regexp.MustCompile(`line (\d+):? ?(.*)`)

// yamlError takes the line (0 if unknown) and the words out of the library's error.
func yamlError(err error) (line int, words string) {
	m := yamlLine.FindStringSubmatch(err.Error())
	if m == nil {
		return 0, err.Error()
	}
	line, _ = strconv.Atoi(m[1])
	return line, m[2]
}
