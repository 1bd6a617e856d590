// The timeline's words in Spanish.
import type { TimelineWords } from './timeline.en.ts';

export const timeline: TimelineWords = {
  timeline: 'Línea de tiempo',
  units: { step: 'Paso', product: 'Productos' },
  ofAll: (n) => `de ${n}`,
  play: 'Reproducir',
  pause: 'Pausar',
  back: 'Atrás',
  forward: 'Adelante',
  playsBy: { step: 'Ver: salidas', product: 'Ver: productos' },
  speed: 'Velocidad',
  runningSums: 'sumas acumuladas',
  results: 'resultados',
  playWaits: 'espera números válidos',
};
