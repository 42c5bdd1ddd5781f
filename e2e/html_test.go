package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// validateHTML returns what html-validate finds in the HTML files of a finished
// site, or in those that are named, a line for each fault. .htmlvalidate.json says what it looks for: what it
// recommends, but for
//
//   - doctype-style and no-implicit-button-type: the minifier writes what is
//     shortest, and leaves out what is the default;
//   - long-title: how long a title may be is for `guong check` to say;
//   - valid-id, relaxed: HTML lets ids hold colons, as those of footnotes do;
//   - prefer-native-element for regions: a table that scrolls sideways is one
//     for the keyboard, not a section of the text;
//   - aria-label-misuse for what ARIA lets have a name, like lists.
func validateHTML(t *testing.T, dir string, names ...string) []string {
	t.Helper()
	// Node ends without waiting for who reads a pipe; a file gets everything.
	report, err := os.Create(filepath.Join(t.TempDir(), "report"))
	if err != nil {
		t.Fatal(err)
	}
	defer report.Close()
	var stderr strings.Builder
	arguments := []string{"node_modules/html-validate/bin/html-validate.mjs", "--config", ".htmlvalidate.json", "--formatter", "text", "--ext", "html"}
	if len(names) == 0 {
		names = []string{""}
	}
	for _, name := range names {
		arguments = append(arguments, filepath.Join(dir, name))
	}
	command := exec.Command("node", arguments...)
	command.Stdout, command.Stderr = report, &stderr
	failure := command.Run()
	if failure == nil {
		return nil
	}
	text, err := os.ReadFile(report.Name())
	if err != nil {
		t.Fatal(err)
	}
	if len(text) == 0 {
		t.Fatalf("html-validate (`make test` installs it): %v\n%s", failure, stderr.String())
	}
	return strings.Split(strings.TrimSpace(strings.ReplaceAll(string(text), dir+"/", "")), "\n")
}
