// The service worker: runs the site offline, and each page with the files of one version. Installing a version fetches its files
// and checks them against the hashes from the build (all but icon and manifest). It answers only for the site's own addresses. A
// new version waits until all pages of the old one are closed, or until a reader asks for it (offline.ts). The files of the old
// version stay as long as a page may need them.
import { PrecacheController, PrecacheRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope;

// All versions share one store: an unchanged file is not fetched again, and a partly fetched version is completed later.
const files = new PrecacheController();
files.addToCacheList(self.__WB_MANIFEST);
registerRoute(new PrecacheRoute(files, { ignoreURLParametersMatching: [/./] }));

// Answers requests for scripts of another version, by a page of that version. Each name contains a hash of the contents.
const assets = new URL('assets/', self.registration.scope).href;
registerRoute(
  ({ url }) => url.href.startsWith(assets),
  async ({ request }) => (await caches.match(request, { cacheName: files.strategy.cacheName })) ?? fetch(request),
);

/** Deletes files of other versions, if at most `expected` pages are open and no newer version is on its way. */
async function sweep(event: ExtendableEvent, expected: number): Promise<void> {
  const { installing, waiting, scope } = self.registration;
  const clients = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = clients.filter(({ url }) => url.startsWith(scope)).length;
  if (open <= expected && !installing && !waiting) await files.activate(event);
}

self.addEventListener('install', (event) => {
  files.install(event);
});
self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([self.clients.claim(), sweep(event, 0)]));
});
self.addEventListener('message', (event) => {
  const { type, script } = event.data as { type?: string; script?: string };
  if (type === 'take-over') self.skipWaiting();
  // A page of this version has opened.
  if (type === 'opened' && files.getCacheKeyForURL(script ?? '')) event.waitUntil(sweep(event, 1));
});
