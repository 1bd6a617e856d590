// Applies the site's Content-Security-Policy, which build/plugins.ts writes into the document, before anything else runs. Not in a
// sandbox: there the document has an opaque origin, and WebKit then matches no address with 'self'.
const policy = document.querySelector<HTMLMetaElement>('meta[name=convdot-policy]');
if (policy && window.origin !== 'null') {
  policy.httpEquiv = 'Content-Security-Policy';
  // Firefox reads the policy when the element is inserted, not when its attributes change later.
  document.head.append(policy);
}
