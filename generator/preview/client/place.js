// Keeps what is being read where it is while the page changes above it.

// inView lists the elements in the window, in order, with their distance from its
// top. What does not scroll with the page is no help.
const inView = () => {
  const found = [];
  const look = (element) => {
    const { top, bottom, height } = element.getBoundingClientRect();
    if (height && (bottom <= 0 || top >= innerHeight)) return;
    if (/fixed|sticky/.test(getComputedStyle(element).position)) return;
    if (height) found.push({ element, top });
    for (const child of element.children) look(child);
  };
  look(document.body);
  return found;
};

// hold remembers the place, and returns a function that goes back to it, given the
// elements whose own parts were changed.
export const hold = () => {
  const root = document.documentElement;
  if (!scrollY) return () => {};
  const view = inView();
  root.style.overflowAnchor = "none"; // or the browser does the same once more
  return (touched) => {
    const changed = new Set();
    for (let element of touched) for (; element && !changed.has(element); element = element.parentNode) changed.add(element);
    const still = view.filter(({ element }) => element.isConnected && element.getClientRects().length);
    const same = still.filter(({ element }) => !changed.has(element));
    const anchor = same.find(({ top }) => top >= 0) ?? same[0] ?? still.find(({ top }) => top >= 0) ?? still.at(-1);
    if (anchor) scrollBy({ top: anchor.element.getBoundingClientRect().top - anchor.top, behavior: "instant" });
    requestAnimationFrame(() => { root.style.overflowAnchor = ""; });
  };
};
