// The service worker: the network first, and the kept copy where it fails.

const CACHE = `slantwise-${VERSION}`;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("slantwise-") && name !== CACHE;
  const clear = async () => {
    for (const name of await caches.keys()) if (old(name)) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(clear());
});

// The notebooks have a worker of their own, and are too large to be kept page by page.
const LAB = new URL("lite/", self.registration.scope).href;

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const here = new URL(request.url).origin === self.location.origin;
  if (request.method === "GET" && here && !request.url.startsWith(LAB))
    event.respondWith(answer(event));
});

async function answer(event) {
  const cache = await caches.open(CACHE);
  let fresh;
  try {
    fresh = await fetch(event.request);
  } catch (error) {
    const address = new URL(event.request.url);
    if (address.pathname.endsWith("/")) address.pathname += "index.html";
    const kept = await cache.match(address, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
  // Where there is no room left, the page is shown all the same.
  if (fresh.status === 200) event.waitUntil(cache.put(event.request, fresh.clone()).catch(() => {}));
  return fresh;
}
