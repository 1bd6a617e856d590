/** Resolves in a task of its own, after whatever messages are waiting. Timers would wait for milliseconds. */
export const otherTasks = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/**
 * Resolves when the next frame has been painted, after what came in meanwhile: an answer that is there by then needs no drawing before its
 * own. By a timer: a channel, made within the frame, would delay it. Where nothing is painted, in a hidden page, it waits for that.
 */
export const painted = () =>
  new Promise<void>((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
