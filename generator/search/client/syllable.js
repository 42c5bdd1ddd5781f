import { fold, toneOf, withTone } from "./letters.js";

// Syllables by the rules of spelling: vietnamese.ParseSyllable in JavaScript. A
// syllable is { onset, glide, nucleus, coda, tone }: nghiêng is "ngh", "", "iê",
// "ng", 0; hòa is "h", "o", "a", "", 1.

/** The rhymes: glide, nucleus, codas; a dash stands for none. */
const rhymeTable = `- a - c ch i k m n ng nh o p t u y
- ă c k m n ng p t
- â c k m n ng p t u y
- e - c m n ng o p t
- ê - ch m n nh p t u
- i - ch m n nh p t u
- iê c m n ng p t u
- ia -
- o - c i m n ng p t
- oo c ng
- ô - c i m n ng p t
- ơ - i m n p t
- u - c i m n ng p t
- uô c i m n ng t
- ua -
- ư - c i m n ng t u
- ươ c i m n ng p t u
- ưa -
- y - ch n nh t
- yê m n ng t u
o a - c ch i m n ng nh o p t y
o ă c m n ng t
o e - m n ng o t
u â n ng t y
u ê - ch n nh u
u ơ -
u y - ch n nh p t u
u yê n t
u ya -`;

/** Each rhyme as it is spelled, without tone → its parts. */
const rhymes = new Map();
for (const line of rhymeTable.split("\n")) {
  const [glide, nucleus, ...codas] = line.split(" ").map((part) => part.replace("-", ""));
  for (const coda of codas) rhymes.set(glide + nucleus + coda, { glide, nucleus, coda });
}

const foldedRhymes = new Set([...rhymes.keys()].map(fold));

const onsets = new Set(["", ..."b c ch d g gh h k kh l m n ng ngh nh p ph r s t th tr v x".split(" ")]);

/** Returns the onset of a syllable without tone, undefined if there is none such. */
function onsetOf(plain) {
  if (plain[0] == "đ") return "đ";
  if (plain.startsWith("qu")) return "qu";
  const onset = plain.match(/^[b-df-hj-np-tv-xz]*/)[0];
  if (onsets.has(onset)) return onset == "g" && plain[1] == "i" ? "gi" : onset;
}

/** Reports whether an onset may be written before a rhyme. */
function agrees(onset, { glide, nucleus, coda }) {
  const first = (glide || nucleus)[0];
  const front = "eêiy".includes(first);
  switch (onset) {
    case "": // without an onset the spelling is yê; y is written alone or after a glide
      return nucleus != "iê" && (nucleus != "y" || glide || !coda);
    case "ngh":
    case "gh":
      return front && first != "y";
    case "ng":
    case "g":
    case "c":
      return !front;
    case "gi":
      return first != "i" && first != "y";
    case "qu": // its u is the glide
      return !glide && !"ouư".includes(first) && nucleus != "iê" && nucleus != "ia";
  }
  return glide || first != "y" || (nucleus == "y" && !coda);
}

/** Takes a lower-case syllable without tone apart; undefined if it is none. */
export function split(plain) {
  const onset = onsetOf(plain);
  if (onset == null) return;
  const rhyme = rhymes.get(plain.slice(onset.length));
  if (onset == "gi") {
    // In gì, gìn and giếng the i is the vowel, or the first half of iê.
    const whole = rhymes.get(plain.slice(1));
    if (whole && !whole.glide && ((whole.nucleus == "i" && whole.coda != "u") || whole.nucleus == "iê")) {
      return { ...whole, onset: "g", tone: 0 };
    }
  }
  if (rhyme && agrees(onset, rhyme)) return { ...rhyme, onset, tone: 0 };
}

/** Reports whether a coda allows a tone: c, ch, p and t only sắc and nặng. */
export function allows(coda, tone) {
  return tone > 3 || !/^(ch?|p|t)$/.test(coda);
}

/** Takes a lower-case syllable apart, wherever in its rhyme the tone stands. */
export function parse(spelling) {
  let plain = "";
  let tone = 0;
  for (const letter of spelling) {
    const [base, its] = toneOf(letter);
    if (its && tone) return;
    tone ||= its;
    plain += base;
  }
  const syllable = split(plain);
  if (syllable && allows(syllable.coda, tone)) return { ...syllable, tone };
}

/** Reports whether some syllable folds to a text of ASCII letters. */
export function isFolded(text) {
  const onset = onsetOf(text);
  return onset != null && (foldedRhymes.has(text.slice(onset.length)) || (onset == "gi" && foldedRhymes.has(text.slice(1))));
}

/** Returns the spelling of a syllable with its tone placed in the old style: hòa, thủy. */
export function write({ onset, glide, nucleus, coda, tone }) {
  if (tone && !coda && /^(oa|oe|uy)$/.test(glide + nucleus) && glide) {
    return onset + withTone(glide, tone) + nucleus;
  }
  // One vowel, or ia ya ua ưa: the first carries the tone; iê yê uô ươ oo: the second.
  const at = nucleus.length == 1 || (!coda && nucleus != "oo") ? 0 : 1;
  return onset + glide + nucleus.slice(0, at) + withTone(nucleus[at], tone) + nucleus.slice(at + 1) + coda;
}
