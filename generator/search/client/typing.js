import { split, toned } from "./syllable.js";

// The keys of Telex and VNI, typed while the keyboard program was off:
// vietnamese.DecodeTyping in JavaScript. A key puts a tone, or a mark: pairs of a
// letter and what it becomes.

const vni = { 1: 4, 2: 1, 3: 2, 4: 3, 5: 5, 6: "aâeêoô", 7: "oơuư", 8: "aă", 9: "dđ" };
const telex = { s: 4, f: 1, r: 2, x: 3, j: 5, a: "aâ", e: "eê", o: "oô", w: "aăoơuư", d: "dđ" };

/** Reports whether a key of Telex is more than a letter behind those before it. */
function isTelex(before, key) {
  if (telex[key] > 0) return /[aăâeêioôơuưy]/.test(before);
  return key == "w" || before.includes(key);
}

/** Puts a mark on the last letter that takes it; undefined if none does. */
function marked(letters, pairs) {
  for (let i = letters.length - 1; i >= 0; i--) {
    const at = pairs.indexOf(letters[i]);
    if (at % 2 == 0) return letters.slice(0, i) + pairs[at + 1] + letters.slice(i + 1);
  }
}

/**
 * Returns the spellings that letters may stand for, the likeliest first: many leave
 * the keys out of which only one vowel can come, and a horn on uo means both.
 */
function completed(letters) {
  return [
    letters.replace(/uơ|ưo/g, "ươ"), letters, letters.replace("ie", "iê"), letters.replace("ye", "yê"),
    letters.replace("uo", "ươ"), letters.replace("uo", "uô"),
  ];
}

/** Returns the syllable that a word's keys make, undefined if they make none. */
export function decodeTyping(word) {
  const table = /\d/.test(word) ? vni : telex;
  // A1, 2A and the like are names of things.
  if (/[^\0-\x7f]|^\d|^.\d+$/.test(word)) return;
  let letters = "";
  let tone = 0;
  let played = false;
  for (const key of word) {
    const stroke = (table == vni || isTelex(letters, key)) && table[key];
    if (stroke > 0) {
      if (tone) return; // a second key of a tone takes the first back
      tone = stroke;
    } else if (stroke) {
      letters = marked(letters, stroke);
      if (!letters) return;
    } else {
      letters += key;
      continue;
    }
    played = true;
  }
  for (const spelling of played ? completed(letters) : []) {
    const syllable = toned(split(spelling), tone);
    if (syllable) return syllable;
  }
}
