import { fold, lower, shortened } from "./letters.js";
import { folded } from "./reading.js";
import { isFolded, parse } from "./syllable.js";
import { decodeTyping } from "./typing.js";

// Text analysis, the same as search.Analyse in Go: both are held to
// testdata/analysis.golden.

export const syllable = "syllable";
export const number = "number";
export const abbreviation = "abbreviation";
export const compound = "compound";
const word = "word";

/** Terms are cut at so many bytes. */
const longestTerm = 64;

/** So many tokens at most are one compound. */
const mostJoined = 8;

/**
 * Numbers with points and commas in them, behind which letters begin another token;
 * characters of scripts without spaces, each alone; runs of letters and digits.
 */
const ideograph = "[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}]";
const tokenPattern = RegExp(`\\d+(?:[.,]\\d+)+\\p{Nd}*|(${ideograph})|(?!\\p{M})(?:(?!${ideograph})[\\p{L}\\p{Nd}\\p{M}])+`, "gu");

/**
 * Returns the tokens of a text in NFC, in their order; a compound stands behind its
 * parts. A token is { term, reading, kind, start, end, breaks }: places count UTF-16
 * units, breaks tells that a sentence or block ended before it.
 */
export function analyse(text) {
  const tokens = [];
  let chain = 0; // where the run of tokens without a space between them begins
  let end = 0; // of the last token
  const join = () => {
    const parts = tokens.slice(chain);
    if (parts[1] && parts.length <= mostJoined && parts.some((p) => p.kind != syllable)) {
      const term = parts.map((p) => p.term).join(parts.every((p) => p.kind == number) ? "/" : "");
      tokens.push({ ...plain(term, compound), start: parts[0].start, end, breaks: false });
    }
    chain = tokens.length;
  };
  for (const { 0: spelling, 1: isSingle, index: start } of text.matchAll(tokenPattern)) {
    const gap = text.slice(end, start);
    const last = tokens.at(-1);
    const breaks = !last || /[!?…\n]/.test(gap) || (/\../s.test(gap) && last.kind != abbreviation);
    if (tokens.length > chain && !/^[-/&.'’‑–]$/.test(gap)) join();
    end = start + spelling.length;
    tokens.push({ ...lexeme(spelling), start, end, breaks });
    if (isSingle) join();
  }
  join();
  return tokens;
}

/** Returns the tokens that are no compound. */
export function withoutCompounds(tokens) {
  return tokens.filter((t) => t.kind != compound);
}

/** Returns the tokens of a text that are no compound. */
export function wordsOf(text) {
  return withoutCompounds(analyse(text));
}

/** Reports whether a token is as it was asked for: with the marks that were typed, if any. */
export function isAsked(token, { term, reading }) {
  return token.term == term && (!reading || token.reading == reading);
}

/** Reports whether tokens stand in words in one piece, each as same(word, token) has it. */
export function standIn(words, tokens, same) {
  const asked = withoutCompounds(tokens);
  return asked.length > 0 && words.some((_, i) => asked.every((t, k) => words[i + k] && same(words[i + k], t)));
}

/** Reads one spelling without separators: { term, reading, kind }. */
export function lexeme(spelling) {
  const small = lower(spelling);
  const letters = spelling.replace(/[\p{Nd}.,]/gu, "");
  if (!letters) return plain(numberTerm(small), number);
  const term = fold(small);
  const isShouted = /^\p{Lu}{2,}$/u.test(letters);
  let spelled;
  if (!/\p{Nd}/u.test(spelling)) {
    spelled = parse(small);
    if (!spelled && term == small && isFolded(term)) return plain(term, syllable);
    if (!spelled && (isShouted || (/../su.test(letters) && /^[b-df-hj-np-tv-xz]*$/.test(term)))) return plain(term, abbreviation);
  } else if (isShouted) {
    return plain(term, word); // CO2 is no cò
  }
  spelled ||= decodeTyping(small);
  return spelled ? { ...folded(spelled), kind: syllable } : plain(term, word);
}

function plain(term, kind) {
  return { term: shortened(term, longestTerm), reading: 0, kind };
}

/**
 * Returns the one way in which a number is indexed: without the points of thousands
 * and leading zeros. What is no such number (4.0, 1.2.3) stays as it is, but for a
 * date with points, which is written with slashes.
 */
function numberTerm(text) {
  const [, whole, decimals = ""] = text.match(/^(\d+|[1-9]\d{0,2}(?:\.\d{3})+)(,\d+)?$/) || [];
  const short = (digits) => digits.replace(/^0+(?=.)/, "");
  if (whole) return short(whole.replaceAll(".", "")) + decimals;
  if (/^[1-9]\d{0,2}(,\d{3})+$/.test(text)) return text.replaceAll(",", "");
  const date = text.match(/^(\d\d?)\.(\d\d?)\.(\d{4})$/);
  return date ? date.slice(1).map(short).join("/") : text;
}
