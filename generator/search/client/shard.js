// Shards as search.appendShard writes them: columns of variable-length integers,
// seven bits a byte, the lowest first.

/**
 * Decodes a shard of a segment with so many documents. List i has the key keys[i],
 * and its postings stand from ends[i - 1] to ends[i] in docs and impacts. Throws
 * when the shard is damaged; takes no more memory than a small multiple of its size.
 */
export function decodeShard(raw, documents) {
  let at = 0;
  const sound = (condition) => {
    if (!condition) throw new Error("damaged shard");
  };
  const next = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = raw[at++];
      value += (byte & 127) * scale;
      sound(value <= 2 ** 31 && at <= raw.length && scale < 2 ** 63);
      if (byte < 128) return value;
    }
  };
  const column = (length) => {
    sound(length <= raw.length - at);
    return Float64Array.from({ length }, next);
  };
  const summed = (numbers) => {
    let sum = 0;
    return numbers.map((n) => (sum += n));
  };

  const perKey = next();
  const keyOf = summed(column(perKey));
  const counts = column(perKey);
  const keys = [];
  counts.forEach((n, i) => {
    sound(keys.length + n <= raw.length);
    for (; n > 0; n--) keys.push(keyOf[i]);
  });
  const shard = { keys, readings: column(keys.length), ends: summed(column(keys.length)), tails: column(keys.length) };
  const postings = shard.ends.at(-1) || 0;
  sound(postings <= raw.length);
  shard.docs = new Uint32Array(postings);
  shard.ends.forEach((end, i) => {
    let doc = 0;
    for (let k = shard.ends[i - 1] || 0; k < end; k++) {
      sound((doc += next()) < documents);
      shard.docs[k] = doc;
    }
  });
  sound(raw.length - at == postings);
  shard.impacts = raw.subarray(at);
  return shard;
}

/** Returns the lists of a key: { reading, tail, docs, impacts }. */
export function listsOf(shard, key) {
  const lists = [];
  for (let i = shard.keys.indexOf(key); i >= 0; i = shard.keys.indexOf(key, i + 1)) {
    const [from, to] = [shard.ends[i - 1] || 0, shard.ends[i]];
    lists.push({
      reading: shard.readings[i], tail: shard.tails[i],
      docs: shard.docs.subarray(from, to), impacts: shard.impacts.subarray(from, to),
    });
  }
  return lists;
}
