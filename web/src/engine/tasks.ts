// Waiting for other work of this thread.

/** Resolves in a new task, after all waiting messages. Timers would take milliseconds. */
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
 * Resolves when the next frame has been painted and the messages received meanwhile have been handled: an answer that has arrived
 * by then makes an earlier render unnecessary. Uses a timer, because a channel made within the frame would delay it. In a hidden
 * page it waits until something is painted.
 */
export const painted = () =>
  new Promise<void>((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
