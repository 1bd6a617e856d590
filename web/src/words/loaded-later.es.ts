// Spanish.
import type { LaterWords } from './loaded-later.en.ts';

export const later: LaterWords = {
  // the menu of the header
  valueColours: 'Colores según el valor',
  numberedCells: 'Celdas numeradas',
  projectorSize: 'Tamaño de proyector',
  theme: 'Claro u oscuro',
  themes: { auto: 'como el sistema', light: 'claro', dark: 'oscuro' },

  // the written-out sum
  writtenOut: (place) => `Salida ${place}, término a término`,
  copySum: 'Copiar como Python',
  sumCopied: 'Copiado',
  moreTerms: (n) => `… ${n} más`,
  addsInPairs: (left, sum) => `Sumado de izquierda a derecha, como está aquí: ${left}. np.sum suma por pares: ${sum}.`,
};
