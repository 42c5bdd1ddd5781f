package content

import (
	"path"
	"slices"
	"strings"
)

// Unread reports whether a file or folder of that name is never published, and why:
// the text of that name in the catalogue; "" if it may be.
func Unread(name string) (why string) {
	switch {
	case name == "" || strings.Trim(name, ".") == "" || name == WellKnown:
		return ""
	case isHidden(name) && !isIndex(name):
		return "content.unread-hidden"
	case isLeftover(name):
		return "content.unread-leftover"
	case isMisnamed(name):
		return "content.unread-misnamed"
	}
	return ""
}

// isLeftover reports whether a file is what an editor, Office or a system leaves
// beside the files that people work on. It may hold the whole text of a draft.
func isLeftover(name string) bool {
	lower := strings.ToLower(name)
	if slices.Contains(leftoverNames, lower) || slices.Contains(leftoverExtensions, path.Ext(lower)) {
		return true
	}
	switch {
	case strings.HasSuffix(lower, "~"), // Emacs, Vim, gedit, Kate
		strings.HasPrefix(lower, "~$"),                                 // Word, Excel and PowerPoint while a file is open
		strings.HasPrefix(lower, "~wr"),                                // Word's temporary files
		strings.HasPrefix(lower, "#") && strings.HasSuffix(lower, "#"): // Emacs
		return true
	}
	return false
}

// leftoverNames are files of Windows and macOS.
var leftoverNames = []string{"thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "icon\r", "__macosx"}

// leftoverExtensions are those of backups, locks, unfinished downloads and
// shortcuts.
var leftoverExtensions = []string{
	".bak", ".backup", ".bkp", ".old", ".orig", ".rej", ".save", ".sav", ".tmp", ".temp",
	".swp", ".swo", ".swn", ".kate-swp", ".un~", ".autosave", ".asd", ".wbk", ".xlk", ".laccdb", ".ldb",
	".part", ".partial", ".crdownload", ".download", ".lnk", ".url", ".lock", ".ds_store",
}

// isMisnamed reports whether a file is a text that is not read because of its
// name: Notepad adds ".txt", other generators have other extensions.
func isMisnamed(name string) bool {
	lower := strings.ToLower(name)
	ext := path.Ext(lower)
	if slices.Contains([]string{".mdx", ".mdown", ".mkd", ".mkdn", ".mdwn", ".mdtext"}, ext) {
		return true
	}
	return slices.Contains([]string{".txt", ".text", ".rtf", ".doc", ".docx", ".odt"}, ext) && isMarkdown(strings.TrimSuffix(lower, ext))
}

// markdownName returns what a misnamed text should be called.
func markdownName(name string) string {
	stem := strings.TrimSuffix(name, path.Ext(name))
	if isMarkdown(stem) {
		return stem
	}
	return stem + ".md"
}
