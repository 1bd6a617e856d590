// The words of the panel that puts a case elsewhere, and of an exercise's question.

import { pointed } from '../model/number.ts';

export const share = {
  close: 'Close',
  title: 'Embed this case',
  intro: 'The numbers and settings that are on the page now, for a course page, a forum or a learning platform.',

  // what is shown
  shows: 'What it shows',
  parts: {
    answer: 'The answer in words',
    bench: 'Input, filter, bias, output',
    step: 'The step, three ways',
    matrix: 'All steps at once',
    timeline: 'The timeline',
    numpy: 'The NumPy cell',
    image: 'The image panel',
    speed: 'The speed panel',
    header: 'Header and footer',
  },
  language: 'Language',
  languages: { auto: 'the reader’s', en: 'English', es: 'Español' },
  theme: 'Light or dark',
  themes: { auto: 'the reader’s', light: 'light', dark: 'dark' },
  lesson: 'Lesson',
  noLesson: 'none',
  width: 'Width',
  fullWidth: 'full',
  height: 'Height',
  pixels: 'in pixels',
  notASize: (label: string, text: string, min: number, max: number) =>
    `${label}: “${text}” is not a whole number of pixels from ${min} to ${max}.`,
  address: 'Address of ConvDot',
  addressHint: 'Where the page is hosted for your readers.',

  // an exercise
  exercise: 'A question',
  exerciseHint:
    'The reader answers with a number and then sees whether it was right. It goes into the file and the SCORM package; there the answer is the score.',
  question: 'Question',
  questionExample: 'What is the output at (0, 1)?',
  answer: 'Right answer',
  useStep: (value: string) => `Use the chosen step’s: ${value}`,
  badQuestion: (length: number, limit: number) =>
    length === 0
      ? 'The question has an answer, but no text.'
      : `A question may have ${limit} characters; this one has ${length}.`,
  badAnswer: (text: string) => `The right answer must be a finite number, such as 2, -0.5 or 1/3; “${text}” is not.`,

  // what is given
  takes: 'Take it',
  link: 'Link',
  linkHint: 'For a forum or a chat. It never expires: the whole case is in it.',
  frame: 'Frame',
  frameHint: 'For Canvas, Moodle and every page that takes HTML. Scripts are all that it needs to be allowed.',
  element: 'Element',
  elementHint:
    'For pages that may load scripts of yours, with the npm package beside them: lecture notes, reveal.js, MkDocs, Jupyter.',
  file: 'One file',
  fileHint: 'The page and the case in one HTML file: opens from a disk, without a network.',
  scorm: 'SCORM 1.2 package',
  scormHint: 'For learning platforms: reports completion, and the score where there is a question.',
  copy: 'Copy',
  copied: 'Copied.',
  selected: 'Selected: press Ctrl+C or ⌘C.',
  save: 'Save',
  saved: (name: string) => `Saved as ${name}.`,
  offered: (name: string) =>
    `A file ${name} was offered to the browser. If it is not among your downloads, the page around this one does not let it save files.`,
  saveFailed: (message: string) => `The file could not be made: ${message}`,
  preview: 'Open it in a new tab',

  // the question, as its reader sees it
  yourAnswer: 'Your answer',
  commit: 'Answer',
  edited: 'The numbers on the page are no longer the exercise’s. Your answer is marked by the exercise’s numbers.',
  restore: 'Back to the exercise’s numbers',
  notANumber: (text: string) => `“${text}” is not a number. Write ${pointed([text]) ?? '2, -0.5, 1/3 or 1e-3'}.`,
  right: (answer: string) => `Right: it is ${answer}.`,
  wrong: (given: string, answer: string) => `Not ${given}: it is ${answer}.`,
};
export type ShareWords = typeof share;
