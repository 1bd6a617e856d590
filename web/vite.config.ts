// The page in several forms, by Vite's mode. Three modules differ between them: '#form', which provides the wasm's bytes and the
// worker; '#editor', the NumPy cell's; and '#chart', the speed panel's. `npm run build` makes all forms.
//   production  dist/site/                    the static site; vite's dev server serves the same
//   single      dist/convdot.html             everything in one file
//   module      dist/convdot/element.js       <conv-dot> as an ES module, beside index.js and convdot.wasm
//   editor      dist/convdot/editor.js        loaded by element.js when the NumPy cell is opened
//   chart       dist/convdot/chart.js         loaded by element.js when the speed panel is opened
//   classic     dist/convdot/element.iife.js  the same as a classic script, including the wasm
import { fileURLToPath } from 'node:url';
import { defineConfig, type UserConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { docs } from './build/docs.ts';
import {
  anyLocale,
  documentPolicy,
  GUIDE_POLICY,
  inlineIcon,
  integrity,
  namedNotice,
  nothingWithoutDom,
  withoutOwnWasm,
} from './build/plugins.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const library = here('../dist/convdot');

export default defineConfig(({ mode }): UserConfig => {
  const inOne = mode === 'single' || mode === 'classic';
  const form = inOne ? 'one-file' : ['module', 'editor', 'chart'].includes(mode) ? 'element' : 'site';
  const shared: UserConfig = {
    base: './',
    resolve: {
      alias: [
        { find: /^convdot$/, replacement: `${library}/index.js` },
        { find: /^convdot\//, replacement: `${library}/` },
        { find: /^#example\//, replacement: `${here('../build/example')}/` },
        // To keep the one file small, it has a native text field and only a table.
        { find: '#editor', replacement: here(`src/panels/numpy/editor/${inOne ? 'textarea' : 'codemirror'}.ts`) },
        { find: '#chart', replacement: here(`src/panels/speed/chart/${inOne ? 'none' : 'uplot'}.ts`) },
        { find: '#form', replacement: here(`src/app/forms/${form}.ts`) },
      ],
    },
    // A browser is not Node: drops the package's code for Node.
    define: { process: 'undefined' },
    // A classic script in one piece, which also runs from a blob.
    worker: { format: 'iife', plugins: () => [withoutOwnWasm()] },
    build: {
      target: 'es2022',
      cssTarget: 'esnext', // keeps light-dark(), nesting and container queries in the style sheets
      modulePreload: { polyfill: false },
      rolldownOptions: { checks: { pluginTimings: false } }, // a slow build on a busy machine is not a problem
    },
    server: { fs: { allow: [here('..')] } },
  };
  switch (mode) {
    case 'single':
      return {
        ...shared,
        publicDir: false,
        plugins: [withoutOwnWasm(), viteSingleFile(), inlineIcon(here('public/icon.svg')), documentPolicy('single')],
        build: {
          ...shared.build,
          outDir: here('../build/page/single'),
          emptyOutDir: true,
          assetsInlineLimit: Number.MAX_SAFE_INTEGER,
        },
      };
    case 'module':
    case 'editor':
    case 'chart':
    case 'classic': {
      const [entry, file] = {
        module: ['src/app/element.ts', 'element.js'],
        editor: ['src/panels/numpy/editor/codemirror.ts', 'editor.js'],
        chart: ['src/panels/speed/chart/uplot.ts', 'chart.js'],
        classic: ['src/app/element.ts', 'element.iife.js'],
      }[mode];
      // The files beside element.js: the package's own index.js, the editor and the charts.
      const beside = {
        [`${library}/index.js`]: './index.js',
        [here('src/panels/numpy/editor/codemirror.ts')]: './editor.js',
        [here('src/panels/speed/chart/uplot.ts')]: './chart.js',
      };
      return {
        ...shared,
        publicDir: false,
        plugins: [withoutOwnWasm(), anyLocale(), mode === 'module' && nothingWithoutDom()],
        build: {
          ...shared.build,
          outDir: library,
          emptyOutDir: false,
          lib: {
            entry: here(entry),
            formats: [mode === 'classic' ? 'iife' : 'es'],
            name: 'ConvDot',
            fileName: () => file,
          },
          rolldownOptions: {
            ...shared.build?.rolldownOptions,
            ...(mode === 'module' && { external: Object.keys(beside) }),
            output: {
              codeSplitting: false,
              ...(mode === 'module' && { paths: beside }),
              // Vite keeps the whitespace of ES modules, for their annotations. Nothing here needs that.
              minify: true,
            },
          },
        },
      };
    }
    default: {
      // The site offers this file as an exercise, and embeds it.
      const { outDir, withIntegrity } = integrity(here('../dist/convdot.html'));
      return {
        ...shared,
        plugins: [
          outDir,
          withoutOwnWasm(),
          anyLocale(),
          namedNotice(),
          documentPolicy('site'),
          docs(here('docs'), [here('src/styles/tokens.css'), here('src/styles/docs.css')], GUIDE_POLICY),
          mode === 'production' &&
            VitePWA({
              strategies: 'injectManifest', // src/app/sw.ts
              srcDir: 'src/app',
              filename: 'sw.ts',
              injectRegister: false, // src/app/offline.ts
              includeAssets: ['icon.svg'],
              manifest: {
                name: 'ConvDot: is a convolution a dot product?',
                short_name: 'ConvDot',
                description: 'A convolution step as a dot product, with your own numbers',
                lang: 'en',
                dir: 'ltr',
                categories: ['education'],
                // No id: two copies on one host would share it. Without one, start_url is the id.
                start_url: './',
                scope: './',
                display: 'standalone',
                background_color: '#ffffff',
                theme_color: '#ffffff',
                icons: [
                  { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
                  { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
                  { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
                  { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
                ],
              },
              includeManifestIcons: false,
              injectManifest: {
                globPatterns: ['**/*.{html,js,css,wasm}'],
                rollupFormat: 'iife', // registered as a classic script
                manifestTransforms: [withIntegrity],
              },
            }),
        ],
        build: { ...shared.build, outDir: here('../dist/site'), emptyOutDir: true, assetsInlineLimit: 0 },
      };
    }
  }
});
