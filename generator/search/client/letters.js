// Letters of Vietnamese as the Go package vietnamese knows them: their tones, what
// they fold to, and what has to be put right before a text is read.

/** The marks of the tones behind ngang: huyền, hỏi, ngã, sắc, nặng. */
const tones = "\u0300\u0309\u0303\u0301\u0323";

const toneMark = RegExp(`[${tones}]`, "g");

/** A mark of a tone elsewhere than on one of the twelve vowels. */
const strayTone = RegExp(`(^|[^aeiouy\u0302\u0306\u031b])[${tones}]`);

/**
 * Returns a lower-case spelling without its tone, and the tone from 0 to 5; nothing
 * if it has two tones, or one that is on no vowel.
 */
export function withoutTone(spelling) {
  const apart = spelling.normalize("NFD");
  const marks = apart.match(toneMark) || [];
  if (!marks[1] && !strayTone.test(apart)) return [apart.replace(toneMark, "").normalize(), tones.indexOf(marks[0]) + 1];
}

/** Returns a vowel with a tone. */
export function withTone(vowel, tone) {
  return tone ? (vowel + tones[tone - 1]).normalize() : vowel;
}

const diacritics = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;

/** Letters of living alphabets that Unicode does not decompose, each before what readers see in it. */
const strokes = "đdðdɖdħhıiƙkłlŋnøoſsŧtƣuƴyƒf";
const ligatures = { ß: "ss", æ: "ae", œ: "oe", þ: "th" };

/**
 * Returns a text in lower case without marks: "Đổi mới" gives "doi moi". All Latin
 * letters become ASCII; other scripts keep what is no diacritic.
 */
export function fold(text) {
  const bare = text.toLowerCase().normalize("NFD").replace(diacritics, "");
  return bare.replace(/[^\0-\x7f]/gu, foldLetter).normalize();
}

function foldLetter(letter) {
  const compatible = letter.normalize("NFKD").replace(diacritics, "").toLowerCase();
  return strokes[strokes.indexOf(letter) + 1 || -1] || ligatures[letter] || (/^[a-z\d]+$/.test(compatible) ? compatible : letter);
}

/** Returns a spelling in lower case, letter by letter, full-width forms as ASCII. */
export function lower(spelling) {
  return spelling.replace(/[\uff01-\uff5e]/g, (wide) => wide.normalize("NFKC")).replace(/./gsu, (letter) => letter.toLowerCase());
}

/**
 * Returns what somebody typed or pasted as it should have been written: in NFC, with
 * đ and ư where look-alikes stood, without what nobody sees.
 */
export function repair(text) {
  return text
    .replace(/\p{Cf}/gu, "")
    .replace(/[\s\x85]/g, " ")
    .replace(/\p{Cc}/gu, "")
    .replace(/[ÐƉðɖƢƣ]/g, (letter) => "ĐĐđđƯư"["ÐƉðɖƢƣ".indexOf(letter)])
    .normalize();
}

/** Returns how a text is compared with what is typed: folded, letters and digits only. */
export function letterKey(text) {
  return fold(text).replace(/[^\p{L}\p{Nd}\p{M}]/gu, "");
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Returns the UTF-8 of a text. */
export function bytesOf(text) {
  return encoder.encode(text);
}

/** Cuts a text to at most so many bytes of UTF-8, between characters. */
export function shortened(text, bytes) {
  return decoder.decode(bytesOf(text).subarray(0, bytes)).replace(/\ufffd+$/, "");
}
