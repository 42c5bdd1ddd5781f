// Package theme renders the pages of a site through the templates of a theme.
// This page is the manual for those who make themes.
//
// # A theme's folder
//
//	themes/tdkt/
//	  theme.toml     name = "tdkt", and perhaps extends = "…" and [share]
//	  layouts/       base.html, one file for each layout, partials/
//	  assets/        css, js, pictures, fonts
//	  i18n/          vi.toml, en.toml
//	  share/         fonts of title cards; not published
//	  archetypes/    what `guong new` starts an article from
//
// A file is looked up in one way: the file of that name in the site's theme,
// else in the theme that it extends. A theme in the site's folder themes/ goes
// before the one of that name that is part of the program, and can extend it: to
// change one partial of tdkt, a site has themes/tdkt/ with theme.toml, which says
// extends = "tdkt", and that partial.
//
// # Layouts
//
// The layouts are named in package site: home, section, article, page,
// taxonomy, term, honorees, honoree, roll, archive, period, corrections,
// removed, search, 404, redirect. The file
// layouts/article.html defines the template "main", which base.html takes in
// with {{block "main" .}}; a layout that does not define "main" is a whole
// document by itself. Every file below layouts/partials/ can be taken in by any
// other: {{template "partials/pager.html" .Pager}}. What a layout defines is its
// own; what base.html or a partial defines, every layout can take in.
//
// A layout sees a [site.View] as "."; its fields lead to everything else:
// .Site, .Article, .Section, .Taxonomy, .Term, .Honoree, .Pager.
//
// # Functions
//
// Besides those of Go's html/template:
//
//	t "read.more" args…       a text of i18n/, in the site's language
//	date T                    06/07/2021 - 10:11; 06/07/2021 at midnight; nothing for no date
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
//	picture IMAGE "lead" "100vw"
//	                          the <img> of a picture, or nothing for nil, always with a
//	                          width and a height. "lead" is loaded before all others,
//	                          "plain" when it comes near; "beside" too, and has no alt, as
//	                          the words beside it say what it shows. The last is how wide
//	                          the page shows it, as in the attribute sizes.
//	policy .Site              the Content-Security-Policy as a <meta>, which belongs before
//	                          scripts and styles: everything comes from the site itself,
//	                          nothing stands inline
//	metadata .                for the head of a page: JSON-LD, Open Graph and Dublin
//	                          Core; nothing where .NoIndex is set. A page that has
//	                          no .Title takes the text <layout>.title: search.title
//
// A page's feeds are at {{.Feed}}rss.xml, {{.Feed}}atom.xml and {{.Feed}}feed.json.
//
// A path from the site's root, as writers give it in the configuration, gets the
// base path by {{.Site.Local .Site.Organisation.Logo}}.
//
// # Texts
//
// The texts of i18n/vi.toml are those of i18n/en.toml where that lacks one, and a
// theme has those of the theme that it extends. A table prefixes the keys in it:
// more in [read] is "read.more". %s, %d and %v take in the next argument, %[2]s the
// second; all three write it as it is. A % before a letter is written %%.
//
// # Assets
//
// An asset gets the hash of its content into its name, so that browsers may keep
// it for ever: {{with asset "css/tdkt.css"}}<link rel="stylesheet"
// href="{{.URL}}" integrity="{{.Integrity}}">{{end}}. Style sheets may lead to
// files by url(…), with paths as they are in the theme.
//
// A style sheet that another one takes in by @import becomes part of it, with its
// media condition, so that a page loads one file; it is no asset of its own then.
// Only imports from other hosts and those with layer or supports stay requests, and
// come first. The imports of scripts are not followed.
//
// # Loading
//
// Templates are minified once, when the theme is loaded, and so are style
// sheets, scripts, JSON and SVG. White space in a template stays where it may
// separate words: what stands between two actions stays too. Where that leaves
// many empty lines, {{- and -}} take them out.
//
// What is wrong in a theme is reported with file and line before any page is
// rendered: a template that does not parse or that html/template cannot escape; a
// partial, function, text or asset that does not exist; a text with too few
// arguments; an asset with a mistake; a theme that extends itself. Only a field
// that does not exist is found when a page is rendered.
//
// A page of more than 64 MB is an error, and so are templates that call each other
// 100,000 deep.
//
// A Theme is immutable and safe for concurrent use.
package theme
