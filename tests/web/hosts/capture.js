// Records the console's errors and warnings for WebDriver, which cannot read them.
(() => {
  const messages = [];
  window.convdotConsole = messages;
  for (const kind of ['error', 'warn']) {
    const original = console[kind];
    console[kind] = (...values) => {
      messages.push(values.map(String).join(' '));
      original.apply(console, values);
    };
  }
  addEventListener(
    'error',
    (event) => messages.push(event.message || `failed to load ${event.target?.src ?? event.target?.href}`),
    true,
  );
  addEventListener('unhandledrejection', (event) => messages.push(String(event.reason)));
  document.addEventListener('securitypolicyviolation', (event) =>
    messages.push(`${event.violatedDirective} refused ${event.blockedURI}`),
  );
})();
