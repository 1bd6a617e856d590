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
    `${number} es la fila ${row}, componente ${entry} de la matriz desenrollada; se multiplica por ${meets}.`,
  isProduct: (input, filter, entry, product) =>
    `${input} por ${filter}${entry === null ? '' : `, componente ${entry} de ambos vectores`}: ${product} en este paso`,
  alsoRead: (others) =>
    others === 0
      ? '; no la lee ninguna otra ventana.'
      : `; también en ${agree(others, 'otra ventana', `otras ${others} ventanas`)}.`,
  readElsewhere: (number, n) =>
    n === 0 ? `Ninguna ventana lee ${number}.` : `${number}: la ${agree(n, 'lee', 'leen')} ${windows(n)}, no la elegida.`,
  isFilterEntry: (number, entry) => `${number} es la componente ${entry} del filtro desenrollado.`,
  isOutput: (number, row) => `${number} es la fila ${row} de la matriz desenrollada por el filtro desenrollado.`,
};
