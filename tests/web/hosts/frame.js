// Adds the frame in the page's address: ?src=...&sandbox=allow-scripts
addEventListener('DOMContentLoaded', () => {
  const asked = new URLSearchParams(location.search);
  const frame = document.createElement('iframe');
  Object.assign(frame, { src: asked.get('src'), title: 'ConvDot', width: '1000' });
  if (asked.has('sandbox')) frame.setAttribute('sandbox', asked.get('sandbox'));
  document.body.append(frame);
});
