import { fold, withoutTone, withTone } from "./letters.js";

// Syllables by the rules of spelling: vietnamese.ParseSyllable in JavaScript. A
// syllable is { onset, glide, nucleus, coda, tone }: nghiêng is "ngh", "", "iê",
// "ng", 0; hòa is "h", "o", "a", "", 1.

/** The rhymes: vowels, then codas; a dash stands for none, C G N for ch, ng, nh. */
const rhymeTable = `a -cCikmGnNoptuy
ă ckmGnpt
â ckmGnptuy
e -cmGnopt
ê -CmnNptu
i -CmnNptu
iê cmGnptu
ia -
o -cimGnpt
oo cG
ô -cimGnpt
ơ -imnpt
u -cimGnpt
uô cimGnt
ua -
ư -cimGntu
ươ cimGnptu
ưa -
y -CnNt
yê mGntu
oa -cCimGnNopty
oă cmGnt
oe -mGnot
uâ Gnty
uê -CnNu
uơ -
uy -CnNptu
uyê nt
uya -`;

/** Each rhyme as it is spelled, without tone → its parts. */
const rhymes = new Map();
for (const [, glide = "", nucleus, codas] of rhymeTable.matchAll(/(o(?=[aăe])|u(?=[âêơy]))?(.+) (.+)/g)) {
  for (const letter of codas) {
    const coda = { "-": "", C: "ch", G: "ng", N: "nh" }[letter] ?? letter;
    rhymes.set(glide + nucleus + coda, { glide, nucleus, coda });
  }
}

const foldedRhymes = new Set([...rhymes.keys()].map(fold));

/** Onset and rhyme. In gì, gìn and giếng the i is the vowel, or the first half of iê; the u of qu is the glide. */
const parts = /^(đ|qu|gi(?!(?:ch|nh?|[mpt]|ê(?:[cmptu]|ng?))?$)|(?:[bdhlmrsvx]|[cgkp]h?|ngh?|nh?|t[hr]?|)(?![b-df-hj-np-tv-xz]))(.*)/;

/** Onsets with rhymes that they are not written before: yê, not iê, without one; y alone or after a glide … */
const wrong = /^ (iê|y[cnt])|^n?gh [^eêi]|^(ng|c) [eêiy]|^g [eêy]|^gi [iy]|^qu ([ouư]|i[êa])|^(?!qu)\S+ y./;

/** Takes a lower-case syllable without tone apart; undefined if it is none. */
export function split(plain) {
  const [, onset, rhyme] = plain.match(parts) || [];
  if (rhymes.has(rhyme) && !wrong.test(onset + " " + rhyme)) return { ...rhymes.get(rhyme), onset };
}

/** Returns a syllable with a tone; c, ch, p and t at its end allow only sắc and nặng. */
export function toned(syllable, tone) {
  if (syllable && (tone > 3 || !/^(ch?|p|t)$/.test(syllable.coda))) return { ...syllable, tone };
}

/** Takes a lower-case syllable apart, wherever in its rhyme the tone stands. */
export function parse(spelling) {
  const [plain, tone] = withoutTone(spelling) || [""];
  return toned(split(plain), tone);
}

/** Reports whether some syllable folds to a text of ASCII letters. */
export function isFolded(text) {
  return foldedRhymes.has(text.match(parts)?.[2]);
}

/** Returns the spelling of a syllable with its tone placed in the old style: hòa, thủy. */
export function write({ onset, glide, nucleus, coda }, tone) {
  if (!coda && glide && /^(oa|oe|uy)$/.test(glide + nucleus)) return onset + withTone(glide, tone) + nucleus;
  // One vowel, or ia ya ua ưa: the first carries the tone; iê yê uô ươ oo: the second.
  const at = nucleus[1] && (coda || nucleus == "oo") ? 1 : 0;
  return onset + glide + nucleus.slice(0, at) + withTone(nucleus[at], tone) + nucleus.slice(at + 1) + coda;
}
