import { fold } from "./letters.js";
import { split, write } from "./syllable.js";

// A reading says with which marks a folded syllable was written, as a number:
//
//   tone + 6 · (vowel + 5 · đ)
//
// vowel is 0 without a mark, 1 for a circumflex, 2 for a breve, 3 for one horn and 4
// for two (ươ); đ is 0 or 1. The reading of a pair is that of its first syllable
// times `readings`, plus that of its second.

export const readings = 60;

const twoHorns = 4;

/**
 * Returns the folded form that all spellings of a syllable share, and its reading. A
 * lone y behind a consonant is i: kỹ and kĩ are one syllable.
 */
export function folded({ onset, glide, nucleus, coda, tone }) {
  if (nucleus == "y" && !glide && onset) nucleus = "i";
  const horns = nucleus.split(/[ơư]/).length - 1;
  const vowel = horns ? horns + 2 : /ă/.test(nucleus) ? 2 : +/[âêô]/.test(nucleus);
  return { term: fold(onset + glide + nucleus + coda), reading: tone + 6 * (vowel + 5 * (onset == "đ")) };
}

/** Returns the syllable of a folded form and a reading; the term if they are none. */
export function spell(term, reading) {
  const tone = reading % 6;
  const vowel = Math.floor(reading / 6) % 5;
  const letters = [...term];
  if (reading >= 30 && letters[0] == "d") letters[0] = "đ";
  let left = vowel == twoHorns ? 2 : 1; // marks to set
  const onset = term.startsWith("qu") ? 2 : term.search(/[aeiouy]|$/);
  for (let i = onset; i < letters.length && left; i++) {
    const marked = markedVowel(letters[i], vowel, letters.includes("o", i));
    if (marked != letters[i]) left--;
    letters[i] = marked;
  }
  const spelled = letters.join("");
  const syllable = tone && split(spelled);
  return syllable ? write({ ...syllable, tone }) : tone ? term : spelled;
}

/** Returns a vowel with the mark, if it takes it; a single horn is the o's, if there is one. */
function markedVowel(letter, vowel, hasO) {
  if (vowel == 1) return { a: "â", e: "ê", o: "ô" }[letter] || letter;
  if (vowel == 2 && letter == "a") return "ă";
  if (vowel > 2 && letter == "o") return "ơ";
  return letter == "u" && (vowel == twoHorns || (vowel > 2 && !hasO)) ? "ư" : letter;
}
