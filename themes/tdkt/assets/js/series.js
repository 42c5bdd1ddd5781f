// The viewer of a series of pictures. Without it, each picture is a link to itself.
const words = document.querySelector("script[data-viewer]").dataset;
const make = (name, props, ...inside) => {
  const element = Object.assign(document.createElement(name), props);
  element.append(...inside);
  return element;
};

let links = [];
let at = 0;
let from; // where a finger came down
let near = 1;

const image = make("img", { draggable: false });
const stage = make("div", { className: "stage", tabIndex: 0 }, image);
const said = make("p", { className: "said" });
const place = make("span", { className: "place" });
const status = make("span", { className: "unseen", role: "status" });
const button = (sign, label, onclick) => {
  const b = make("button", { type: "button", onclick }, sign);
  b.ariaLabel = b.title = label;
  return b;
};
const viewer = make("dialog", { className: "viewer", ariaLabel: words.viewer }, stage, said, make("div", { className: "keys" },
  button("‹", words.previous, () => show(at - 1)), place, button("›", words.next, () => show(at + 1)),
  button("−", words.smaller, () => zoom(near / 1.5)), button("+", words.larger, () => zoom(near * 1.5)),
  button("×", words.close, () => viewer.close())), status);
document.body.append(viewer);

// Zooming is in steps of what fits; the middle of what is seen stays there.
const zoom = (to, x = 0.5, y = 0.5) => {
  near = Math.min(Math.max(to, 1), 6);
  stage.classList.toggle("near", near > 1);
  image.style.width = "";
  if (near === 1) return;
  const { clientWidth: width, clientHeight: height } = stage;
  const fits = Math.min(1, width / image.naturalWidth, height / image.naturalHeight) * image.naturalWidth;
  image.style.width = fits * near + "px";
  stage.scrollTo(stage.scrollWidth * x - width / 2, stage.scrollHeight * y - height / 2);
};

const show = (to) => {
  at = (to + links.length) % links.length;
  const figure = links[at].closest("figure");
  const small = figure.querySelector("img");
  zoom(1);
  image.src = links[at].href;
  image.alt = small.alt;
  said.textContent = (figure.querySelector("figcaption") ?? figure.closest("figure.series")?.querySelector(":scope > figcaption"))?.textContent ?? "";
  place.textContent = `${at + 1} / ${links.length}`;
  status.textContent = `${place.textContent}. ${small.alt}`;
  new Image().src = links[(at + 1) % links.length].href; // the next one is there at once
};

viewer.addEventListener("keydown", (event) => {
  const { key } = event;
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: links.length - 1 }[key];
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (to !== undefined && !(near > 1 && key.startsWith("Arrow"))) show(to); // arrows move what is near
  else if (key === "+" || key === "=") zoom(near * 1.5);
  else if (key === "-") zoom(near / 1.5);
  else return;
  event.preventDefault();
});
viewer.addEventListener("close", () => {
  image.removeAttribute("src");
  links[at].focus();
});

stage.addEventListener("dblclick", ({ clientX, clientY }) => {
  const box = image.getBoundingClientRect();
  zoom(near > 1 ? 1 : 2.5, (clientX - box.x) / box.width, (clientY - box.y) / box.height);
});
stage.addEventListener("touchstart", ({ touches }) => { from = touches.length === 1 && near === 1 && touches[0].clientX; }, { passive: true });
stage.addEventListener("touchend", ({ changedTouches: [{ clientX }] }) => {
  if (from && Math.abs(clientX - from) > 50) show(at + (clientX < from ? 1 : -1));
  from = 0;
});

for (const series of document.querySelectorAll(".series")) {
  const own = [...series.querySelectorAll("a.enlarge")];
  own.forEach((link, i) => link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    links = own;
    viewer.showModal();
    stage.focus();
    show(i);
  }));
}
