// Package client is the search engine for the browser: the analysis and the engine
// of package search once more, in JavaScript without dependencies. The source stands
// in the .js files beside this one; index.js says what the module offers. Both
// engines are held to the same golden files.
package client

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/js"
)

//go:embed *.js
var sources embed.FS

// order is that of the files in the bundle: each imports only from those before it.
var order = []string{
	"letters.js", "syllable.js", "typing.js", "reading.js", "tokens.js", "hash.js", "shard.js", "files.js", "query.js",
	"score.js", "lookup.js", "typo.js", "accent.js", "passage.js", "phrase.js", "narrow.js", "search.js", "sites.js", "index.js",
}

// public are the names that the module exports.
var public = []string{"openIndex", "analyse", "repair"}

// Script returns the module, bundled and minified, and its name, which changes with
// its content: "client.<hash>.js". Nobody may write into it.
func Script() (name string, data []byte) { return script() }

// script makes it once.
var script = sync.OnceValues(newScript)

func newScript() (name string, data []byte) {
	bundle, err := bundled()
	if err == nil {
		m := minify.New()
		m.AddFunc("js", js.Minify)
		data, err = m.Bytes("js", bundle)
	}
	if err != nil {
		panic(fmt.Sprintf("the search client: %v", err)) // it is part of the program; any test finds it
	}
	sum := sha256.Sum256(data)
	return "client." + hex.EncodeToString(sum[:8]) + ".js", data
}

// imported and exported are the only ways in which the files speak of one another;
// number is a named number at the top of one.
var (
	imported = regexp.MustCompile(`(?m)^import \{ ([\w, ]+) \} from "\./(\w+\.js)";\n`)
	exported = regexp.MustCompile(`(?m)^export (?:(async function|function|const|let) |\{.*\};\n)`)
	number   = regexp.MustCompile(`(?m)^(?:export )?const (\w+) = ([\d._* ]+);.*\n`)
	word     = regexp.MustCompile(`\w+`)
)

// bundled returns all files as one module. They stand in one function, so that the
// minifier may shorten the names in it. Named numbers stand where they are used.
func bundled() ([]byte, error) {
	var all []byte
	for _, file := range order {
		source, err := sources.ReadFile(file)
		if err != nil {
			return nil, err
		}
		all = append(all, imported.ReplaceAll(source, nil)...)
	}
	values := map[string][]byte{} // of named numbers
	for _, m := range number.FindAllSubmatch(all, -1) {
		values[string(m[1])] = slices.Concat([]byte("("), m[2], []byte(")"))
	}
	all = number.ReplaceAll(all, nil)
	all = word.ReplaceAllFunc(all, func(w []byte) []byte {
		if value := values[string(w)]; value != nil {
			return value
		}
		return w
	})
	all = exported.ReplaceAll(all, []byte("$1 "))
	names := strings.Join(public, ", ")
	return fmt.Appendf(nil, "export const { %s } = (() => {\n%sreturn { %s };\n})();\n", names, all, names), nil
}
