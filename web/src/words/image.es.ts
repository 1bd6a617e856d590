// The image panel's words in Spanish.
import type { ImageWords } from './image.en.ts';

const place = (row: number, column: number) => `(${row}, ${column})`;
const span = (one: string, many: string, first: number, last: number) =>
  first === last ? `${one} ${first}` : `${many} ${first} a ${last}`;

export const image: ImageWords = {
  source: 'Imagen',
  chart: 'Dibujo',
  charts: { house: 'casa', zone: 'placa zonal', checker: 'tablero', ramps: 'rampas', text: 'texto' },
  chartSize: 'Tamaño',
  size: (height, width) => `${height} × ${width}`,
  open: 'Abrir un archivo…',
  startCamera: 'Usar la cámara',
  stopCamera: 'Parar la cámara',
  ways: 'O suelta aquí una imagen, o pégala. No sale de esta página.',
  chartText: ['¿Es una convolución', 'un producto escalar?', 'Sí, cuando ambos', 'bloques se desenrollan.'],
  fromFile: 'archivo',
  fromCamera: 'cámara',
  unreadable: (name) => `Este navegador no puede leer ${name === '' ? 'esto' : `«${name}»`} como imagen.`,
  tooLarge: (height, width, most) => `Esta imagen tiene ${height} × ${width} píxeles; el límite es ${most} × ${most}.`,
  useCopy: (height, width) => `Usar una copia reducida a ${height} × ${width}`,
  noCamera: 'Aquí la página no puede usar una cámara: los navegadores solo la permiten en páginas https y en el propio equipo.',
  cameraRefused: (message) =>
    `No se pudo usar la cámara (${message}). Debe permitirlo el navegador, o la página que contiene a esta.`,

  done: 'Ajustes',
  filter: 'Filtro',
  filters: {
    example: 'el filtro del ejemplo',
    identity: 'identidad',
    box: 'desenfoque de caja',
    gaussian: 'desenfoque gaussiano',
    sharpen: 'enfoque',
    'vertical-edge': 'bordes verticales (el de la lección)',
    'sobel-x': 'Sobel, horizontal',
    'sobel-y': 'Sobel, vertical',
    laplacian: 'laplaciano',
    emboss: 'relieve',
  },
  filterSize: 'Tamaño del filtro',
  channels: 'Canales',
  channelNames: { 1: 'gris', 3: 'RGB' },
  asSet: (setting) => `Como en el ejemplo: ${setting}.`,
  setting: (stride, padding, dilation, flipped) =>
    `stride ${stride}, relleno ${padding}, dilatación ${dilation}${flipped ? ', girado' : ''}`,
  summed: 'Los tres canales se suman en uno, como en un paso.',
  apart: 'El filtro tiene un solo canal, así que filtra el rojo, el verde y el azul por separado (grupos = 3).',
  grey: 'El gris es 0.2126 R + 0.7152 G + 0.0722 B (BT.709), redondeado.',
  otherDepth: (depth, channels) =>
    depth === 3
      ? 'El filtro del ejemplo tiene tres canales, pero el gris tiene uno.'
      : `El filtro del ejemplo tiene ${depth} canales, pero la imagen tiene ${channels}: elige otro filtro, o dale al del ejemplo uno o tres canales.`,
  useColour: 'Usar RGB',
  display: 'Cómo se muestra el resultado',
  range: 'Valores',
  ranges: { diverging: 'con signo', absolute: 'absoluto', clamped: 'recortado' },
  gain: 'Ganancia',
  gainIs: (gain, full) => `× ${gain}: ${full} tiene todo el color`,
  fit: 'Ajustar a esta imagen',
  automatic: 'Automática',

  picture: 'imagen',
  result: 'resultado',
  difference: 'diferencia entre las dos formas',
  pictureSpoken: (source, height, width) => `la imagen, ${source}, ${height} por ${width} píxeles`,
  resultSpoken: (height, width, filter) => `la imagen filtrada, ${filter}, ${height} por ${width} píxeles`,
  differenceSpoken: (largest) => `la diferencia entre las dos formas en cada píxel; la mayor es ${largest}`,
  keys: 'Las flechas eligen un píxel, más y menos amplían y reducen. Con Ctrl la rueda amplía; arrastrar desplaza.',
  resultCaption: (height, width, channels) => `${height} × ${width}${channels === 3 ? ', tres canales' : ''}`,
  largest: (value) => `el mayor ${value}`,
  zeroEverywhere: '0 en cada píxel',
  waiting: 'Filtrando…',
  drawing: 'Dibujando…',
  stale: 'Estos resultados son los de los últimos ajustes válidos.',

  ways2: 'Las dos formas',
  multiplySum: 'multiplicar y sumar',
  unrolledDot: 'desenrollar y dot',
  milliseconds: (value) => `${value} ms`,
  measured: 'Mediana de 5 ejecuciones desde los bytes de la imagen (ambos tiempos incluyen la conversión a float32).',
  once: 'Una ejecución desde los bytes de la imagen (ambos tiempos incluyen la conversión a float32).',
  live: 'Mediana de los últimos fotogramas, desde sus bytes (ambos tiempos incluyen la conversión a float32).',
  perSecond: (frames) => `${frames} fotogramas por segundo, incluidas las dos formas y el dibujo de las tres imágenes.`,
  identical: 'Idénticas hasta el último bit en cada píxel.',
  apartBy: (largest) =>
    `Diferencia máxima ${largest}: las dos formas suman los mismos productos, pero en órdenes distintos, en float32.`,
  otherPairs: (largest, reason) => `Diferencia máxima ${largest}: ${reason}.`,
  full: (value) => `todo el color en ${value}`,

  pixel: 'Píxel del resultado',
  row: 'fila',
  column: 'columna',
  zoomIn: 'Ampliar',
  zoomOut: 'Reducir',
  whole: 'Imagen entera',
  zoomIs: (percent) => `${percent} %`,
  windowIs: (top, bottom, left, right) =>
    `Su ventana: ${span('fila', 'filas', top, bottom)}, ${span('columna', 'columnas', left, right)}.`,
  take: 'Llevar esta ventana al ejemplo',
  takenSpoken: (rows, columns, row, column) =>
    `La entrada del ejemplo son ahora los ${rows} × ${columns} píxeles en torno a esta ventana; el paso elegido es ${place(row, column)}. Deshacer recupera la entrada anterior.`,
  windowTooLarge: (extent, most) =>
    `Esta ventana y lo que la rodea necesitan ${extent} filas o columnas; en el ejemplo caben como máximo ${most}.`,
  failed: (message) => `No se pudo filtrar la imagen (${message}). Inténtalo de nuevo.`,
  tryAgain: 'Intentar de nuevo',
};
