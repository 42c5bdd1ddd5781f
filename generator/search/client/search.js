import { accented, spelled } from "./accent.js";
import { bytesOf, letterKey, repair } from "./letters.js";
import { ask, cardOf, kept } from "./lookup.js";
import { counted, facetKeys, filtered, valuesOf } from "./narrow.js";
import { fragment } from "./passage.js";
import { hasPhrases } from "./phrase.js";
import { parseQuery } from "./query.js";
import { byScore, raised } from "./score.js";
import { jsonFile, named } from "./files.js";
import { correct } from "./typo.js";

// One search of one site, step by step as search.Index.Search in Go.

/** The best are taken so many at a time and raised for what their cards show. */
const blockSize = 10;

/**
 * Gives the answer of one site. Wanted is { filters, from, size, newest, facets }. A
 * part of the index that is missing or damaged makes it incomplete and nothing worse.
 * If the site was published anew meanwhile, it is opened and asked anew, once.
 */
export async function searchSite(site, text, wanted) {
  const { file } = site;
  const answer = await searchEdition(site, text, wanted);
  // Another search may have opened it.
  if (file.stale && file == site.file) Object.assign(site, await site.anew().catch(() => {}));
  return file == site.file ? answer : searchEdition(site, text, wanted);
}

async function searchEdition(site, text, wanted) {
  const { filters, from, size, newest, facets } = wanted;
  const keys = Object.keys(filters);
  const query = parseQuery(text);
  site.file.renew();
  const session = { ...site, query, every: newest || facets || keys.length || query.phrases.length };
  // The columns are fetched while the query is looked up.
  for (const key of facets ? [...keys, ...facetKeys(site)] : keys) valuesOf(session, key);

  await ask(session);
  const isCorrected = await correct(session);
  if (isCorrected) await ask(session);
  const order = newest ? (a, b) => b.doc - a.doc : byScore;
  const all = kept(session);
  const counts = facets ? await counted(session, all, filters) : {};
  const hits = (await filtered(session, all, filters)).sort(order);

  const good = [];
  let seen = 0;
  const lookAt = async (hit) => {
    const card = await cardOf(session, hit.doc);
    const score = newest ? hit.score : raised(session.query, hit.score, card);
    return (await hasPhrases(session, card.url)) && { ...hit, card, score };
  };
  hits.slice(0, Math.ceil((from + size) / blockSize) * blockSize).forEach((hit) => cardOf(session, hit.doc));
  for (; seen < hits.length && good.length < from + size; seen += blockSize) {
    const block = await Promise.all(hits.slice(seen, seen + blockSize).map(lookAt));
    good.push(...block.filter(Boolean).sort(order));
  }
  const shown = good.slice(from, from + size);
  const cards = shown.map((hit) => hit.card);
  return {
    total: good.length + Math.max(0, hits.length - seen),
    exact: session.exact,
    results: shown.map((hit) => resultOf(session, hit)),
    facets: counts,
    suggestion: isCorrected ? "" : accented(session, cards),
    corrected: isCorrected ? spelled(session, cards) : "",
    incomplete: !!session.broken,
  };
}

function resultOf(session, { doc, score, covered, card }) {
  const { whole, tokens } = session.query;
  const missing = tokens.filter((_, i) => whole & ~covered & (1 << i)).map((t) => t.typed);
  return { ...card, score, missing, fragment: fragment(session, doc), site: "" };
}

/** So many suggestions are shown. */
const mostSuggestions = 8;

const suggestionsFile = jsonFile((list) => list.map((s) => named(["text", "url", "kind", "detail"], s)));

/** Gives what the field proposes for what has been typed: { text, url, kind, detail }. */
export async function suggest(site, typed) {
  const key = letterKey(repair(typed));
  if (!key) return [];
  const letters = String.fromCharCode(...bytesOf(key + "__").slice(0, 2)).replace(/[^a-z\d]/g, "_");
  site.file.renew();
  if (!String(site.suggest).match(/../g)?.includes(letters)) return [];
  const list = await site.file(`${site.base}suggest/${letters}.bin`, suggestionsFile).catch(() => []);
  return list.filter((s) => letterKey(s.text).startsWith(key)).slice(0, mostSuggestions);
}
