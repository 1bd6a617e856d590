import { verdict } from './verdict.js';

const show = (id, text) => {
  document.getElementById(id).textContent = text;
};
const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
worker.onmessage = ({ data }) => show('worker', data);
worker.onerror = ({ message }) => show('worker', `failed: ${message}`);
verdict().then(
  (text) => show('page', text),
  (error) => show('page', `failed: ${error.message}`),
);
