import type { MatrixWords } from './matrix.en.ts';
import { inBytes } from './short.ts';

export const matrix: MatrixWords = {
  allSteps: (n) => (n === 1 ? 'El único paso como matriz' : `Los ${n.toLocaleString('es')} pasos a la vez`),
  allStepsHint: 'Cada ventana es una fila de la matriz desenrollada (im2col); cada filtro, una columna.',
  ofGroup: (group, groups) => ` Aquí: grupo ${group}. Cada uno de los ${groups} grupos tiene su propia matriz.`,
  stepColumn: 'paso',
  unrolledMatrix: (rows, entries) => `matriz desenrollada, ${rows} × ${entries}`,
  unrolledFilters: (from) => (from === 0 ? 'W' : `W[${from}:]`),
  unrolledFiltersSpoken: 'filtros desenrollados, como columnas',
  matrixSpoken: 'matriz desenrollada: cada fila es una ventana. Intro elige su paso.',
  rowSpoken: (row, place) => `fila ${row}, salida ${place}`,
  entrySpoken: (row, entry) => `fila ${row}, componente ${entry}`,
  rows: 'filas',
  columns: 'columnas',
  entries: 'componentes',
  partOf: (name, first, last, total) =>
    first === last ? `${name}: ${first}, de ${total} en total` : `${name}: ${first} a ${last}, de ${total} en total`,
  printed: (parts) => `Aquí solo cabe una parte: ${parts}.`,
  copies: 'Las ventanas se solapan, así que los números se copian. El mapa cuenta cuántas ventanas leen cada uno.',
  noCopies: 'Ningún número se copia: las ventanas no se solapan.',
  readMap: 'cuántas ventanas leen cada celda de la entrada',
  inputSize: 'entrada',
  matrixSize: 'matriz desenrollada',
  ofThesePadding: 'de ellos, relleno',
  largerBy: 'matriz frente a entrada',
  times: (factor) => (factor === '1' ? 'el mismo tamaño' : `${factor} veces su tamaño`),
  numbersAndBytes: (numbers, bytes) => `${numbers.toLocaleString('es')} (${inBytes(bytes, 'es')})`,
};
