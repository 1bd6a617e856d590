// The service worker: the site without its server, and each page wholly of one version. The files of a version are fetched when it is
// installed, checked against what was built (all but icon and manifest), and answer for the address of the site and for nothing beside it. A new version
// waits until all pages of the older one are closed or a reader asks for it (offline.ts). The files of the older one are kept for as
// long as there may be a page that needs them. It must not answer for pages that are not the site's own.
import { PrecacheController, PrecacheRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope;

// One store for all versions: a file that did not change is not fetched again, and a version that was fetched in part is completed
// later.
const files = new PrecacheController();
files.addToCacheList(self.__WB_MANIFEST);
registerRoute(new PrecacheRoute(files, { ignoreURLParametersMatching: [/./] }));

// The scripts of another version, for a page of that version. Their names carry a hash of what they hold.
const assets = new URL('assets/', self.registration.scope).href;
registerRoute(
  ({ url }) => url.href.startsWith(assets),
  async ({ request }) => (await caches.match(request, { cacheName: files.strategy.cacheName })) ?? fetch(request),
);

/** Deletes what is not of this version, where no page is open but, perhaps, those expected, and no newer version is on its way. */
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
  // A page of this very version has opened.
  if (type === 'opened' && files.getCacheKeyForURL(script ?? '')) event.waitUntil(sweep(event, 1));
});
