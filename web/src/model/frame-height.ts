// The page's height in the dialects of those that embed it, besides convdot:resize: H5P's, Canvas's and iframe-resizer's. Only what
// the parent window says is heard, and all that it can ask for is the height. None of them is asked to change the frame first (H5P's
// prepareResize): the height is that of the page's content, which does not depend on the frame's.

/** What is used of a window. */
export interface FramedWindow {
  /** 'null' in a sandbox. */
  readonly origin: string;
  readonly innerWidth: number;
}

export interface Heights {
  /** The height, in CSS pixels. Told again only if it is another one, as a host's answer to it may lead to a look at it. */
  tell(height: number): void;
  /** A message of the parent window. */
  hear(message: unknown): void;
}

const kResizer = '[iFrameSizer]';

/** `post` sends to the parent window. */
export function speakHeights(frame: FramedWindow, post: (message: unknown) => void): Heights {
  let height: number | null = null;
  /** What iframe-resizer calls this frame, once its script has said so. */
  let name: string | null = null;

  const toResizer = (reason: 'init' | 'size') => {
    // At the end stands who speaks: it asks for its own version, and warns of a frame that has none.
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
        // Its first message comes when a frame's document has been loaded, and may not have been heard.
        if (name === null) post('[iFrameResizerChild]Ready');
        // A host answers to the frame's origin; where there is none its script would fail at that.
        if (frame.origin !== 'null') post({ context: 'h5p', action: 'hello' });
      }
      post({ subject: 'lti.frameResize', height });
      toH5P();
      toResizer(first ? 'init' : 'size');
    },
    hear(message) {
      if (typeof message === 'string' && message.startsWith(kResizer)) {
        // Its settings, of which the third says whether the width is to follow too; or a word of what it wants: 'resize'.
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
