// Package theme renders the pages of a site through the templates of a theme.
// This page is the manual for those who make themes.
//
// # A theme's folder
//
//	themes/tdkt/
//	  theme.toml     name = "tdkt", and perhaps extends = "…"
//	  layouts/       base.html, one file for each layout, partials/
//	  assets/        css, js, pictures, fonts
//	  i18n/          vi.toml, en.toml
//	  archetypes/    what `guong new` starts an article from
//
// A file is looked up in one way: the file of that name in the site's theme,
// else in the theme that it extends. A theme in the site's folder themes/ goes
// before the one of that name that is part of the program.
//
// # Layouts
//
// The layouts are named in package site: home, section, article, page,
// taxonomy, term, honorees, honoree, search, 404, redirect. The file
// layouts/article.html defines the template "main", which base.html takes in
// with {{block "main" .}}; a layout that does not define "main" is a whole
// document by itself. Every file below layouts/partials/ can be taken in by any
// other: {{template "partials/pager.html" .Pager}}.
//
// A layout sees a [site.View] as "."; its fields lead to everything else:
// .Site, .Article, .Section, .Taxonomy, .Term, .Honoree, .Pager.
//
// # Functions
//
// Besides those of Go's html/template:
//
//	t "read.more" args…       a text of i18n/, in the site's language
//	date T                    06/07/2021 - 10:11
//	day T                     06/07/2021
//	iso T                     2021-07-06T10:11:00+07:00, for datetime="…"
//	number N                  1.204, with the language's mark of thousands
//	asset "css/tdkt.css"      an asset: .URL, .Integrity
//	cached "partials/card.html" V
//	                          the partial with V as ".", rendered once for V in
//	                          the life of the snapshot; V is an article, a
//	                          section, a taxonomy, a term, an honoree, or the
//	                          .Frame of the page. What it shows may depend on
//	                          nothing but V.
//
// # Loading
//
// Templates are minified once, when the theme is loaded, and so are style
// sheets, scripts, JSON and SVG. Assets get the hash of their content into
// their names, also where a style sheet's url(…) leads to them. What is wrong
// in a theme (a template that does not parse, a partial, text or asset that
// does not exist, a theme that extends itself) is reported with file and line
// before any page is rendered.
//
// A Theme is immutable and safe for concurrent use.
package theme
