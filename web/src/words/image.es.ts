// Las palabras del panel de imágenes.
import type { ImageWords } from './image.en.ts';

const place = (row: number, column: number) => `(${row}, ${column})`;
const span = (one: string, many: string, first: number, last: number) =>
  first === last ? `${one} ${first}` : `${many} ${first} a ${last}`;

export const image: ImageWords = {
  source: 'Imagen',
  chart: 'Carta',
  charts: { zone: 'placa zonal', checker: 'tablero', ramps: 'rampas', text: 'texto' },
  chartSize: 'Tamaño de la carta',
  size: (height, width) => `${height} × ${width}`,
  open: 'Abrir un archivo…',
  startCamera: 'Usar la cámara',
  stopCamera: 'Parar la cámara',
  ways: 'O suelta aquí una imagen, o pégala. No sale de esta página.',
  chartText: ['¿Es una convolución', 'un producto escalar?', 'Sí, una vez que ambos', 'bloques se despliegan.'],
  fromFile: 'archivo',
  fromCamera: 'cámara',
  unreadable: (name) => `${name === '' ? 'Lo que se dio' : `«${name}»`} no es una imagen que este navegador pueda leer.`,
  tooLarge: (height, width, most) => `Esa imagen tiene ${height} × ${width} píxeles; se admiten como mucho ${most} × ${most}.`,
  useCopy: (height, width) => `Usar una copia reducida a ${height} × ${width}`,
  noCamera: 'Aquí no hay cámara que esta página pueda usar: los navegadores la ofrecen en páginas https y en el propio equipo.',
  cameraRefused: (message) =>
    `No se pudo usar la cámara (${message}). Tiene que permitirlo el navegador, o la página que rodea a esta.`,

  done: 'Qué se hace con ella',
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
  asSet: (setting) => `Como está en el ejemplo: ${setting}.`,
  setting: (stride, padding, dilation, flipped) =>
    `paso ${stride}, relleno ${padding}, dilatación ${dilation}${flipped ? ', girado' : ''}`,
  summed: 'Los tres canales se suman en uno, como en un paso.',
  apart: 'El filtro tiene un canal: el rojo, el verde y el azul pasan por él cada uno por su lado (grupos = 3).',
  grey: 'El gris es 0.2126 R + 0.7152 G + 0.0722 B (BT.709), redondeado.',
  otherDepth: (depth, channels) =>
    depth === 3
      ? 'El filtro del ejemplo tiene tres canales, el gris tiene uno.'
      : `El filtro del ejemplo tiene ${depth} canales, la imagen tiene ${channels}: elige otro filtro, o dale al del ejemplo uno o tres.`,
  useColour: 'Usar RGB',
  display: 'Cómo se muestra el resultado',
  range: 'Se muestra',
  ranges: { diverging: 'con signo', absolute: 'absoluto', clamped: 'recortado' },
  gain: 'Ganancia',
  gainIs: (gain, full) => `× ${gain}: ${full} tiene todo el color`,
  fit: 'Ajustar a esta imagen',
  automatic: 'Automática',

  picture: 'imagen',
  result: 'resultado',
  difference: 'diferencia de las dos maneras',
  pictureSpoken: (source, height, width) => `la imagen, ${source}, ${height} por ${width} píxeles`,
  resultSpoken: (height, width, filter) => `la imagen filtrada, ${filter}, ${height} por ${width} píxeles`,
  differenceSpoken: (largest) => `la diferencia de las dos maneras en cada píxel; la mayor es ${largest}`,
  keys: 'Las flechas eligen un píxel, más y menos amplían y reducen. Con Ctrl la rueda amplía; arrastrar desplaza.',
  resultCaption: (height, width, channels) => `${height} × ${width}${channels === 3 ? ', tres canales' : ''}`,
  largest: (value) => `el mayor ${value}`,
  waiting: 'Filtrando…',
  drawing: 'Dibujando…',
  stale: 'Estos son los resultados de los últimos ajustes que encajan.',

  ways2: 'Las dos maneras',
  multiplySum: 'multiplicar y sumar',
  unrolledDot: 'desplegar y producto escalar',
  milliseconds: (value) => `${value} ms`,
  measured: 'Mediana de 5 rondas de una imagen, desde sus bytes (su conversión a float32 está en ambas).',
  once: 'Una pasada por la imagen, desde sus bytes (su conversión a float32 está en ambas).',
  live: 'Mediana de los últimos fotogramas, desde sus bytes (su conversión a float32 está en ambas).',
  perSecond: (frames) => `${frames} fotogramas por segundo, con las dos maneras y el dibujo de las tres imágenes.`,
  identical: 'Idénticas hasta el último bit en cada píxel.',
  apartBy: (largest) => `Diferencia mayor ${largest}: suman los mismos productos en otro orden, en float32.`,
  otherPairs: (largest, reason) => `Diferencia mayor ${largest}: ${reason}.`,
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
    `El ejemplo tiene ahora como entrada ${rows} × ${columns} píxeles en torno a esta ventana; el paso es ${place(row, column)}. Deshacer recupera lo que había.`,
  windowTooLarge: (extent, most) =>
    `Una ventana de ${extent} filas o columnas, con lo que la rodea, es más que las ${most} del ejemplo.`,
  failed: (message) => `No se pudo filtrar la imagen (${message}). Inténtalo de nuevo.`,
  tryAgain: 'Intentar de nuevo',
};
