import { bytesOf } from "./letters.js";

// Where postings stand: search.pairPlace and search.termPlace in JavaScript. A place
// is { shard, key }: 32 bits that choose the shard, 20 that name the list in it.

/** Returns the 32-bit FNV-1a hash of a term's UTF-8. */
export function hashOf(term) {
  return bytesOf(term).reduce((hash, byte) => Math.imul(hash ^ byte, 16777619), 2166136261);
}

/** Spreads the bits of a number: the finaliser of MurmurHash3. */
function mix(h) {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Returns the place of a pair of terms, given by their hashes. */
export function pairPlace(a, b) {
  return newPlace(Math.imul(a, 0x9e3779b1) ^ ((b << 15) | (b >>> 17)), Math.imul(b, 0x27d4eb2f));
}

/** Returns the place of a single term, given by its hash. */
export function termPlace(a) {
  return newPlace(a, 0x9e3779b1);
}

function newPlace(a, b) {
  const shard = mix(a);
  return { shard, key: mix(shard ^ b) & 0xfffff };
}

/** Returns which of n shards a place is in. */
export function shardOf(place, n) {
  return Math.floor(((place.shard >>> 0) * n) / 2 ** 32);
}
