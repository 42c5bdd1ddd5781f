// Changes what is on the screen into a newer version of the page.
//
// There are three trees: the page as it was served before (old), as it is served now
// (fresh), and what is on the screen (live), which began as the first. Only what is
// different between old and fresh is done to live. So all that is different between
// old and live stays as it is: open details, what was typed, what scripts have added,
// changed or taken away. Nodes that stay are never taken out of the page, and so keep
// their focus, their scroll position, their video.
import { childrenOf, isSheet, leaf, match, rising } from "./match.js";

// A conflict is a change to what a script has changed, too. Only the script, run
// again, can say what comes of it.
export class Conflict extends Error {}

// loaded waits until a style sheet counts, or never will.
export const loaded = (link) => new Promise((done) => {
  link.addEventListener("load", done);
  link.addEventListener("error", done);
});

// place puts a node behind another in a parent, or at its beginning.
const place = (node, parent, previous) => {
  const next = previous ? previous.nextSibling : parent.firstChild;
  if (parent.moveBefore && node.isConnected && parent.isConnected) parent.moveBefore(node, next);
  else parent.insertBefore(node, next);
};

// write replaces what is different in a text, and no more: a selection stays.
const write = (live, text) => {
  const before = live.data;
  const most = Math.min(before.length, text.length);
  let start = 0;
  while (start < most && before[start] === text[start]) start++;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === text.at(-1 - end)) end++;
  live.replaceData(start, before.length - end - start, text.slice(start, text.length - end));
};

// morph changes the live nodes, given by those of old, and returns them by those of
// fresh, with all whose own parts were changed, and a promise that the style is
// complete.
export const morph = (lives, old, fresh) => {
  const { pairs, same } = match(old, fresh);
  const kept = new Set(pairs.values());
  const next = new Map();
  const touched = new Set();
  const stale = [];
  const sheets = [];
  // A script may have taken a node away, or elsewhere.
  const isHome = (node, a) => node && node.parentNode === lives.get(a.parentNode);

  const keep = (b) => {
    const live = lives.get(pairs.get(b));
    if (live) next.set(b, live);
    childrenOf(b).forEach(keep);
  };

  const attributes = (live, a, b) => {
    for (const name of new Set([...a.getAttributeNames(), ...b.getAttributeNames()])) {
      const value = b.getAttribute(name);
      if (value === a.getAttribute(name)) continue;
      touched.add(live);
      if (value === null) live.removeAttribute(name);
      else live.setAttributeNode(b.getAttributeNode(name).cloneNode());
    }
  };

  const update = (live, a, b) => {
    if (same(a, b)) return keep(b);
    next.set(b, live);
    if (b.attributes) {
      attributes(live, a, b);
      if (leaf(b)) live.innerHTML = b.innerHTML;
      else children(live, a, b);
    } else if (live.data !== b.data && a.data !== b.data) {
      if (live.data !== a.data) throw new Conflict();
      touched.add(live.parentNode);
      write(live, b.data);
    }
  };

  const create = (b) => {
    const live = document.importNode(b, false);
    next.set(b, live);
    if (leaf(b)) live.innerHTML = b.innerHTML;
    if (isSheet(live)) sheets.push(loaded(live));
    return live;
  };

  // children gives a live element the children of b. Those of a that are not among
  // them stay until the end: what they hold may be wanted elsewhere.
  const children = (live, a, b) => {
    const wanted = childrenOf(b).map((child) => [child, pairs.get(child), lives.get(pairs.get(child))]);
    const places = new Map([...live.childNodes].map((node, i) => [node, i]));
    const here = wanted.map(([, , node]) => node).filter((node) => places.has(node));
    const steady = new Set(rising(here.map((node) => places.get(node))).map((i) => here[i]));
    let previous = null;
    for (const [child, before, node] of wanted) {
      if (before && !isHome(node, before)) {
        if (same(before, child)) keep(child);
        else if (node?.isConnected) update(node, before, child);
        else throw new Conflict();
        continue;
      }
      const one = node ?? create(child);
      if (!steady.has(one)) {
        touched.add(live);
        place(one, live, previous);
      }
      if (before) update(one, before, child);
      else if (!leaf(child)) children(one, null, child);
      previous = one;
    }
    if (!a) return;
    for (const child of childrenOf(a)) {
      const node = lives.get(child);
      if (kept.has(child) || !isHome(node, child)) continue;
      touched.add(live);
      stale.push(node);
    }
  };

  const active = document.activeElement;
  update(lives.get(old), old, fresh);
  const styled = Promise.all(sheets);
  for (const node of stale) {
    if (isSheet(node)) styled.then(() => node.remove());
    else node.remove();
  }
  // Where nodes cannot be moved without being taken out.
  if (active !== document.activeElement && active?.isConnected) active.focus({ preventScroll: true });
  return { lives: next, touched, styled };
};
