// The words of the timeline.

export const timeline = {
  timeline: 'Timeline',
  units: { step: 'Step', product: 'Product' },
  ofAll: (n: number) => `of ${n}`,
  play: 'Play',
  pause: 'Pause',
  back: 'Back',
  forward: 'Forward',
  playsBy: { step: 'by steps', product: 'by products' },
  speed: 'Speed',
  runningSums: 'running sums',
  results: 'results',
  playWaits: 'waits for valid numbers',
};
export type TimelineWords = typeof timeline;
