import { jsonFile } from "./files.js";
import { letterKey } from "./letters.js";
import { placeOf, read } from "./lookup.js";

// Narrowing results down by facets: search/narrow.go in JavaScript.

/** The facet of the year of publication, which needs no column. */
const yearsFacet = "years";

/** An answer has so many values of a facet. */
const mostCounts = 50;

/** Returns the keys of all facets. */
export function facetKeys({ facets }) {
  return [yearsFacet, ...facets.map((f) => f.key)];
}

const columnFile = jsonFile(({ values, documents }) => documents.map((numbers) => numbers.map((n) => `${values[n]}`)));

/** Gives the function that returns what a document has of a facet. */
export async function valuesOf(session, key) {
  const { segments, years, facets } = session;
  if (key == yearsFacet) return (doc) => years.filter((y) => y[1] <= doc).slice(-1).map(([year]) => `${year}`);
  const known = facets.some((f) => f.key == key);
  const columns = await Promise.all(segments.map((s) => known && read(session, `f/${key}.bin`, columnFile, s)));
  return (doc) => {
    const [segment, local] = placeOf(session, doc);
    return columns[segment]?.[local] || [];
  };
}

/** Gives the hits that have one of the values of every filter, facet → values. */
export async function filtered(session, hits, filters) {
  for (const [key, values] of Object.entries(filters)) {
    const wanted = new Set([values].flat().map((v) => letterKey(`${v}`)));
    if (!wanted.size) continue;
    const valuesAt = await valuesOf(session, key);
    hits = hits.filter((h) => valuesAt(h.doc).some((v) => wanted.has(letterKey(v))));
  }
  return hits;
}

/**
 * Gives how many hits have each value of each facet: key → [{ value, count }]. Each is
 * counted as if nothing was chosen of it: what else could be is what readers want to know.
 */
export async function counted(session, hits, filters) {
  const facets = {};
  for (const key of facetKeys(session)) {
    const valuesAt = await valuesOf(session, key);
    const { [key]: _, ...others } = filters;
    const numbers = new Map();
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
