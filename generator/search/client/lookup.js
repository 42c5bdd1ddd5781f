import { jsonFile, shardFile, strings } from "./files.js";
import { shardOf } from "./hash.js";
import { addScores, count, enough, few, finalScore, hasMarks, longQuery, newScorer, valueOf, weigh } from "./score.js";
import { listsOf } from "./shard.js";
import { number } from "./tokens.js";

// Looking a query up: pairs first, and single terms where these do not suffice. A
// session is one search on its way through one site:
//
//   site, query
//   every    tails of lists are read too
//   exact    no list was cut
//   broken   a part of the index could not be read
//   found    unit → the lists of each segment
//   scorers  of each segment

/** Reads and decodes a file; what cannot be read is undefined and makes the answer incomplete. */
export async function read(session, name, decode) {
  try {
    return await session.site.file(session.site.base + name, decode);
  } catch {
    session.broken = true;
  }
}

/** Gives the lists of a unit in each segment. All units of a round trip are asked at once. */
export function look(session, unit) {
  return Promise.all(
    session.site.segments.map(async (segment) => {
      const isSingle = unit.first == unit.last;
      const folder = segment.name + (isSingle ? "/s" : "/p");
      const shard = `/${shardOf(unit.place, isSingle ? segment.singles : segment.pairs)}.bin`;
      const listsIn = async (folder) => {
        const decoded = await read(session, folder + shard, shardFile(segment.documents));
        return decoded ? listsOf(decoded, unit.place.key) : [];
      };
      const heads = await listsIn(folder);
      if (!session.every || !heads.some((l) => l.tail)) return heads;
      const tails = await listsIn(folder + "t");
      return heads.flatMap((l) => [...(l.tail ? tails.filter((t) => t.reading == l.reading) : []), l]).map((l) => ({ ...l, tail: 0 }));
    }),
  );
}

/** Returns how many documents lists have, one that has two readings counted twice. */
export function documentsIn(session, lists) {
  let documents = 0;
  for (const { docs, tail } of lists.flat()) {
    documents += docs.length + tail;
    session.exact &&= !tail;
  }
  return documents;
}

/** Looks the query up and adds up the scores. */
export async function ask(session) {
  const { site, query } = session;
  session.exact = true;
  session.found = new Map();
  session.scorers = site.segments.map((segment) => newScorer(segment.documents));
  const isLong = count(query.whole) > longQuery;
  const singles = isLong && Promise.all(query.singles.map((u) => look(session, u)));
  await countAll(session, query.units);
  await singles;
  if (isLong || complete(session) < few) await countAll(session, query.singles.filter((u) => !isCounted(session, u)));
}

async function countAll(session, units) {
  const lists = await Promise.all(units.map((u) => look(session, u)));
  units.forEach((u, i) => countUnit(session, u, lists[i]));
}

function countUnit(session, unit, lists) {
  const { query, site } = session;
  session.found.set(unit, lists);
  const documents = documentsIn(session, lists);
  if (!documents) return;
  const value = valueOf(documents, site.total, query.singles.includes(unit));
  session.scorers.forEach((scorer, i) => {
    addScores(scorer, weigh(query, unit, lists[i]), value, unit.covers);
  });
}

/** Who asks for 84.016 tỷ does not mean 84.016 of anything else. */
function isCounted({ query, found }, single) {
  return (
    query.tokens[single.first].kind == number &&
    [...found].some(([u, lists]) => u.first == single.first && u.last != u.first && lists.some((l) => l.length))
  );
}

/** Returns how many documents have all of the query. */
function complete({ scorers, query: { whole } }) {
  let n = 0;
  for (const { touched, covered } of scorers) {
    for (const doc of touched) n += (covered[doc] & whole) == whole;
  }
  return n;
}

/**
 * Returns the documents that answer the query, as { doc, score, covered }: those with
 * all of it if they are enough; else also those with at least half of it, of a long
 * query a third.
 */
export function kept(session) {
  const { query, site, scorers } = session;
  const n = count(query.whole);
  const half = Math.floor((n + 1) / 2);
  const least = n > longQuery ? Math.floor((n + 2) / 3) : complete(session) >= enough ? n : half;
  const required = requiredDocuments(session);
  const hits = [];
  scorers.forEach(({ touched, covered, scores }, i) => {
    for (const local of touched) {
      const doc = site.first[i] + local;
      if (count(covered[local] & query.whole) < least || !(required?.has(doc) ?? true)) continue;
      hits.push({ doc, score: finalScore(query, scores[local], covered[local], doc, site.total), covered: covered[local] });
    }
  });
  return hits;
}

/** Returns the documents that have all pairs of all quoted phrases; nothing without phrases. */
function requiredDocuments({ query, site, found }) {
  let have;
  for (const unit of query.units) {
    if (!unit.phrase) continue;
    const having = new Set();
    found.get(unit).forEach((lists, i) => {
      for (const list of weigh(query, unit, lists).filter(hasMarks)) {
        for (const local of list.docs) {
          const doc = site.first[i] + local;
          if (!have || have.has(doc)) having.add(doc);
        }
      }
    });
    have = having;
  }
  return have;
}

/** Returns the segment of a document, and its number there. */
export function placeOf({ first }, doc) {
  const segment = Math.max(0, first.findLastIndex((from) => from <= doc));
  return [segment, doc - first[segment]];
}

const cardsPerBlock = 8;

/** Gives what a result shows of a document; what cannot be read is empty. */
export async function cardOf(session, doc) {
  const [segment, local] = placeOf(session.site, doc);
  const block = await read(session, `${session.site.segments[segment].name}/d/${Math.floor(local / cardsPerBlock)}.bin`, jsonFile);
  let fields = block?.[local % cardsPerBlock];
  if (!Array.isArray(fields)) {
    session.broken = true;
    fields = [];
  }
  const [title, url, date, section, summary, image] = strings(fields, 6);
  return { title, url, date, section, summary, image };
}
