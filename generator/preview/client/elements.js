// Elements of the preview's own, apart from the page's: what stands in a shadow root
// is safe from the page's style and from morph.js.

// make returns an element; an attribute whose value is null or false is left out.
export const make = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value != null && value !== false) element.setAttribute(key, value);
  }
  element.append(...children.filter(Boolean));
  return element;
};

// fill puts a value in the place of "#".
export const fill = (text, value) => text.replace("#", value);

// dock returns the place at the window's lower edge for all that a writer sees. The
// page becomes longer by as much as it hides.
export const dock = (language) => {
  const dock = make("div", { class: "dock", hidden: "" });
  const room = make("div");
  const host = make("guong-preview", { lang: language });
  const style = make("link", { rel: "stylesheet", href: new URL("preview.css", import.meta.url) });
  style.addEventListener("load", () => { dock.hidden = false; });
  host.attachShadow({ mode: "open" }).append(style, room, dock);
  document.documentElement.append(host);
  return { dock, room };
};

// latest returns a function that does some work, and does it once more at its end if
// it was asked for meanwhile: never twice at a time, never in vain.
export const latest = (work) => {
  let doing;
  let again;
  return () => {
    again = true;
    return doing ??= (async () => {
      try {
        while (again) {
          again = false;
          await work();
        }
      } finally {
        doing = null;
      }
    })();
  };
};

// The choices of a writer, for all tabs or for this one; a browser may refuse to
// keep them.
const choice = (storage) => ({
  get: (name) => {
    try {
      return window[storage]["guong-" + name];
    } catch { /* then there is none */ }
  },
  set: (name, value) => {
    try {
      window[storage]["guong-" + name] = value;
    } catch { /* then it ends with the page */ }
  },
});
export const everywhere = choice("localStorage");
export const here = choice("sessionStorage");
