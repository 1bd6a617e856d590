import type { BlockWords } from './blocks.en.ts';
import { phrasesOf } from './phrases.ts';

const { count, list } = phrasesOf('es');

export const blocks: BlockWords = {
  blocks: {
    pasteBoth: 'Pegar tus propios bloques',
    pasteBothHint: 'Como los escribe NumPy, de una hoja de cálculo o como listas. Los dos bloques necesitan la misma forma.',
    useBoth: 'Usar estos bloques',
    cancel: 'Cancelar',
    unlikeShapes: (window, filter) => `La ventana tiene la forma ${window}; el filtro, ${filter}. Necesitan la misma forma.`,
    manyAxes: (shape) => `La forma ${shape} tiene más de tres ejes. Un bloque tiene altura, anchura y canales.`,

    close: 'Cerrar',
    paste: 'Pegar números',
    forms:
      'Filas de una hoja de cálculo, CSV o TSV; una lista o un array de un programa; lo que imprime un cuaderno. Archivos: lo mismo y .npy.',
    found: (size) => `${size} números.`,
    putIn: 'Usar estos',
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
      `Guardado como ${name}. Si no aparece ningún archivo, la página que contiene a esta bloquea las descargas: copia el texto.`,
    undone: 'Deshecho.',
    inFile: (name, message) => `${name}: ${message}`,

    place: (row, column) => `Fila ${row}, columna ${column}`,
    nothing: 'No contiene ningún número.',
    notANumber: (place, text) =>
      text === '' ? `${place} está vacía. Escribe 0 si quieres decir cero.` : `${place}: «${text}» no es un número.`,
    ragged: (row, has, columns, others) =>
      `La fila ${row} tiene ${count(has, 'número', 'números')}, ${{ other: 'la otra tiene', others: 'las demás tienen', most: 'la mayoría tiene' }[others]} ${columns}.`,
    raggedList: (place, has, entries) =>
      `La lista ${place} tiene ${count(has, 'elemento', 'elementos')}; la primera de su nivel tiene ${entries}.`,
    unevenList: (place, text) => `${place}: «${text}» no está a la misma profundidad que los demás.`,
    omitted: (mark) => `«${mark}» ocupa el lugar de números que no se imprimieron. Imprímelos todos.`,
    inLine: (line) => `, en la línea ${line},`,
    inRow: (row) => `, en la fila ${row},`,
    inTheWay: (text, place, numbers, perRow) =>
      `«${text}»${place} no es un número. ${numbers === 0 ? 'No se ha encontrado ningún número' : numbers === 1 ? 'Se ha encontrado 1 número' : `Se han encontrado ${numbers} números`}${perRow.length > 0 ? `, en filas de ${list(perRow)}` : ''}.`,
    several: (label) => `«${label}» empieza otro array. Pega uno cada vez.`,
    columnsGap: (header, expected) => `«${header}» debería empezar en la columna ${expected}: faltan columnas.`,
    columnsRows: (header, has, rows) =>
      `Bajo «${header}» hay ${count(has, 'fila', 'filas')}, pero bajo las primeras columnas hay ${rows}.`,
    columnsCount: (header, has) => `Una fila bajo «${header}» tiene ${count(has, 'número', 'números')}.`,
    pageGap: (label) => `«${label}» no sigue a la página anterior: falta una página o empieza otro array.`,
    tooDeep: (most) => `Un bloque tiene como máximo ${most} ejes.`,
    tooMany: (n, most) => `En un bloque caben como máximo ${most} números; estos son ${n}.`,
    tooLong: (bytes) => `Supera el límite de ${bytes / 2 ** 20} MB.`,
    brackets: (text) => `Los corchetes de «${text}» no cuadran o falta una coma.`,
    program: (text) => `Solo se admiten números, no código: tras el último corchete está «${text}».`,
    programBefore: (text) => `Solo se admiten números, no código: antes del primer corchete está «${text}».`,
    changes: (call) => `«${call}» puede cambiar los números. Pega su resultado.`,
    changesTo: (type, number) => `«${type}» cambia ${number}. Pega el resultado.`,
    leftOut:
      'NumPy ha impreso «...» en lugar de algunos números. Imprímelos todos con np.set_printoptions(threshold=np.inf), o guárdalos con np.save y suelta aquí el archivo.',
    inPart: (part, message) => `Matriz ${part}: ${message}`,
    unequalParts: (part, size, first) => `La matriz ${part} es de ${size}, pero la primera es de ${first}.`,
    unclearComma: (place, text, decimal, whole) => `${place}: «${text}» podría ser ${decimal} o ${whole}. Escríbelo sin la coma.`,
    unclearSeparator: (text, point, first, second) =>
      `«${text}» podría ser un número, ${point}, o dos, ${first} y ${second}. Escríbelo con punto, o con un espacio tras la coma.`,
    pointAndComma: (place, text) => `${place}: «${text}» lleva punto decimal, pero otros números llevan coma decimal.`,

    npyCut: 'El archivo .npy está cortado dentro de su cabecera.',
    npyVersion: (version) => `El archivo .npy es de la versión ${version}; solo se admiten las versiones 1 a 3.`,
    npyHeader: 'No se puede leer la cabecera del archivo .npy.',
    npyType: (type) =>
      `El archivo .npy contiene valores de tipo ${type}; solo se admiten float, int, uint y bool. Conviértelos con a.astype(float).`,
    npyShort: (held, total) =>
      `El archivo .npy está cortado: contiene ${held} de los ${count(total, 'número', 'números')} de su forma.`,
    npyNot: 'El nombre del archivo termina en .npy, pero su contenido no tiene ese formato.',
    zip: 'Es un archivo comprimido (.npz, .xlsx, .ods). Guarda un solo array con np.save, o la hoja como CSV.',
    binary: 'El archivo no es ni texto ni .npy.',

    npyRounded: 'Los enteros mayores que 2⁵³ se han redondeado a float64.',
    npyMore: 'Solo se ha leído el primer array del archivo.',
    headingRow: (text) => `La primera fila se ha tomado como encabezado: ${text}.`,
    headingColumn: (text) => `La primera columna se ha tomado como encabezado: ${text}.`,
    asWritten: (type) => `«${type}» redondea algunos de estos números; se han leído como están escritos.`,
    skipped: (lines) => `No se ha leído como números: «${lines}».`,
    factor: (factor) => `Los números bajo «${factor} *» se han multiplicado por ese factor.`,
    decimalCommas: 'Las comas se han leído como decimales.',
    groupedDigits: 'Las comas se han leído como separadores de millares.',

    axes: {
      hwc: 'alto, ancho, canales',
      chw: 'canales, alto, ancho',
      nhwc: 'imágenes, alto, ancho, canales',
      nchw: 'imágenes, canales, alto, ancho',
      hwio: 'alto, ancho, canales, filtros',
      oihw: 'filtros, canales, alto, ancho',
    },
    readAs: (axes, why) =>
      `Leído como (${axes})${{ usual: '', asked: '', torch: ', el orden de PyTorch', fits: ': en el orden habitual superaría los límites' }[why]}.`,
    readInstead: (axes) => `Leer como (${axes})`,

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
    biasCount: (numbers, filters) =>
      `El sesgo necesita ${count(filters, 'número', 'números')}, uno por filtro; estos son ${numbers}.`,
    filledWith: (block, what) => `${{ x: 'La entrada', w: 'El filtro', b: 'El sesgo' }[block]} tiene números nuevos: ${what}.`,
    fills: {
      zeros: 'ceros',
      ones: 'unos',
      arange: '0, 1, 2, … en orden',
      identity: 'la matriz identidad',
    },
    integersFilled: (low, high, seed) => `enteros aleatorios de ${low} a ${high}, semilla ${seed}`,
    normalsFilled: (seed) => `normales aleatorios, semilla ${seed}`,
    seed: (text) => `La semilla debe ser un número entero de 0 a 4294967295, no «${text}».`,
    bounds: (low, high) => `El intervalo debe ser dos números enteros, primero el menor, no «${low}» y «${high}».`,
  },
};
