// The verdicts in Spanish.
import { phrasesOf } from './phrases.ts';
import { short } from './short.ts';
import type { VerdictWords } from './verdicts.en.ts';

const { agree, count } = phrasesOf('es');

export const verdicts: VerdictWords = {
  identical: 'idénticos hasta el último bit',
  sameProducts: (n) => (n === 1 ? 'el mismo único producto' : `los mismos ${n} productos, la misma suma`),
  rounding: 'difieren solo por redondeo',
  roundingReason: (apart, ulp, bound) =>
    `a ${short(apart)} (${count(ulp, 'unidad', 'unidades', short(ulp))} en el último lugar): np.sum suma por pares, el producto escalar de izquierda a derecha, lo que explica hasta ${short(bound)}`,
  different: 'distintos',
  overflowReason: 'desbordamiento: una suma es finita y la otra no',
  notFiniteReason: 'uno es infinito, el otro no es un número',
  orderReason: 'los bloques se desenrollan en órdenes distintos, así que se multiplican pares distintos',
  wholeVerdict: ({ verdict, identical, total }) =>
    verdict === 'identical'
      ? `${identical} de ${count(total, 'salida idéntica', 'salidas idénticas')} por ambas vías`
      : verdict === 'rounding'
        ? `${total - identical} de ${count(total, 'salida', 'salidas')} ${agree(total - identical, 'difiere', 'difieren')}, solo por redondeo`
        : `${total - identical} de ${count(total, 'salida', 'salidas')} ${agree(total - identical, 'difiere', 'difieren')}`,
  largestDifference: ({ maxAbs, maxUlp, overflow, verdict }) =>
    overflow
      ? 'desbordamiento: algunas sumas son finitas por una sola vía'
      : `hasta en ${short(maxAbs)}${verdict === 'rounding' ? `, ${count(maxUlp, 'unidad', 'unidades', short(maxUlp))} en el último lugar` : ''}`,
};
