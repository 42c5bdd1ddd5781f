import { fold } from "./letters.js";
import { readings, spell } from "./reading.js";
import { isMarked } from "./query.js";
import { evidence } from "./score.js";
import { analyse, compound, syllable, withoutCompounds } from "./tokens.js";

// How a query may have been meant that was typed without marks: search/accent.go in
// JavaScript.

/** Returns such a query with its marks; "" if it has marks, or stands best as it is. */
export function accented(session, cards) {
  return session.query.marked || !bestReadings(session).some((r) => r > 0) ? "" : spelled(session, cards);
}

/**
 * Returns the query with the marks and capitals that its words have most often where
 * they stand together.
 */
export function spelled(session, cards) {
  const { query } = session;
  const best = bestReadings(session);
  const texts = cards.flatMap((c) => [c.title, c.summary]).map((text) => [text, withoutCompounds(analyse(text))]);
  const words = [];
  query.tokens.forEach((token, i) => {
    if (token.kind == compound && i > 0) return;
    let word = token.typed;
    if (token.kind == syllable && !isMarked(token)) {
      word = spelling(token, best[i]);
      if (isCapital(query, texts, best, i)) word = word[0].toUpperCase() + word.slice(1);
    } else if (token.guessed) {
      word = token.term;
    }
    words.push(word);
  });
  return words.join(" ");
}

/** Returns a token as it is written with a reading; with y where that is how it was typed. */
export function spelling({ kind, typed, term }, reading) {
  if (kind != syllable) return typed;
  const word = spell(term, reading);
  return fold(typed).endsWith("y") && term.endsWith("i") ? word.slice(0, -1) + "yỳỷỹýỵ"[reading % 6] : word;
}

/**
 * Returns the readings of the tokens that stand together most often: the best path
 * through what the lists of pairs count (Viterbi, 1967).
 */
function bestReadings({ query: { tokens }, found }) {
  const singles = tokens.map(() => new Map()); // of token i: reading → documents
  const pairs = tokens.map(() => new Map()); // of tokens i - 1 and i
  for (const [{ first, last }, lists] of found) {
    const numbers = last == first ? singles[first] : last == first + 1 ? pairs[last] : new Map();
    for (const { reading, docs, tail } of lists.flat()) numbers.set(reading, (numbers.get(reading) || 0) + docs.length + tail);
  }
  const steps = []; // of each token: reading → [value of the best path to it, reading before], without those it cannot have
  tokens.forEach((token, i) => {
    const step = [];
    for (let r = 0; r < readings; r++) {
      if (!isPossible(token, r, singles[i], pairs[i], pairs[i + 1])) continue;
      const own = evidence(singles[i].get(r) || 0);
      if (!i) step[r] = [own];
      steps[i - 1]?.forEach(([value], before) => {
        const together = value + own + 2 * evidence(pairs[i].get(before * readings + r) || 0);
        if (!(step[r]?.[0] >= together)) step[r] = [together, before];
      });
    }
    steps.push(step);
  });
  const best = [];
  for (let i = tokens.length - 1; i >= 0; i--) {
    best[i] = steps[i + 1] ? steps[i + 1][best[i + 1]]?.[1] ?? 0 : 0;
    if (!steps[i + 1]) steps[i].forEach(([value], r) => value > (steps[i][best[i]]?.[0] ?? -1) && (best[i] = r));
  }
  return best;
}

/** Reports whether a token may have a reading: as it was typed, or one its lists know. */
function isPossible(token, r, single, pair, next) {
  if (token.kind != syllable || isMarked(token)) return r == token.reading;
  const has = (numbers, readingOf) => [...(numbers || [])].some(([both, n]) => n > 0 && readingOf(both) == r);
  return (
    !r || single.get(r) > 0 || has(pair, (both) => both % readings) || has(next, (both) => Math.floor(both / readings))
  );
}

/**
 * Reports whether token i has a capital in most places of the texts where it stands
 * beside its neighbour in the query, but those where a sentence begins.
 */
function isCapital({ tokens }, texts, best, i) {
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
