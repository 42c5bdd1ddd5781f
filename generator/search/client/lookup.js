import { jsonFile, named, shardFile, stale } from "./files.js";
import { shardOf } from "./hash.js";
import { addScores, count, enough, few, finalScore, hasMarks, longQuery, newScorer, valueOf, weigh } from "./score.js";
import { listsOf } from "./shard.js";
import { number } from "./tokens.js";

// Looking a query up: pairs first, and single terms where these do not suffice. A
// session is one search on its way through one site:
//
//   all of the site (openSite), and query
//   every    tails of lists are read too
//   exact    no list was cut
//   broken   a part of the index could not be read
//   found    unit → the lists of each segment
//   scorers  of each segment

/**
 * Reads and decodes a file, of a segment if that is given; what cannot be read is
 * undefined and makes the answer incomplete.
 */
export async function read(session, name, decode, segment) {
  try {
    return await session.file(session.base + (segment ? segment.name + "/" : "") + name, decode, segment);
  } catch ({ code }) {
    session.broken = true;
    session.file.stale ||= code == stale;
  }
}

/** Gives the lists of a unit in each segment. All units of a round trip are asked at once. */
export function look(session, unit) {
  return Promise.all(
    session.segments.map(async (segment) => {
      const [folder, shards] = unit.first == unit.last ? ["s", segment.singles] : ["p", segment.pairs];
      const listsIn = async (folder) => {
        const name = `${folder}/${shardOf(unit.place, shards)}.bin`;
        const shard = await read(session, name, shardFile(segment.documents), segment);
        return shard ? listsOf(shard, unit.place.key) : [];
      };
      const heads = await listsIn(folder);
      if (!session.every || !heads.some((l) => l.tail)) return heads;
      const tails = await listsIn(folder + "t");
      return heads.flatMap((l) => [...tails.filter((t) => l.tail && t.reading == l.reading), l]).map((l) => ({ ...l, tail: 0 }));
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
  const { segments, query } = session;
  session.exact = true;
  session.found = new Map();
  session.scorers = segments.map((segment) => newScorer(segment.documents));
  const isLong = count(query.whole) > longQuery;
  if (isLong) query.singles.forEach((u) => look(session, u));
  await countAll(session, query.units);
  if (isLong || complete(session) < few) await countAll(session, query.singles.filter((u) => !isCounted(session, u)));
}

async function countAll(session, units) {
  const lists = await Promise.all(units.map((u) => look(session, u)));
  units.forEach((u, i) => countUnit(session, u, lists[i]));
}

function countUnit(session, unit, lists) {
  const { query, total } = session;
  session.found.set(unit, lists);
  const documents = documentsIn(session, lists);
  if (!documents) return;
  const value = valueOf(documents, total, query.singles.includes(unit));
  session.scorers.forEach((scorer, i) => {
    addScores(scorer, weigh(query, unit, lists[i]), value, unit.covers);
  });
}

/** Reports whether any document has one of the units that pass a test. */
export function isFound({ found }, test) {
  return [...found].some(([unit, lists]) => test(unit) && lists.some((l) => l.length));
}

/** Who asks for 84.016 tỷ does not mean 84.016 of anything else. */
function isCounted(session, { first }) {
  return session.query.tokens[first].kind == number && isFound(session, (u) => u.first == first && u.last > first);
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
  const { query, first, total, scorers } = session;
  const n = count(query.whole);
  const least = n > longQuery ? Math.ceil(n / 3) : complete(session) >= enough ? n : Math.ceil(n / 2);
  // Of each quoted unit the documents of each segment that have it with its marks.
  const required = query.units
    .filter((u) => u.phrase)
    .map((u) => session.found.get(u).map((lists) => new Set(weigh(query, u, lists).filter(hasMarks).flatMap((l) => [...l.docs]))));
  const hits = [];
  scorers.forEach(({ touched, covered, scores }, i) => {
    for (const local of touched) {
      if (count(covered[local] & query.whole) < least || !required.every((segments) => segments[i].has(local))) continue;
      const doc = first[i] + local;
      hits.push({ doc, score: finalScore(query, scores[local], covered[local], doc, total), covered: covered[local] });
    }
  });
  return hits;
}

/** Returns the segment of a document, and its number there. */
export function placeOf({ first }, doc) {
  const segment = first.findLastIndex((from) => from <= doc);
  return [segment, doc - first[segment]];
}

const cardsPerBlock = 8;
const cardFields = ["title", "url", "date", "section", "summary", "image"];
const cardsFile = jsonFile((cards) => cards.map((card) => named(cardFields, card)));

/** Gives what a result shows of a document; what cannot be read is empty. */
export async function cardOf(session, doc) {
  const [segment, local] = placeOf(session, doc);
  const name = `d/${Math.floor(local / cardsPerBlock)}.bin`;
  const card = (await read(session, name, cardsFile, session.segments[segment]))?.[local % cardsPerBlock];
  session.broken ||= !card;
  return card || named(cardFields, []);
}
