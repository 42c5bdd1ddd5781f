import { fold, withTone } from "./letters.js";
import { isMarked } from "./query.js";
import { allReadings, apart, spell } from "./reading.js";
import { evidence } from "./score.js";
import { compound, syllable, wordsOf } from "./tokens.js";

// How a query may have been meant that was typed without marks: search/accent.go in
// JavaScript.

/** Returns such a query with its marks; "" if it has marks, or stands best as it is. */
export function accented(session, cards) {
  return session.query.marked || bestReadings(session).every((r) => !r) ? "" : spelled(session, cards);
}

/**
 * Returns the query with the marks and capitals that its words have most often where
 * they stand together.
 */
export function spelled(session, cards) {
  const { tokens } = session.query;
  const best = bestReadings(session);
  const texts = cards.flatMap((card) => [card.title, card.summary]).map((text) => [text, wordsOf(text)]);
  const words = tokens.map((token, i) => {
    if (token.kind != syllable || isMarked(token)) return token.guessed ? token.term : token.typed;
    const word = spelling(token, best[i]);
    return isCapital(tokens, texts, best, i) ? word[0].toUpperCase() + word.slice(1) : word;
  });
  return words.filter((_, i) => !i || tokens[i].kind != compound).join(" ");
}

/** Returns a token as it is written with a reading; with y where that is how it was typed. */
export function spelling({ kind, typed, term }, reading) {
  if (kind != syllable) return typed;
  const word = spell(term, reading);
  return /y$/.test(fold(typed)) && /i$/.test(term) ? word.slice(0, -1) + withTone("y", reading % 6) : word;
}

/**
 * Returns the readings of the tokens that stand together most often: the best path
 * through what the lists count (Viterbi, 1967). A token has the reading that was
 * typed, or one that its lists know.
 */
function bestReadings({ query: { tokens }, found }) {
  const known = tokens.map(() => new Set([0]));
  const numbers = {}; // [first, last, reading] → documents
  for (const [{ first, last }, lists] of found) {
    if (last > first + 1) continue; // a compound is between
    for (const { reading, docs, tail } of lists.flat()) {
      numbers[[first, last, reading]] = (numbers[[first, last, reading]] || 0) + docs.length + tail;
      const [a, b] = apart(reading);
      known[last].add(b);
      if (first < last) known[first].add(a);
    }
  }
  const says = (...unit) => evidence(numbers[unit] || 0);
  const best = (paths) => paths.reduce((a, b) => (b[0] > a[0] ? b : a));
  let paths = [[0, []]]; // the best to each reading: [value, readings]
  tokens.forEach((token, i) => {
    const possible = token.kind != syllable || isMarked(token) ? [token.reading] : [...known[i]].sort((a, b) => a - b);
    paths = possible.map((reading) => {
      const to = ([value, path]) => [value + says(i, i, reading) + 2 * says(i - 1, i, path.at(-1) * allReadings + reading), path];
      const [value, path] = best(paths.map(to));
      return [value, [...path, reading]];
    });
  });
  return best(paths)[1];
}

/**
 * Reports whether token i has a capital in most places of the texts where it stands
 * beside its neighbour in the query, but those where a sentence begins.
 */
function isCapital(tokens, texts, best, i) {
  let capitals = 0;
  for (const [text, words] of texts) {
    const is = (k, i) => words[k] && tokens[i] && words[k].term == tokens[i].term && words[k].reading == best[i];
    words.forEach(({ breaks, start }, k) => {
      if (breaks || !is(k, i) || !(is(k - 1, i - 1) || is(k + 1, i + 1))) return;
      capitals += /^\p{Lu}/u.test(text.slice(start)) ? 1 : -1;
    });
  }
  return capitals > 0;
}
