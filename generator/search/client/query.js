import { hashOf, pairPlace, termPlace } from "./hash.js";
import { repair, shortened } from "./letters.js";
import { analyse, compound, number } from "./tokens.js";

// A query taken apart: search.parseQuery in JavaScript. It is
//
//   tokens   as analyse returns them, with typed: the word as it stands in the query,
//            and guessed: it stands for a misspelt one
//   marked   somebody typed marks
//   whole    the tokens that count for coverage, as a set of 32 bits
//   units    what is looked up: { first, last, place, phrase, covers }, two neighbours
//            or, where first is last, a single term; phrase tells that it was quoted,
//            covers is the set of tokens that a document has which has it
//   singles  single terms that are in a pair too: asked where pairs do not suffice
//   phrases  the quoted ones: [first token, the one behind the last]

/** The limits of a query: what is longer is cut. */
const mostTokens = 32;
const longestQuery = 2000; // bytes of UTF-8

export function parseQuery(text) {
  const query = { tokens: [], phrases: [] };
  quoted(repair(shortened(text, longestQuery))).forEach((part, n) => {
    const start = query.tokens.length;
    for (const token of analyse(part).slice(0, mostTokens - start)) {
      query.tokens.push({ ...token, typed: part.slice(token.start, token.end) });
    }
    if (n % 2 && query.tokens.length > start) query.phrases.push([start, query.tokens.length]);
  });
  prepare(query);
  return query;
}

/** Divides a text at its quotation marks: every second part was quoted. */
function quoted(text) {
  const parts = text.split(/["“”„«»]/);
  const n = parts.length;
  if (n % 2 == 0) parts.splice(n - 2, 2, parts[n - 2] + " " + parts[n - 1]); // the last mark has no second
  return parts;
}

/** Makes what follows from the tokens. The parts of a compound count, not itself. */
export function prepare(query) {
  const { tokens, phrases } = query;
  Object.assign(query, { marked: false, whole: 0, units: [], singles: [] });
  const hashes = tokens.map((t) => hashOf(t.term));
  const unit = (first, last, covers) => {
    const place = first == last ? termPlace(hashes[last]) : pairPlace(hashes[first], hashes[last]);
    return { first, last, place, covers, phrase: isQuoted(query, last) };
  };
  let paired = 0;
  let last = -1; // the token before
  tokens.forEach((token, i) => {
    query.marked ||= isMarked(token);
    if (phrases.some((p) => p.includes(i))) last = -1;
    if (token.kind == compound) return;
    query.whole |= 1 << i;
    if (last >= 0 && token.kind != number) {
      const covers = (1 << last) | (1 << i);
      query.units.push(unit(last, i, covers));
      paired |= covers;
    }
    last = i;
  });
  tokens.forEach((_, i) => (paired & (1 << i) ? query.singles : query.units).push(unit(i, i, partsOf(tokens, i))));
}

/**
 * Returns the set of token i and, of a compound, its parts: a document that has what
 * an abbreviation such as GD&ĐT stands for does not have these.
 */
function partsOf(tokens, i) {
  let parts = 1 << i;
  if (tokens[i].kind == compound) {
    let k = i;
    do parts |= 1 << --k;
    while (tokens[k].start != tokens[i].start);
  }
  return parts;
}

/** Reports whether token i stands in a quoted phrase. */
export function isQuoted(query, i) {
  return query.phrases.some(([from, to]) => from <= i && i < to);
}

/** Reports whether a token was typed with marks. */
export function isMarked(token) {
  return token.reading > 0 && !token.guessed;
}
