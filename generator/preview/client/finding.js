// Shows what is wrong as the terminal does: place, message, line with a caret, hint.
import { make } from "./elements.js";

// A paragraph of a story is one line of its file; this many characters of it are
// shown before and after the place in question.
const around = 50;

// excerpt returns a line with the characters marked that are meant. The mark is
// around them, so that it fits tabs and wide characters, too. Columns count code points.
const excerpt = ({ excerpt, column, width }) => {
  const line = [...excerpt];
  const isMark = (i) => /^\p{M}/u.test(line[i] ?? "");
  let from = Math.min(column ? column - 1 : 0, line.length);
  let to = column ? Math.min(from + Math.max(width, 1), line.length) : 0;
  while (from > 0 && isMark(from)) from--;
  while (to > from && isMark(to)) to++;
  const start = from > 2 * around ? from - around : 0;
  const end = line.length > to + 2 * around ? to + around : line.length;
  const part = (a, b) => line.slice(a, b).join("").replace(/[^\P{Cc}\t]/gu, "\uFFFD");
  return make("pre", null,
    (start ? "…" : "") + part(start, from),
    column > 0 && make("mark", null, part(from, to) || "\u00A0"),
    part(to, end) + (end < line.length ? "…" : ""));
};

const place = ({ file, line, column, open }) => {
  const text = [file, line, line && column].filter(Boolean).join(":");
  return open ? make("a", { href: open }, text) : make("code", null, text);
};

// findings returns a list of diagnostics.
export const findings = (list, texts) => make("ul", { class: "findings" }, ...list.map((one) => make("li", { class: one.severity },
  make("p", { class: "place" }, one.severity !== "error" && make("b", null, texts[one.severity]), one.file && place(one)),
  make("p", { class: "message" }, one.message),
  one.excerpt && excerpt(one),
  one.hint && make("p", { class: "hint" }, one.hint))));
