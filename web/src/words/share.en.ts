// The words of the panel that shares a case, and of an exercise's question.

import { pointed } from '../model/number.ts';

export const share = {
  close: 'Close',
  title: 'Embed this case',
  intro: 'Share the current numbers and settings on a course page, in a forum or on a learning platform.',

  // what is shown
  shows: 'Parts to show',
  parts: {
    answer: 'The answer in words',
    demonstration: 'The demonstration',
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
  addressHint: 'Where you host the page for your readers.',

  // an exercise
  exercise: 'A question',
  exerciseHint:
    'The reader answers with a number and then sees whether it was right. The file and the SCORM package include the question; in SCORM the answer is the score.',
  question: 'Question',
  questionExample: 'What is the output at (0, 1)?',
  answer: 'Right answer',
  useStep: (value: string) => `Use the chosen step’s: ${value}`,
  badQuestion: (length: number, limit: number) =>
    length === 0
      ? 'The question has an answer but no text.'
      : `A question may have at most ${limit} characters; this one has ${length}.`,
  badAnswer: (text: string) => `The right answer must be a finite number, such as 2, -0.5 or 1/3; “${text}” is not.`,

  // the forms
  takes: 'Copy or save',
  link: 'Link',
  linkHint: 'For a forum or a chat. It never expires, because it contains the whole case.',
  frame: 'Frame',
  frameHint: 'For Canvas, Moodle and any page that accepts HTML. It only needs permission to run scripts.',
  element: 'Element',
  elementHint:
    'For pages where you can add scripts, with the npm package beside them: lecture notes, reveal.js, MkDocs, Jupyter.',
  file: 'One file',
  fileHint: 'The page and the case in one HTML file, which opens from a disk without a network.',
  scorm: 'SCORM 1.2 package',
  scormHint: 'For learning platforms: reports completion, and the score if there is a question.',
  copy: 'Copy',
  copied: 'Copied.',
  selected: 'Selected: press Ctrl+C or ⌘C.',
  save: 'Save',
  saved: (name: string) => `Saved as ${name}.`,
  offered: (name: string) =>
    `The page asked the browser to save ${name}. If it is not in your downloads, the page around this one blocks them.`,
  saveFailed: (message: string) => `The file could not be created: ${message}`,
  preview: 'Open it in a new tab',

  // the question, as the reader sees it
  yourAnswer: 'Your answer',
  commit: 'Answer',
  edited: 'The numbers on the page differ from the exercise’s. Your answer is marked by the exercise’s numbers.',
  restore: 'Restore the exercise’s numbers',
  notANumber: (text: string) => `“${text}” is not a number. Write ${pointed([text]) ?? '2, -0.5, 1/3 or 1e-3'}.`,
  right: (answer: string) => `Right: it is ${answer}.`,
  wrong: (given: string, answer: string) => `Not ${given}: it is ${answer}.`,
};
export type ShareWords = typeof share;
