/**
 * Keeps the page "Trials for your child" and what it is made of, so that it opens without a connection. The page itself
 * is asked for first and taken from what is kept where the site cannot be reached; files with a hash in their name never
 * change. Everything else passes through untouched.
 */
const kept = "cordwise-trials-page-1";

addEventListener("install", (event) => {
  // The page that registers this one was loaded before it: its parts are kept now, for there may be no second visit.
  event.waitUntil(keepPage().then(() => skipWaiting()));
});
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/_astro/")) event.respondWith(fromKept(request));
  else if (registration.scope.endsWith(pathname) && request.mode === "navigate")
    event.respondWith(fromSite(request));
});

async function keepPage() {
  const cache = await caches.open(kept);
  const answer = await fetch(registration.scope);
  if (!answer.ok) return;
  await cache.put(registration.scope, answer.clone());
  await keepParts(cache, await answer.text());
}

/** Scripts and styles a text names, and those that they name in turn. */
async function keepParts(cache, text) {
  const names = new Set(text.match(/[\w.~-]+\.(?:js|css|woff2)\b/g));
  await Promise.all(
    [...names].map(async (name) => {
      const path = `/_astro/${name}`;
      if (await cache.match(path)) return;
      const answer = await fetch(path);
      if (!answer.ok) return;
      await cache.put(path, answer.clone());
      if (/\.(?:js|css)$/.test(name)) await keepParts(cache, await answer.text());
    }),
  );
}

async function fromKept(request) {
  const cache = await caches.open(kept);
  const known = await cache.match(request, { ignoreVary: true });
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

async function fromSite(request) {
  const cache = await caches.open(kept);
  try {
    const answer = await fetch(request);
    if (answer.ok) {
      await cache.put(registration.scope, answer.clone());
      await keepParts(cache, await answer.clone().text());
    }
    return answer;
  } catch (error) {
    const known = await cache.match(registration.scope);
    if (known) return known;
    throw error;
  }
}
