// Package card draws title cards: the pictures that other sites show beside a link
// to a page that has no picture of its own (og:image).
//
// A [Painter] is made once from the fonts and colours of a theme, and draws any
// number of cards. A card shows the name of the section, the title in up to four
// lines, and the name of the site. Names and numbers stay on one line where that can
// be, and lines are of like length.
//
// The same card always has the same bytes, on every machine: outlines are
// rasterized with integers only. (golang.org/x/image/vector computes with floating
// point numbers, which some processors round once where others round twice.) They are
// compressed here, with codes that are a table in this package.
//
// A card has a palette, 4 bits a pixel. A glyph is rasterized when it is first needed
// at a size, and kept. Rows without ink are neither cleared nor compared.
package card
