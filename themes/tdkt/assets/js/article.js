// The tools of a story: print, the size of its text, share, listen.
const root = document.documentElement;
const tools = document.querySelector(".tools");
const tool = (name) => tools.querySelector(`[data-tool=${name}]`);

tool("print").addEventListener("click", () => print());
tool("print").hidden = false;

// The size of the text, in steps that the style sheet knows

const sizes = tool("sizes");
const size = () => Number(root.dataset.size) || 0;
const steps = [...sizes.querySelectorAll("button")];
const resize = (to) => {
  root.dataset.size = Math.max(-1, Math.min(3, to));
  try {
    localStorage["guong:size"] = root.dataset.size;
  } catch { /* it holds for this page only */ }
  mark();
};
const mark = () => {
  const [smaller, , larger] = steps;
  smaller.setAttribute("aria-disabled", size() <= -1);
  larger.setAttribute("aria-disabled", size() >= 3);
};
steps.forEach((button, i) => button.addEventListener("click", () => resize(i === 1 ? 0 : size() + i - 1)));
sizes.hidden = false;
mark();

// Share by what the device has for that

if (navigator.share) {
  const share = tool("share");
  share.addEventListener("click", () => navigator.share({ title: share.dataset.title, url: share.dataset.url }).catch(() => {}));
  share.hidden = false;
}

// Listen, where there is a voice for the language: a sentence at a time, as some
// voices fall silent in long texts

const listen = tool("listen");
const voice = () => speechSynthesis.getVoices().find(({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === root.lang);
let blocks = []; // [element, its sentences]
let block = 0;
let speaking = false;
let turn = 0; // what is still heard of a turn before the last one leads nowhere

const parts = () => [...document.querySelectorAll(".story h1, .story .sapo, .text > :is(p, h2, h3, h4, h5, h6, blockquote), .text > :is(ul, ol) > li, .text > div:not(.series, .table) :is(p, li)")].map((element) => {
  const copy = element.cloneNode(true);
  for (const note of copy.querySelectorAll("sup")) note.remove();
  return [element, copy.textContent.match(/\S.*?(?:[.!?…][”"’)]*(?=\s|$)|$)/gs) ?? []];
});

const say = (on) => {
  speaking = on;
  turn++;
  listen.textContent = on ? listen.dataset.stop : listen.dataset.start;
  for (const [element] of blocks) element.classList.remove("spoken");
};

const speak = (sentence = 0) => {
  if (!speaking) return;
  if (block >= blocks.length) {
    block = 0;
    return say(false);
  }
  const [element, sentences] = blocks[block];
  element.classList.toggle("spoken", sentence < sentences.length);
  if (sentence >= sentences.length) {
    block++;
    return speak();
  }
  const mine = turn;
  const utterance = new SpeechSynthesisUtterance(sentences[sentence]);
  utterance.voice = voice();
  utterance.lang = utterance.voice?.lang ?? root.lang;
  utterance.onend = () => mine === turn && speak(sentence + 1);
  utterance.onerror = () => mine === turn && say(false);
  speechSynthesis.speak(utterance);
};

if ("speechSynthesis" in window) {
  const offer = () => { listen.hidden = !voice(); };
  listen.addEventListener("click", () => {
    if (!blocks.length) blocks = parts();
    say(!speaking);
    speechSynthesis.cancel();
    speak(); // from the paragraph where it stopped
  });
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  addEventListener("pagehide", () => {
    say(false);
    speechSynthesis.cancel();
  });
  offer();
}
