package message

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

// Language is a language that Gương speaks, as a BCP 47 primary tag.
type Language string

// The languages of the catalogues.
const (
	Vietnamese Language = "vi"
	English    Language = "en"
)

// Environment returns the language that the environment asks for: GUONG_LANG
// ("vi" or "en"), else an LC_ALL, LC_MESSAGES or LANG (the first that is set) that names
// English, else Vietnamese. The locales C and POSIX name no language.
func Environment(getenv func(string) string) Language {
	if l := strings.ToLower(getenv("GUONG_LANG")); l != "" {
		if strings.HasPrefix(l, "en") {
			return English
		}
		return Vietnamese
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := getenv(name); value != "" {
			if strings.HasPrefix(strings.ToLower(value), "en") {
				return English
			}
			return Vietnamese
		}
	}
	return Vietnamese
}

//go:embed vi/*.toml en/*.toml
var files embed.FS

var (
	vietnamese = sync.OnceValue(func() map[string]string { return mustRead("vi") })
	english    = sync.OnceValue(func() map[string]string { return mustRead("en") })
)

func (l Language) catalogue() map[string]string {
	if l == English {
		return english()
	}
	return vietnamese()
}

// mustRead merges the catalogues of one language. They are part of the binary,
// and a test reads them all, so that a user cannot meet its panic.
func mustRead(dir string) map[string]string {
	texts := map[string]string{}
	names, err := fs.Glob(files, dir+"/*.toml")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		room := strings.TrimSuffix(strings.TrimPrefix(name, dir+"/"), ".toml")
		var table map[string]string
		if _, err := toml.DecodeFS(files, name, &table); err != nil {
			panic(fmt.Errorf("%s: %w", name, err))
		}
		for id, text := range table {
			texts[room+"."+id] = text
		}
	}
	return texts
}
