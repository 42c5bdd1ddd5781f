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
const tokenPattern = RegExp(`\\d+(?:[.,]\\d+)+\\p{Nd}*|${ideograph}|(?:(?!${ideograph})[\\p{L}\\p{Nd}\\p{M}])+`, "gu");
const single = RegExp("^" + ideograph, "u");

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
    joinChain(tokens, chain, text);
    chain = tokens.length;
  };
  for (const { 0: spelling, index: start } of text.matchAll(tokenPattern)) {
    const gap = text.slice(end, start);
    const last = tokens.at(-1);
    const breaks = !last || /[!?…\n]/.test(gap) || (gap.slice(0, -1).includes(".") && last.kind != abbreviation);
    if (tokens.length > chain && !/^[-/&.'’‑–]$/.test(gap)) join();
    end = start + spelling.length;
    tokens.push({ ...lexeme(spelling), start, end, breaks });
    if (single.test(spelling)) join();
  }
  join();
  return tokens;
}

/** Returns the tokens that are no compound. */
export function withoutCompounds(tokens) {
  return tokens.filter((t) => t.kind != compound);
}

/** Appends the compound that the tokens from chain on are, if not all are syllables. */
function joinChain(tokens, chain, text) {
  const parts = tokens.slice(chain);
  if (parts.length < 2 || parts.length > mostJoined || parts.every((p) => p.kind == syllable)) return;
  const separator = parts.every((p) => p.kind == number) ? "/" : "";
  const term = shortened(parts.map((p) => p.term).join(separator), longestTerm);
  tokens.push({ term, reading: 0, kind: compound, start: parts[0].start, end: parts.at(-1).end, breaks: false });
}

/** Reads one spelling without separators: { term, reading, kind }. */
export function lexeme(spelling) {
  const small = lower(spelling);
  const letters = spelling.replace(/[\p{Nd}.,]/gu, "");
  if (!letters) return plain(numberTerm(small), number);
  const hasDigits = /\p{Nd}/u.test(spelling);
  const isCapital = /^\p{Lu}{2,}$/u.test(letters); // CO2 is no cò
  const spelled = hasDigits ? !isCapital && decodeTyping(small) : parse(small);
  if (spelled) return { ...folded(spelled), kind: syllable };
  const term = fold(small);
  if (!hasDigits) {
    if (term == small && isFolded(term)) return plain(term, syllable);
    if (/../su.test(letters) && (/^\p{Lu}*$/u.test(letters) || /^[^aeiouy\x80-\uffff]*$/.test(term))) {
      return plain(term, abbreviation);
    }
    const typed = decodeTyping(small);
    if (typed) return { ...folded(typed), kind: syllable };
  }
  return plain(term, word);
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
  const comma = text.indexOf(",");
  let whole = comma < 0 ? text : text.slice(0, comma);
  const decimals = comma < 0 ? "" : text.slice(comma);
  if (decimals.includes(",", 1)) return grouped(text, ",") ? withoutZeros(text.replaceAll(",", "")) : text;
  if (decimals.includes(".")) return text;
  if (whole.includes(".")) {
    const date = whole.match(/^(\d\d?)\.(\d\d?)\.(\d{4})$/);
    if (grouped(whole, ".")) whole = whole.replaceAll(".", "");
    else if (date && !decimals) return [withoutZeros(date[1]), withoutZeros(date[2]), date[3]].join("/");
    else return text;
  }
  return withoutZeros(whole) + decimals;
}

/** Reports whether a number is digits in groups of three behind the first. */
function grouped(text, separator) {
  const [first, ...others] = text.split(separator);
  return first.length < 4 && first[0] != "0" && others.every((group) => group.length == 3);
}

function withoutZeros(digits) {
  return digits.replace(/^0+(?=.)/, "");
}
