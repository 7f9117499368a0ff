// Keeps the emergency page and its sheet on this device, so that the numbers can be read without a line, and nothing
// else: it is asked about no other page (its scope is this one address). The copy is fetched without a cookie.
"use strict";
const KEPT = {{ kept|tojson }};
const PAGE = {{ url_for("pages.emergency")|tojson }};
const FILES = [PAGE, {{ static_url("css/site.css")|tojson }}];
const PATIENCE = 4000; // milliseconds: on a line that answers nothing the kept page is better than none

async function keep() {
  const answers = await Promise.all(FILES.map(file => fetch(file, { credentials: "omit", cache: "no-store" })));
  if (!answers.every(answer => answer.ok)) { throw new Error("not kept"); }
  await caches.delete(KEPT);
  const cache = await caches.open(KEPT);
  await Promise.all(FILES.map((file, at) => cache.put(file, answers[at])));
}

function late(path) {
  return new Promise((answer, fail) => setTimeout(() => caches.match(path).then(kept => kept ? answer(kept) : fail()), PATIENCE));
}

async function answer(request, path) {
  const line = fetch(request);
  try {
    return await Promise.race([line, late(path).catch(() => line)]);
  } catch (error) {
    return await caches.match(path) || Response.error();
  }
}

self.addEventListener("install", event => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("fetch", event => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method === "GET" && FILES.includes(path)) { event.respondWith(answer(event.request, path)); }
});
