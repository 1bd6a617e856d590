// The speed panel's words in Spanish.

import { phrasesOf } from './phrases.ts';
import type { SpeedWords } from './speed.en.ts';

const { count } = phrasesOf('es');

export const speed: SpeedWords = {
  why: '¿Por qué desenrollan los frameworks? No por ahorrar operaciones: ambas vías multiplican y suman los mismos números. Pero desenrollada, una convolución es un solo producto de matrices, y para eso toda máquina tiene código optimizado. Aquí ambas vías también son código optimizado; los bucles simples son el código más sencillo.',
  grows: 'Qué crece',
  axes: { input: 'Tamaño de la entrada', channels: 'Canales y filtros', filter: 'Tamaño del filtro' },
  series: {
    input: 'Una entrada cuadrada de 16 canales, 16 filtros de 3 × 3.',
    channels: 'Una entrada de 32 × 32, tantos filtros de 3 × 3 como canales.',
    filter: 'Una entrada de 64 × 64 con 8 canales, 8 filtros cuadrados.',
  },
  seriesEnd: 'Stride 1, relleno con ceros que conserva el tamaño, float32.',
  sizeOf: { input: 'Entrada', channels: 'Canales', filter: 'Filtro' },
  size: {
    input: (size) => `${size} × ${size}`,
    channels: (size) => `${size}`,
    filter: (size) => `${size} × ${size}`,
  },
  at: {
    input: (size) => `${size} × ${size}`,
    channels: (size) => count(size, 'canal', 'canales'),
    filter: (size) => `un filtro de ${size} × ${size}`,
  },

  measure: 'Medir aquí',
  again: 'Medir de nuevo',
  stop: 'Parar',
  save: 'Guardar como CSV',
  toMeasure: 'Tarda unos segundos; no se envía nada a ninguna parte.',
  measuring: (name, at) => `Midiendo ${name.toLowerCase()} con ${at}`,
  started: 'Midiendo.',
  complete: 'Medido.',
  stopped: 'Detenido. Los resultados obtenidos se conservan.',
  failed: (message) => `La medición se ha interrumpido (${message}).`,

  contestants: { 'multiply-sum': 'Multiplicar y sumar', 'unrolled-dot': 'Desenrollar y dot', loops: 'Bucles simples' },
  named: { 'multiply-sum': 'multiplicar y sumar', 'unrolled-dot': 'desenrollar y dot' },

  found: 'Resultados en esta máquina',
  routes: (at, quick, best, slow, worse, times) =>
    `Con ${at} la vía más rápida es ${quick}: ${best} frente a ${worse} de ${slow}, ${times} veces más rápida.`,
  routesAlike: (at, multiplySum, unrolledDot) =>
    `Con ${at} ninguna vía es claramente más rápida: ${multiplySum} multiplicar y sumar, ${unrolledDot} desenrollar y dot.`,
  loops: {
    slower: (at, loops, route, times) =>
      `Los bucles simples de JavaScript tardan ${loops} con ${at}, ${times} veces lo que ${route}`,
    same: (at, loops, route) =>
      `Los bucles simples de JavaScript tardan ${loops} con ${at}, ni claramente más ni menos que ${route}`,
    faster: (at, loops, route, times) =>
      `Los bucles simples de JavaScript tardan ${loops} con ${at}, y ${route} tarda ${times} veces eso`,
  },
  loopsLeftOut: (at, longest) => `; a partir de ${at} no se miden, porque una ejecución tardaría más de unos ${longest}.`,
  grown: (first, last, [matrix, largest], [input, largestInput]) =>
    `De ${first} a ${last} la matriz desenrollada entera crece de ${matrix} a ${largest}, ${input === largestInput ? `mientras la entrada se queda en ${input}` : `la entrada de ${input} a ${largestInput}`}: `,
  matrix: (at, matrix, input, times, goesOn) =>
    goesOn
      ? times === '1'
        ? 'al final es tan grande como la entrada.'
        : `al final es ${times} veces la entrada.`
      : times === '1'
        ? `Con ${at} la matriz desenrollada entera ocuparía ${matrix}, lo mismo que la entrada.`
        : `Con ${at} la matriz desenrollada entera ocuparía ${matrix}, ${times} veces los ${input} de la entrada.`,

  time: 'Tiempo de una ejecución',
  memory: 'Bytes movidos y memoria',
  timeSpoken: (grows) => `Gráfico: el tiempo de una ejecución según ${grows.toLowerCase()}. La tabla de abajo tiene sus números.`,
  memorySpoken: (grows) =>
    `Gráfico: los bytes movidos y la matriz desenrollada según ${grows.toLowerCase()}. La tabla de abajo tiene sus números.`,
  logarithmic: 'Ambos ejes son logarítmicos. Apunta al gráfico para leer valores.',
  moved: { 'multiply-sum': 'Movidos por multiplicar y sumar', 'unrolled-dot': 'Movidos por desenrollar y dot' },
  wholeMatrix: 'Matriz desenrollada',
  inputMemory: 'Entrada',

  table: 'Las mediciones',
  multiplyAdds: 'Productos y sumas',
  spread: (low, high) => `${low} a ${high}`,
  leftOut: 'no medido',
  differs: 'resultados distintos',
  timeNote:
    'Medianas, con los cuartiles debajo: donde estos se solapan, o distan menos del 1 %, ninguna es claramente más rápida. Los tiempos incluyen la copia a WebAssembly y de vuelta. Cada resultado se comprueba con el de otra vía antes de mostrar su tiempo.',
  memoryNote:
    'Los bytes movidos se cuentan, no se miden: entrada, filtro y salida una vez; la vía desenrollada además escribe su matriz y la relee. La matriz se cuenta entera, como la hace im2col; la vía de aquí solo tiene algunas de sus filas a la vez, para que queden en caché.',
};
