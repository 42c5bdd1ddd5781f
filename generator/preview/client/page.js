// The page as it was served last, and its counterpart on the screen.
import { latest } from "./elements.js";
import { childrenOf, isSheet, match } from "./match.js";
import { Conflict, loaded, morph } from "./morph.js";
import { hold } from "./place.js";

let text; // of the page as it was served last
let source; // its tree
let lives; // what is on the screen, by the nodes of source
let generation; // of the site that text shows

export const shown = () => generation;

// ask returns the page as it is served now; undefined if the browser goes where the
// story has moved.
const ask = async () => {
  const answer = await fetch(location.pathname, { headers: { "X-Guong": "page" }, cache: "no-store" });
  if (answer.redirected) return location.replace(answer.url);
  const html = await answer.text();
  generation = Number(answer.headers.get("X-Guong-Generation"));
  return html;
};
const parse = (html) => new DOMParser().parseFromString(html, "text/html").documentElement;

// scripts tells which scripts a page runs.
const scripts = (root) => JSON.stringify([...root.querySelectorAll("script")]
  .filter(({ type }) => !type.endsWith("json")).map(({ type, src, text }) => [type, src, text]));

// What is on the screen now, before scripts that wait for something do more to it.
// The copy is in a document that loads nothing.
const early = new Map();
const copy = document.implementation.createHTMLDocument().importNode(document.documentElement, true);
const remember = (node, live) => {
  early.set(node, live);
  const others = childrenOf(live);
  childrenOf(node).forEach((child, i) => remember(child, others[i]));
};
remember(copy, document.documentElement);

// What the page tells of itself: its generation, and the file of its text.
const { generation: born, file } = document.querySelector("script[src='/__guong/preview.js']")?.dataset ?? {};
export { file };

const begin = () => {
  if (born && Number(born) !== generation) return location.reload();
  source = parse(text);
  lives = new Map([...match(copy, source).pairs].map(([node, other]) => [node, early.get(other)]));
};

const renew = async () => {
  const before = text;
  const now = await ask();
  if (now === undefined) return;
  text = now;
  if (!source) return begin();
  if (text === before) return;
  const fresh = parse(text);
  if (scripts(fresh) !== scripts(source)) return location.reload();
  const back = hold();
  try {
    const done = morph(lives, source, fresh);
    [source, lives] = [fresh, done.lives];
    back(done.touched);
    await done.styled;
  } catch (error) {
    if (!(error instanceof Conflict)) console.error(error);
    location.reload();
  }
};

let work; // what is being done to the page
const renewed = latest(renew);

// refresh shows what is served now.
export const refresh = () => work = renewed();

// restyle puts other style sheets in the place of those of these addresses. Each
// stays until its successor is there.
export const restyle = async (styles) => {
  await work;
  const links = [...lives].filter(([node]) => isSheet(node) && styles[new URL(node.href).pathname]);
  await Promise.all(links.map(async ([node, live]) => {
    const { url, integrity } = styles[new URL(node.href).pathname];
    const link = live.cloneNode();
    for (const one of [node, link]) {
      one.href = url;
      one.integrity = integrity;
    }
    const there = loaded(link);
    live.after(link);
    lives.set(node, link);
    await there;
    live.remove();
  }));
};
