import { cardOf, read } from "./lookup.js";
import { analyse, compound } from "./tokens.js";

// Quoted phrases, checked on the pages: search/phrase.go in JavaScript.

/**
 * Reports whether the page of a document has the quoted phrases. Pairs tell it of two
 * syllables; for longer ones the page is read. A page that cannot be read is taken to
 * have them.
 */
export async function hasPhrases(session, doc) {
  const { phrases, tokens } = session.query;
  const long = phrases.filter(([from, to]) => to - from > 2);
  if (!long.length) return true;
  const { path } = session.site;
  const { url } = await cardOf(session, doc);
  // From the index, because the site may be looked at elsewhere than where it was built for.
  const text = await read(session, "../" + (url.startsWith(path) ? url.slice(path.length) : url), pageTokens);
  return !text || long.every(([from, to]) => hasPhrase(text, tokens.slice(from, to)));
}

/** Reports whether tokens stand in a text in one piece. */
function hasPhrase(text, phrase) {
  return text.some((_, i) => {
    let n = 0;
    for (let k = i; n < phrase.length && k < text.length; k++) {
      if (text[k].kind == compound && phrase[n].kind != compound) continue;
      const { term, reading } = phrase[n];
      if (text[k].term != term || (reading && text[k].reading != reading)) return false;
      n++;
    }
    return n == phrase.length;
  });
}

const inlineTags = /^\/?(a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|var)([ /]|$)/;
const entities = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** Gives the tokens of the main part of a page. */
async function pageTokens(response) {
  const html = (await response.text()).replace(/^.*?(?=<main)/s, "").replace(/<\/main.*/s, "");
  const text = html
    .replace(/<sup id="fnref.*?<\/sup>/gs, "")
    .replace(/<([^>]*)>?/g, (_, tag) => (inlineTags.test(tag) ? "" : "\n"))
    .replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|(\w+));/gi, (whole, decimal, hex, name) => {
      return name ? entities[name] || whole : String.fromCodePoint(decimal || parseInt(hex, 16));
    });
  return analyse(text);
}
