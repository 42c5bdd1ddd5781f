import { jsonFile } from "./files.js";
import { hashOf, pairPlace, termPlace } from "./hash.js";
import { documentsIn, isFound, look, read } from "./lookup.js";
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
  if (session.broken) return false; // what cannot be read may well be there
  let changed = false;
  for (const [i, token] of query.tokens.entries()) {
    if (!/^[sw]/.test(token.kind) || !wordPattern.test(token.term)) continue;
    if (isQuoted(query, i) || (await exists(session, i))) continue;
    const term = await guess(session, i, await candidates(session, token.term));
    if (!term) continue;
    Object.assign(token, lexeme(term), { guessed: true });
    changed = true;
  }
  if (changed) prepare(query);
  return changed;
}

/** Reports whether any document has token i. */
async function exists(session, i) {
  const alone = { first: i, last: i, place: termPlace(hashOf(session.query.tokens[i].term)) };
  return isFound(session, (u) => u.first == i || u.last == i) || documentsIn(session, await look(session, alone)) > 0;
}

const vocabularyFile = jsonFile(({ terms, documents }) => terms.split(" ").map((term, i) => [term, documents[i]]));

/** Gives the commonest words one typing mistake away from a term. */
async function candidates(session, term) {
  return ((await read(session, "vocabulary.bin", vocabularyFile)) || [])
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

/** One letter more, fewer or other, or two neighbours exchanged, in the second of two words. */
const mistake = /^(.*)(.?(.*) \1.?\3|(.)(.)(.*) \1\5\4\6)$/;

function oneMistake(a, b) {
  return a != b && Math.abs(a.length - b.length) < 2 && mistake.test(a + " " + b);
}
