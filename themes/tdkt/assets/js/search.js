// The search fields: suggestions while the reader types, recent searches while a
// field is empty. Nothing is loaded before the reader turns to a field. What there is to
// say stands in the page; what searches is the index's own module, which its manifest names.
const forms = [...document.querySelectorAll("form[data-search]")];
const home = new URL(forms[0].dataset.search, location);
let opening;

// open loads the index, once. Its errors have a code: offline, missing or version.
export const open = () => opening ??= load().catch((error) => {
  opening = null;
  throw error;
});

const load = async () => {
  const fail = (code) => { throw Object.assign(new Error(code), { code }); };
  const answer = await fetch(new URL("manifest.json", home), { cache: "no-cache" }).catch(() => fail("offline"));
  const manifest = await (answer.ok ? answer.json() : fail("missing"));
  // A module that its manifest names and that is gone: another version is being published.
  const client = await import(new URL(manifest.client, home)).catch(() => fail(navigator.onLine ? "version" : "offline"));
  return client.openIndex(home.href, { fetch: fetch.bind(window), manifest });
};

// make returns an element; an attribute whose value is null or false is left out.
export const make = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value != null && value !== false) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
};

// marked returns a text with what matches the query marked, as nodes.
export const marked = (index, text, query) => {
  let end = 0;
  const nodes = index.mark(text, query).flatMap(([from, to]) => {
    const before = text.slice(end, from);
    end = to;
    return [before, make("mark", null, text.slice(from, to))];
  });
  return [...nodes, text.slice(end)];
};

// Recent searches stay on the device; a browser may refuse to keep any.
const store = "search:" + home.pathname;
const recent = () => {
  try {
    return JSON.parse(localStorage[store]).map(String);
  } catch {
    return [];
  }
};
const keep = (list) => {
  try {
    localStorage[store] = JSON.stringify(list);
  } catch { /* then none are offered */ }
};
export const remember = (text) => keep([text, ...recent().filter((other) => other !== text)].slice(0, 6));

forms.forEach((form, number) => {
  const field = form.querySelector(".field");
  const input = field.querySelector("input");
  const texts = field.dataset;
  const heading = make("p", { class: "hint", "aria-hidden": true }, texts.recent);
  const list = make("ul", { role: "listbox", id: "goi_y_" + number });
  const forget = make("button", { type: "button" }, texts.forget);
  const popup = make("div", { class: "popup", hidden: "" }, heading, list, forget);
  let options = [];
  let active; // the place of the option that Enter takes
  let turn = 0; // answers to what was asked before the last turn are late
  let timer;

  const choose = (place) => {
    active = place;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", i === place));
    list.children[place]?.scrollIntoView({ block: "nearest" });
    if (options[place]) input.setAttribute("aria-activedescendant", list.children[place].id);
    else input.removeAttribute("aria-activedescendant");
  };

  // offer shows options, below what they are; none close the list.
  const offer = (found, past, content = (option) => [option.text]) => {
    turn++;
    options = found;
    list.setAttribute("aria-label", past ? texts.recent : texts.suggestions);
    list.replaceChildren(...found.map((option, i) => {
      const item = make("li", { role: "option", id: list.id + "_" + i }, make("span", null, ...content(option)));
      if (option.detail) item.append(" ", make("span", { class: "hint" }, option.detail));
      item.addEventListener("click", () => take(option));
      return item;
    }));
    heading.hidden = forget.hidden = !past;
    popup.hidden = !found.length;
    input.setAttribute("aria-expanded", !popup.hidden);
    choose(-1);
  };
  const close = () => {
    clearTimeout(timer);
    offer([]);
  };

  const take = ({ text, url }) => {
    close();
    if (url) return location.assign(url);
    input.value = text;
    form.requestSubmit();
  };

  const suggest = async () => {
    const text = input.value.trim();
    if (!text) return offer(recent().map((text) => ({ text })), true);
    const asked = ++turn;
    try {
      const index = await open();
      const found = await index.suggest(text);
      if (asked === turn) offer(found, false, (option) => marked(index, option.text, text));
    } catch {
      if (asked === turn) offer([]); // the search page says why
    }
  };

  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": false, "aria-keyshortcuts": "/ Control+K",
  })) input.setAttribute(name, value);
  input.parentNode.after(popup);

  input.addEventListener("focus", () => {
    open().catch(() => {});
    if (!input.value) suggest();
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, input.value ? 120 : 0);
  });
  input.addEventListener("keydown", (event) => {
    const { key } = event;
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (key === "ArrowDown" || key === "ArrowUp") {
      if (popup.hidden) suggest();
      // One place more than there are options: the field itself.
      else choose((active + 1 + (key === "ArrowDown" ? 1 : options.length)) % (options.length + 1) - 1);
    } else if (key === "Enter" && options[active]) take(options[active]);
    else if (key === "Escape" && !popup.hidden) close();
    else return;
    event.preventDefault();
  });
  field.addEventListener("focusout", (event) => popup.contains(event.relatedTarget) || event.relatedTarget === input || close());
  popup.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  form.addEventListener("submit", close);
  forget.addEventListener("click", () => {
    keep([]);
    close();
    input.focus();
  });
});

// "/" and Ctrl-K lead to the field; on the search page, to its own.
addEventListener("keydown", (event) => {
  const { key, target } = event;
  const writing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.type !== "checkbox";
  const wanted = event.ctrlKey || event.metaKey ? key === "k" : key === "/" && !event.altKey && !writing;
  if (!wanted) return;
  event.preventDefault();
  const input = forms.at(-1).elements.q;
  input.focus();
  input.select();
});
