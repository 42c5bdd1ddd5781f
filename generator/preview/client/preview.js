// The preview in the browser: the server tells that something has changed, and the
// page changes under the writer's eyes.
import { bar, phoneName } from "./bar.js";
import { dock } from "./elements.js";
import { listen } from "./events.js";
import { overlay } from "./overlay.js";
import { file, refresh, restyle, shown } from "./page.js";

// In the frame of the bar the page is all there is.
const framed = window !== top && window.name === phoneName;

const words = () => fetch("/__guong/texts").then((answer) => answer.json())
  .catch(() => new Promise((done) => setTimeout(done, 1000)).then(words));

const begun = refresh().catch(() => {}); // the server is away; the first state begins
let wrong;
let tools;
if (!framed) {
  const texts = await words();
  const place = dock(texts.language);
  wrong = overlay(place.dock, texts, file);
  tools = bar(place, texts);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    if (wrong.dismiss() || tools.escape()) event.preventDefault();
  });
}
await begun;

let before; // the state that was told last
let behind; // whether the page could not follow it

const take = async (state) => {
  const { session, generation, kind, paths, follow, styles } = state;
  const first = !before;
  const missed = behind || (first ? shown() !== generation : before.session !== session || generation > before.generation + 1);
  const changed = missed || !first && generation !== before.generation;
  before = state;

  wrong?.show(state.wrong ?? []);
  if (follow) tools?.offer();
  if (changed) {
    if (follow && !first) tools?.lead(follow);
    if (kind === "reload" && !first) return location.reload();
    if (kind === "style" && !missed) await restyle(styles);
    else if (missed || !paths || paths.includes(location.pathname)) await refresh();
  }
  await tools?.refresh();
  behind = false;
};

// What fails while the server is away is made good by the state that it tells first.
listen("/__guong/events", (state) => take(state).catch((error) => {
  behind = true;
  console.warn(error);
}), (there) => tools?.connected(there));
