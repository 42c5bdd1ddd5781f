import { spelling } from "./accent.js";
import { placeOf } from "./lookup.js";
import { parseQuery } from "./query.js";
import { apart } from "./reading.js";
import { weigh } from "./score.js";
import { isAsked, wordsOf } from "./tokens.js";

// Where a text is about a query: search/passage.go in JavaScript.

/** A fragment names so many passages. */
const mostDirectives = 3;

/**
 * Returns the text fragment that leads to the passage of a document which the query is
 * about (https://wicg.github.io/scroll-to-text-fragment/): the longest runs of the
 * query's pairs that the document has, as it spells them.
 */
export function fragment(session, doc) {
  const { query, found } = session;
  const [segment, local] = placeOf(session, doc);
  const runs = []; // of words
  let last = -1; // the last token of the last run
  for (const unit of query.units) {
    if (unit.first == unit.last) continue;
    const list = weigh(query, unit, found.get(unit)[segment]).find((l) => l.docs.includes(local));
    if (!list) continue;
    const [first, second] = apart(list.reading);
    if (unit.first != last) runs.push([spelling(query.tokens[unit.first], first)]);
    runs.at(-1).push(spelling(query.tokens[unit.last], second));
    last = unit.last;
  }
  const directives = runs
    .sort((a, b) => b.length - a.length)
    .slice(0, mostDirectives)
    .map((words) => "text=" + encodeURIComponent(words.join(" ")));
  return directives.length ? ":~:" + directives.join("&") : "";
}

/**
 * Returns the places of a text, [start, end] in UTF-16 units, that match a query:
 * words that stand beside one another in both, and words that stand alone in the query.
 */
export function mark(text, asked) {
  const query = parseQuery(asked);
  const tokens = wordsOf(text);
  const hit = [];
  tokens.forEach((token, i) => {
    for (const { first, last } of query.units) {
      if (!isAsked(token, query.tokens[first])) continue;
      if (first == last) hit[i] = true;
      else if (tokens[i + 1] && isAsked(tokens[i + 1], query.tokens[last])) hit[i] = hit[i + 1] = true;
    }
  });
  const places = [];
  tokens.forEach(({ start, end }, i) => {
    if (hit[i] && hit[i - 1]) places.at(-1)[1] = end;
    else if (hit[i]) places.push([start, end]);
  });
  return places;
}
