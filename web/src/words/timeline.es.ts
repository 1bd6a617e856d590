// The timeline's words in Spanish.
import type { TimelineWords } from './timeline.en.ts';

export const timeline: TimelineWords = {
  timeline: 'Línea de tiempo',
  units: { step: 'Paso', product: 'Producto' },
  ofAll: (n) => `de ${n}`,
  play: 'Reproducir',
  pause: 'Pausar',
  back: 'Atrás',
  forward: 'Adelante',
  playsBy: { step: 'por pasos', product: 'por productos' },
  speed: 'Velocidad',
  runningSums: 'sumas acumuladas',
  results: 'resultados',
  playWaits: 'espera números válidos',
};
