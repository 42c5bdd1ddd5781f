import { decodeShard } from "./shard.js";

// The files of an index. All but the manifest have the hash of what is in them in
// their path, so each is fetched once.

/** So many decoded files are kept, the latest. */
const mostFiles = 400;

/** Returns an Error that says by its code what is wrong with an index. */
export function failure(code) {
  return Object.assign(Error("search index: " + code), { code });
}

/** Fetches a file; what the server does not give is missing or, for now, offline. */
async function load(fetch, address, cache) {
  const response = await (async () => fetch(address, { cache }))().catch(() => {});
  if (!response?.ok) throw failure(response?.status < 500 ? "missing" : "offline");
  return response;
}

/**
 * Returns a function that gives the promise of a file, fetched from an address and
 * decoded. What fails is forgotten, so that a later search tries again.
 */
function newFiles(fetch) {
  const kept = new Map();
  return (address, decode) => {
    if (!kept.has(address)) {
      const file = load(fetch, address).then(decode);
      kept.set(address, file);
      file.catch(() => kept.delete(address));
      if (kept.size > mostFiles) kept.delete(kept.keys().next().value);
    }
    return kept.get(address);
  };
}

/** Returns a response with the content of a deflated file (RFC 1951). */
function inflated(response) {
  return new Response(response.body.pipeThrough(new DecompressionStream("deflate-raw")));
}

/** Returns the decoder of deflated files of JSON. Shape makes what is kept of it, and throws if it is none. */
export function jsonFile(shape) {
  return async (response) => shape(await inflated(response).json());
}

/** Returns the decoder of the shards of a segment with so many documents. */
export function shardFile(documents) {
  return async (response) => decodeShard(new Uint8Array(await inflated(response).arrayBuffer()), documents);
}

/** Returns the names with the strings of a list: ["a", "b"] and ["x"] give { a: "x", b: "" }. */
export function named(names, list) {
  return Object.fromEntries(names.map((name, i) => [name, `${list[i] ?? ""}`]));
}

/** More documents than any segment has would only take memory. */
const mostDocuments = 2 ** 24;

/**
 * Opens the index of one site: what its manifest has, and { base, first, total, file }:
 * the address of the index, the number of the first document of each segment, how many
 * there are, what newFiles returns. Throws one of the failures offline, missing,
 * version and damaged.
 */
export async function openSite(base, fetch, given) {
  try {
    const manifest = given ?? (await (await load(fetch, base + "manifest.json", "no-cache")).json());
    if (manifest.version !== 1) throw failure("version");
    const { segments, years, facets, base: root } = manifest;
    let total = 0;
    const first = segments.map(({ documents }) => {
      if (!(documents >= 0 && documents < mostDocuments)) throw segments;
      return (total += documents) - documents;
    });
    if (![...years, ...facets].every(Boolean)) throw manifest;
    return { include: [], ...manifest, root, base, first, total, file: newFiles(fetch) };
  } catch ({ code = "damaged" }) {
    throw failure(code);
  }
}
