import { openSite } from "./files.js";
import { repair } from "./letters.js";
import { mark } from "./passage.js";
import { suggest } from "./search.js";
import { indexAddress, newNeighbour, searchAll } from "./sites.js";
import { analyse } from "./tokens.js";

/**
 * Opens the search index at an address, "https://site/search/". The promise fails with
 * an Error whose code is offline, missing, version or damaged. The index has
 *
 *   title, facets: [{ key, title }]
 *   search(text, { filters, from, size, sort: "relevance" | "date", facets: boolean })
 *     → { total, exact, results, facets, suggestion, corrected, incomplete, failed }; never fails
 *   suggest(text) → [{ text, url, kind, detail }], eight at most; never fails
 *   mark(text, query) → [[start, end]], places in UTF-16 units
 *
 * @param {string} address
 * @param {{ fetch?: typeof globalThis.fetch, manifest?: object }} [options] a manifest
 *   that has been fetched already, and what to fetch with
 */
export async function openIndex(address, { fetch = globalThis.fetch, manifest } = {}) {
  const base = indexAddress(address);
  const site = await openSite(base, fetch, manifest);
  const others = new Set(site.include.map(indexAddress));
  others.delete(base);
  const neighbours = [...others].map((other) => newNeighbour(other, fetch));
  return {
    title: site.title,
    facets: site.facets,
    search: (text, { filters = {}, from = 0, size = 10, sort, facets } = {}) =>
      searchAll(site, neighbours, text, { filters, from, size, newest: sort == "date", facets }).catch(() => ({ ...nothing })),
    suggest: (text) => suggest(site, text),
    mark,
  };
}

/** The answer of an index that is damaged beyond what its parts can tell. */
const nothing = { total: 0, exact: false, results: [], facets: {}, suggestion: "", corrected: "", incomplete: true, failed: [] };

export { analyse, repair };
