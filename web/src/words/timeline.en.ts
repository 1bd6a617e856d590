// The words of the timeline.

export const timeline = {
  timeline: 'Timeline',
  units: { step: 'Step', product: 'Products' },
  ofAll: (n: number) => `of ${n}`,
  play: 'Play',
  pause: 'Pause',
  back: 'Back',
  forward: 'Forward',
  playsBy: { step: 'Play: outputs', product: 'Play: products' },
  speed: 'Speed',
  runningSums: 'running sums',
  results: 'results',
  playWaits: 'waits for valid numbers',
};
export type TimelineWords = typeof timeline;
