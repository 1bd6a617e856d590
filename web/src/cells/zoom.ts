// Measuring under CSS zoom, which is how the example is enlarged. Rectangles are in the page's pixels, as pointers' places are; lengths
// that are set on an element are in its own. WebKit has its own ways: what it measures of a zoomed element is in that one's pixels.

const standard = 'currentCSSZoom' in Element.prototype;

/** How many of the page's pixels one of the element's is. */
export function zoomOf(element: Element): number {
  if (standard) return element.currentCSSZoom;
  const example = element.closest('.example');
  return example ? Number(getComputedStyle(example).zoom) || 1 : 1;
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

/** Whether a transform around it makes an element larger or smaller, by more than what rounding does to its size. */
export const isScaled = (element: HTMLElement) => Math.abs(scaleOf(element) / zoomOf(element) - 1) > 0.02;

/** Whether a transform moves or scales an element within what it scrolls in: what sticks to an edge there would not lie at that edge. */
export function isTransformed(element: Element): boolean {
  for (let each: Element | null = element; each; each = each.assignedSlot ?? each.parentElement ?? hostOf(each)) {
    const { overflowY, transform, translate, scale, rotate } = getComputedStyle(each);
    if (each !== element && /auto|scroll|hidden/.test(overflowY)) return false;
    if (!new DOMMatrix(transform).isIdentity || [translate, scale, rotate].some((part) => part !== 'none')) return true;
  }
  return false;
}
const hostOf = (element: Element) => (element.getRootNode() as Partial<ShadowRoot>).host ?? null;
