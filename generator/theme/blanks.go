package theme

import (
	"fmt"
	"iter"
	"regexp"
	"strconv"
	"strings"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
)

// A blank is where a text takes in an argument: %s, %d or %v for the next one,
// %[2]s for the second. All three are filled with what the argument looks like,
// whatever it is: no page can show a "%!d(string=…)". %% is a percent sign, and
// so is a % that no letter, digit or bracket follows.
var blank = regexp.MustCompile(`%(?:%|(?:\[(\d{1,2})\])?([sdv])|[\pL\pN\[+#-])`)

// What stands in place of the number of an argument.
const (
	percentSign = -1
	notBlank    = -2
)

// blanks yields the blanks of a text: where each stands, and the number of its
// argument from 0, or percentSign, or notBlank.
func blanks(text string) iter.Seq2[[]int, int] {
	return func(yield func([]int, int) bool) {
		next := 0
		for _, m := range blank.FindAllStringSubmatchIndex(text, -1) {
			argument := notBlank
			switch {
			case text[m[0]:m[1]] == "%%":
				argument = percentSign
			case m[2] >= 0:
				if n, _ := strconv.Atoi(text[m[2]:m[3]]); n > 0 {
					argument, next = n-1, n
				}
			case m[4] >= 0:
				argument, next = next, next+1
			}
			if !yield(m[:2], argument) {
				return
			}
		}
	}
}

// fillBlanks puts arguments into a text.
func fillBlanks(text string, args []any) string {
	if !strings.Contains(text, "%") {
		return text
	}
	var out strings.Builder
	from := 0
	for at, argument := range blanks(text) {
		switch {
		case argument == percentSign:
			out.WriteString(text[from:at[0]] + "%")
		case argument >= 0 && argument < len(args):
			out.WriteString(text[from:at[0]])
			fmt.Fprint(&out, args[argument])
		default:
			out.WriteString(text[from:at[1]])
		}
		from = at[1]
	}
	if from == 0 {
		return text
	}
	return out.String() + text[from:]
}

// countBlanks returns how many arguments a text takes.
func countBlanks(text string) (n int) {
	for _, argument := range blanks(text) {
		n = max(n, argument+1)
	}
	return n
}

// checkBlanks reports what looks like a blank of a text and is none.
func checkBlanks(d *value.Decoder, f value.Field, text string) {
	offset := f.Value.Offset
	for at, argument := range blanks(text) {
		found := text[at[0]:at[1]]
		offset += max(strings.Index(d.Text[offset:f.Value.End], found), 0)
		if argument == notBlank {
			d.Report(diag.Error, offset, offset+len(found), message.New("theme.text-blank", found), message.New("theme.text-blank-hint", "%s", "%[1]s", "%%"))
		}
		offset = min(offset+len(found), f.Value.End)
	}
}
