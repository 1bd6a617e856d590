// The site works again without its server after the first visit: a service worker keeps its files. Part of the site alone; a
// page in a sandbox or from a file has no service worker and needs none.
if (import.meta.env.MODE === 'production' && window.isSecureContext && window.origin !== 'null') {
  window.addEventListener('load', () => {
    // Refused (private windows, settings): the page works as it is, with its server.
    navigator.serviceWorker?.register('./sw.js', { scope: './' }).catch(() => {});
  });
}
