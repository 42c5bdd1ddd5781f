// The search page. What is searched for stands in its address, and nowhere else:
// ?q=…&page=2&sort=date, and the filters by their keys, &localities=Hải Phòng.
const form = document.querySelector("main form[data-search]");
const results = document.querySelector(".results");
const status = document.querySelector("main [role=status]");
const narrow = document.querySelector(".narrow");
const done = narrow.querySelector("[data-done]");
const index = document.querySelector(".index");
const [heading, drop, sort, notes, , found, pager] = results.children;
const title = document.title;
const size = 10;

const parameters = () => new URLSearchParams(location.search);
const asked = () => (parameters().get("q") ?? "").trim();
const makeRoom = () => {
  results.hidden = narrow.hidden = !asked();
  index.hidden = !results.hidden;
  results.setAttribute("aria-busy", true);
};

// On wide screens the filters stand open beside the results, on others they are a sheet.
const wide = matchMedia("(min-width: 64rem)");
narrow.open = wide.matches;

makeRoom(); // at once, so that nothing jumps when there is something to show
const { open, make, marked, remember } = await import(results.dataset.field);

const number = (n) => n.toLocaleString(document.documentElement.lang);
// fill puts nodes or a text in the place of "#".
const fill = (text, ...what) => text.split("#").flatMap((part, i) => i ? [...what, part] : [part]);
const say = (text = "", ...what) => status.replaceChildren(...fill(text, ...what));

// at returns the address of this search with some change. It begins at the first page.
const at = (change) => {
  const wanted = parameters();
  wanted.delete("page");
  change(wanted);
  return "?" + wanted;
};

let turn = 0; // answers to a search before the last one are late
let counted; // the address whose facets were asked for
let troubled; // whether the last search failed

const show = async () => {
  const wanted = parameters();
  const query = asked();
  const page = Math.max(1, parseInt(wanted.get("page")) || 1);
  const order = wanted.get("sort") === "date" ? "date" : "relevance";
  const mine = ++turn;

  form.elements.q.value = query;
  document.title = [query, page > 1 && fill(pager.dataset.page, number(page)).join(""), title].filter(Boolean).join(" - ");
  troubled = false;
  makeRoom();
  if (!query) return say();

  const waiting = setTimeout(() => mine === turn && say(status.dataset.busy), 300);
  try {
    const engine = await open();
    // The years are no list of the site's, so that the page has their title.
    const kinds = [{ key: "years", title: narrow.dataset.years }, ...engine.facets.filter(({ key }) => key !== "years")];
    const keys = kinds.map(({ key }) => key).filter((key) => wanted.has(key));
    const facets = narrow.open || keys.length > 0;
    if (mine !== turn) return;
    if (facets) counted = location.search;
    const answer = await engine.search(query, {
      filters: Object.fromEntries(keys.map((key) => [key, wanted.getAll(key)])), from: (page - 1) * size, size, sort: order, facets,
    });
    if (mine !== turn) return;
    const { total, exact, corrected, suggestion, incomplete, failed = [] } = answer;
    // Where nothing could be fetched, nothing is known of what there is.
    if (incomplete && !total) throw Object.assign(new Error("incomplete"), { code: navigator.onLine ? "missing" : "offline" });
    troubled = incomplete;
    index.hidden = total > 0;
    done.replaceChildren(...fill(done.dataset.done, number(total)));
    say(status.dataset[!total ? "none" : exact === false ? "about" : "found"], number(total));
    drop.replaceChildren(...keys.flatMap((key) => wanted.getAll(key).map((value) => dropper(key, value))));
    for (const link of sort.querySelectorAll("a")) {
      const { sort } = link.dataset;
      link.href = at((to) => sort ? to.set("sort", sort) : to.delete("sort"));
      link.removeAttribute("aria-current");
      if ((sort || "relevance") === order) link.setAttribute("aria-current", true);
    }
    sort.hidden = total < 2;
    const { dataset } = notes;
    notes.replaceChildren(...[
      corrected && fill(dataset.corrected, corrected),
      suggestion && fill(dataset.suggestion, make("a", { href: at((to) => to.set("q", suggestion)) }, suggestion)),
      incomplete && [dataset.incomplete],
      failed.length && fill(dataset.failed, failed.map(({ site }) => site).join(", ")),
    ].filter(Boolean).map((note) => make("p", null, ...note)));
    // What has no address is a result whose card could not be fetched.
    found.replaceChildren(...answer.results.filter(({ url }) => url).map((result) => card(result, (text) => marked(engine, text, corrected || query))));
    pager.replaceChildren(...pages(page, Math.ceil(total / size)));
    if (answer.facets) count(kinds, answer.facets, wanted);
    remember(query);
  } catch (error) {
    if (mine !== turn) return;
    troubled = true;
    say(results.dataset[error.code] ?? results.dataset.missing);
    index.hidden = false;
    for (const part of [drop, notes, found, pager]) part.replaceChildren();
    sort.hidden = true;
  } finally {
    clearTimeout(waiting);
    if (mine === turn) results.setAttribute("aria-busy", false);
  }
};

