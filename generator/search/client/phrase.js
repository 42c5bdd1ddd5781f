import { contentOf } from "./files.js";
import { read } from "./lookup.js";
import { isAsked, standIn, wordsOf } from "./tokens.js";

// Quoted phrases, checked on the pages: search/phrase.go in JavaScript.

/**
 * Reports whether the page at an address has the quoted phrases. Pairs tell it of two
 * syllables; for longer ones the page is read. A page that cannot be read is taken to
 * have them.
 */
export async function hasPhrases(session, url) {
  const { phrases, tokens } = session.query;
  const long = phrases.filter(([from, to]) => to - from > 2);
  if (!long.length) return true;
  const { root } = session;
  // From the index, because the site may be looked at elsewhere than where it was built for.
  const words = await read(session, "../" + (url.startsWith(root) ? url.slice(root.length) : url), pageWords);
  return !words || long.every(([from, to]) => standIn(words, tokens.slice(from, to), isAsked));
}

const inlineTag = /^\/?(a|abbr|b|code|em|i|mark|s|span|strong|su[bp]|u)\b/;

/** So many bytes of a page are read at most. */
const largestPage = 2 ** 20;

/** Gives the words of the main part of a page. */
async function pageWords(response, room) {
  const html = (await (await contentOf(response.body, largestPage, room)).text()).replace(/^.*?(?=<main)|<\/main.*/gs, "").replace(/<sup id="fnref.*?<\/sup>/gs, "");
  const text = html.replace(/<([^>]*)>?/g, (_, tag) => (inlineTag.test(tag) ? "" : "\n"));
  // Of what pages escape, only these join words.
  return wordsOf(text.replace(/&#?\w+;/g, (escaped) => ({ "&amp;": "&", "&#39;": "'" })[escaped] || " "));
}
