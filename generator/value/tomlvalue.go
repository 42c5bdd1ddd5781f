package value

import (
	"strings"

	"guong/generator/message"
)

// value reads a value: nested within brackets or braces, or behind a key.
func (r *tomlReader) value(nested bool) (n Node, ok bool) {
	n.Offset = r.at
	if r.at == len(r.Text) || r.endsAt(r.at) || r.Text[r.at] == '#' {
		return n, r.fail(faultNoValue, r.at)
	}
	switch c := r.Text[r.at]; c {
	case '"', '\'':
		n.Kind = String
		n.Text, ok = r.string(c)
		if !ok && nested && r.fault.kind == faultUnclosed {
			n.Kind = Invalid
			n.Text, ok = r.loneItem(n.Offset)
		}
	case '[':
		n.Kind = List
		n.Items, ok = r.array()
	case '{':
		n.Kind = Table
		ok = r.inlineTable(&n)
	default:
		n.Kind, n.Text, ok = r.bare(nested)
	}
	n.End = r.at
	return n, ok
}

// array reads [ … ]. A comma that is missing between two values is reported and
// taken as written.
func (r *tomlReader) array() (items []Node, ok bool) {
	open := r.at
	if r.depth++; r.depth > maxDepth {
		return nil, r.fail(faultDepth, open)
	}
	r.at++
	for {
		r.blank()
		if r.take(']') {
			r.depth--
			return items, true
		}
		if r.at == len(r.Text) || r.startsStatement() {
			return items, r.fail(faultOpenList, open)
		}
		item, ok := r.value(true)
		if !ok {
			switch kind := r.fault.kind; {
			case kind == faultUnclosed && r.lineStart(r.fault.from) == r.lineStart(open) && !isLong(r.Text[r.fault.from:]),
				kind <= faultEquals, kind == faultNoValue:
				r.fail(faultList, open)
			}
			return items, false
		}
		items = append(items, item)
		end := r.at
		if !r.startsDelimiter() && r.at == end && item.Kind == String {
			text, ok := r.loneItem(item.Offset)
			if !ok {
				return items, r.fail(faultList, open)
			}
			items[len(items)-1] = Node{Kind: Invalid, Text: text, Offset: item.Offset, End: r.at}
			end = r.at
		}
		r.blank()
		switch {
		case r.take(','):
		case r.at < len(r.Text) && r.Text[r.at] == ']':
		case r.at == len(r.Text) || r.startsStatement():
			return items, r.fail(faultOpenList, open)
		case strings.IndexByte(`"'[{0123456789`, r.Text[r.at]) < 0:
			return items, r.fail(faultList, open)
		default:
			r.missingComma(end)
		}
	}
}

// startsDelimiter reports whether what comes next may follow a value.
func (r *tomlReader) startsDelimiter() bool {
	return r.at == len(r.Text) || strings.IndexByte(" \t\r\n,]}#", r.Text[r.at]) >= 0
}

// startsStatement recognises a line that is a header or begins with `key =`, which
// no list has between its brackets: the bracket above it is not closed.
func (r *tomlReader) startsStatement() bool {
	if r.at != r.lineStart(r.at) {
		return false
	}
	line := strings.TrimSpace(r.lineAt(r.at))
	if strings.HasPrefix(line, "[") {
		name := strings.TrimSpace(strings.Trim(line, "[]"))
		kind, _ := scalar(name)
		return strings.HasSuffix(line, "]") && kind == Invalid && name != "" && !strings.ContainsAny(name, `[]{},="'`)
	}
	name, _, equals := strings.Cut(line, "=")
	return equals && name != "" && !strings.ContainsAny(name, `"'[]{},`)
}

// loneItem takes what stands from from to the end of its line, but for a comma,
// as one value whose quotation marks are wrong; ok is false if something else
// stands before it in the line, so that there is no telling.
func (r *tomlReader) loneItem(from int) (text string, ok bool) {
	if strings.TrimSpace(r.Text[r.lineStart(from):from]) != "" {
		return "", false
	}
	v := strings.TrimRight(r.Text[from:max(r.lineEnd(from), from)], " \t")
	comma := strings.HasSuffix(v, ",")
	v = strings.TrimRight(strings.TrimSuffix(v, ","), " \t")
	if v == "" || strings.ContainsAny(v[len(v)-1:], "]}") {
		return "", false
	}
	fixed := quoted(straight(v))
	if strings.Count(v, v[:1]) > 2 {
		fixed = requoted(v)
	}
	if !comma {
		fixed += ","
	}
	r.at = from + len(v)
	r.damagedQuotes(from, fixed)
	return straight(v), true
}

