import { fold } from "./letters.js";
import { split, write } from "./syllable.js";

// A reading says with which marks a folded syllable was written, as a number:
//
//   tone + 6 · (vowel + 5 · đ)
//
// vowel is 0 without a mark, 1 for a circumflex, 2 for a breve, 3 for one horn and 4
// for two (ươ); đ is 0 or 1. The reading of a pair is that of its first syllable
// times allReadings, plus that of its second.

export const allReadings = 60;

/** The marks of vowels, by their numbers less one. */
const vowelMarks = "\u0302\u0306\u031b\u031b";

/**
 * Returns the folded form that all spellings of a syllable share, and its reading. A
 * lone y behind a consonant is i: kỹ and kĩ are one syllable.
 */
export function folded({ onset, glide, nucleus, coda, tone }) {
  if (nucleus == "y" && !glide && onset) nucleus = "i";
  const marks = nucleus.normalize("NFD").replace(/[a-z]/g, "");
  const vowel = marks[1] ? 4 : vowelMarks.indexOf(marks[0]) + 1;
  return { term: fold(onset + glide + nucleus + coda), reading: tone + 6 * (vowel + 5 * (onset == "đ")) };
}

/** Returns the two readings of that of a pair. */
export function apart(reading) {
  return [Math.floor(reading / allReadings), reading % allReadings];
}

/** For each vowel number, the letters of a rhyme that take its mark; one horn is the o's, if there is one. */
const vowelLetters = [/^$/, /[aeo]/, /a/, /o|u(?!.*o)/, /uo/];

/** Returns the syllable of a folded form and a reading; the term if they are none. */
export function spell(term, reading) {
  const tone = reading % 6;
  const vowel = Math.floor(reading / 6) % 5;
  const [, onset, rhyme] = term.match(/^(qu|[^aeiouy]*)(.*)/);
  const marked = rhyme.replace(vowelLetters[vowel], (some) => some.replace(/./g, "$&" + vowelMarks[vowel - 1])).normalize();
  const spelled = (reading < 30 ? onset : onset.replace("d", "đ")) + marked;
  const syllable = split(spelled);
  return !tone ? spelled : syllable ? write(syllable, tone) : term;
}
