// The writer's bar: what there is to know about the page, and ways to look at it.
import { everywhere, fill, here, latest, make } from "./elements.js";
import { findings } from "./finding.js";

// The name of a window that shows the page in the width of a phone, for the preview
// that runs there.
export const phoneName = "guong-phone";

export const bar = ({ dock, room }, texts) => {
  const button = (text, attributes) => make("button", { type: "button", ...attributes }, text);
  const facts = make("p", { class: "facts" });
  const source = make("a", { hidden: "" }, texts.source);
  const found = button("", { "aria-expanded": "false", "aria-controls": "found" });
  const phone = button(texts.phone, { class: "wide", "aria-pressed": "false" });
  const follow = button(texts.follow, { "aria-pressed": String(here.get("follow") !== "off"), hidden: "" });
  const hide = button(texts.hide);
  const tab = button(texts.show, { class: "tab", hidden: "" });
  const lost = make("p", { class: "lost", role: "status" });
  const refused = make("p", { class: "lost", role: "status" });
  const list = make("section", { class: "panel", id: "found", "aria-label": texts.check, hidden: "" });
  const whole = make("section", { class: "bar", "aria-label": texts.bar }, facts, found, source, phone, follow, hide);
  dock.append(list, make("div", { class: "foot" }, lost, refused, tab), whole);

  let frame; // shows the page in the width of a phone
  const view = () => frame?.contentWindow ?? window;
  const path = () => {
    const { pathname } = view().location;
    return pathname.startsWith("/") ? pathname : location.pathname; // about:blank, before the frame has a page
  };

  const number = (n) => n.toLocaleString(texts.language);
  const refresh = latest(async () => {
    if (whole.hidden) return;
    const wanted = path();
    const answer = await fetch("/__guong/page?path=" + encodeURIComponent(wanted));
    const page = answer.ok ? await answer.json() : {};
    if (wanted !== path()) return;
    const { draft, scheduled, expired, words, minutes, file, open: opener, findings: list = [] } = page;
    facts.replaceChildren(
      ...[draft && texts.draft, scheduled && fill(texts.scheduled, scheduled), expired && fill(texts.expired, expired)].filter(Boolean).map((text) => make("b", null, text)),
      ...words ? [make("span", null, fill(texts.words, number(words))), make("span", null, fill(texts.minutes, number(minutes)))] : []);
    if (page.follow) follow.hidden = false;
    source.hidden = !opener;
    source.href = opener ?? "";
    source.title = file ?? "";
    tell(list, file);
  });

  const tell = (all, file) => {
    found.textContent = all.length ? fill(texts.findings, number(all.length)) : texts.none;
    found.disabled = !all.length;
    found.hidden = !file && !all.length;
    found.classList.toggle("some", all.length > 0);
    if (!all.length) open(false);
    list.replaceChildren(make("div", { class: "body", tabindex: 0, role: "group", "aria-label": texts.check }, findings(all, texts)));
  };

  // open shows the list of findings or not, and reports whether that is a change.
  const open = (wanted) => {
    const change = list.hidden === wanted;
    list.hidden = !wanted;
    found.setAttribute("aria-expanded", wanted);
    return change;
  };

  // narrow shows the page in a frame as wide as a phone, in which media queries see
  // the phone's width.
  const narrow = (wanted) => {
    if (!frame === !wanted) return false;
    phone.setAttribute("aria-pressed", wanted);
    here.set("phone", wanted ? "on" : "");
    document.body.inert = wanted;
    if (wanted) {
      frame = make("iframe", { name: phoneName, title: texts.frame, src: location.href });
      frame.addEventListener("load", refresh);
      dock.before(make("div", { class: "phone" }, frame));
      return true;
    }
    const { href } = view().location;
    frame.parentNode.remove();
    frame = null;
    if (href !== location.href) location.assign(href);
    return true;
  };

  const show = (wanted) => {
    whole.hidden = !wanted;
    tab.hidden = wanted;
    if (!wanted) open(false);
    everywhere.set("bar", wanted ? "" : "hidden");
  };

  found.addEventListener("click", () => open(list.hidden));
  phone.addEventListener("click", () => narrow(!frame));
  follow.addEventListener("click", () => {
    const wanted = follow.ariaPressed !== "true";
    follow.ariaPressed = wanted;
    here.set("follow", wanted ? "on" : "off");
  });
  hide.addEventListener("click", () => {
    show(false);
    tab.focus();
  });
  tab.addEventListener("click", () => {
    show(true);
    refresh();
    hide.focus();
  });
  // What no editor opens, the server opens in the program that the system has for it.
  dock.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href^='/__guong/open']");
    if (!link) return;
    event.preventDefault();
    const answer = await fetch(link.href, { method: "POST", headers: { "X-Guong": "open" } }).catch(() => null);
    refused.textContent = answer?.headers.get("Content-Type")?.startsWith("text/plain") ? await answer.text() : "";
  });
  // Nothing of the page ends behind the bar, and no focus goes there.
  new ResizeObserver(() => {
    room.style.height = document.documentElement.style.scrollPaddingBottom = whole.offsetHeight + "px";
  }).observe(whole);
  show(everywhere.get("bar") !== "hidden");
  if (here.get("phone")) narrow(true);

  let waiting;
  return {
    refresh,
    // connected tells whether the server is there. A short absence is not worth a word.
    connected: (there) => {
      if (!there) return waiting ??= setTimeout(() => { lost.textContent = texts.lost; }, 700);
      clearTimeout(waiting);
      waiting = null;
      lost.textContent = "";
    },
    // lead goes to the page that is being edited, if the writer wants that.
    lead: (to) => {
      if (follow.ariaPressed === "true" && to !== path()) view().location.assign(to);
    },
    offer: () => { follow.hidden = false; },
    // escape closes what is open, and reports whether something was.
    escape: () => {
      if (!open(false)) return narrow(false);
      found.focus();
      return true;
    },
  };
};
