import { failure, openSite } from "./files.js";
import { sortedCounts } from "./narrow.js";
import { searchSite } from "./search.js";

// Several sites asked as one: the reader's own, and its neighbours, which its manifest
// includes. What these include is not followed.

/** A neighbour that does not answer within so many milliseconds is left out … */
const patience = 5000;

/** … and asked again after so many. */
const pause = 60_000;

/** Returns the address of an index, given by its own or by its site's. */
export function indexAddress(address) {
  return `${address}`.replace(/(\/search)?\/*$/, "/search/");
}

/**
 * Opens a neighbour in the background. Returns the function that gives its answer with
 * absolute addresses, or { failed: [{ site, reason }] }.
 */
export function newNeighbour(base, fetch) {
  let name = base;
  let failed;
  let asleep = 0; // until then it is not asked
  const open = () => openSite(base, fetch).catch((error) => ({ error }));
  let opening = open();
  const ask = async (text, wanted) => {
    const site = await opening;
    if (site.error) throw site.error;
    name = site.title || base;
    const answer = await searchSite(site, text, wanted);
    for (const result of answer.results) {
      result.site = name;
      result.url = absolute(result.url, base);
      result.image &&= absolute(result.image, base);
    }
    return answer;
  };
  return async (text, wanted) => {
    if (Date.now() < asleep) return { failed };
    const late = new Promise((_, reject) => setTimeout(reject, patience, failure("timeout")));
    try {
      return await Promise.race([ask(text, wanted), late]);
    } catch ({ code = "damaged" }) {
      asleep = Date.now() + pause;
      opening = open();
      failed = [{ site: name, reason: code }];
      return { failed };
    }
  };
}

/** Returns an address of another site, which can be no script. */
function absolute(address, base) {
  const { href } = new URL(address, base);
  return /^http/.test(href) ? href : base;
}

/** Gives the answer of a site and its neighbours. Wanted is as for searchSite. */
export async function searchAll(site, neighbours, text, wanted) {
  const { from, size, newest } = wanted;
  if (!neighbours.length) return { ...(await searchSite(site, text, wanted)), failed: [] };
  const deep = { ...wanted, from: 0, size: from + size };
  const all = await Promise.all([searchSite(site, text, deep), ...neighbours.map((ask) => ask(text, deep))]);
  const answers = all.filter((a) => a.results);
  return {
    ...(answers.find((a) => a.total) || answers[0]),
    total: answers.reduce((sum, a) => sum + a.total, 0),
    exact: answers.every((a) => a.exact),
    results: merged(answers.map((a) => a.results), newest ? (r) => Date.parse(r.date) || 0 : (r) => r.score).slice(from, from + size),
    facets: summed(answers.map((a) => a.facets)),
    incomplete: answers.some((a) => a.incomplete),
    failed: all.flatMap((a) => a.failed || []),
  };
}

/** Merges lists, each of which keeps its order, so that all pages of results agree. */
function merged(lists, value) {
  const all = [];
  for (let left; (left = lists.filter((l) => l.length)), left.length; ) {
    all.push(left.reduce((best, l) => (value(l[0]) > value(best[0]) ? l : best)).shift());
  }
  return all;
}

/** Adds facets up by value. */
function summed(list) {
  const facets = {};
  for (const key of new Set(list.flatMap(Object.keys))) {
    const numbers = new Map();
    for (const { value, count } of list.flatMap((f) => f[key] || [])) numbers.set(value, (numbers.get(value) || 0) + count);
    facets[key] = sortedCounts(key, numbers);
  }
  return facets;
}
