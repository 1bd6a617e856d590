// iframe-resizer's own script around the frame in the address: ?src=...&sandbox=allow-scripts
import iframeResize from 'iframe-resizer/js/iframeResizer.js';

const asked = new URLSearchParams(location.search);
const frame = document.createElement('iframe');
Object.assign(frame, { src: asked.get('src'), title: 'ConvDot', width: '1000' });
if (asked.has('sandbox')) frame.setAttribute('sandbox', asked.get('sandbox'));
document.getElementById('app').append(frame);
// A sandboxed frame has no origin to check.
iframeResize({ checkOrigin: !asked.has('sandbox') }, frame);
