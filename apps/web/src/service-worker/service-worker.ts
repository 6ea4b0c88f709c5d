/**
 * Keeps the application for use without a network.
 *
 * All files of one build are stored together when the worker is installed and are answered from there, so that a page never runs on
 * files of two builds. A new build waits until the user asks for it. Nothing else is stored, and nothing of a patient passes here:
 * the page sends no patient data anywhere.
 */
/// <reference lib="webworker" />
const worker = globalThis as unknown as ServiceWorkerGlobalScope;

/** Put in by the build (build/offline.ts). */
const VERSION = "KRAMPE_VERSION";
const FILES: string[] = ["KRAMPE_FILES"];

const PREFIX = "krampe-";
const STORE = `${PREFIX}${VERSION}`;

worker.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(STORE)
      .then((store) => store.addAll(FILES.map((file) => new Request(file, { cache: "reload" })))),
  );
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names
            .filter((name) => name.startsWith(PREFIX) && name !== STORE)
            .map((name) => caches.delete(name)),
        ),
      )
      .then(() => worker.clients.claim()),
  );
});

worker.addEventListener("message", (event) => {
  if (event.data === "take-over") worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== worker.location.origin) return;
  event.respondWith(answer(request));
});

async function answer(request: Request): Promise<Response> {
  const store = await caches.open(STORE);
  const isPage = /(\/|\/index\.html)$/.test(new URL(request.url).pathname);
  const kept = await store.match(isPage ? "./" : request, { ignoreSearch: true });
  return kept ?? fetch(request);
}