const card = ({ url, title, summary, date, section, image, missing = [], fragment, site }, mark) => {
  const [day, time] = (date || "").split(/T(?=..:..)/);
  const when = day.split("-").reverse().join("/") + (time && !time.startsWith("00:00") ? " - " + time.slice(0, 5) : "");
  const text = make("div", null,
    make("p", { class: "kicker" }, ...[site, section].filter(Boolean).flatMap((name) => [make("span", null, name), " "])),
    make("h3", null, make("a", { href: fragment ? url + "#" + fragment : url }, ...mark(title))),
    make("p", { class: "when" }, ...date ? [make("time", { datetime: date }, when)] : []),
    make("p", { class: "summary" }, ...mark(summary)));
  if (missing.length) text.append(make("p", { class: "hint" }, ...fill(found.dataset.lacks, missing.join(", "))));
  return make("article", { class: "card" }, ...image ? [make("img", { src: image, alt: "", loading: "lazy", decoding: "async" })] : [], text);
};

const dropper = (key, value) => make("li", null, make("a", {
  href: at((to) => {
    const others = to.getAll(key).filter((other) => other !== value);
    to.delete(key);
    for (const other of others) to.append(key, other);
  }),
  "aria-label": fill(drop.dataset.drop, value).join(""),
}, value));

// pages returns the list of a pager as the theme's have it: the first page, the
// last, two on each side of this one.
const pages = (page, last) => {
  if (last < 2) return [];
  const { page: name, previous, next } = pager.dataset;
  const link = (n, text, more) => make("li", null, make("a", { href: at((to) => n > 1 && to.set("page", n)), ...more }, text));
  const list = make("ul");
  if (page > 1) list.append(link(page - 1, previous, { rel: "prev" }));
  for (let n = 1, before = 0; n <= last; n++) {
    if (n > 1 && n < last && Math.abs(n - page) > 2) continue;
    if (n - before > 1) list.append(make("li", { class: "gap" }, "…"));
    list.append(link(n, number(n), { "aria-label": fill(name, number(n)).join(""), "aria-current": n === page && "page" }));
    before = n;
  }
  if (page < last) list.append(link(page + 1, next, { rel: "next" }));
  return [list];
};

// The boxes of the facets stay where they are while their counts change: they
// are made anew for another query only.
const boxes = new Map();
let boxesOf;
const few = 8;
const alphabet = new Intl.Collator(document.documentElement.lang);

const count = (kinds, facets, wanted) => {
  const place = narrow.querySelector(".facets");
  if (boxesOf !== wanted.get("q")) {
    boxesOf = wanted.get("q");
    boxes.clear();
    place.replaceChildren();
  }
  for (const { input, count } of boxes.values()) {
    input.checked = false;
    count.textContent = "";
  }
  for (const { key, title } of kinds) {
    const chosen = wanted.getAll(key);
    const values = [...facets[key] ?? []];
    if (key !== "years") values.sort((a, b) => b.count - a.count || alphabet.compare(a.value, b.value));
    for (const value of chosen) if (!values.some((other) => other.value === value)) values.unshift({ value, count: 0 });
    for (const { value, count } of values) {
      const id = key + "\n" + value;
      if (!boxes.has(id)) boxes.set(id, add(place, key, title, value));
      const box = boxes.get(id);
      box.count.textContent = count ? `(${number(count)})` : "";
      box.input.checked = chosen.includes(value);
    }
  }
};

// add adds a box to its facet; all but the first few are folded.
const add = (place, key, title, value) => {
  let group = place.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!group) place.append(group = make("fieldset", { "data-key": key }, make("legend", null, title)));
  const all = group.querySelectorAll("input").length;
  let more = group.querySelector("details");
  if (all === few) group.append(more = make("details", null, make("summary")));
  if (more) more.firstChild.textContent = fill(narrow.dataset.more, number(all + 1 - few)).join("");
  const input = make("input", { type: "checkbox", name: key, value, form: form.id });
  const count = make("span", { class: "number" });
  (more ?? group).append(make("label", null, input, make("span", null, value), count));
  return { input, count };
};

// go leads to another search, as a link would.
const go = (search) => {
  if (search !== location.search) {
    place();
    history.pushState({ top: 0 }, "", search);
  }
  return show();
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const wanted = new URLSearchParams(new FormData(form));
  if (parameters().get("sort")) wanted.set("sort", parameters().get("sort"));
  go("?" + wanted);
});
narrow.addEventListener("change", () => form.requestSubmit());
const complete = () => narrow.open && counted !== location.search && show();
narrow.addEventListener("toggle", () => wide.matches || complete());
wide.addEventListener("change", () => {
  narrow.open = wide.matches;
  complete();
});

// The sheet goes when it is done with, at Escape, and when the reader turns elsewhere.
const fold = (back) => {
  if (wide.matches || !narrow.open) return;
  narrow.open = false;
  if (back) narrow.firstElementChild.focus();
};
done.addEventListener("click", () => fold(true));
narrow.addEventListener("keydown", ({ key }) => key === "Escape" && fold(true));
narrow.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !narrow.contains(relatedTarget) && fold());
addEventListener("click", ({ target }) => narrow.contains(target) || fold());

results.addEventListener("click", async (event) => {
  const link = event.target.closest("a");
  if (!link || link.pathname !== location.pathname || !link.search || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  await go(link.search);
  heading.focus(); // what was pressed may be gone
});

// Back leads to the place in the list, too, which is not there before the answer is.
const place = () => history.replaceState({ top: scrollY }, "");
const restore = () => show().then(() => history.state && scrollTo(0, history.state.top));
history.scrollRestoration = "manual";
addEventListener("scrollend", place);
addEventListener("popstate", restore);
addEventListener("online", () => troubled && show());
restore();
