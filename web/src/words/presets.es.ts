import type { PresetWords } from './presets.en.ts';

export const presets: PresetWords = {
  presetGroup: {
    first: 'Primeros pasos',
    sizes: 'Tamaños, relleno y stride',
    filters: 'Filtros para imágenes',
    numbers: 'Números y orden',
    course: 'El curso',
  },
  preset: {
    'vertical-edge': {
      title: 'Bordes verticales',
      description: 'La imagen de 6 × 6 de la clase y su filtro de bordes verticales.',
    },
    'blocks-2d': {
      title: 'Dos bloques de 2 × 2',
      description: 'El paso da 70; np.dot de los mismos dos bloques da una matriz.',
    },
    'blocks-3d': {
      title: 'Dos bloques de 3 × 3 × 3',
      description: 'El paso de unos con unos da 27; np.dot da 81 números que suman 243.',
    },
    'blocks-3d-integers': {
      title: 'Dos bloques de 3 × 3 × 3 de enteros pequeños',
      description: 'El paso da 18; np.dot da 81 números que suman −175.',
    },
    'bias-once': {
      title: 'El sesgo se suma una sola vez',
      description: 'Primero se suman los tres canales y después el sesgo, una sola vez: 28, no 30.',
    },
    'one-by-one': {
      title: 'Un filtro de 1 × 1',
      description: 'Un filtro de un solo píxel también suma los canales: [1, 2, 3] · [10, 1, −1] = 9.',
    },
    flip: {
      title: 'Un filtro girado',
      description: 'Con el filtro girado 180 grados el paso da 10; sin girar, 20.',
    },
    'same-padding': {
      title: 'Relleno same',
      description: 'Un anillo de ceros mantiene la salida tan grande como la entrada.',
    },
    'stride-2': {
      title: 'Stride 2',
      description: 'La imagen de 7 × 7 de la clase: el filtro avanza de dos en dos píxeles y da 3 × 3 números.',
    },
    'same-shape-other-values': {
      title: 'Misma forma, otros valores',
      description: 'El relleno same pone la fila y la columna sobrantes al final y da 8; un relleno de 1 da 24.',
    },
    unread: {
      title: 'Una fila y una columna sin leer',
      description: 'Con stride 2, ninguna ventana lee la última fila ni la última columna.',
    },
    'hidden-ring': {
      title: 'Un anillo de ceros alrededor de tres canales',
      description: 'Cada canal tiene su propio anillo de ceros, difícil de ver cuando NumPy imprime el array con relleno.',
    },
    'sobel-x': {
      title: 'Sobel, de izquierda a derecha',
      description: 'Diferencias de izquierda a derecha: se ven los bordes izquierdo y derecho del cuadrado.',
    },
    'sobel-y': {
      title: 'Sobel, de arriba abajo',
      description: 'Diferencias de arriba abajo: se ven los bordes superior e inferior del cuadrado.',
    },
    laplacian: {
      title: 'Laplaciano',
      description: 'Compara cada píxel con sus cuatro vecinos: se ven los bordes de todos los lados y las zonas uniformes dan 0.',
    },
    blur: {
      title: 'Desenfoque',
      description: 'Cada salida es la media de nueve píxeles.',
    },
    sharpen: {
      title: 'Enfoque',
      description: 'Cada píxel más su diferencia con sus cuatro vecinos.',
    },
    order: {
      title: 'Dos órdenes',
      description: 'Desenrollados en el mismo orden, los dos bloques dan 140; con uno de ellos con los canales primero, 126.',
    },
    rounding: {
      title: 'Redondeo',
      description: 'En float32 los mismos cuatro números suman 0 en un orden y 2 en otro.',
    },
    'slice-2d': {
      title: 'Un corte 2-D en lugar de uno 3-D',
      description: 'Un paso sobre los tres canales da 1944; un corte 2-D de un canal daría 612, o 1584 por difusión, sin avisar.',
    },
    'course-single-step': {
      title: 'conv_single_step',
      description: 'La prueba del curso para un solo paso, con sus números aleatorios de la semilla 1.',
    },
    'course-conv-forward': {
      title: 'conv_forward',
      description: 'La prueba actual del curso para la propagación hacia delante, con sus números aleatorios de la semilla 1.',
    },
    'course-conv-forward-2018': {
      title: 'conv_forward, la prueba anterior',
      description: 'La prueba anterior del curso para la propagación hacia delante, con sus números aleatorios de la semilla 1.',
    },
  },
};
