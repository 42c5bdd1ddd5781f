// Letters of Vietnamese as the Go package vietnamese knows them: what tone a vowel
// carries, what a letter folds to, what has to be put right before a text is read.

/** The twelve vowels, each with the six tones: ngang, huyền, hỏi, ngã, sắc, nặng. */
const vowelRows = "aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ".split(" ");

/** Each vowel → [the vowel without its tone, the tone from 0 to 5]. */
const toned = new Map(vowelRows.flatMap((row) => [...row].map((vowel, tone) => [vowel, [row[0], tone]])));

/** Returns a letter without its tone, and the tone. */
export function toneOf(letter) {
  return toned.get(letter) || [letter, 0];
}

/** Returns a vowel without tone with one. */
export function withTone(vowel, tone) {
  const row = vowelRows.find((row) => row[0] == vowel);
  return row ? row[tone] : vowel;
}

/** What Unicode does not decompose: letters, and what readers see in them. */
const strokes = new Map();
for (const pair of "đd ðd ƌd ƀb ƈc ħh ıi ƙk ĸk łl ƚl ŋn ƞn øo ƥp ſs ŧt ƭt ƣu ƴy ƶz ȥz ɇe ɉj ɍr ɏy ȼc ƒf ǥg ßss æae œoe þth".split(" ")) {
  strokes.set(pair[0], pair.slice(1));
}

const diacritics = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;

/**
 * Returns a text in lower case without marks: "Đổi mới" gives "doi moi". All Latin
 * letters become ASCII; other scripts keep what is no diacritic.
 */
export function fold(text) {
  text = text.toLowerCase();
  return /^[\0-\x7f]*$/.test(text) ? text : [...text.normalize()].map(foldLetter).join("").normalize();
}

function foldLetter(letter) {
  const apart = letter.normalize("NFD");
  const compatible = letter.normalize("NFKD").replace(diacritics, "").toLowerCase();
  const bare = apart.replace(diacritics, "");
  return strokes.get(apart[0]) || (/^[a-z\d]+$/.test(compatible) ? compatible : [...bare].length < 2 ? bare : letter);
}

/** Puts the letters right that are mistaken for đ and ư. */
function withoutLookAlikes(text) {
  return text.replace(/[ÐƉ]/g, "Đ").replace(/[ðɖ]/g, "đ").replace(/Ƣ/g, "Ư").replace(/ƣ/g, "ư");
}

/** Returns a spelling in lower case, letter by letter, full-width forms as ASCII. */
export function lower(spelling) {
  return withoutLookAlikes(spelling)
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt() - 0xfee0))
    .replace(/./gsu, (letter) => (letter == "İ" ? "i" : letter.toLowerCase()));
}

/** Beside such characters a joiner without width can have a meaning. */
const joining = /[\u0590-\u1dbf\u2190-\u2fff\u3001-\ufffc]$/;

const invisible = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u180e\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069]+/g;

/** Returns what somebody typed or pasted as it should have been written, in NFC. */
export function repair(text) {
  return withoutLookAlikes(text.replace(/\p{Cs}+/gu, " "))
    .replace(invisible, (run, at, all) =>
      joining.test(all.slice(0, at)) && joining.test(all[at + run.length]) ? run.match(/[\u200c\u200d]|$/)[0] : "",
    )
    .replace(/[\s\x85]/g, " ")
    .normalize();
}

/** Returns how a text is compared with what is typed: folded, letters and digits only. */
export function letterKey(text) {
  return fold(text).replace(/[^\p{L}\p{Nd}\p{M}]/gu, "");
}

/** Cuts a text to at most so many bytes of UTF-8, between characters. */
export function shortened(text, bytes) {
  if (text.length * 3 <= bytes) return text;
  let end = 0;
  for (const character of text) {
    const code = character.codePointAt();
    bytes -= code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes < 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}
