// Problems with typed, pasted or linked input. Every sentence names the key and the offending value.
import { phrasesOf } from './phrases.ts';

const phrases = phrasesOf('en-GB');

export const problems = {
  problem: {
    sizes: {
      height: "The input's height",
      width: "The input's width",
      channels: 'The number of channels',
      images: 'The number of images',
      filterHeight: "The filter's height",
      filterWidth: "The filter's width",
      filters: 'The number of filters',
      groups: 'The number of groups',
    },
    size: (what: string, value: number, limit: number) => `${what} must be a whole number from 1 to ${limit}, not ${value}.`,

    notANumber: (key: string, text: string) => `${key}: “${text}” is not a number.`,
    notAList: (key: string, text: string) =>
      `${key} must be a list of numbers in square brackets; “${text}” cannot be read as one.`,
    depth: (key: string, text: string) =>
      `${key} must be a list of two, three or four levels, height and width first; “${text}” is not.`,
    ragged: (key: string, text: string, size: number) =>
      `${key} is ragged: “${text}” should hold ${phrases.count(size, 'entry', 'entries')}, like the other lists at its level.`,
    empty: (key: string, text: string) => `${key} holds no numbers: “${text}”.`,
    bias: (text: string, filters: number) =>
      `b must be a number or a list with one number for each of the ${filters} filters; “${text}” is not.`,

    pair: (key: string, text: string) =>
      `${key} must be a whole number from 1, or two of them, height and width; “${text}” is not.`,
    pad: (text: string, limit: number) =>
      `pad must be valid, same, same-lower, or whole numbers from 0 to ${limit}: one, two (height, width) or four (top, left, bottom, ` +
      `right); “${text}” is not.`,
    groups: (text: string) => `groups must be a whole number from 1; “${text}” is not.`,
    step: (text: string) =>
      `step must be row,column or image,row,column or image,row,column,filter, in whole numbers from 0; “${text}” is not.`,
    choice: (key: string, text: string, choices: string) => `${key} must be one of ${choices}; “${text}” is not.`,
    order: (text: string) =>
      `order must be the window's and the filter's, such as chw,hwc (each hwc, chw or fortran); “${text}” is not.`,
    text: (key: string, text: string) => `${key} must be text; “${text}” is not.`,
    longText: (key: string, length: number, limit: number) =>
      `${key} may have at most ${limit} characters; this one has ${length}.`,

    seed: (text: string) =>
      `seed must be a whole number from 0 to 4294967295 and the blocks to draw from it, such as 1,x.4.4.3,w.3.3.3 or ` +
      `1.randint.-9.10,x.4.4; “${text}” is not.`,
    seedBounds: (text: string) => `seed: “${text}” leaves no number to draw; the second bound must be greater than the first.`,
    seedMany: (count: number, most: number) => `seed draws ${count} numbers; the limit is ${most}.`,
    seedBias: (count: number, filters: number) =>
      `seed draws ${phrases.count(count, 'bias', 'biases')}, but w has ${phrases.count(filters, 'filter', 'filters')}.`,
    seedFailed: (text: string) => `The numbers of the seed “${text}” could not be drawn.`,
    edit: (text: string) => `edit must be entries of block, flat index and number, such as x.12.5,w.3.-1; “${text}” is not.`,
    edits: (most: number) => `edit has more than ${most} entries, so all of them are ignored.`,
    editPlace: (text: string, block: string, count: number) =>
      `edit: “${text}” is outside ${block}, which has ${phrases.count(count, 'number', 'numbers')}; the first is ${block}.0.`,
    editTwice: (text: string, place: string) => `edit changes ${place} more than once: “${text}” is ignored.`,
    editOfList: (text: string, block: string) =>
      `edit: “${text}” is ignored, because this link takes ${block} from no preset, lesson or seed.`,

    noPreset: (text: string) => `There is no preset called “${text}”.`,
    noLesson: (text: string) => `There is no lesson called “${text}”.`,
    noPart: (key: string, text: string) => `${key}: the page has no part called “${text}”.`,
    presetFailed: (text: string) => `The numbers of the preset “${text}” could not be computed.`,
    manyParts: (most: number) => `Only the first ${most} keys are read.`,
    manyNames: (key: string, most: number) => `${key} has more than ${most} names, so all of them are ignored.`,
    more: (count: number) => `And ${phrases.count(count, 'more problem', 'more problems')}.`,
    unknownKey: (text: string) => `“${text}” is not a key of this page: it is ignored.`,
    duplicate: (key: string, text: string) => `${key} is given more than once: “${text}” is ignored.`,
    version: (text: string) => `This page reads version 1 of its links; this one is version “${text}”.`,
    encoding: (key: string, text: string) => `The percent-encoding of ${key} is broken: “${text}”.`,
    packed: (text: string) => `z cannot be unpacked: “${text}”. The link may have been cut.`,
    tooLong: (bytes: number) => `The link is longer than the limit of ${bytes} bytes.`,
    unreadable: (text: string) => `The link could not be read here: ${text}`,
    notAState: (text: string) => `A state must be an object with the keys of the link; “${text}” is not.`,
    opening: 'The page shows the opening case instead.',

    engine: (text: string) => `The calculation failed: ${text}`,
    message: (text: string) => `Messages must have v: 1; this one has “${text}”.`,
    superseded: 'Newer states arrived before this one was set, so it was dropped.',
  },
};
export type ProblemWords = typeof problems;
