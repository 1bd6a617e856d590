// The entry of element.js and element.iife.js: defines <conv-dot>.
export { ConvDotElement } from './conv-dot.ts';
