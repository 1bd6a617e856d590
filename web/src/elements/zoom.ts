// Measuring under CSS zoom, which is how the bench is enlarged. Rectangles are in the page's pixels, as pointers' places are; lengths
// that are set on an element are in its own. WebKit has its own ways: what it measures of a zoomed element is in that one's pixels.

const standard = 'currentCSSZoom' in Element.prototype;

/** How many of the page's pixels one of the element's is. */
export function zoomOf(element: Element): number {
  if (standard) return element.currentCSSZoom;
  const bench = element.closest('.bench');
  return bench ? Number(getComputedStyle(bench).zoom) || 1 : 1;
}

/** Where an element is, in the page's pixels. */
export function boxOf(element: Element): DOMRect {
  const { x, y, width, height } = element.getBoundingClientRect();
  const zoom = standard ? 1 : zoomOf(element);
  return new DOMRect(x * zoom, y * zoom, width * zoom, height * zoom);
}

/** How many of the page's pixels one of the element's is, where a page around it (slides) is enlarged by a transform as well. */
export function scaleOf(element: HTMLElement): number {
  return (element.offsetWidth && boxOf(element).width / element.offsetWidth) || zoomOf(element);
}
