// The least that this project needs: two pages, and workers as the modules that they are.
export default {
  base: './',
  worker: { format: 'es' },
  build: { rolldownOptions: { input: ['index.html', 'element.html'] } },
};
