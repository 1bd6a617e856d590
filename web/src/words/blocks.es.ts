import type { BlockWords } from './blocks.en.ts';
import { phrasesOf } from './phrases.ts';

const { count } = phrasesOf('es');

export const blocks: BlockWords = {
  blocks: {
    close: 'Cerrar',
    paste: 'Pegar números',
    forms:
      'Filas de una hoja de cálculo, CSV o TSV; una lista o un array de Python o MATLAB; lo que muestra NumPy. Archivos: lo mismo y .npy.',
    found: (size) => `${size} números.`,
    putIn: 'Poner',
    open: 'Abrir un archivo…',
    fill: 'Rellenar',
    fillNames: { zeros: 'ceros', ones: 'unos', arange: '0, 1, 2, …', identity: 'identidad' },
    seedLabel: 'semilla',
    from: 'de',
    to: 'a',
    integers: 'enteros aleatorios',
    normals: 'normales aleatorios',
    copyOrSave: 'Copiar o guardar',
    as: 'como',
    formNames: {
      numpy: 'NumPy',
      list: 'lista anidada',
      csv: 'CSV',
      tsv: 'TSV, para hojas de cálculo',
      matlab: 'MATLAB',
      latex: 'LaTeX',
      npy: 'archivo .npy',
    },
    copy: 'Copiar',
    save: 'Guardar',
    text: 'Los números como texto',
    flat: 'Solo filas y columnas: el canal que se ve.',
    npyOut: 'Un archivo para np.load.',
    long: (characters) => `${characters} caracteres.`,
    copied: 'Copiado.',
    selected: 'Esta página no puede usar el portapapeles. El texto está seleccionado: cópialo con Ctrl+C o ⌘C.',
    saved: (name) =>
      `Guardado como ${name}. Si no llega ningún archivo, la página que rodea a esta no lo permite: copia el texto.`,
    undone: 'Deshecho.',
    inFile: (name, message) => `${name}: ${message}`,

    place: (row, column) => `Fila ${row}, columna ${column}`,
    nothing: 'No contiene ningún número.',
    notANumber: (place, text) =>
      text === '' ? `${place} está vacía. Escribe 0 si quieres decir cero.` : `${place}: «${text}» no es un número.`,
    ragged: (row, has, columns, others) =>
      `La fila ${row} tiene ${count(has, 'número', 'números')}, ${{ other: 'la otra', others: 'las demás', most: 'la mayoría' }[others]} ${columns}.`,
    raggedList: (place, has, entries) =>
      `La lista ${place} tiene ${count(has, 'elemento', 'elementos')}, la primera de su nivel ${entries}.`,
    unevenList: (place, text) => `${place}: «${text}» no está a la misma profundidad que los demás.`,
    tooDeep: (most) => `Un bloque tiene como máximo ${most} ejes.`,
    tooMany: (n, most) => `${n} números son más de los ${most} que caben en un bloque.`,
    tooLong: (bytes) => `Ocupa más de los ${bytes / 2 ** 20} MB que se leen.`,
    brackets: (text) => `Los corchetes de «${text}» no cuadran o falta una coma.`,
    program: (text) => `Solo se leen números, no programas: tras el último corchete está «${text}».`,
    programBefore: (text) => `Solo se leen números, no programas: ante el primer corchete está «${text}».`,
    changes: (call) => `«${call}» puede cambiar los números. Pega su resultado.`,
    changesTo: (type, number) => `«${type}» cambia ${number}. Pega el resultado.`,
    leftOut:
      'NumPy ha omitido números (...). Haz que los muestre todos: np.set_printoptions(threshold=np.inf), o guárdalos con np.save y suelta aquí el archivo.',
    inPart: (part, message) => `Matriz ${part}: ${message}`,
    unequalParts: (part, size, first) => `La matriz ${part} es de ${size}, la primera de ${first}.`,
    unclearComma: (place, text, decimal, whole) => `${place}: «${text}» puede ser ${decimal} o ${whole}. Escríbelo sin la coma.`,
    unclearSeparator: (text, point, first, second) =>
      `«${text}» puede ser un número, ${point}, o dos, ${first} y ${second}. Escríbelo con punto, o con un espacio tras la coma.`,
    pointAndComma: (place, text) => `${place}: «${text}» lleva un punto, y otros números llevan coma decimal.`,

    npyCut: 'El archivo .npy termina dentro de su cabecera: está cortado.',
    npyVersion: (version) => `El archivo .npy es de la versión ${version}; se leen las versiones 1 a 3.`,
    npyHeader: 'No se puede leer la cabecera del archivo .npy.',
    npyType: (type) =>
      `El archivo .npy contiene valores de tipo ${type}; se leen números de tipo float, int, uint y bool. Conviértelos con a.astype(float).`,
    npyShort: (held, total) =>
      `El archivo .npy está cortado: contiene ${held} de los ${count(total, 'número', 'números')} de su forma.`,
    npyNot: 'El archivo se llama .npy, pero no lo es.',
    zip: 'Es un archivo comprimido (.npz, .xlsx, .ods). Guarda un solo array con np.save, o la hoja como CSV.',
    binary: 'El archivo no es ni texto ni .npy.',

    npyRounded: 'Los enteros mayores que 2⁵³ se han redondeado a float64.',
    npyMore: 'Solo se ha leído el primer array del archivo.',
    headingRow: (text) => `La primera fila se ha tomado como encabezado: ${text}.`,
    headingColumn: (text) => `La primera columna se ha tomado como encabezado: ${text}.`,
    asWritten: (type) => `«${type}» redondea algunos de estos números; se han leído como están escritos.`,
    decimalCommas: 'Las comas se han leído como decimales.',
    groupedDigits: 'Las comas se han leído como separadores de millares.',

    inputNow: (height, width, channels, images) =>
      `La entrada es ahora de ${images > 1 ? `${images} imágenes de ` : ''}${height} × ${width}${channels > 1 ? ` × ${channels}` : ''}.`,
    filterNow: (height, width, depth, filters) =>
      filters > 1
        ? `Ahora hay ${filters} filtros de ${height} × ${width}${depth > 1 ? ` × ${depth}` : ''}.`
        : `El filtro es ahora de ${height} × ${width}${depth > 1 ? ` × ${depth}` : ''}.`,
    biasNow: (filters) => (filters > 1 ? `El sesgo tiene ahora estos ${filters} números.` : 'El sesgo es ahora este número.'),
    depthFollows: (depth, filters) =>
      `${filters > 1 ? 'Cada filtro tiene' : 'El filtro tiene'} ${count(depth, 'canal', 'canales')}, igual que ella.`,
    biasFollows: (filters) => `El sesgo tiene ${count(filters, 'número', 'números')}, uno por filtro.`,
    wentInto: (rows, columns, block, part) => {
      const what = rows * columns === 1 ? 'Se ha puesto un número' : `Se han puesto ${rows} × ${columns} números`;
      const name = block === 'x' ? 'la entrada' : 'el filtro';
      const outer = part.outer === null ? '' : block === 'x' ? `, imagen ${part.outer}` : ` ${part.outer}`;
      return `${what} en ${name}${outer}${part.channel === null ? '' : `, canal ${part.channel}`}.`;
    },
    doesNotFit: (rows, columns, block, height, width) =>
      `${rows} × ${columns} números no caben en ${height} × ${width}, y ${block === 'x' ? 'la entrada tiene varios canales o imágenes' : 'hay varios filtros o tienen varios canales'}. Pega una lista anidada o un array con todos, o cambia antes los tamaños.`,
    biasCount: (numbers, filters) => `El sesgo tiene un número por filtro, ${filters}; estos son ${numbers}.`,
    filledWith: (block, what) => `${{ x: 'La entrada', w: 'El filtro', b: 'El sesgo' }[block]}, con otros números: ${what}.`,
    fills: {
      zeros: 'ceros',
      ones: 'unos',
      arange: '0, 1, 2, … en orden',
      identity: 'identidad',
    },
    integersFilled: (low, high, seed) => `enteros aleatorios de ${low} a ${high}, semilla ${seed}`,
    normalsFilled: (seed) => `normales aleatorios, semilla ${seed}`,
    seed: (text) => `La semilla debe ser un número entero de 0 a 4294967295, no «${text}».`,
    bounds: (low, high) => `Hacen falta dos números enteros, primero el menor; no «${low}» y «${high}».`,
  },
};
