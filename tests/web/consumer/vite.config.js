// The minimum for this project: two pages, and workers as modules.
export default {
  base: './',
  worker: { format: 'es' },
  build: { rolldownOptions: { input: ['index.html', 'element.html'] } },
};
