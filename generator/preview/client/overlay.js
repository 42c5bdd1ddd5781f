// What is wrong with the site, over the last good version of the page: first with the
// text that the page shows, then with other files. It takes no focus: the writer
// types elsewhere.
import { fill, make } from "./elements.js";
import { findings } from "./finding.js";

export const overlay = (dock, texts, file) => {
  const heading = make("h2", { id: "wrong" });
  const close = make("button", { type: "button" }, texts.dismiss);
  const body = make("div", { class: "body", tabindex: 0, role: "group", "aria-labelledby": "wrong" });
  const panel = make("section", { class: "panel wrong", "aria-labelledby": "wrong", hidden: "" }, make("header", null, heading, close), body);
  const status = make("p", { class: "unseen", role: "status" });
  dock.append(panel, status);

  // part returns what is wrong in one place: the errors, and the rest on demand.
  const part = (name, list, opened) => {
    if (!list.length) return [];
    const [errors, others] = [true, false].map((wanted) => list.filter(({ severity }) => (severity === "error") === wanted));
    return [file && make("h3", null, texts[name]),
      errors.length && findings(errors, texts),
      others.length && make("details", { class: name, open: opened.has(name) && "" }, make("summary", null, fill(texts.warnings, others.length)), findings(others, texts)),
    ].filter(Boolean);
  };

  let told = "[]"; // what was said last
  let dismissed;

  const show = (wrong) => {
    const said = JSON.stringify(wrong);
    if (said === told) return;
    told = said;
    const errors = wrong.filter(({ severity }) => severity === "error");
    const was = panel.hidden;
    panel.hidden = !errors.length || said === dismissed;
    if (!errors.length) {
      if (!was) status.textContent = texts.mended;
      return;
    }
    heading.textContent = fill(texts.errors, errors.length);
    if (was) body.scrollTop = 0;
    status.textContent = heading.textContent + ". " + (errors.find((one) => file && one.file === file) ?? errors[0]).message;
    const opened = new Set([...body.querySelectorAll("details[open]")].map(({ className }) => className));
    body.replaceChildren(
      ...part("here", wrong.filter((one) => file && one.file === file), opened),
      ...part("elsewhere", wrong.filter((one) => !file || one.file !== file), opened));
    body.append(make("p", { class: "hint" }, texts.behind));
  };

  // dismiss closes the panel until something else is wrong, and reports whether it
  // was open.
  const dismiss = () => {
    if (panel.hidden) return false;
    dismissed = told;
    return panel.hidden = true;
  };
  close.addEventListener("click", dismiss);
  return { show, dismiss };
};
