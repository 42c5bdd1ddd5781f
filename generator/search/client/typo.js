import { jsonFile } from "./files.js";
import { hashOf, pairPlace, termPlace } from "./hash.js";
import { documentsIn, look, read } from "./lookup.js";
import { isQuoted, prepare } from "./query.js";
import { evidence } from "./score.js";
import { compound, lexeme } from "./tokens.js";

// Guessing what a misspelt word meant: search/typo.go in JavaScript.

const wordPattern = /^[\0-\x7f]{3,}$/; // what is guessed at: the vocabulary has only ASCII
const mostCandidates = 6; // words that are tried in its place

/**
 * Puts words of the vocabulary into the place of those of the query that no document
 * has, and reports whether it did. Numbers, compounds and abbreviations stay, and so
 * does what was quoted.
 */
export async function correct(session) {
  const { query } = session;
  let changed = false;
  for (const [i, token] of query.tokens.entries()) {
    if (!/^(syllable|word)$/.test(token.kind) || !wordPattern.test(token.term)) continue;
    if (isQuoted(query, i) || (await exists(session, i))) continue;
    const term = await guess(session, i, candidates(token.term, await vocabulary(session)));
    if (!term) continue;
    Object.assign(token, lexeme(term), { guessed: true });
    changed = true;
  }
  if (changed) prepare(query);
  return changed;
}

/** Reports whether any document has token i. */
async function exists(session, i) {
  for (const [u, lists] of session.found) {
    if ((u.first == i || u.last == i) && lists.some((l) => l.length)) return true;
  }
  const place = termPlace(session.query.tokens[i].hash);
  return documentsIn(session, await look(session, { first: i, last: i, place })) > 0;
}

/** Gives [word, how many documents have it], the commonest first. */
async function vocabulary(session) {
  const words = await read(session, "vocabulary.bin", jsonFile);
  const documents = Array.isArray(words?.documents) ? words.documents : [];
  const terms = String(words?.terms ?? "").split(" ");
  return terms.slice(0, documents.length).map((term, i) => [term, documents[i]]);
}

/** Returns the commonest words one typing mistake away from a term. */
function candidates(term, known) {
  return known
    .filter(([other]) => oneMistake(term, other))
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([other]) => other);
}

/**
 * Gives the candidate that stands beside the neighbours of token i in most documents;
 * of several, and if none does, the commonest.
 */
async function guess(session, i, list) {
  const { tokens } = session.query;
  const neighbours = [i - 1, i + 1].filter((n) => tokens[n] && tokens[n].kind != compound);
  const values = await Promise.all(
    list.slice(0, mostCandidates).map(async (term) => {
      const all = await Promise.all(
        neighbours.map((n) => {
          const [own, other] = [hashOf(term), hashOf(tokens[n].term)];
          return look(session, { first: 0, last: 1, place: n < i ? pairPlace(other, own) : pairPlace(own, other) });
        }),
      );
      return all.reduce((sum, lists) => sum + evidence(documentsIn(session, lists)), 0);
    }),
  );
  const most = Math.max(0, ...values);
  return list[most > 0 ? values.indexOf(most) : 0];
}

/** Reports whether b is a with one letter more, fewer, other, or two neighbours exchanged. */
function oneMistake(a, b) {
  if (a.length > b.length) [a, b] = [b, a];
  if (b.length - a.length > 1 || a == b) return false;
  let n = 0;
  while (n < a.length && a[n] == b[n]) n++;
  if (a.length < b.length) return a.slice(n) == b.slice(n + 1);
  return a.slice(n + 1) == b.slice(n + 1) || (a[n] == b[n + 1] && a[n + 1] == b[n] && a.slice(n + 2) == b.slice(n + 2));
}
