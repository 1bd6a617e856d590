// The site works again without its server after the first visit: the service worker (sw.ts) keeps its files. Part of the site alone; a
// page in a sandbox or from a file has no service worker and needs none. Tells the page, by the event convdot-update, that a newer
// version is there; what to do about it is the reader's choice.

/** Opens the page anew at an address with another hash alone, in the version that is there by then. */
export type Reload = (address: string) => void;

export const reloadAt: Reload = (address) => {
  history.replaceState(null, '', address);
  location.reload();
};

async function register(): Promise<void> {
  const registration = await navigator.serviceWorker.register('./sw.js', { scope: './' });

  const reload: Reload = (address) => {
    const { waiting } = registration;
    if (!waiting) return reloadAt(address);
    waiting.addEventListener('statechange', () => {
      if (waiting.state !== 'activating') reloadAt(address);
    });
    waiting.postMessage({ type: 'take-over' });
  };
  const offer = () => dispatchEvent(new CustomEvent<Reload>('convdot-update', { detail: reload }));
  const watch = () => {
    const { installing, active } = registration;
    // The first version is no news.
    if (active)
      installing?.addEventListener('statechange', () => {
        if (installing.state === 'installed') offer();
      });
  };
  registration.addEventListener('updatefound', watch);
  watch();
  if (registration.active && registration.waiting) offer();

  navigator.serviceWorker.controller?.postMessage({ type: 'opened', script: import.meta.url });
  // The browser itself looks for a newer version only when a page is opened: a page that stays open looks when it is returned to.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') registration.update().catch(() => {});
  });
}

if (import.meta.env.MODE === 'production' && window.isSecureContext && window.origin !== 'null') {
  window.addEventListener('load', () => {
    // Refused (private windows, settings): the page works as it is, with its server.
    register().catch(() => {});
  });
}
