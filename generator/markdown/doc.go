// Package markdown turns the body of a story into HTML, in one goldmark parse.
//
// The dialect is CommonMark 0.31 with tables, strikethrough, bare addresses and
// footnotes, and these habits of the house:
//
//   - A heading gets an id made by [vietnamese.Slug] ("Đổi mới" is #doi-moi),
//     or the one that stands behind it as {#id}. The page's title is its only
//     h1; a "#" in a body becomes an h2.
//   - A picture alone in its paragraph is a figure. Its title is the caption,
//     and the caption may end with a credit (see [SplitCredit]). A line in italics
//     below the picture is its caption too; so is a whole paragraph in italics
//     behind it that has a credit, as converters of Word files write it.
//   - Several pictures in a paragraph, with such captions or without, are a series.
//   - A film or sound that is written as a picture is a figure (see [Media]). A
//     film on YouTube, Facebook or VTV alone in its paragraph is a card that leads
//     there, from which nothing is loaded.
//   - What is pasted and can mean one thing only is read as meant: "##Tít",
//     **Hỏi:**Xin, addresses of files and of the web with spaces, curly
//     quotation marks around a title, [a]([https://a.vn](https://a.vn)),
//     ![a] (b.jpg), addresses of the preview.
//   - A table loses no text: it keeps cells beyond its head, and a line without
//     "|" below it is a paragraph. It stands in a region that scrolls by itself
//     on a narrow screen.
//   - An item that begins with "[ ]" or "[x]" is a task.
//   - A quotation that begins with "[!name]" is a box, a pull quote, a block of figures,
//     a timeline, or text in another language: see boxKinds. Names are read without
//     their marks, in Vietnamese or as GitHub has them; what nothing is called is a box.
//     The text of a box is not the excerpt.
//   - Paragraphs that begin with **Hỏi:**, **PV:** or a name are the turns of an
//     interview, if there are two of them (see findTurns).
//   - [Good morning]{en} or {tiếng Anh} tells the language of text.
//   - Raw HTML is shown as text, or passes a sanitiser (see [RawHTML]).
//   - Punctuation stays what was typed: "05-CT/TW" and "2021 - 2026" do not change.
//
// # Addresses
//
// An address with a scheme is external. http, https, mailto and tel are written
// as they are (so is "//host/…", as https); of a link with any other scheme
// only the text is left, with a warning. A "#fragment" is checked here against
// the document's own anchors, and leads to the heading that it means (see
// [Document.Anchor]). Everything else is local: a [Ref], whose place in
// the HTML is kept open until [Document.Render] is told what it means.
//
// # Warnings
//
// A dead "#fragment" is an error. All else is a warning with its place: what is
// not shown or shown otherwise than it was written (raw HTML, comments,
// addresses, footnotes), headings out of order, pictures without a description,
// and what a paste from Word leaves behind: bullets that make no list,
// indentation that makes code, a year that makes a numbered list. So is what has
// stayed text although it looks like Markdown or like the code of another
// program, with the corrected line where there is one.
//
// # Bounds
//
// Time and memory of a conversion grow in proportion to its source. goldmark
// takes quadratic time for many signs in one block, so such a block is parsed in
// pieces (see maxSigns). Nesting, the columns of a table and the length of labels
// are bounded, with a warning.
//
// # Classes in the HTML
//
// A theme styles: figure, figcaption, span.credit; .series (a div, or a figure if
// it has a caption) with figure.shape and one of .shape-3-2 and the like, whose
// a.enlarge leads to the picture itself; figure.film and figure.sound with
// details.transcript; figure.elsewhere with span.title and span.watch; div.table around a table, and
// th and td with align-left, align-center or align-right, and range if they hold one; li.task;
// section.footnotes, a.footnote and a.footnote-back. Of boxes: div.box, perhaps with .note,
// .tip, .important, .warning or .caution, and p.box-title or p.box-label (with lang where the text is
// in another language than the site, as in span.watch); blockquote.pull;
// p.who, who has said a quotation; .figures and .timeline, in which strong.value may hold
// span.number and span.colon. Of interviews: p.question and p.answer with strong.speaker.
// Ids of headings are words joined by hyphens,
// those of footnotes contain a colon, so that ids of the theme itself are safe
// with an underscore in them.
//
// # Guarantees
//
// The same source gives the same bytes. A Document shares no memory with the
// source. A [Converter] is immutable and safe for concurrent use, and so is a
// [Document].
package markdown
