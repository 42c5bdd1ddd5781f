import { decodeShard } from "./shard.js";

// The files of an index. All but the manifest have the hash of what is in them in
// their path, so each is fetched once.

/** So many decoded files are kept, the latest. */
const mostFiles = 400;

/** Returns an Error that says by its code what is wrong with an index. */
export function failure(code) {
  return Object.assign(new Error("search index: " + code), { code });
}

/**
 * Returns a function that gives the promise of a file, fetched from an address and
 * decoded. What fails is forgotten, so that a later search tries again.
 */
export function newFiles(fetch) {
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

async function load(fetch, address) {
  const response = await fetch(address);
  if (!response.ok) throw failure(response.status == 404 ? "missing" : "offline");
  return response;
}

/** Gives the bytes of a deflated file (RFC 1951). */
async function inflated(response) {
  const stream = response.body.pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Decodes a deflated file of JSON that is an array or an object. */
export async function jsonFile(response) {
  const value = JSON.parse(new TextDecoder().decode(await inflated(response)));
  if (!value || typeof value != "object") throw failure("damaged");
  return value;
}

/** Returns the first n of a list, where one that is no string is empty. */
export function strings(list, n) {
  return Array.from({ length: n }, (_, i) => (typeof list[i] == "string" ? list[i] : ""));
}

/** Returns the decoder of the shards of a segment with so many documents. */
export function shardFile(documents) {
  return async (response) => decodeShard(await inflated(response), documents);
}

/**
 * Opens the index of one site: { base, title, manifest, total, first, file }. First is
 * the number of the first document of each segment, file what newFiles returns.
 * Throws one of the failures offline, missing, version and damaged.
 */
export async function openSite(base, fetch, manifest) {
  manifest ??= await fetchManifest(base + "manifest.json", fetch);
  if (!manifest || !manifest.version) throw failure("damaged");
  if (manifest.version !== 1) throw failure("version");
  const { segments, years, facets, include, title } = manifest;
  const list = (value, isSound) => (Array.isArray(value) ? value.filter(isSound) : []);
  if (!Array.isArray(segments) || !segments.every(isSegment)) throw failure("damaged");
  const first = [];
  let total = 0;
  for (const segment of segments) {
    first.push(total);
    total += segment.documents;
  }
  return {
    base, segments, first, total, file: newFiles(fetch),
    title: String(title ?? ""),
    path: String(manifest.base ?? "/"),
    years: list(years, (y) => Array.isArray(y) && y.every(Number.isInteger)),
    facets: list(facets, (f) => typeof f?.key == "string"),
    include: list(include, (i) => typeof i == "string"),
  };
}

async function fetchManifest(address, fetch) {
  let response, text;
  try {
    response = await fetch(address, { cache: "no-cache" });
    text = await response.text();
  } catch {
    throw failure("offline");
  }
  if (!response.ok) throw failure(response.status < 500 ? "missing" : "offline");
  try {
    return JSON.parse(text);
  } catch {
    throw failure("damaged");
  }
}

/** More documents than any segment has would only take memory. */
const mostDocuments = 2 ** 24;

function isSegment(segment) {
  const within = (n, least, most) => Number.isInteger(n) && n >= least && n <= most;
  return (
    segment && /^\w+$/.test(segment.name) &&
    within(segment.documents, 0, mostDocuments) && within(segment.pairs, 1, mostDocuments) && within(segment.singles, 1, mostDocuments)
  );
}
