// Package check is the editorial lint: what an editor should look at before a
// site is published, beyond what stops a build.
//
// It sees two things. A [Linter] reads texts as their writers wrote them, and
// looks for what readers, the law or good custom would object to: a picture
// without a description, a telephone number, a child's name. [Pages] reads the
// built pages, whatever made them, and finds links and anchors that lead nowhere.
//
// A rule has a name ("phone"), a severity, and three texts in the catalogue: what
// is wrong, why, and how to mend it. The law behind a rule is dated data
// (legal.toml): a [Finding] names the texts that are in force on the day of the
// check, and none if there is none. Rules can be turned off by name, for a site
// or for one text; [Rules] lists them.
//
// Patterns are made to be right rather than complete: a finding that is none
// teaches people to overlook the others. Whatever a rule says, a person decides.
//
// A Linter is immutable and safe for concurrent use. Of Pages, every goroutine
// uses a [PageReader] of its own. The same input gives the same findings.
package check
