// Package client holds what a page of the preview runs in the browser, and no page
// of a finished site: it changes the page as the writer saves, and shows what is
// wrong and what there is to know about it.
//
// A page loads preview.js as a module, which imports its neighbours by relative
// paths and fetches:
//
//	/__guong/events       the stream of states
//	/__guong/texts        all words for people, in the language of the writer
//	/__guong/page?path=   what the writer's bar says of a page
//	its own address       with the header X-Guong: page, the page as built
//
// preview.js joins the parts: page.js keeps what is on the screen equal to what is
// served, by match.js, which pairs the nodes of two documents, and morph.js, which
// changes one into the other; place.js holds the reader's place meanwhile.
// overlay.js and bar.js are what the writer sees.
package client

import "embed"

// FS holds the modules and the style sheet. It is read-only and safe for concurrent
// use.
//
//go:embed *.js *.css
var FS embed.FS
