// Package markdown turns the body of a story into HTML, in one goldmark parse.
//
// The dialect is CommonMark 0.31 with tables, strikethrough, bare addresses and
// footnotes, and these habits of the house:
//
//   - A heading gets an id made by [vietnamese.Slug] ("Đổi mới" is #doi-moi),
//     or the one that stands behind it as {#id}. The page's title is its only
//     h1; a "#" in a body becomes an h2.
//   - A picture alone in its paragraph is a figure. Its title is the caption,
//     and the caption may end with a credit (see [SplitCredit]).
//   - Spaces may stand in the name of a file without <…> around it, and curly
//     quotation marks around a title.
//   - A table stands in a region that scrolls by itself on a narrow screen.
//   - Raw HTML is shown as text, or passes a sanitiser (see [RawHTML]).
//   - Punctuation stays what was typed: "05-CT/TW" and "2021 - 2026" do not change.
//
// # Addresses
//
// An address with a scheme is external. http, https, mailto and tel are written
// as they are (so is "//host/…", as https); of a link with any other scheme
// only the text is left, with a warning. A "#fragment" is checked here against
// the document's own anchors. Everything else is local: a [Ref], whose place in
// the HTML is kept open until [Document.Render] is told what it means.
//
// # Warnings
//
// A dead "#fragment" is an error. All else is a warning with its place: what is
// not shown or shown otherwise than it was written (raw HTML, comments,
// addresses, footnotes), headings out of order, pictures without a description,
// and what a paste from Word leaves behind: bullets that make no list,
// indentation that makes code, a year that makes a numbered list.
//
// # Classes in the HTML
//
// A theme styles: figure, figcaption, span.credit; div.table around a table, and
// th and td with align-left, align-center or align-right; section.footnotes,
// a.footnote and a.footnote-back. Ids of headings are words joined by hyphens,
// those of footnotes contain a colon, so that ids of the theme itself are safe
// with an underscore in them.
//
// # Guarantees
//
// The same source gives the same bytes. A Document shares no memory with the
// source. A [Converter] is immutable and safe for concurrent use, and so is a
// [Document].
package markdown
