package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/term"

	"guong/generator"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/search"
)

// searchCommand is `guong search QUERY`.
type searchCommand struct {
	Query       []string `arg:"" placeholder:"${query}" help:"${searchquery}"`
	Destination string   `short:"d" placeholder:"${folder}" help:"${searchdestination}"`
	Limit       limit    `placeholder:"${number}" default:"10" help:"${searchlimit}"`
	Filter      []filter `sep:"none" placeholder:"${filter}" help:"${searchfilter}"`
	Newest      bool     `help:"${searchnewest}"`
	JSON        bool     `name:"json" help:"${json}"`
}

// limit is how many results are wanted.
type limit int

// UnmarshalText reads a number above 0.
func (l *limit) UnmarshalText(text []byte) error {
	n, err := strconv.Atoi(string(text))
	if err != nil || n < 1 {
		return fmt.Errorf("not a number: %q", text)
	}
	*l = limit(n)
	return nil
}

// filter is a value that results must have.
type filter struct{ key, value string }

// UnmarshalText reads KEY=VALUE.
func (f *filter) UnmarshalText(text []byte) error {
	key, value, ok := strings.Cut(string(text), "=")
	f.key, f.value = strings.TrimSpace(key), strings.TrimSpace(value)
	if !ok || f.key == "" || f.value == "" {
		return errors.New("not a filter: " + strconv.Quote(string(text)))
	}
	return nil
}

// Run asks the finished site and shows what it has.
func (c *searchCommand) Run(t terminal, line *commandLine, status *int) error {
	r := search.Request{Query: strings.Join(c.Query, " "), Size: int(c.Limit), Newest: c.Newest, Filters: map[string][]string{}}
	for _, f := range c.Filter {
		r.Filters[f.key] = append(r.Filters[f.key], f.value)
	}
	found, wrong := generator.Search(generator.Options{Source: line.Source, Config: line.Config, Destination: c.Destination}, r)
	if wrong != nil {
		*status = exitWrong
		if wrong[0].Message.ID == generator.UnknownFilter {
			*status = exitUsage
		}
	}
	if c.JSON {
		return writeAnswer(t, found.Answer, wrong)
	}
	t.show(wrong)
	if wrong == nil {
		asked := r.Query
		if found.Corrected != "" {
			asked = found.Corrected
		}
		showAnswer(t, found, asked)
	}
	return nil
}

// jsonAnswer is what `guong search --json` prints.
type jsonAnswer struct {
	search.Answer
	Diagnostics []jsonDiagnostic `json:"diagnostics,omitempty"`
}

func writeAnswer(t terminal, a search.Answer, wrong diag.List) error {
	out := jsonAnswer{Answer: a}
	for _, d := range wrong {
		out.Diagnostics = append(out.Diagnostics, jsonDiagnosticOf(d, t.language))
	}
	encoder := json.NewEncoder(t.out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(out)
}

// showAnswer prints an answer for people, with the words of the query that it
// matches in bold where the output is a terminal.
func showAnswer(t terminal, found generator.Found, asked string) {
	word := func(id string, args ...any) string { return message.New("search."+id, args...).In(t.language) }
	mark := func(text string) string { return text }
	if term.IsTerminal(int(os.Stdout.Fd())) && os.Getenv("NO_COLOR") == "" {
		mark = func(text string) string { return emphasised(text, asked) }
	}
	var b strings.Builder
	if found.Corrected != "" {
		b.WriteString(word("corrected", found.Corrected) + "\n")
	}
	switch {
	case found.Total == 0:
		b.WriteString(word("found-none") + "\n")
	case found.Exact:
		b.WriteString(word("found", message.Number(found.Total)) + "\n")
	default:
		b.WriteString(word("found-more", message.Number(found.Total)) + "\n")
	}
	if found.Suggestion != "" {
		b.WriteString(word("meant", found.Suggestion) + "\n")
	}
	for _, r := range found.Results {
		fmt.Fprintf(&b, "\n%s\n", mark(r.Title))
		place := found.Absolute(r.URL)
		if date, err := time.Parse(time.RFC3339, r.Date); err == nil {
			place = date.Format(word("date")) + "  " + place
		}
		for _, row := range []string{place, mark(r.Summary)} {
			if row != "" {
				fmt.Fprintf(&b, "  %s\n", row)
			}
		}
		if len(r.Missing) > 0 {
			fmt.Fprintf(&b, "  %s\n", word("missing", strings.Join(r.Missing, ", ")))
		}
	}
	fmt.Fprint(t.out, b.String())
	if found.Incomplete {
		t.show(diag.List{{Severity: diag.Warning, Message: message.New("search.incomplete"), Hint: message.New("search.damaged-hint")}})
	}
}

// emphasised returns text with what matches the query in bold (ECMA-48, SGR 1 and 22).
func emphasised(text, query string) string {
	var b strings.Builder
	from := 0
	for _, place := range search.Mark(text, query) {
		b.WriteString(text[from:place[0]] + "\x1b[1m" + text[place[0]:place[1]] + "\x1b[22m")
		from = place[1]
	}
	return b.String() + text[from:]
}
