// Registers the service worker (sw.ts), which keeps the site's files so that it works offline after the first visit. Only the site
// has one: a page in a sandbox or from a file needs none. If a newer version is ready, sends the event convdot-update; the reader
// decides when to reload.

/** Reloads the page in the newest version, at an address that differs only in the hash. */
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
    // The first version is not an update.
    if (active)
      installing?.addEventListener('statechange', () => {
        if (installing.state === 'installed') offer();
      });
  };
  registration.addEventListener('updatefound', watch);
  watch();
  if (registration.active && registration.waiting) offer();

  navigator.serviceWorker.controller?.postMessage({ type: 'opened', script: import.meta.url });
  // The browser itself checks for a newer version only when a page opens. A page that stays open also checks when the reader
  // returns to it.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') registration.update().catch(() => {});
  });
}

if (import.meta.env.MODE === 'production' && window.isSecureContext && window.origin !== 'null') {
  window.addEventListener('load', () => {
    // Rejected, for example in a private window: the page still works, but only online.
    register().catch(() => {});
  });
}
