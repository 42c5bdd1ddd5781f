package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/runtime"
)

// accessible is what assistive technology is told about an element.
type accessible struct {
	role string // empty: it is hidden from assistive technology
	name string
}

// accessible returns what the first element of a selector is to a screen reader.
func (p *page) accessible(selector string) accessible {
	p.t.Helper()
	element := eval[*runtime.RemoteObject](p, fmt.Sprintf("document.querySelector(%q)", selector))
	if element.ObjectID == "" {
		p.t.Fatalf("there is no %s", selector)
	}
	tree := call(p, accessibility.GetPartialAXTree, accessibility.GetPartialAXTreeParams{
		ObjectID: element.ObjectID, FetchRelatives: new(false),
	})
	if len(tree.Nodes) == 0 || tree.Nodes[0].Ignored {
		return accessible{}
	}
	return accessible{role: p.text(tree.Nodes[0].Role), name: p.text(tree.Nodes[0].Name)}
}

// text returns the text of a value of the accessibility tree.
func (p *page) text(v *accessibility.Value) (text string) {
	p.t.Helper()
	if v == nil || v.Value == nil {
		return ""
	}
	if err := json.Unmarshal(v.Value, &text); err != nil {
		p.t.Fatal(err)
	}
	return text
}

// axeScript is axe-core.
var axeScript = sync.OnceValues(func() (string, error) {
	text, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		err = fmt.Errorf("no axe-core (`make test` installs it): %w", err)
	}
	return string(text), err
})

// axeRun runs what axe-core knows about the levels A and AA of WCAG 2.2, the
// older versions included.
const axeRun = `axe.run(document, {
	runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
	resultTypes: ["violations"],
}).then(result => JSON.stringify(result.violations))`

// axe returns what axe-core finds on the page as it is now, a line for each
// element. It is injected from outside, past the page's policy.
func (p *page) axe() (lines []string) {
	p.t.Helper()
	script, err := axeScript()
	if err != nil {
		p.t.Fatal(err)
	}
	p.exec(script + ";0")
	var violations []struct {
		ID, Impact, Help string
		Nodes            []struct {
			Target         []any
			FailureSummary string
		}
	}
	if err := json.Unmarshal([]byte(eval[string](p, axeRun)), &violations); err != nil {
		p.t.Fatal(err)
	}
	for _, v := range violations {
		for _, n := range v.Nodes {
			why := strings.Join(strings.Fields(n.FailureSummary), " ")
			lines = append(lines, fmt.Sprintf("%s (%s): %s: %v: %s", v.ID, v.Impact, v.Help, n.Target, why))
		}
	}
	return lines
}
