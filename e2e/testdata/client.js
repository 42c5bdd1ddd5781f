// What client_test.go does in the page: it asks the search script of a site, whose files
// it serves from memory, as they are or damaged. Everything hangs on the global `lab`.
globalThis.lab = (() => {
  const names = ["title", "url", "date", "section", "summary", "image", "fragment", "site"];
  const codes = ["offline", "missing", "version", "damaged"];

  /** Returns numbers below n from a seed (mulberry32). */
  function random(seed) {
    return (n) => {
      seed = (seed + 0x6d2b79f5) | 0;
      let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) % n;
    };
  }

  /** Gives bytes through a stream: a DecompressionStream or a CompressionStream. */
  const through = async (bytes, stream) =>
    new Uint8Array(await new Response(new Response(bytes).body.pipeThrough(stream)).arrayBuffer());

  /** Returns a fetch for sites: address of a site → its files, by their paths below search/. */
  function fetchFrom(sites, asked = []) {
    return async (address, options) => {
      asked.push([address, options?.cache]);
      const at = Object.keys(sites).find((site) => address.startsWith(site + "search/"));
      if (!at) throw new TypeError("unreachable");
      const bytes = sites[at].get(address.slice((at + "search/").length));
      return bytes ? new Response(bytes) : new Response("no such file", { status: 404 });
    };
  }

  /** Returns how many bytes the stamp of a file takes. */
  const stampOf = (path) => (/^\d\//.test(path) ? 4 : 0);

  /** Returns the files of an index with another stamp in its segment. */
  function restamped(files, stamp) {
    const manifest = JSON.parse(new TextDecoder().decode(files.get("manifest.json")));
    manifest.segments[0].stamp = stamp;
    const bytes = new Uint8Array(Uint32Array.of(stamp).buffer);
    return new Map(
      [...files].map(([path, old]) => {
        if (path == "manifest.json") return [path, new TextEncoder().encode(JSON.stringify(manifest))];
        return [path, stampOf(path) ? Uint8Array.of(...bytes, ...old.slice(4)) : old];
      }),
    );
  }

  /** Damages bytes in one of many ways. */
  async function damaged(bytes, below, inside = true, stamp = 0) {
    const flipped = (bytes) => {
      const copy = bytes.slice();
      for (let n = 1 + below(8); n > 0 && copy.length; n--) copy[below(copy.length)] ^= 1 << below(8);
      return copy;
    };
    switch (below(inside ? 7 : 5)) {
      case 0:
      case 1:
        return flipped(bytes);
      case 2:
        return bytes.slice(0, below(bytes.length + 1));
      case 3:
        return Uint8Array.from({ length: below(2000) }, () => below(256));
      case 4:
        return Uint8Array.of(...bytes, ...Array.from({ length: 1 + below(20) }, () => below(256)));
    }
    try {
      // As a whole it is sound; what is in it is not.
      const content = await through(bytes.slice(stamp), new DecompressionStream("deflate-raw"));
      return Uint8Array.of(...bytes.slice(0, stamp), ...(await through(await damaged(content, below, false), new CompressionStream("deflate-raw"))));
    } catch {
      return flipped(bytes);
    }
  }

  /** Returns what is wrong with the form of an answer. */
  function faults(answer, size = 10) {
    const wrong = [];
    const check = (holds, what) => holds || wrong.push(what);
    const isCount = (n) => Number.isInteger(n) && n >= 0;
    check(isCount(answer.total), "total " + answer.total);
    check(typeof answer.exact == "boolean" && typeof answer.incomplete == "boolean", "exact or incomplete");
    check(typeof answer.suggestion == "string" && typeof answer.corrected == "string", "suggestion or corrected");
    check(Array.isArray(answer.results) && answer.results.length <= Math.min(size, answer.total), "number of results");
    for (const r of answer.results) {
      check(names.every((name) => typeof r[name] == "string"), "fields of " + JSON.stringify(r));
      check(Number.isFinite(r.score), "score " + r.score);
      check(r.missing.every((word) => typeof word == "string"), "missing " + r.missing);
      check(!r.fragment || r.fragment.startsWith(":~:text="), "fragment " + r.fragment);
    }
    for (const [key, list] of Object.entries(answer.facets)) {
      check(list.every(({ value, count }) => typeof value == "string" && isCount(count)), "facet " + key);
    }
    check(answer.failed.every(({ site, reason }) => site && reason), "failed " + JSON.stringify(answer.failed));
    return wrong;
  }

  return {
    fetchFrom,
    faults,
    restamped,

    /** Loads the script, and the files of the site's index into files. */
    async load(script, paths) {
      this.client = await import(script);
      this.files = new Map();
      await Promise.all(
        paths.map(async (path) => this.files.set(path, new Uint8Array(await (await fetch("/search/" + path)).arrayBuffer()))),
      );
      this.manifest = JSON.parse(new TextDecoder().decode(this.files.get("manifest.json")));
    },

    /** Opens the index of the site itself. */
    async open() {
      this.index = await this.client.openIndex(location.origin + "/search/");
    },

    tokens: (text) =>
      lab.client
        .analyse(lab.client.repair(text))
        .map((t) => `${t.breaks ? "|" : ""}${t.term}:${t.reading}:${t.kind}`)
        .join(" "),

    answers: (requests) =>
      Promise.all(requests.map(({ query, newest, ...options }) => lab.index.search(query, { ...options, sort: newest ? "date" : "relevance" }))),

    marks: (pairs) => pairs.map(([text, query]) => lab.index.mark(text, query)),

    /** Asks many damaged indexes, and returns what was wrong with the answers. */
    async hurt(seed, rounds, queries) {
      const found = { wrong: [], counts: { refused: 0, incomplete: 0, whole: 0 } };
      await Promise.all(Array.from({ length: rounds }, (_, round) => this.hurtOne(seed * rounds + round, queries, found)));
      return found;
    },

    async hurtOne(seed, queries, { wrong, counts }) {
      const below = random(seed);
      const files = new Map(this.files);
      const paths = [...files.keys()].filter((path) => !path.startsWith("suggest/") || !below(4));
      for (let n = 1 + below(8); n > 0; n--) {
        const path = below(20) ? paths[below(paths.length)] : "manifest.json";
        if (below(8)) files.set(path, await damaged(files.get(path) ?? new Uint8Array(), below, path != "manifest.json", stampOf(path)));
        else files.delete(path);
      }
      const fail = (what) => wrong.push(`seed ${seed}: ${what}`);
      let index;
      try {
        index = await this.client.openIndex("https://hurt.example/search/", { fetch: fetchFrom({ "https://hurt.example/": files }) });
      } catch (error) {
        counts.refused++;
        if (!codes.includes(error.code)) fail("refused with " + error);
        return;
      }
      try {
        const options = [{ facets: true }, { sort: "date" }, { filters: { years: ["2025"], localities: ["Hải Phòng"] } }];
        for (const option of [{}, options[below(3)]]) {
          const answer = await index.search(queries[below(queries.length)], option);
          counts[answer.incomplete ? "incomplete" : "whole"]++;
          faults(answer).forEach(fail);
        }
        const suggestions = await index.suggest(queries[below(queries.length)].slice(0, 2 + below(4)));
        if (suggestions.length > 8 || !suggestions.every((s) => [s.text, s.url, s.kind, s.detail].every((v) => typeof v == "string"))) {
          fail("suggestions " + JSON.stringify(suggestions));
        }
      } catch (error) {
        fail("thrown " + error.stack);
      }
    },
  };
})();
