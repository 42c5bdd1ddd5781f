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
	module, err := bundle(sources, order, public)
	if err == nil {
		m := minify.New()
		m.AddFunc("js", js.Minify)
		data, err = m.Bytes("js", module)
	}
	if err != nil {
		panic(fmt.Sprintf("the search client: %v", err)) // it is part of the program; any test finds it
	}
	sum := sha256.Sum256(data)
	return "client." + hex.EncodeToString(sum[:8]) + ".js", data
}
