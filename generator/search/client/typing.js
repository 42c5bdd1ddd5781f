import { allows, split } from "./syllable.js";

// The keys of Telex and VNI, typed while the keyboard program was off:
// vietnamese.DecodeTyping in JavaScript.

/** What keys of VNI do: a tone, or pairs of a letter and what it becomes. */
const vni = { 1: 4, 2: 1, 3: 2, 4: 3, 5: 5, 6: "aâeêoô", 7: "oơuư", 8: "aă", 9: "dđ" };

/** What keys of Telex do behind a vowel, behind their like, or anywhere. */
const telexTones = { s: 4, f: 1, r: 2, x: 3, j: 5 };
const telexMarks = { a: "aâ", e: "eê", o: "oô" };

function telexKey(before, key) {
  if (key in telexTones) return /[aăâeêioôơuưy]/.test(before) && telexTones[key];
  if (key in telexMarks) return before.includes(key) && telexMarks[key];
  return key == "w" ? "aăoơuư" : key == "d" && before[0] == "d" && "dđ";
}

/** Puts a mark on the last letter that takes it; undefined if none does. */
function markLast(letters, pairs) {
  for (let i = letters.length - 1; i >= 0; i--) {
    const at = pairs.indexOf(letters[i]);
    if (at >= 0 && at % 2 == 0) return letters.slice(0, i) + pairs[at + 1] + letters.slice(i + 1);
  }
}

/**
 * Returns the spellings that letters may stand for, the likeliest first: many leave
 * the keys out of which only one vowel can come, and a horn on uo means both.
 */
function completed(letters) {
  const list = [letters.replace(/uơ|ưo/g, "ươ"), letters];
  for (const [from, to] of [["ie", "iê"], ["ye", "yê"], ["uo", "ươ"], ["uo", "uô"]]) list.push(letters.replace(from, to));
  return list;
}

/** Returns the syllable that a word's keys make, undefined if they make none. */
export function decodeTyping(word) {
  const digit = word.search(/\d/);
  // A1, 2A and the like are names of things.
  if (digit == 0 || (digit > 0 && word.replace(/\d+$/, "").length < 2) || /[^\0-\x7f]/.test(word)) return;
  let letters = "";
  let tone = 0;
  let played = false;
  for (const key of word) {
    const stroke = digit > 0 ? vni[key] : telexKey(letters, key);
    if (!stroke) {
      letters += key;
      continue;
    }
    if (stroke > 0) {
      if (tone) return; // a second key of a tone takes the first back
      tone = stroke;
    } else if (!(letters = markLast(letters, stroke))) {
      return;
    }
    played = true;
  }
  for (const spelling of played ? completed(letters) : []) {
    const syllable = split(spelling);
    if (syllable && allows(syllable.coda, tone)) return { ...syllable, tone };
  }
}
