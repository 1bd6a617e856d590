// The site's Content-Security-Policy, which stands in the document (build/plugins.ts), comes into force before anything else is done. Not
// in a sandbox: the document's origin is none there, and WebKit then takes no address for its own.
const policy = document.querySelector<HTMLMetaElement>('meta[name=convdot-policy]');
if (policy && window.origin !== 'null') {
  policy.httpEquiv = 'Content-Security-Policy';
  // Firefox looks at an element that comes in, not at its attributes later.
  document.head.append(policy);
}
