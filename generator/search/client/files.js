import { decodeShard } from "./shard.js";

// The files of an index. Those of a segment begin with its stamp, four bytes that the
// manifest has too: what a cache holds of another edition of the site is fetched anew.

/** So many decoded files are kept, the latest. */
const mostFiles = 400;

/** The files of one search inflate to so many bytes at most. */
const mostBytes = 2 ** 23;

/** Returns an Error that says by its code what is wrong with an index. */
export function failure(code) {
  return Object.assign(Error("search index: " + code), { code });
}

/** The code of the failure of a file that has another stamp. */
export const stale = "stale";

/** Fetches a file; what the server does not give is missing or, for now, offline. */
async function load(fetch, address, cache) {
  const response = await (async () => fetch(address, { cache }))().catch(() => {});
  if (!response?.ok) throw failure(response?.status < 500 ? "missing" : "offline");
  return response;
}

/**
 * Returns a function that gives the promise of a file, fetched from an address and
 * decoded; for one of a segment, that is given. What fails is forgotten, so that a later
 * search tries again.
 */
function newFiles(fetch) {
  const kept = new Map();
  const room = { left: mostBytes };
  const file = (address, decode, segment) => {
    if (!kept.has(address)) {
      const get = async (cache) => decode(await load(fetch, address, cache), room, segment);
      const file = get().catch((error) => {
        if (error.code != stale) throw error;
        return get("reload");
      });
      kept.set(address, file);
      file.catch(() => kept.delete(address));
      if (kept.size > mostFiles) kept.delete(kept.keys().next().value);
    }
    return kept.get(address);
  };
  /** Begins a search, which may take mostBytes again. */
  file.renew = () => {
    if (room.left < mostBytes / 2) kept.clear();
    room.left = mostBytes;
  };
  return file;
}

/** Gives a response with what a stream gives, if that is within most bytes and the room of the search. */
export async function contentOf(stream, most, room) {
  const reader = stream.getReader();
  const parts = [];
  for (let part; !(part = await reader.read()).done; parts.push(part.value)) {
    const size = part.value.length;
    if ((most -= size) < 0 || (room && (room.left -= size) < 0)) {
      reader.cancel().catch(() => {});
      throw failure("damaged");
    }
  }
  return new Response(new Blob(parts));
}

/** A browser inflates what it is given at once, a thousand times as much at most, and can be stopped only in between. */
const sliceSize = 1024;

/** Returns a transformer that takes the stamp of a segment off, 0 if that has none, and makes slices of the rest. */
function sliced(segment) {
  let left = segment ? 4 : 0;
  let stamp = segment?.stamp;
  return {
    transform(part, out) {
      let at = 0;
      for (; left && at < part.length; left--, stamp >>>= 8) if (part[at++] != (stamp & 255)) throw failure(stale);
      for (; at < part.length; at += sliceSize) out.enqueue(part.subarray(at, at + sliceSize));
    },
  };
}

/** Gives a response with the content of a deflated file (RFC 1951). */
function inflated({ body }, room, segment) {
  const slices = body.pipeThrough(new TransformStream(sliced(segment)));
  return contentOf(slices.pipeThrough(new DecompressionStream("deflate-raw")), mostBytes, room);
}

/** Returns the decoder of deflated files of JSON. Shape makes what is kept of it, and throws if it is none. */
export function jsonFile(shape) {
  return async (response, room, segment) => shape(await (await inflated(response, room, segment)).json());
}

/** Returns the decoder of the shards of a segment with so many documents. */
export function shardFile(documents) {
  return async (response, room, segment) => decodeShard(new Uint8Array(await (await inflated(response, room, segment)).arrayBuffer()), documents);
}

/** Returns the names with the strings of a list: ["a", "b"] and ["x"] give { a: "x", b: "" }. */
export function named(names, list) {
  return Object.fromEntries(names.map((name, i) => [name, `${list[i] ?? ""}`]));
}

/** What a manifest may claim at most: more would only take memory. Shards are those of one kind in a segment. */
const largestManifest = 2 ** 20;
const mostDocuments = 2 ** 19;
const mostSegments = 256;
const mostShards = 2 ** 16;
const mostFacets = 32;
const mostYears = 1000;

/**
 * Opens the index of one site: what its manifest has, and { base, first, total, file,
 * anew }: the address of the index, the number of the first document of each segment,
 * how many there are, what newFiles returns, and a function that opens it once more. Throws one of the failures offline, missing,
 * version and damaged.
 */
export async function openSite(base, fetch, given) {
  try {
    const manifest = given ?? (await (await contentOf((await load(fetch, base + "manifest.json", "no-cache")).body, largestManifest)).json());
    if (manifest.version !== 2) throw failure("version");
    const { segments, years, facets, base: root } = manifest;
    let total = 0;
    const first = segments.map(({ documents, pairs, singles, stamp }) => {
      const isShards = [pairs, singles].every((n) => n > 0 && n <= mostShards);
      if (!(documents >= 0 && isShards && stamp >>> 0 === (stamp ?? 0))) throw segments;
      return (total += documents) - documents;
    });
    if (!(total <= mostDocuments) || segments.length > mostSegments || facets.length > mostFacets || years.length > mostYears) throw manifest;
    if (![...years, ...facets].every(Boolean)) throw manifest;
    return { include: [], ...manifest, root, base, first, total, file: newFiles(fetch), anew: () => openSite(base, fetch) };
  } catch ({ code = "damaged" }) {
    throw failure(code);
  }
}
