// Reports the page's height to the pages that embed it, beside convdot:resize, in the formats of H5P, Canvas and iframe-resizer.
// Listens only to the parent window, which can only ask for the height. Never asks the parent to change the frame first (H5P's
// prepareResize): the height of the page's content does not depend on the frame's.

/** The parts of a window that this uses. */
export interface FramedWindow {
  /** 'null' in a sandbox. */
  readonly origin: string;
  readonly innerWidth: number;
}

export interface Heights {
  /** Reports the height, in CSS pixels. Ignores an unchanged one, because the host's resize may trigger another measurement. */
  tell(height: number): void;
  /** Handles a message of the parent window. */
  hear(message: unknown): void;
}

const kResizer = '[iFrameSizer]';

/** `post` sends to the parent window. */
export function speakHeights(frame: FramedWindow, post: (message: unknown) => void): Heights {
  let height: number | null = null;
  /** iframe-resizer's id for this frame, once its script has sent it. */
  let name: string | null = null;

  const toResizer = (reason: 'init' | 'size') => {
    // The last field names the sender: iframe-resizer expects its own version there, and warns about a frame without one.
    if (name !== null && height !== null) post(`${kResizer}${name}:${height}:${frame.innerWidth}:${reason}:convdot`);
  };
  // H5P's hosts read scrollHeight, the older ones height.
  const toH5P = () => {
    if (height !== null) post({ context: 'h5p', action: 'resize', scrollHeight: height, height });
  };

  return {
    tell(now) {
      if (now === height) return;
      const first = height === null;
      height = now;
      if (first) {
        // iframe-resizer sends its first message when the frame's document has loaded, before anything here listens.
        if (name === null) post('[iFrameResizerChild]Ready');
        // An H5P host replies to the frame's origin; without one, its script would fail.
        if (frame.origin !== 'null') post({ context: 'h5p', action: 'hello' });
      }
      post({ subject: 'lti.frameResize', height });
      toH5P();
      toResizer(first ? 'init' : 'size');
    },
    hear(message) {
      if (typeof message === 'string' && message.startsWith(kResizer)) {
        // Its settings, the third of which says whether the width should follow; or a request such as 'resize'.
        const [id = '', , sizesWidth] = message.slice(kResizer.length).split(':');
        const begins = sizesWidth === 'true' || sizesWidth === 'false';
        if (begins) name = id;
        toResizer(begins ? 'init' : 'size');
      } else if (typeof message === 'object' && message !== null) {
        const { context, action } = message as Record<string, unknown>;
        if (context === 'h5p' && (action === 'hello' || action === 'resize')) toH5P();
      }
    },
  };
}
