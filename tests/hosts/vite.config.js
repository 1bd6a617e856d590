// Builds pages like their authors would. `convdot` holds the package from `./dev dist`.
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'conv-dot' } } })],
  build: {
    outDir: '../../build/hosts',
    emptyOutDir: true,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { input: ['react', 'vue', 'reveal', 'resizer'].map((name) => `${name}/index.html`) },
  },
});