// inlineTable reads { … } into n, with line ends and a comma before the brace,
// as TOML 1.1 allows.
func (r *tomlReader) inlineTable(n *Node) bool {
	open := r.at
	if r.depth++; r.depth > maxDepth {
		return r.fail(faultDepth, open)
	}
	r.at++
	for {
		r.blank()
		if r.take('}') {
			r.depth--
			return true
		}
		if r.at == len(r.Text) {
			return r.fail(faultOpenTable, open)
		}
		if !r.pair(n, true) {
			if r.fault.kind <= faultEquals {
				r.fail(faultTable, open)
			}
			return false
		}
		end := r.at
		r.blank()
		switch {
		case r.take(','):
		case r.at < len(r.Text) && r.Text[r.at] == '}':
		case r.at == len(r.Text) || r.startsStatement() && n.Fields[0].Offset < r.lineEnd(open):
			return r.fail(faultOpenTable, open)
		case r.at == end || !r.startsKey():
			return r.fail(faultTable, open)
		default:
			r.missingComma(end)
		}
	}
}

// startsKey reports whether `key =` comes next.
func (r *tomlReader) startsKey() bool {
	at := r.at
	defer func() { r.at = at }()
	if r.bareKey() == "" {
		return false
	}
	r.spaces()
	return r.take('=')
}

// bare reads what stands without quotation marks: true, false, a number, a date,
// or text that should have them.
func (r *tomlReader) bare(nested bool) (kind Kind, text string, ok bool) {
	start := r.at
	for r.at < len(r.Text) && !r.startsDelimiter() {
		r.at++
	}
	token := r.Text[start:r.at]
	kind, text = scalar(token)
	end := r.at
	r.spaces()
	last := r.at == len(r.Text) || strings.IndexByte(",]}#", r.Text[r.at]) >= 0 || r.endsAt(r.at)
	r.at = end
	if kind != Invalid && last {
		return kind, text, true
	}
	rest := r.bareText(start, nested)
	if rest == "" {
		return Invalid, "", r.fail(faultNoValue, start)
	}
	date, _, _ := strings.Cut(rest, "#")
	switch _, wrong := ParseDate(date, nil); {
	case wrong == DateOK:
		date = strings.TrimRight(date, " \t")
		r.at = start + len(date)
		return Time, date, true
	case kind != Invalid && nested:
		return kind, text, true // a comma is missing
	case nested && strings.Contains(rest, "="):
		return Invalid, "", r.fail(faultEquals, start)
	case nested && strings.ContainsAny(rest, "[{"):
		return Invalid, "", r.fail(faultLine, start)
	}
	r.at = start + len(rest)
	r.unquoted(start, rest)
	return Invalid, straight(rest), true
}

// bareText returns the text that begins at start: to the end of the line or a
// comment, between brackets also to a comma or the closing bracket.
func (r *tomlReader) bareText(start int, nested bool) string {
	end := start
	curly := startsCurly(r.Text[start:])
	for ; end < len(r.Text) && !r.endsAt(end); end++ {
		c := r.Text[end]
		if c == '#' && end > start && (r.Text[end-1] == ' ' || r.Text[end-1] == '\t') || isControl(c) {
			break
		}
		if nested && (c == ']' || c == '}' || c == ',' && !curly) {
			break
		}
		if curly && end > start && strings.HasPrefix(r.Text[end:], "”") {
			curly = false
		}
	}
	return strings.TrimRight(r.Text[start:end], " \t")
}

// endsValue reports whether nothing but a comment follows the value n of a line
// `key = value`. What follows a text in quotation marks is reported.
func (r *tomlReader) endsValue(n *Node) bool {
	end := r.at
	r.spaces()
	if r.at == len(r.Text) || r.endsAt(r.at) || r.Text[r.at] == '#' {
		r.at = end
		return true
	}
	if n.Kind != String || isLong(r.Text[n.Offset:]) {
		rest := r.bareText(r.at, false)
		if rest == "" || strings.Trim(rest, ";,.") != "" {
			return r.fail(faultLine, r.at)
		}
		r.propose(r.at, r.at+len(rest), message.New("value.after-value"), edit{end, r.at + len(rest), ""})
		r.at += len(rest)
		return true
	}
	v := r.bareText(n.Offset, false)
	r.at = n.Offset + len(v)
	r.afterString(n.Offset, v)
	*n = Node{Kind: Invalid, Text: straight(v), Offset: n.Offset, End: r.at}
	return true
}
