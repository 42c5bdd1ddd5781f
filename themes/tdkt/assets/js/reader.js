// What readers choose stays on their device: light or dark, and the stories that they
// keep. What there is to say stands in the page. Tables that are too wide get the keyboard.
const root = document.documentElement;

const keep = (key, value) => {
  try {
    localStorage["guong:" + key] = value;
  } catch { /* it holds for this page only */ }
};

// Light or dark

const scheme = document.querySelector("[data-tool=scheme]");
scheme.addEventListener("click", () => {
  const dark = root.dataset.scheme ? root.dataset.scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.scheme = dark ? "light" : "dark";
  keep("scheme", root.dataset.scheme);
});
scheme.hidden = false;

// Stories to read later, the last first

const opener = document.querySelector(".bar [data-tool=saved]");
const panel = document.querySelector(".saved");
const list = panel.querySelector("ul");
const button = document.querySelector("[data-tool=save]");
const most = 200;

let kept = []; // what this page knows of, where the browser keeps nothing
const saved = () => {
  try {
    const list = JSON.parse(localStorage["guong:saved"] ?? "[]");
    return list.filter(({ url, title }) => typeof title === "string" && /^\/(?!\/)/.test(url));
  } catch {
    return kept;
  }
};
const save = (list) => {
  kept = list.slice(0, most);
  keep("saved", JSON.stringify(kept));
  show();
};
// Where the site wants it, the browser keeps a copy of a saved story and of what its page
// is made of, which the worker has for times without a network.
const { worker } = panel.dataset;
const copying = worker && navigator.serviceWorker && window.caches;
const copy = async (url) => {
  await navigator.serviceWorker.register(worker);
  const cache = await caches.open("guong:" + url);
  const parts = performance.getEntriesByType("resource").filter(({ name, initiatorType }) => initiatorType !== "fetch" && name.startsWith(location.origin));
  const page = await cache.match(url) ? [] : [url]; // the worker keeps a copy that is there fresh
  await Promise.allSettled([...page, ...new Set(parts.map(({ name }) => name))].map((part) => cache.add(part)));
};
if (!worker) navigator.serviceWorker?.getRegistrations().then((all) => {
  for (const registration of all) if (registration.active?.scriptURL.endsWith("/luu-bai.js")) registration.unregister();
}, () => {});

const without = (url) => saved().filter((other) => other.url !== url);

const row = ({ url, title, day }) => {
  const item = document.createElement("li");
  const text = document.createElement("div");
  const link = document.createElement("a");
  const drop = document.createElement("button");
  link.href = url;
  link.textContent = title;
  text.append(link);
  if (day) {
    const when = document.createElement("p");
    when.className = "when";
    when.textContent = day;
    text.append(when);
  }
  drop.textContent = panel.dataset.drop;
  drop.setAttribute("aria-label", panel.dataset.drop + ": " + title);
  drop.addEventListener("click", () => {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    const place = [...list.children].indexOf(next ?? item);
    save(without(url));
    if (copying) caches.delete("guong:" + url);
    (list.children[Math.min(place, list.children.length - 1)]?.querySelector("button") ?? panel.querySelector(".saved-head button")).focus();
  });
  item.append(text, drop);
  return item;
};

const show = () => {
  const all = saved();
  opener.querySelector(".number").textContent = all.length ? `(${all.length.toLocaleString(root.lang)})` : "";
  list.replaceChildren(...all.map(row));
  panel.querySelector(".empty").hidden = all.length > 0;
  if (button) button.setAttribute("aria-pressed", all.some(({ url }) => url === button.dataset.url));
};

button?.addEventListener("click", () => {
  const { url, title, day } = button.dataset;
  const others = without(url);
  const gone = others.length < saved().length;
  save(gone ? others : [{ url, title, day }, ...others]);
  if (copying) (gone ? caches.delete("guong:" + url) : copy(url)).catch(() => {});
});
if (button) button.hidden = false;
opener.hidden = false;
addEventListener("storage", show); // another tab
addEventListener("pageshow", show);
show();
if (copying && location.hash === "#mat_mang") { // the worker leads here
  history.replaceState(null, "", location.pathname);
  panel.querySelector("[role]").hidden = false;
  panel.showPopover?.();
}
if (copying && button?.getAttribute("aria-pressed") === "true") copy(button.dataset.url).catch(() => {}); // what its page is made of may be new

// A table is a region and a stop for Tab only while it is wider than its place.

for (const table of document.querySelectorAll(".table")) {
  const region = ["role", "aria-label", "tabindex"].map((name) => [name, table.getAttribute(name)]);
  new ResizeObserver(() => {
    const wide = table.scrollWidth > table.clientWidth;
    for (const [name, value] of region) {
      if (wide) table.setAttribute(name, value);
      else if (table !== document.activeElement) table.removeAttribute(name);
    }
  }).observe(table);
}
