// Package themes holds the themes that are part of the program, each in the
// folder of its name. What a theme's folder contains, and how one theme inherits
// from another, is told by package guong/generator/theme.
package themes

import "embed"

// FS holds the folders of all themes of the program: "tdkt/theme.toml",
// "tdkt/layouts/base.html"… It is read-only and safe for concurrent use.
//
//go:embed all:tdkt all:toi-gian
var FS embed.FS
