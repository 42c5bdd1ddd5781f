import { openSite } from "./files.js";
import { repair } from "./letters.js";
import { mark } from "./passage.js";
import { suggest } from "./search.js";
import { newNeighbour, searchAll } from "./sites.js";
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
  const base = new URL(address.replace(/\/*$/, "/"), globalThis.location?.href).href;
  const site = await openSite(base, fetch, manifest);
  const neighbours = [...new Set(site.include)].map((other) => newNeighbour(other, fetch)).filter((n) => n.base != base);
  return {
    title: site.title,
    facets: site.facets,
    search: (text, { filters, from, size, sort, facets } = {}) =>
      searchAll(site, neighbours, String(text ?? ""), {
        filters: filters || {},
        from: Math.max(0, from | 0),
        size: size > 0 ? size | 0 : 10,
        newest: sort == "date",
        facets: !!facets,
      }),
    suggest: (text) => suggest(site, String(text ?? "")),
    mark: (text, query) => mark(text, String(query ?? "")),
  };
}

export { analyse, repair };
