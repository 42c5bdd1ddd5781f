// Package svg makes drawings harmless: an SVG picture is a document that a browser
// runs when its address is opened, with all rights of the site.
//
// [Sanitise] reads a drawing with a strict XML parser and writes it anew: only
// elements and attributes that draw, and no reference that leads out of the file.
// Two parsers may read one file in two ways; what is written has no such places,
// so that it is safe on a server that sends no headers.
//
// What cannot be read surely (entities, other encodings than UTF-8) is refused.
//
// The functions are safe for concurrent use.
package svg
