import { jsonFile } from "./files.js";
import { letterKey } from "./letters.js";
import { placeOf, read } from "./lookup.js";

// Narrowing results down by facets: search/narrow.go in JavaScript.

/** The facet of the year of publication, which needs no column. */
const yearsFacet = "years";

/** An answer has so many values of a facet. */
const mostCounts = 50;

/** Returns the keys of all facets. */
export function facetKeys(site) {
  return [yearsFacet, ...site.facets.map((f) => f.key)];
}

/** Gives the function that returns what a document has of a facet, all columns read at once. */
export async function valuesOf(session, key) {
  const { site } = session;
  if (key == yearsFacet) {
    return (doc) => {
      const year = site.years.findLast((y) => y[1] <= doc);
      return year ? [String(year[0])] : [];
    };
  }
  if (!site.facets.some((f) => f.key == key)) return () => [];
  const columns = await Promise.all(site.segments.map((s) => read(session, `${s.name}/f/${key}.bin`, jsonFile)));
  return (doc) => {
    const [segment, local] = placeOf(site, doc);
    const { values, documents } = columns[segment] || {};
    const numbers = documents?.[local];
    return Array.isArray(numbers) ? numbers.map((n) => values?.[n]).filter((v) => typeof v == "string") : [];
  };
}

/** Gives the hits that have one of the values of every filter, facet → values. */
export async function filtered(session, hits, filters) {
  for (const [key, values] of Object.entries(filters)) {
    const list = [values].flat();
    if (!list.length) continue;
    const wanted = new Set(list.map((v) => letterKey(String(v))));
    const valuesAt = await valuesOf(session, key);
    hits = hits.filter((h) => valuesAt(h.doc).some((v) => wanted.has(letterKey(v))));
  }
  return [...hits];
}

/**
 * Gives how many hits have each value of each facet, each as if nothing was chosen of
 * it: key → [{ value, count }].
 */
export async function counted(session, hits, filters) {
  const facets = {};
  for (const key of facetKeys(session.site)) {
    const valuesAt = await valuesOf(session, key);
    const numbers = new Map();
    const { [key]: _, ...others } = filters;
    for (const { doc } of await filtered(session, hits, others)) {
      for (const value of valuesAt(doc)) numbers.set(value, (numbers.get(value) || 0) + 1);
    }
    facets[key] = sortedCounts(key, numbers);
  }
  return facets;
}

/** Returns the counts of a facet, the commonest first; years from the last. */
export function sortedCounts(key, numbers) {
  const byValue = (a, b) => (a.value < b.value ? -1 : 1);
  return [...numbers]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => (key == yearsFacet ? byValue(b, a) : b.count - a.count || byValue(a, b)))
    .slice(0, mostCounts);
}
