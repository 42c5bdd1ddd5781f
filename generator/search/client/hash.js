// Where postings stand: search.pairPlace and search.termPlace in JavaScript. A place
// is { shard, key }: 32 bits that choose the shard, 20 that name the list in it.

/** Returns the 32-bit FNV-1a hash of a term's UTF-8. */
export function hashOf(term) {
  let hash = 2166136261;
  for (const byte of new TextEncoder().encode(term)) hash = Math.imul(hash ^ byte, 16777619);
  return hash;
}

/** Spreads the bits of a number: the finaliser of MurmurHash3. */
function mix(h) {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Returns the place of a pair of terms, given by their hashes. */
export function pairPlace(a, b) {
  const shard = mix(Math.imul(a, 0x9e3779b1) ^ ((b << 15) | (b >>> 17)));
  return { shard, key: mix(shard ^ Math.imul(b, 0x27d4eb2f)) & 0xfffff };
}

/** Returns the place of a single term, given by its hash. */
export function termPlace(a) {
  const shard = mix(a);
  return { shard, key: mix(shard ^ 0x9e3779b1) & 0xfffff };
}

/** Returns which of n shards a place is in. */
export function shardOf(place, n) {
  return Math.floor(((place.shard >>> 0) * n) / 2 ** 32);
}
