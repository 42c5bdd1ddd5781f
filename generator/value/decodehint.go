package value

import (
	"guong/generator/diag"
	"guong/generator/message"
)

// Write returns the hint to write key with value, which is in quotation marks
// if it is text: in TOML or YAML, as the text is.
func (d *Decoder) Write(key, value string) message.Message {
	return message.New("value.write", d.line(key, value))
}

// WriteEither returns the hint to write key with one value or the other, each as
// [Decoder.Write] takes it.
func (d *Decoder) WriteEither(key, one, other string) message.Message {
	return message.New("value.write-either", d.line(key, one), d.line(key, other))
}

func (d *Decoder) line(key, value string) string {
	if d.YAML {
		return key + ": " + value
	}
	return key + " = " + value
}

func (d *Decoder) wrongType(n Node, key, wanted string, hint message.Message) {
	kind := n.Kind
	if kind == Invalid {
		kind = String
	}
	d.report(n, message.New("value.wrong-type", key, message.New(wanted), kind), hint)
}

// report reports an error about the value n. What the reader said of an invalid
// value is made more precise, not said twice.
func (d *Decoder) report(n Node, text, hint message.Message) {
	if n.Kind == Invalid {
		d.amend(n, text, hint)
		return
	}
	d.Report(diag.Error, n.Offset, n.End, text, hint)
}

// amend replaces what the reader said of the invalid value n, if that was only
// that it lacks quotation marks: the key knows better what is missing.
func (d *Decoder) amend(n Node, text, hint message.Message) {
	place := d.At(n.Offset, 0).Position
	for i := range d.Wrong {
		if wrong := &d.Wrong[i]; wrong.Position == place && wrong.Message.ID == "value.unquoted" {
			wrong.Message, wrong.Hint = text, hint
			return
		}
	}
}

var kindNames = map[Kind]string{
	Null: "kind-null", String: "kind-string", Integer: "kind-integer", Float: "kind-float", Bool: "kind-bool",
	Time: "kind-time", Plain: "kind-string", Invalid: "kind-string", List: "kind-list", Table: "kind-table",
}

// In returns the name of k in language l.
func (k Kind) In(l message.Language) string { return message.New("value." + kindNames[k]).In(l) }
