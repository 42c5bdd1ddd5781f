import { accented, spelled } from "./accent.js";
import { letterKey, repair } from "./letters.js";
import { ask, cardOf, kept, read } from "./lookup.js";
import { counted, facetKeys, filtered, valuesOf } from "./narrow.js";
import { fragment } from "./passage.js";
import { hasPhrases } from "./phrase.js";
import { parseQuery } from "./query.js";
import { byScore, raised } from "./score.js";
import { jsonFile, strings } from "./files.js";
import { correct } from "./typo.js";

// One search of one site, step by step as search.Index.Search in Go.

/** The best are taken so many at a time and raised for what their cards show. */
const blockSize = 10;

/**
 * Gives the answer of one site. Wanted is { filters, from, size, newest, facets }. A
 * part of the index that is missing or damaged makes it incomplete and nothing worse.
 */
export async function searchSite(site, text, wanted) {
  const { filters, newest, facets } = wanted;
  const keys = Object.keys(filters);
  const query = parseQuery(text);
  const session = { site, query, every: newest || facets || keys.length > 0 || query.phrases.length > 0 };
  // The columns are fetched while the query is looked up.
  for (const key of facets ? [...keys, ...facetKeys(site)] : keys) valuesOf(session, key);

  await ask(session);
  const isCorrected = await correct(session);
  if (isCorrected) await ask(session);
  const found = kept(session);
  const hits = (await filtered(session, found, filters)).sort(newest ? (a, b) => b.doc - a.doc : byScore);
  const counts = facets ? await counted(session, found, filters) : {};
  const [shown, refused] = await best(session, hits, wanted);
  const cards = await Promise.all(shown.map((h) => cardOf(session, h.doc)));
  return {
    total: hits.length - refused,
    exact: session.exact,
    results: shown.map((h, i) => resultOf(session, h, cards[i])),
    facets: counts,
    suggestion: isCorrected ? "" : accented(session, cards),
    corrected: isCorrected ? spelled(session, cards) : "",
    incomplete: !!session.broken,
  };
}

/**
 * Gives the results from wanted.from on, and how many of those before and among them
 * turned out not to have a quoted phrase.
 */
async function best(session, hits, { from, size, newest }) {
  const good = [];
  let refused = 0;
  if (!newest) hits.slice(0, Math.ceil((from + size) / blockSize) * blockSize).forEach((h) => cardOf(session, h.doc));
  for (let start = 0; start < hits.length && good.length < from + size; start += blockSize) {
    const block = hits.slice(start, start + blockSize);
    const has = await Promise.all(block.map((h) => hasPhrases(session, h.doc)));
    let part = block.filter((_, i) => has[i]);
    refused += block.length - part.length;
    if (!newest) {
      const cards = await Promise.all(part.map((h) => cardOf(session, h.doc)));
      part = part.map((h, i) => ({ ...h, score: raised(session.query, h.score, cards[i]) })).sort(byScore);
    }
    good.push(...part);
  }
  return [good.slice(from, from + size), refused];
}

function resultOf(session, { doc, score, covered }, card) {
  const { whole, tokens } = session.query;
  const missing = tokens.filter((_, i) => whole & ~covered & (1 << i)).map((t) => t.typed);
  return { ...card, score, missing, fragment: fragment(session, doc), site: "" };
}

/** So many suggestions are shown. */
const mostSuggestions = 8;

/** Gives what the field proposes for what has been typed: { text, url, kind, detail }. */
export async function suggest(site, typed) {
  const key = letterKey(repair(typed));
  if (!key) return [];
  const letters = key[0] > "\x7f" ? "__" : (key[0] + (key[1] || "_")).replace(/[^a-z\d]/g, "_");
  const list = await read({ site }, `suggest/${letters}.bin`, jsonFile);
  return (Array.isArray(list) ? list : [])
    .filter((s) => Array.isArray(s) && letterKey(strings(s, 1)[0]).startsWith(key))
    .slice(0, mostSuggestions)
    .map((s) => {
      const [text, url, kind, detail] = strings(s, 4);
      return { text, url, kind, detail };
    });
}
