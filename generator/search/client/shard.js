// Shards as search.appendShard writes them: columns of variable-length integers,
// seven bits a byte, the lowest first.

/**
 * Decodes a shard of a segment with so many documents: { keys, starts, readings, ends,
 * tails, docs, impacts }. Key i has the lists before starts[i], list i the postings
 * before ends[i]. Throws when the shard is damaged; takes no more memory than a small
 * multiple of its size.
 */
export function decodeShard(raw, documents) {
  let at = 0;
  const column = (length, isSum) => {
    const numbers = [];
    for (let sum = 0; numbers.length < length; ) {
      let value = 0;
      let scale = 1;
      let byte;
      do {
        byte = raw[at++];
        value += (byte & 127) * scale;
        scale *= 128;
      } while (byte > 127);
      if (at > raw.length) throw RangeError();
      numbers.push(isSum ? (sum += value) : value);
    }
    return numbers;
  };
  const [distinct] = column(1);
  const keys = column(distinct, true);
  const starts = column(distinct, true);
  const lists = starts.at(-1) || 0;
  const readings = column(lists);
  const ends = column(lists, true);
  const tails = column(lists);
  const docs = ends.flatMap((end, i) => column(end - (ends[i - 1] || 0), true));
  if (raw.length - at != docs.length || docs.some((doc) => doc >= documents)) throw RangeError();
  return { keys, starts, readings, ends, tails, docs: Uint32Array.from(docs), impacts: raw.subarray(at) };
}

/** Returns the lists of a key: { reading, tail, docs, impacts }. */
export function listsOf({ keys, starts, readings, ends, tails, docs, impacts }, key) {
  const k = keys.indexOf(key);
  const lists = [];
  for (let i = starts[k - 1] || 0; i < starts[k]; i++) {
    const part = (column) => column.subarray(ends[i - 1] || 0, ends[i]);
    lists.push({ reading: readings[i], tail: tails[i], docs: part(docs), impacts: part(impacts) });
  }
  return lists;
}
