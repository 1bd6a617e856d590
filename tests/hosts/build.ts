// Builds the host pages into build/hosts, each with its authors' usual tools: Vite, MkDocs, Sphinx, Jupyter.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const dist = here('../../dist');
const built = here('../../build/hosts');
/** Sources beside which an author puts the package. */
const sources = here('../../build/hosts-sources');

const run = (command: string, ...given: string[]) =>
  execFileSync(command, given, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PYDEVD_DISABLE_FILE_VALIDATION: '1' },
  });

await build({ root: here('.'), configFile: here('vite.config.js'), logLevel: 'warn' });

rmSync(sources, { recursive: true, force: true });
cpSync(here('mkdocs'), `${sources}/mkdocs`, { recursive: true });
cpSync(`${dist}/convdot`, `${sources}/mkdocs/docs/convdot`, { recursive: true });
run('mkdocs', 'build', '--quiet', '--config-file', `${sources}/mkdocs/mkdocs.yml`, '--site-dir', `${built}/mkdocs`);

cpSync(here('sphinx'), `${sources}/sphinx`, { recursive: true });
cpSync(`${dist}/convdot`, `${sources}/sphinx/_static/convdot`, { recursive: true });
run('sphinx-build', '-q', '-W', '-b', 'html', `${sources}/sphinx`, `${built}/sphinx`);

mkdirSync(`${built}/jupyter`);
cpSync(`${dist}/convdot`, `${built}/jupyter/convdot`, { recursive: true });
cpSync(`${dist}/convdot.html`, `${built}/jupyter/convdot.html`);
run(
  'jupyter-nbconvert',
  ...['--log-level=WARN', '--to=html', '--execute', `--output-dir=${built}/jupyter`],
  // Unchanged, the addresses of two unused libraries would lead to other hosts.
  ...['require_js_url', 'mathjax_url'].map((name) => `--HTMLExporter.${name}=data:text/javascript,`),
  here('jupyter/lesson.ipynb'),
);
