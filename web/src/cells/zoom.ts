// Measures under CSS zoom, which enlarges the example. Rectangles and pointer positions are in the page's pixels; lengths set on an
// element are in its own. WebKit differs: it measures a zoomed element in the element's pixels.

const standard = 'currentCSSZoom' in Element.prototype;

/** The page's pixels in one pixel of the element. */
export function zoomOf(element: Element): number {
  if (standard) return element.currentCSSZoom;
  const example = element.closest('.example');
  return example ? Number(getComputedStyle(example).zoom) || 1 : 1;
}

/** The place of an element, in the page's pixels. */
export function boxOf(element: Element): DOMRect {
  const { x, y, width, height } = element.getBoundingClientRect();
  const zoom = standard ? 1 : zoomOf(element);
  return new DOMRect(x * zoom, y * zoom, width * zoom, height * zoom);
}

/** The page's pixels in one pixel of the element, if a page around it (slides) is also scaled by a transform. */
export function scaleOf(element: HTMLElement): number {
  return (element.offsetWidth && boxOf(element).width / element.offsetWidth) || zoomOf(element);
}

/** Whether a transform around the element scales it, by more than the rounding of its size. */
export const isScaled = (element: HTMLElement) => Math.abs(scaleOf(element) / zoomOf(element) - 1) > 0.02;

/** Whether a transform moves or scales an element within its scroller. Sticky positioning would then miss the edge. */
export function isTransformed(element: Element): boolean {
  for (let each: Element | null = element; each; each = each.assignedSlot ?? each.parentElement ?? hostOf(each)) {
    const { overflowY, transform, translate, scale, rotate } = getComputedStyle(each);
    if (each !== element && /auto|scroll|hidden/.test(overflowY)) return false;
    if (!new DOMMatrix(transform).isIdentity || [translate, scale, rotate].some((part) => part !== 'none')) return true;
  }
  return false;
}
const hostOf = (element: Element) => (element.getRootNode() as Partial<ShadowRoot>).host ?? null;
