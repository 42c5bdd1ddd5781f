// What is wrong with the site, over the last good version of the page. It takes no
// focus: the writer types elsewhere.
import { fill, make } from "./elements.js";
import { findings } from "./finding.js";

export const overlay = (dock, texts) => {
  const heading = make("h2", { id: "wrong" });
  const close = make("button", { type: "button" }, texts.dismiss);
  const body = make("div", { class: "body", tabindex: 0, role: "group", "aria-labelledby": "wrong" });
  const panel = make("section", { class: "panel wrong", "aria-labelledby": "wrong", hidden: "" }, make("header", null, heading, close), body);
  const status = make("p", { class: "unseen", role: "status" });
  dock.append(panel, status);

  let told = "[]"; // what was said last
  let dismissed;

  const show = (wrong) => {
    const said = JSON.stringify(wrong);
    if (said === told) return;
    told = said;
    const errors = wrong.filter(({ severity }) => severity === "error");
    const others = wrong.filter(({ severity }) => severity !== "error");
    const was = panel.hidden;
    panel.hidden = !errors.length || said === dismissed;
    if (!errors.length) {
      if (!was) status.textContent = texts.mended;
      return;
    }
    heading.textContent = fill(texts.errors, errors.length);
    if (was) body.scrollTop = 0;
    status.textContent = heading.textContent + ". " + errors[0].message;
    const more = body.querySelector("details")?.open;
    body.replaceChildren(findings(errors, texts));
    if (others.length) body.append(make("details", { open: more && "" }, make("summary", null, fill(texts.warnings, others.length)), findings(others, texts)));
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
