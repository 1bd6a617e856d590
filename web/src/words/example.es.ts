// The example's words in Spanish.

import { pointed } from '../model/number.ts';
import type { ExampleWords } from './example.en.ts';
import { phrasesOf } from './phrases.ts';

const { agree, count, list } = phrasesOf('es');

export const example: ExampleWords = {
  // the answer
  question: '¿Una convolución es un producto escalar?',
  answer: (unlikeOrders) =>
    unlikeOrders ? 'Sí, cuando ambos bloques se desenrollan en el mismo orden.' : 'Sí, cuando ambos bloques se desenrollan.',
  multiplyThenSum: 'Multiplicar y sumar',
  unrollThenDot: 'Desenrollar y dot',
  refusedShort: 'ValueError',

  // volumes
  volumes: 'Entrada, filtro, sesgo, salida',
  editHint: 'Las celdas subrayadas se pueden editar. Elige una celda de la salida para ver su paso.',
  input: 'entrada',
  filter: 'filtro',
  bias: 'sesgo',
  output: 'salida',
  image: 'imagen',
  channel: 'canal',
  inputCaption: (height, width, channels, images) =>
    `${height} × ${width}, ${count(channels, 'canal', 'canales')}${images > 1 ? `, ${images} imágenes` : ''}`,
  filterCaption: (height, width, depth, filters) =>
    `${height} × ${width}${depth > 1 ? ` × ${depth}` : ''}${filters > 1 ? `, ${filters} filtros` : ''}`,
  inputCell: (row, column, channel, channels) =>
    `entrada, fila ${row}, columna ${column}${channels > 1 ? `, canal ${channel}` : ''}`,
  filterCell: (row, column, channel, depth, filter, filters) =>
    `filtro${filters > 1 ? ` ${filter}` : ''}, fila ${row}, columna ${column}${depth > 1 ? `, canal ${channel}` : ''}`,
  outputCell: (row, column) => `salida (${row}, ${column})`,
  cellLabel: (place, shown, full) => `${place}: ${shown}${full === null ? '' : `, completo ${full}`}`,
  twoValues: (first, second) => `${first} al multiplicar y sumar; ${second} al desenrollar`,
  noOutput: 'aún no hay salida',
  negative: 'negativo',
  zero: 'cero',
  positive: 'positivo',
  chosenWindow: 'ventana elegida',
  editable: 'se puede editar',
  isPadding: 'relleno',
  isUnread: 'nunca se lee',
  isRounded: 'más cifras al enfocar',
  isUnequal: 'las dos vías difieren',
  chooseHint: 'Elige una celda para ver su paso.',
  outputCaption: (height, width, filter, image) =>
    `${height} × ${width}${filter === null ? '' : `, filtro ${filter}`}${image === null ? '' : `, imagen ${image}`}`,
  scrollForAll: (n) => `Desplázate para ver los ${n} productos.`,
  notANumber: (texts) =>
    `${list(texts.slice(0, 3).map((text) => (text.trim() === '' ? 'Una celda vacía' : `«${text}»`)))}${texts.length > 3 ? ` y ${texts.length - 3} más` : ''} ${agree(texts.length, 'no es un número', 'no son números')}. Escribe ${pointed(texts) ?? '2, -0.5, 1/3, 1e-3, nan o inf'}. Hasta entonces, los resultados son los de los últimos números válidos.`,

  // settings
  stride: 'stride',
  dilation: 'dilatación',
  apart: 'Fijar alto y ancho por separado',
  padding: 'relleno',
  paddingKinds: {
    valid: '0, «valid»',
    same: '«same»',
    'same-lower': '«same-lower»: extra arriba y a la izquierda',
    number: 'otro número…',
    pair: 'alto y ancho…',
    sides: 'cuatro lados…',
  },
  paddingFields: (fields) => (fields === 1 ? 'en cada lado' : fields === 2 ? 'arriba y abajo, izquierda y derecha' : 'cada lado'),
  channels: 'canales',
  filters: 'filtros',
  groups: 'grupos',
  flip: 'girar 180°',
  numbers: 'números',
  images: 'imágenes',
  more: 'Más: dilatación, grupos, giro, tipo de número, imágenes',
  h: 'al.',
  w: 'an.',
  height: 'alto',
  width: 'ancho',
  top: 'arriba',
  left: 'izquierda',
  bottom: 'abajo',
  right: 'derecha',
  sidesShort: ['arr.', 'izq.', 'ab.', 'der.'],
  notAWholeNumber: (label, text, min, max) => `${label}: «${text}» no es un número entero de ${min} a ${max}.`,
  refused: (message) => `${message} Los resultados son los de los últimos ajustes válidos.`,
  outputSizeAlike: 'Tamaño de la salida, el mismo de alto y de ancho:',
  outputSize: 'Tamaño de la salida:',
  heightShort: 'alto',
  widthShort: 'ancho',
  formulaSpoken: (height, width) =>
    `tamaño de la salida: la parte entera de entrada más relleno menos filtro, dividido por el stride, más 1: ${height} por ${width}`,
  formulaLegend: (evenly, dilated) =>
    `n entrada, ${evenly ? 'p relleno' : 'p₁ y p₂ relleno antes y después'}, ${dilated ? 'd dilatación, ' : ''}f filtro, s stride.`,
  unread: (rows, columns) => {
    if (rows.length + columns.length === 0) return 'Se leen todas las filas y columnas.';
    const some = (one: string, many: string, indices: readonly number[]) =>
      indices.length === 0
        ? []
        : [
            `${indices.length > 1 ? many : one} ${list(indices.length > 6 ? [...indices.slice(0, 5), `${indices.length - 5} más`] : indices)}`,
          ];
    return `Ninguna ventana lee ${[...some('la fila', 'las filas', rows), ...some('la columna', 'las columnas', columns)].join(' ni ')} (a rayas).`;
  },

  // editing whole blocks
  undo: 'Deshacer',
  redo: 'Rehacer',
  numbersInOut: (block) => `Meter y sacar números: ${block}`,
  notLoaded: 'No se ha podido cargar esta parte de la página. Inténtalo otra vez.',

  // examples
  example: 'Ejemplo',
  yourNumbers: 'tus propios números',

  // the step
  threeWays: 'Este paso, completo',
  thisStep: (place) => `Salida ${place}: la misma ventana a, el mismo filtro W.`,
  coursesWay: 'como en el curso',
  coursesWayReason: 'producto elemento a elemento y una suma',
  window: 'ventana',
  products: 'productos',
  productsSpoken: (n) => `ventana, filtro y ${n === 1 ? 'su producto' : `sus ${n} productos`}`,
  runningSum: 'suma acumulada, producto a producto',
  runningSumSpoken: (sums) => `suma acumulada: ${sums}`,
  sum: 'suma',
  dot: 'dot',
  trace: 'traza',
  row: 'como fila,',
  column: 'como columna,',
  showUnrolling: 'Ver el desenrollado',
  foldBack: 'Plegar',
  numberCells: 'Numerar las celdas',
  orderOf: 'orden de',
  orders: { hwc: 'fila a fila', chw: 'canal a canal', fortran: 'columna a columna' },
  pairsCaption: (n) => `a desenrollado (arriba) por W desenrollado (debajo): ${n} productos, sumados de izquierda a derecha`,
  pairsSpoken: (n) => `los dos vectores de ${n} elementos, par a par`,
  pairsApart: (apart, n) =>
    `En órdenes distintos, ${apart} de ${n} pares unen celdas de lugares distintos de los bloques (con borde).`,
  notUnrolled: 'np.dot sin desenrollar',
  notOneNumber: (shape) => (shape.length === 2 ? `una matriz ${shape.join(' × ')}` : `un array de ${shape.length} ejes`),
  shapesRefused: 'np.dot no puede multiplicar estas formas',
  byChance: 'por casualidad',
  beforeBias: 'antes del sesgo',
  alternatives:
    'np.vdot(a, W) y np.tensordot(a, W, axes=3) sí calculan un paso: el primero desenrolla ambos bloques, el segundo suma sobre los tres ejes.',
  diagonalHolds: (exactly) =>
    `Con W transpuesta, cada número de la diagonal es una fila de a por la misma fila de W. Juntos suman la respuesta${exactly ? '' : ', salvo redondeo'}.`,
  asTheCourseHolds: (shape) => `Con la forma del curso, ${shape}:`,
  shape: 'forma',
  howMany: 'números',
  whyRefused: (_height, width, channels) =>
    `np.dot suma sobre el último eje de a (${count(channels, 'canal', 'canales')}) y el penúltimo de W (ancho ${width}): deben tener la misma longitud. Un paso de la convolución suma sobre los tres ejes.`,
  whyMany: (shape) =>
    `np.dot suma solo sobre el último eje de a y el penúltimo de W, y conserva los demás: forma (${shape.join(', ')}).`,

  notOne: (size) =>
    size === null ? 'un error, no un número' : size === 1 ? 'un array, no un número' : `${size} números, no uno`,
  twoRounded: (first, second) => `difieren solo por redondeo: ${first} y ${second}`,

  place: (row, column, filter, image) =>
    `(${row}, ${column})${filter === null ? '' : `, filtro ${filter}`}${image === null ? '' : `, imagen ${image}`}`,
  stepShort: (place) => `paso ${place}`,
  stepIs: (place, sum, dot, word) => `Salida ${place}: ${sum} y ${dot} (${word}).`,
  stale: 'Resultados de los últimos números válidos.',
  late: 'Resultados de los números anteriores. Los nuevos se están calculando.',
  noEngine: (message) =>
    `No se han podido calcular los resultados (${message}). ConvDot necesita WebAssembly. La respuesta de arriba sigue siendo válida.`,
  tryAgain: 'Reintentar',

  // tools
  tools: 'Herramientas',
  panels: {
    numpy: {
      title: 'Celda de NumPy',
      hint: 'Escribe una expresión con estos números y obtén la respuesta de NumPy, incluidos sus errores.',
    },
    image: { title: 'Imagen', hint: 'Una imagen, un archivo o la cámara a través del filtro, de las dos maneras, con tiempos.' },
    speed: {
      title: 'Velocidad',
      hint: '¿Por qué desenrollar? Ambas vías y bucles simples con distintos tamaños, medidos en esta máquina.',
    },
  },

  // the page
  title: '¿Una convolución es un producto escalar? ConvDot',
  copyLink: 'Copiar enlace',
  embed: 'Insertar',
  copied: 'Enlace copiado',
  copyFailed: 'Este es el enlace:',
  unkept:
    'Este ejemplo es demasiado largo para la dirección de la página: se pierde al recargarla. Para conservarlo, hay que guardarlo en un archivo.',
  saveExercise: 'Guardar archivo',
  updates: {
    ready: 'Hay una versión nueva.',
    tooLarge: 'Hay una versión nueva. Este caso es demasiado grande para conservarlo al recargar: guarda antes lo que necesites.',
    missing: 'No se ha podido cargar una parte de esta página.',
  },
  reload: 'Recargar',
  reloadAnyway: 'Recargar sin él',
  display: 'Apariencia',
  correlation: 'Lo que el aprendizaje profundo llama convolución es correlación cruzada; el giro da la matemática.',
  privacy: 'Nada sale de esta página: ni cookies ni seguimiento.',
  guides: 'Guías',
  guideNames: ['para estudiantes', 'mentores', 'docentes', 'programadores'],

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
  addsInPairs: (left, sum) => `Sumado de izquierda a derecha, como está escrito aquí: ${left}. np.sum suma por pares: ${sum}.`,
};
