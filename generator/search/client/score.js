import { apart } from "./reading.js";
import { standIn, syllable, withoutCompounds, wordsOf } from "./tokens.js";
import { isMarked } from "./query.js";

// What ranks documents: search/score.go in JavaScript, addition for addition, so that
// both engines give the same scores.

const singlePart = 0.4; // of a syllable that is in a pair too, where a pair counts whole
const misread = 0.3; // of a score, for each syllable that was typed with other marks
const unread = 0.9; // … for each that was typed without marks in a query that has some
const recency = 0.02; // how much more the newest document counts than the oldest

const shortQuery = 5; // tokens up to which coverage counts squared
export const longQuery = 6; // tokens above which its root counts, and single syllables are asked at once
export const few = 1; // documents with all of a query, below which single syllables are asked
export const enough = 10; // … from which on others are no answer

const wholeTitle = 0.3; // more, where the query stands in the title as it is
const wholeSummary = 0.1; // … in the summary
const exactWhole = 0.05; // … and with the marks that were typed
const titleIsQuery = 0.2; // … and is all of the title

const highestImpact = 7;

/** Returns what adds up the scores of the documents of one segment. */
export function newScorer(documents) {
  return {
    scores: new Float64Array(documents),
    covered: new Int32Array(documents), // tokens of the query that a document has
    stamps: new Uint32Array(documents), // the unit that was counted last
    unit: 0,
    touched: [], // documents with a score
  };
}

/** Counts one unit: of each document the first of the lists that has it. */
export function addScores(scorer, lists, value, tokens) {
  scorer.unit++;
  for (const { docs, impacts, part } of lists) {
    docs.forEach((doc, k) => {
      if (scorer.stamps[doc] == scorer.unit) return;
      scorer.stamps[doc] = scorer.unit;
      if (!scorer.covered[doc]) scorer.touched.push(doc);
      scorer.covered[doc] |= tokens;
      scorer.scores[doc] += ((value * impacts[k]) / highestImpact) * part;
    });
  }
}

/** Returns what a unit adds to a score at most, if it is in so many of all documents. */
export function valueOf(documents, all, isPart) {
  const n = Math.min(documents, all);
  const rarity = Math.log(1 + (all - n + 0.5) / (n + 0.5));
  return isPart ? rarity * (singlePart * rarity) : rarity;
}

/** Returns the lists of a unit with the part that counts, those that count most first. */
export function weigh(query, unit, lists) {
  return lists
    .map((list) => ({ ...list, part: partOf(query, unit, list.reading) }))
    .sort((a, b) => b.part - a.part);
}

function partOf(query, { first, last }, reading) {
  const [a, b] = apart(reading);
  return first == last ? tokenPart(query, first, reading) : tokenPart(query, first, a) * tokenPart(query, last, b);
}

function tokenPart(query, i, reading) {
  const token = query.tokens[i];
  if (token.reading == reading || token.guessed) return 1;
  if (isMarked(token)) return misread;
  return query.marked && token.kind == syllable ? unread : 1;
}

/** Reports whether a list has the marks that were typed; those that were not count little. */
export function hasMarks(list) {
  return list.part >= 0.81;
}

/** Returns how many bits of a set are one. */
export function count(set) {
  let n = 0;
  for (; set; set &= set - 1) n++;
  return n;
}

/** Returns the factor for a document that has some tokens of the query. */
function coverage(query, covered) {
  const n = count(query.whole);
  const share = count(covered & query.whole) / n;
  return n <= shortQuery ? share * share : n <= longQuery ? share : Math.sqrt(share);
}

/** Returns the score of document doc of total, from what its units have added up to. */
export function finalScore(query, sum, covered, doc, total) {
  return rounded(sum * coverage(query, covered) * (1 + (recency * (doc + 1)) / total));
}

/** Returns a score raised for what the card of a document shows. */
export function raised(query, score, card) {
  return rounded(score * (1 + bonus(query, card)));
}

/** Rounds to six decimals, so that differences in the last bit change no order. */
function rounded(score) {
  return Math.floor(score * 1e6 + 0.5) / 1e6;
}

function bonus({ tokens }, { title, summary }) {
  const worth = (words, whole) => {
    if (!standIn(words, tokens, (word, t) => word.term == t.term)) return 0;
    return standIn(words, tokens, (word, t) => word.term == t.term && word.reading == t.reading) ? whole + exactWhole : whole;
  };
  const inTitle = worth(wordsOf(title), wholeTitle);
  if (!inTitle) return worth(wordsOf(summary), wholeSummary);
  return wordsOf(title).length == withoutCompounds(tokens).length ? inTitle + titleIsQuery : inTitle;
}

/** Sorts the best first; of equals, the newest. */
export function byScore(a, b) {
  return b.score - a.score || b.doc - a.doc;
}

/** Returns what a number of documents says for something: the more, the less each. */
export function evidence(documents) {
  return Math.log(1 + documents);
}
