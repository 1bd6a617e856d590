import { phrasesOf } from './phrases.ts';
import type { ProblemWords } from './problems.en.ts';

const phrases = phrasesOf('es');

export const problems: ProblemWords = {
  problem: {
    sizes: {
      height: 'La altura de la entrada',
      width: 'La anchura de la entrada',
      channels: 'El número de canales',
      images: 'El número de imágenes',
      filterHeight: 'La altura del filtro',
      filterWidth: 'La anchura del filtro',
      filters: 'El número de filtros',
      groups: 'El número de grupos',
    },
    size: (what, value, limit) => `${what} debe ser un número entero de 1 a ${limit}, no ${value}.`,

    notANumber: (key, text) => `${key}: «${text}» no es un número.`,
    notAList: (key, text) => `${key} debe ser una lista de números entre corchetes; «${text}» no se puede leer como tal.`,
    depth: (key, text) =>
      `${key} debe ser una lista de dos, tres o cuatro niveles, con la altura y la anchura primero; «${text}» no lo es.`,
    ragged: (key, text, size) =>
      `${key} es irregular: «${text}» debería tener ${phrases.count(size, 'elemento', 'elementos')}, ` +
      'como las demás listas de su nivel.',
    empty: (key, text) => `${key} no contiene números: «${text}».`,
    bias: (text, filters) =>
      `b debe ser un número o una lista con un número por filtro (${filters} en total); «${text}» no lo es.`,

    pair: (key, text) => `${key} debe ser un número entero a partir de 1, o dos: altura y anchura; «${text}» no lo es.`,
    pad: (text, limit) =>
      `pad debe ser valid, same, same-lower o números enteros de 0 a ${limit}: uno, dos (altura, anchura) o cuatro (arriba, ` +
      `izquierda, abajo, derecha); «${text}» no lo es.`,
    groups: (text) => `groups debe ser un número entero a partir de 1; «${text}» no lo es.`,
    step: (text) =>
      'step debe ser fila,columna, o imagen,fila,columna, o imagen,fila,columna,filtro, en números enteros a partir de 0; ' +
      `«${text}» no lo es.`,
    choice: (key, text, choices) => `${key} debe ser uno de estos valores: ${choices}; «${text}» no lo es.`,
    order: (text) =>
      'order debe indicar el orden de la ventana y el del filtro, por ejemplo chw,hwc (cada uno hwc, chw o fortran); ' +
      `«${text}» no lo hace.`,
    text: (key, text) => `${key} debe ser un texto; «${text}» no lo es.`,
    longText: (key, length, limit) => `${key} puede tener como máximo ${limit} caracteres; este tiene ${length}.`,

    seed: (text) =>
      'seed debe ser un número entero de 0 a 4294967295 y los bloques que se generan con él, por ejemplo 1,x.4.4.3,w.3.3.3 o ' +
      `1.randint.-9.10,x.4.4; «${text}» no lo es.`,
    seedBounds: (text) => `seed: «${text}» no deja ningún número que generar; el segundo límite debe ser mayor que el primero.`,
    seedMany: (count, most) => `seed genera ${count} números; el límite es ${most}.`,
    seedBias: (count, filters) =>
      `seed genera ${phrases.count(count, 'sesgo', 'sesgos')}, pero w tiene ${phrases.count(filters, 'filtro', 'filtros')}.`,
    seedFailed: (text) => `No se han podido generar los números de la semilla «${text}».`,
    edit: (text) => `edit debe tener entradas de bloque, índice plano y número, por ejemplo x.12.5,w.3.-1; «${text}» no lo es.`,
    edits: (most) => `edit tiene más de ${most} entradas, así que se ignoran todas.`,
    editPlace: (text, block, count) =>
      `edit: «${text}» queda fuera de ${block}, que tiene ${phrases.count(count, 'número', 'números')}; el primero es ${block}.0.`,
    editTwice: (text, place) => `edit cambia ${place} más de una vez: se ignora «${text}».`,
    editOfList: (text, block) =>
      `edit: se ignora «${text}», porque en este enlace ${block} no procede de un ejemplo, una lección ni una semilla.`,

    noPreset: (text) => `No hay ningún ejemplo llamado «${text}».`,
    noLesson: (text) => `No hay ninguna lección llamada «${text}».`,
    noPart: (key, text) => `${key}: la página no tiene ninguna parte llamada «${text}».`,
    presetFailed: (text) => `No se han podido generar los números del ejemplo «${text}».`,
    manyParts: (most) => `Solo se leen las ${most} primeras claves.`,
    manyNames: (key, most) => `${key} tiene más de ${most} nombres, así que se ignoran todos.`,
    more: (count) => `Y ${phrases.count(count, 'problema más', 'problemas más')}.`,
    unknownKey: (text) => `«${text}» no es una clave de esta página: se ignora.`,
    duplicate: (key, text) => `${key} aparece más de una vez: se ignora «${text}».`,
    version: (text) => `Esta página lee la versión 1 de sus enlaces; este es de la versión «${text}».`,
    encoding: (key, text) => `La codificación con signos de porcentaje de ${key} no es válida: «${text}».`,
    packed: (text) => `No se puede descomprimir z: «${text}». Quizá el enlace esté cortado.`,
    tooLong: (bytes) => `El enlace supera el límite de ${bytes} bytes.`,
    unreadable: (text) => `No se ha podido leer aquí el enlace: ${text}`,
    notAState: (text) => `Un estado debe ser un objeto con las claves del enlace; «${text}» no lo es.`,
    opening: 'La página muestra en su lugar el ejemplo inicial.',

    engine: (text) => `El cálculo ha fallado: ${text}`,
    message: (text) => `Los mensajes deben llevar v: 1; este lleva «${text}».`,
    superseded: 'Llegaron estados más nuevos antes de que le tocara a este; no se ha aplicado.',
  },
};
