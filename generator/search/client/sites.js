import { failure, openSite } from "./files.js";
import { sortedCounts } from "./narrow.js";
import { searchSite } from "./search.js";

// Several sites asked as one: the reader's own, and those that its manifest includes.
// What they include is not followed.

/** A site that does not answer within so many milliseconds is left out. */
const patience = 5000;

/** A site that was left out is asked again after so many milliseconds. */
const pause = 60_000;

/** Returns the included site at an address, which may be its own or its index's. */
export function newNeighbour(address, fetch) {
  const neighbour = { base: address.replace(/(\/search)?\/*$/, "/search/"), fetch, title: "", reason: "", asleep: 0 };
  open(neighbour).catch(() => {}); // a search will tell
  return neighbour;
}

/** Gives the index of a neighbour, and tries again after a failure. */
function open(neighbour) {
  neighbour.opened ||= openSite(neighbour.base, neighbour.fetch).then(
    (site) => {
      neighbour.title = site.title;
      return site;
    },
    (error) => {
      neighbour.opened = undefined;
      throw error;
    },
  );
  return neighbour.opened;
}

/** Gives the answer of a neighbour with absolute addresses; undefined without one. */
async function askNeighbour(neighbour, text, wanted) {
  if (Date.now() < neighbour.asleep) return;
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(failure("timeout")), patience);
  });
  try {
    const answer = await Promise.race([open(neighbour).then((site) => searchSite(site, text, wanted)), late]);
    for (const result of answer.results) {
      result.site = neighbour.title;
      result.url = absolute(result.url, neighbour.base);
      result.image &&= absolute(result.image, neighbour.base);
    }
    return answer;
  } catch (error) {
    neighbour.reason = error.code || "damaged";
    neighbour.asleep = Date.now() + pause;
  } finally {
    clearTimeout(timer);
  }
}

/** Returns an address of another site, which can be no script. */
function absolute(address, base) {
  const { protocol, href } = new URL(address, base);
  return /^https?:$/.test(protocol) ? href : base;
}

/** Gives the answer of a site and its neighbours. Wanted is as for searchSite. */
export async function searchAll(site, neighbours, text, wanted) {
  if (!neighbours.length) return { ...(await searchSite(site, text, wanted)), failed: [] };
  const { from, size, newest } = wanted;
  const deep = { ...wanted, from: 0, size: from + size };
  const [own, ...others] = await Promise.all([searchSite(site, text, deep), ...neighbours.map((n) => askNeighbour(n, text, deep))]);
  const answers = [own, ...others.filter(Boolean)];
  const failed = neighbours.filter((_, i) => !others[i]);
  return {
    ...(own.total ? own : answers.find((a) => a.total) || own),
    total: answers.reduce((sum, a) => sum + a.total, 0),
    exact: answers.every((a) => a.exact),
    results: merged(answers.map((a) => a.results), newest ? (r) => Date.parse(r.date) || 0 : (r) => r.score).slice(from, from + size),
    facets: summed(answers.map((a) => a.facets)),
    incomplete: answers.some((a) => a.incomplete),
    failed: failed.map(({ title, base, reason }) => ({ site: title || base, reason })),
  };
}

/** Merges lists, each of which keeps its order, so that all pages of results agree. */
function merged(lists, value) {
  const all = [];
  for (;;) {
    const left = lists.filter((l) => l.length);
    if (!left.length) return all;
    all.push(left.reduce((best, l) => (value(l[0]) > value(best[0]) ? l : best)).shift());
  }
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
