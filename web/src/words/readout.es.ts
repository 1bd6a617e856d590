import { phrasesOf } from './phrases.ts';
import type { LinksWords } from './readout.en.ts';

const { agree, count } = phrasesOf('es');
const windows = (n: number) => count(n, 'ventana', 'ventanas');

export const links: LinksWords = {
  paddingCell: (row, column) => `relleno (${row}, ${column})`,
  inputPlace: (place, isPadding) => `${isPadding ? 'el relleno' : 'la entrada'} ${place}`,
  filterPlace: (place, filter) => `el filtro${filter === null ? '' : ` ${filter}`} ${place}`,
  outputPlace: (place) => `la salida ${place}`,
  isEntry: (number, row, entry, meets) =>
    `${number} es la fila ${row}, componente ${entry} de la matriz desenrollada; le toca ${meets}.`,
  alsoRead: (n) => `En total ${agree(n, 'la lee', 'la leen')} ${windows(n)}.`,
  readElsewhere: (number, n) =>
    n === 0 ? `Ninguna ventana lee ${number}.` : `${number}: la ${agree(n, 'lee', 'leen')} ${windows(n)}, no la elegida.`,
  isFilterEntry: (number, entry, meets) =>
    `${number} es la componente ${entry} del filtro desenrollado${meets === null ? '' : `; en este paso le toca ${meets}`}.`,
  isProduct: (input, filter, product, entry) =>
    `${input} por ${filter} es ${product}${entry === null ? '' : `: componente ${entry} de ambos vectores`}.`,
  isOutput: (number, row) => `${number} es la fila ${row} de la matriz desenrollada por el filtro desenrollado.`,
};
