import { pointed } from '../model/number.ts';
import type { ShareWords } from './share.en.ts';

export const share: ShareWords = {
  close: 'Cerrar',
  title: 'Insertar este caso',
  intro: 'Comparte los números y ajustes actuales en la página de un curso, un foro o una plataforma de aprendizaje.',

  // what is shown
  shows: 'Partes que se muestran',
  parts: {
    answer: 'La respuesta en palabras',
    demonstration: 'La demostración',
    bench: 'Entrada, filtro, sesgo, salida',
    step: 'El paso, de tres formas',
    matrix: 'Todos los pasos a la vez',
    timeline: 'La línea de tiempo',
    numpy: 'La celda de NumPy',
    image: 'El panel de imágenes',
    speed: 'El panel de velocidad',
    header: 'Cabecera y pie',
  },
  language: 'Idioma',
  languages: { auto: 'el del lector', en: 'English', es: 'Español' },
  theme: 'Claro u oscuro',
  themes: { auto: 'como el lector', light: 'claro', dark: 'oscuro' },
  lesson: 'Lección',
  noLesson: 'ninguna',
  width: 'Ancho',
  fullWidth: 'todo',
  height: 'Alto',
  pixels: 'en píxeles',
  notASize: (label, text, min, max) => `${label}: «${text}» no es un número entero de píxeles de ${min} a ${max}.`,
  address: 'Dirección de ConvDot',
  addressHint: 'Donde está alojada la página para tus lectores.',

  // an exercise
  exercise: 'Una pregunta',
  exerciseHint:
    'El lector responde con un número y después ve si era correcto. El archivo y el paquete SCORM incluyen la pregunta; en SCORM, la respuesta es la puntuación.',
  question: 'Pregunta',
  questionExample: '¿Cuál es la salida en (0, 1)?',
  answer: 'Respuesta correcta',
  useStep: (value) => `Usar la del paso elegido: ${value}`,
  badQuestion: (length, limit) =>
    length === 0
      ? 'La pregunta tiene respuesta, pero no texto.'
      : `Una pregunta puede tener como máximo ${limit} caracteres; esta tiene ${length}.`,
  badAnswer: (text) => `La respuesta correcta debe ser un número finito, como 2, -0.5 o 1/3; «${text}» no lo es.`,

  // what is given
  takes: 'Copiar o guardar',
  link: 'Enlace',
  linkHint: 'Para un foro o un chat. No caduca: lleva todo el caso.',
  frame: 'Marco',
  frameHint: 'Para Canvas, Moodle y cualquier página que admita HTML. Solo necesita permiso para ejecutar scripts.',
  element: 'Elemento',
  elementHint: 'Para páginas donde puedas añadir scripts, con el paquete de npm al lado: apuntes, reveal.js, MkDocs, Jupyter.',
  file: 'Un solo archivo',
  fileHint: 'La página y el caso en un archivo HTML que se abre desde un disco, sin red.',
  scorm: 'Paquete SCORM 1.2',
  scormHint:
    'Para plataformas de aprendizaje: informa de que el ejercicio se ha completado y, si hay pregunta, de la puntuación.',
  copy: 'Copiar',
  copied: 'Copiado.',
  selected: 'Seleccionado: pulsa Ctrl+C o ⌘C.',
  save: 'Guardar',
  saved: (name) => `Guardado como ${name}.`,
  offered: (name) =>
    `La página ha pedido al navegador que guarde ${name}. Si no está entre tus descargas, la página que contiene a esta las bloquea.`,
  saveFailed: (message) => `No se pudo crear el archivo: ${message}`,
  preview: 'Abrir en otra pestaña',

  // the question, as its reader sees it
  yourAnswer: 'Tu respuesta',
  commit: 'Responder',
  edited: 'Los números de la página no son los del ejercicio. Tu respuesta se corrige con los números del ejercicio.',
  restore: 'Volver a los números del ejercicio',
  notANumber: (text) => `«${text}» no es un número. Escribe ${pointed([text]) ?? '2, -0.5, 1/3 o 1e-3'}.`,
  right: (answer) => `Correcto: es ${answer}.`,
  wrong: (given, answer) => `No es ${given}: es ${answer}.`,
};
