// Pairs the nodes of two documents: what has one id, what is equal, what is alike.

// A leaf is compared as text: what it holds is no part of the document.
export const leaf = (node) => /^(NOSCRIPT|TEMPLATE)$/.test(node.nodeName);
export const childrenOf = (node) => leaf(node) ? [] : [...node.childNodes];
export const isSheet = (node) => node.nodeName === "LINK" && node.relList.contains("stylesheet");

// outline tells an element from others by all but its children.
const outline = (node) => node.nodeName + (node.attributes
  ? [...node.attributes].map(({ name, value }) => `\n${name}=${JSON.stringify(value)}`).sort().join("") + (leaf(node) ? node.innerHTML : "")
  : node.data);

// kind tells what can never become another: a style sheet that of another address,
// a field that of another name, with what was typed into it.
const kind = (node) => node.attributes ? JSON.stringify([node.nodeName,
  ...["name", "property", ...isSheet(node) ? ["href"] : node.nodeName === "SCRIPT" ? ["type", "src"] : []].map((name) => node.getAttribute(name)),
]) : node.nodeName;

// rising returns the places of a longest rising subsequence of numbers.
export const rising = (numbers) => {
  const ends = []; // the place of the smallest number that ends a sequence, by its length
  const before = [];
  numbers.forEach((number, place) => {
    let low = 0;
    for (let high = ends.length; low < high;) {
      const middle = (low + high) >> 1;
      if (numbers[ends[middle]] < number) low = middle + 1;
      else high = middle;
    }
    before[place] = ends[low - 1];
    ends[low] = place;
  });
  const places = [];
  for (let place = ends.at(-1); place !== undefined; place = before[place]) places.unshift(place);
  return places;
};

// numberer returns a function that gives equal trees equal numbers.
const numberer = () => {
  const known = new Map();
  const numbers = new Map();
  const number = (node) => {
    if (!numbers.has(node)) {
      const key = outline(node) + "\0" + childrenOf(node).map(number).join();
      if (!known.has(key)) known.set(key, known.size);
      numbers.set(node, known.get(key));
    }
    return numbers.get(node);
  };
  return number;
};

// named returns the elements that have an id of their own.
const named = (root) => {
  const elements = new Map();
  for (const element of root.querySelectorAll("[id]")) elements.set(element.id, elements.has(element.id) ? null : element);
  return elements;
};

// match returns the nodes of the tree old that have a counterpart in the tree fresh,
// by their counterparts, and a function that tells whether two nodes are equal.
export const match = (old, fresh) => {
  const number = numberer();
  const pairs = new Map();
  const taken = new Set();
  const pair = (a, b) => {
    pairs.set(b, a);
    taken.add(a);
  };

  const ids = named(old);
  const promised = new Map(); // nodes of fresh whose counterpart has the same id
  for (const [id, b] of named(fresh)) {
    const a = ids.get(id);
    if (a && b && kind(a) === kind(b)) promised.set(b, a);
  }
  const reserved = new Set(promised.values());

  const levels = [
    (node) => promised.get(node) ?? (reserved.has(node) ? node : undefined),
    (node) => node.data?.trim() === "" ? undefined : number(node), // white space is everywhere and says nothing
    (node) => node.attributes && outline(node),
    kind,
  ];

  // align pairs siblings, level by level between what is paired already.
  const align = (olds, freshes, level) => {
    const equal = (end) => olds.length && freshes.length && number(olds.at(end)) === number(freshes.at(end));
    while (equal(0)) pair(olds.shift(), freshes.shift());
    while (equal(-1)) pair(olds.pop(), freshes.pop());
    if (!olds.length || !freshes.length || level === levels.length) return;

    const key = levels[level];
    const places = Map.groupBy(olds.keys(), (i) => key(olds[i]));
    const couples = [];
    freshes.forEach((node, j) => {
      const wanted = key(node);
      const i = wanted === undefined ? wanted : places.get(wanted)?.shift();
      if (i !== undefined) couples.push([i, j]);
    });
    const steady = rising(couples.map(([i]) => i)).map((place) => couples[place]);
    // What is alike must stand in order, too; the same node may have been moved.
    for (const [i, j] of level < 2 ? couples : steady) pair(olds[i], freshes[j]);
    let from = [0, 0];
    for (const [i, j] of [...steady, [olds.length, freshes.length]]) {
      align(
        olds.slice(from[0], i).filter((node) => !taken.has(node) && !reserved.has(node)),
        freshes.slice(from[1], j).filter((node) => !pairs.has(node) && !promised.has(node)),
        level + 1);
      from = [i + 1, j + 1];
    }
  };

  const visit = (b) => {
    if (promised.has(b)) pair(promised.get(b), b);
    const a = pairs.get(b);
    if (a && number(a) === number(b)) {
      const others = childrenOf(a);
      childrenOf(b).forEach((child, i) => pair(others[i], child));
    } else if (a) align(childrenOf(a), childrenOf(b), 0);
    childrenOf(b).forEach(visit);
  };
  pair(old, fresh);
  visit(fresh);
  return { pairs, same: (a, b) => number(a) === number(b) };
};
