// Package search makes the search index of a finished site, a folder of static
// files, and answers queries from these files. Nothing runs on the server: a
// script in the browser (package client) does the same as [Index] does here, and
// golden files hold the two together. docs/search-format.md describes the files and
// the arithmetic for those who write a third.
//
// [UpdateSite] makes the index from the last one, [WriteSite] and [Write] without, [Open] and [Index.Search] ask it, [Mark]
// shows in a text what a query matched.
//
// # Words
//
//   - A token is one run of letters and digits of a text; its term is what is
//     indexed: in lower case, without marks.
//   - A reading is the code of the marks that the token was written with. Term and
//     reading together give the syllable back. See [Reading].
//   - A pair is two neighbouring terms. A syllable of Vietnamese says little, a pair
//     of them is nearly a word: pairs are what is looked up first.
//   - A single is one term by itself.
//   - A list is the postings of a pair or single in one reading: documents, in the
//     order of their dates, and their impacts.
//   - An impact is how much a term's frequency counts for a document, 1 to 7: the
//     frequency part of BM25F, weighted by field and length.
//   - A place is where the lists of a pair or single stand: a shard, which is one
//     file, and a key in it. It is made of hashes, so no directory is needed.
//   - The head of a long list, its postings with the highest impacts, stands in its
//     shard, the tail in a file of its own.
//   - A segment is a run of documents with shards, cards and facets of its own.
//   - A stamp is what the files of a segment begin with: it tells which documents have
//     which numbers in them.
//   - A card is what a result shows of a document.
//   - A facet is a way to narrow results down: province, award, year.
//   - Coverage is the share of a query's tokens that a document has.
//
// # How text is read
//
// [Analyse] takes text in NFC, as vietnamese.Repair leaves it. A query is repaired
// first.
//
//  1. Letters, marks and decimal digits make tokens, all else separates. A Chinese
//     or Japanese character is a token by itself.
//  2. A point or comma between ASCII digits belongs to a number (84.016; 11,22);
//     letters behind such a number begin another token (1.000đ).
//  3. Capitals go down; Ð ð Ɖ ɖ are đ, Ƣ ƣ are ư, full-width forms are ASCII.
//  4. Without letters it is a [Number]. Points or commas between groups of three
//     digits go, a decimal comma and what is no such number stay, leading zeros go;
//     6.7.2021 is the date 6/7/2021.
//  5. What is spelled like a Vietnamese syllable is a [Syllable], wherever its tone
//     stands: hòa is hoà, vịêt is việt. A lone y behind a consonant is i: kỹ is kĩ.
//     What some syllable folds to is one without marks.
//  6. What else is in capitals, or has no vowel, and has two letters or more is an
//     [Abbreviation].
//  7. What Telex or VNI make a syllable of is this syllable (tieesng, d9ien3). What
//     has digits is either that or a word, whatever rules 5 and 6 say.
//  8. All else is a [Word], folded.
//  9. Tokens with one of - / & . ' ’ ‑ – between them and nothing more, two to eight
//     and not all of them syllables, are a [Compound] as well (05-CT/TW, COVID-19),
//     which stands behind its parts: their terms together, of numbers with slashes.
//  10. Terms are cut at 64 bytes.
//  11. A sentence ends at ! ? … and a line's end, and at a point that no letter or
//     digit follows at once, unless an abbreviation stands before it.
//
// Every token but a compound makes a pair with the one before it if it is no number:
// 84.016 tỷ is a pair, năm 2020 is none. In a body no pair goes over a sentence's end.
//
// # What is written
//
// Title, summary, names (terms with their former names, honorees, awards,
// documents) and body are indexed, with weights. A text that has an abbreviation is
// indexed also under what it stands for, and the other way round; what that is, a
// site's own list says, then the texts ("Thi đua - Khen thưởng (TĐKT)"), then the
// list of this package.
//
// # Guarantees
//
// The files are the same, byte for byte, for the same documents and options, whatever the order of the
// documents, the number of cores and the memory. A later document leaves earlier
// segments as they are, but for one in 64 and where the rounded average length steps,
// and the words of a document mostly change the shards of these words only.
//
// Write holds postings in about [Options].Memory bytes and puts the others into a
// temporary file, which it removes whatever happens; the finished files it returns in
// memory, while [Update] hands them out one by one. It asks for a body more than once and keeps none. All cores work, so the Body
// of different documents is called from several goroutines at once. Write is safe for concurrent use and stops when its context is
// done.
//
// An Index reads what a query needs and keeps it; it belongs to one goroutine. What
// is missing or damaged makes an answer incomplete and nothing worse; there are no
// checksums, so damage that still decodes goes unnoticed. [Analyse] and [Mark] are
// safe for concurrent use and take any string.
//
// # Sources
//
//   - BM25F: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and
//     Beyond, Foundations and Trends in Information Retrieval 3 (2009)
//   - Impacts in place of frequencies: Anh, de Kretser and Moffat, Vector-Space
//     Ranking with Effective Early Termination, SIGIR 2001
//   - FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/; the finaliser of MurmurHash3:
//     https://github.com/aappleby/smhasher
//   - DEFLATE: RFC 1951
//   - The best path of readings: Viterbi, Error Bounds for Convolutional Codes, IEEE
//     Transactions on Information Theory 13 (1967)
//   - Text fragments: https://wicg.github.io/scroll-to-text-fragment/
package search
