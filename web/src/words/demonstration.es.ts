import type { DemonstrationWords } from './demonstration.en.ts';
import { phrasesOf } from './phrases.ts';

const { count } = phrasesOf('es');

const orders = { hwc: 'por filas', chw: 'por canales', fortran: 'por columnas' };

export const demonstration: DemonstrationWords = {
  demonstration: 'Un paso de tres maneras',
  acts: { sum: 'Multiplicar y sumar', unroll: 'Desenrollar y np.dot', raw: 'np.dot tal cual' },
  rawCount: (numbers) => count(numbers, 'número', 'números'),
  rawName: (numbers) => `np.dot tal cual: ${count(numbers, 'número', 'números').replace(' ', '\u00a0')}`,
  numpyError: 'NumPy: ValueError',

  watch: 'Ver cómo se desenrolla',
  watchAgain: 'Ver otra vez',
  pauseWatching: 'Pausa',
  goOn: 'Seguir',
  nextWay: 'Siguiente manera',

  windowA: 'ventana `a`',
  filterW: 'filtro `W`',
  rowShort: (row) => `fila ${row}`,
  channelShort: (channel) => `canal ${channel}`,
  productsAddUp: (n) => `${count(n, 'producto suma', 'productos suman')}`,

  eachMeets: (n, sum, total) =>
    `Cada celda de la ventana se multiplica por la celda del filtro que ocupa el mismo lugar. ${count(n, 'producto suma', 'productos suman')} ${sum}.${total === null ? '' : ` Con el sesgo: ${total}.`}`,
  pointAtCell: 'Señala o toca una celda para ver su pareja.',
  pairSamePlace: (product, place) => `${product}. Las dos están en ${place}.`,
  pairOtherPlaces: (product, place, other) => `${product}. Los lugares son distintos: ${place} y ${other}.`,
  cellPlace: (row, column, channel) => `la fila ${row}, columna ${column}${channel === null ? '' : `, canal ${channel}`}`,

  layouts: orders,
  entriesMeet: (n, order) =>
    `Cada bloque se escribe ${orders[order]}. La entrada \`k\` se encuentra con la entrada \`k\`: ${n === 1 ? 'la misma pareja' : `las mismas ${n} parejas`}, los mismos productos, la misma suma.`,
  addedOtherwise: 'Las dos maneras suman los productos en órdenes distintos, y por eso cambian las últimas cifras.',
  otherPairsMeet: (a, w, others, n, dot, sum) =>
    `\`a\` va ${orders[a]} y \`W\`, ${orders[w]}. ${others} de las ${n} parejas son otras: *${dot}*, no ${sum}.`,
  unrollW: 'Desenrollar `W`',

  numbersNotOne: (numbers) => (numbers === 1 ? '*Un número, en un array.*' : `*${numbers} números, no uno.*`),
  rowMeetsColumn: (row, column) => `Un producto de matrices: la fila ${row} de \`a\` con la columna ${column} de \`W\`.`,
  channelsMeetRow: (row, column, filterRow, channel) =>
    `Los canales de \`a[${row}, ${column}]\` con la fila ${filterRow} de \`W\`, canal ${channel}:`,
  inSamePlace: (same, pairs) =>
    same === 0
      ? pairs === 1
        ? 'Esta pareja no ocupa el mismo lugar en los dos bloques.'
        : `Ninguna de estas ${pairs} parejas ocupa el mismo lugar en los dos bloques.`
      : same === pairs
        ? pairs === 1
          ? 'Esta pareja ocupa el mismo lugar en los dos bloques.'
          : `Las ${pairs} parejas ocupan el mismo lugar en los dos bloques.`
        : `Solo ${same} de estas ${pairs} parejas ${same === 1 ? 'ocupa' : 'ocupan'} el mismo lugar en los dos bloques.`,
  pairsInAll: (numbers, each, same) =>
    `${numbers} × ${each} = ${count(numbers * each, 'pareja', 'parejas')}, solo ${same} en el mismo lugar.`,
  numbersAddUp: (numbers, sum, right, equal) =>
    `Incluso sumados, ${numbers === 1 ? 'el número da' : `los ${numbers} números dan`} ${sum}${equal ? ', por casualidad lo mismo.' : `, no ${right}.`}`,
  chooseRaw: 'Número de np.dot',
  rawNumberSpoken: (place, value) => `${place}: ${value}`,
  previousNumber: 'Número anterior',
  nextNumber: 'Número siguiente',
  whyRefusedShort: (channels, width) =>
    `np.dot juntaría ${channels === 1 ? 'el canal' : `los ${channels} canales`} de \`a\` con las filas de \`W\`, de longitud ${width}. NumPy exige la misma longitud, así que se detiene.`,
  whySlicesRefused: (width, height) =>
    `np.dot juntaría cada fila de \`a\` (de longitud ${width}) con cada columna de \`W\` (de longitud ${height}). NumPy exige la misma longitud, así que se detiene.`,

  ofExample: (place) => `Salida ${place} del ejemplo de abajo.`,
  onlyOutput: 'Una ventana, un filtro.',
  show3Channels: 'Ver bloques de 3 canales',
  show1Channel: 'Ver bloques de 1 canal',

  courseMeans:
    'En un curso, «producto escalar» significa el de los bloques desenrollados. `np.dot` de los bloques mismos multiplica filas por columnas y junta otras celdas.',
  pasteOwn: 'Pegar los tuyos',
  thingsToTry: 'Tres cosas que probar',
  tries: {
    watch: 'Ver cómo la ventana se vuelve una fila',
    order: 'Desenrollar un bloque en otro orden: falla',
    paste: 'Pegar tus propios bloques',
  },
  done: 'hecho',
};
