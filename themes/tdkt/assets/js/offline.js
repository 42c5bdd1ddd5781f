// The service worker that has the stories which the reader has saved while there is no
// network. With one, everything comes from there, and a copy becomes what came: also the
// word that a story was taken down. Each story has a cache of its own, which its page fills.
// Who asks for a page that is not saved gets a saved one, which opens the list of them all.
const cacheOf = (url) => "guong:" + new URL(url).pathname;

const fresh = async (request) => {
  const response = await fetch(request);
  const name = cacheOf(request.url);
  if (request.mode === "navigate" && await caches.has(name)) {
    if (response.ok) await (await caches.open(name)).put(new URL(request.url).pathname, response.clone());
    else if (response.status === 404 || response.status === 410) await caches.delete(name);
  }
  return response;
};

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin || request.headers.has("range")) return;
  event.respondWith(fresh(request).catch(async (error) => {
    const opens = request.mode === "navigate";
    const copy = await caches.match(request, { ignoreSearch: opens, ignoreVary: true });
    if (copy) return copy;
    const [saved] = opens ? (await caches.keys()).filter((name) => name.startsWith("guong:")) : [];
    if (saved) return Response.redirect(saved.slice(6) + "#mat_mang");
    throw error;
  }));
});

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
