// Renders the guides in web/docs as pages of the site, docs/*.html: static, without scripts. They are also readable in the
// repository.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Marked } from 'marked';
import type { Plugin } from 'vite';

/** In the order of the navigation. */
const kOrder = ['learners', 'mentors', 'course-authors', 'embedding', 'hosting', 'engineers'];

interface Guide {
  name: string;
  title: string;
  source: string;
}

/** Reads every Markdown file in a folder. Each begins with its title, '# ...'. */
export function readGuides(folder: string): Guide[] {
  const rank = ({ name }: Guide) => (kOrder.indexOf(name) + kOrder.length) % kOrder.length;
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .map((file) => {
      const source = readFileSync(join(folder, file), 'utf8');
      const [, title] = /^# (.+)$/m.exec(source) ?? [];
      if (!title) throw new Error(`${file} has no title`);
      return { name: basename(file, '.md'), title, source };
    })
    .sort((a, b) => rank(a) - rank(b));
}

/** A heading's id, in the same form as on repository hosts. */
const idOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');

function render({ source, name }: Guide, guides: readonly Guide[]): string {
  let tables = 0;
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        return `<h${depth} id="${idOf(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const [, file, rest = ''] = /^([\w-]+)\.md(#.*)?$/.exec(href) ?? [];
        if (file && !guides.some((guide) => guide.name === file))
          throw new Error(`docs/${name}.md links to ${href}, which does not exist`);
        return `<a href="${file ? `${file}.html${rest}` : href.replace(/&/g, '&amp;')}">${this.parser.parseInline(tokens)}</a>`;
      },
      // Wide tables scroll inside their own section.
      table(token) {
        const row = (cells: typeof token.header, tag: string) => {
          // An empty cell in the head is not a heading.
          const drawn = cells.map(({ text, tokens }) => {
            const name = text === '' ? 'td' : tag;
            return `<${name}${name === 'th' ? ' scope="col"' : ''}>${this.parser.parseInline(tokens)}</${name}>`;
          });
          return `<tr>${drawn.join('')}</tr>`;
        };
        const body = token.rows.map((cells) => row(cells, 'td')).join('\n');
        return `<section class="table" tabindex="0" aria-label="Table ${++tables}"><table><thead>${row(token.header, 'th')}</thead><tbody>${body}</tbody></table></section>\n`;
      },
      code({ text, lang }) {
        const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
        // A case of the page, as the part of its address after '#'.
        const shown = lang === 'link' ? `<a href="../index.html${escaped}">${escaped}</a>` : escaped;
        return `<pre tabindex="0"${lang ? ` data-lang="${lang}"` : ''}><code>${shown}</code></pre>\n`;
      },
    },
  });
  return marked.parse(source, { async: false });
}

/** Shortens 'For learners' to 'Learners'. */
const navName = (title: string) => title.replace(/^For (.)/, (_, first: string) => first.toUpperCase());

const page = (guide: Guide, guides: readonly Guide[], policy: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${guide.title}: ConvDot</title>
    <meta name="color-scheme" content="light dark">
    <link rel="icon" href="../icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="guides.css">
  </head>
  <body>
    <header>
      <a class="brand" href="../index.html">ConvDot</a>
      <nav aria-label="Guides">
        ${guides.map(({ name, title }) => `<a href="${name}.html"${name === guide.name ? ' aria-current="page"' : ''}>${navName(title)}</a>`).join('\n        ')}
      </nav>
    </header>
    <main>
${render(guide, guides)}    </main>
  </body>
</html>
`;

/**
 * Adds the guides to the site, and the nginx configuration that one of them links to. `css`: the files of their single style sheet.
 */
export const docs = (folder: string, css: readonly string[], policy: string): Plugin => ({
  name: 'convdot-docs',
  apply: 'build',
  generateBundle() {
    const guides = readGuides(folder);
    const style = css.map((file) => readFileSync(file, 'utf8')).join('\n');
    for (const guide of guides) {
      this.emitFile({ type: 'asset', fileName: `docs/${guide.name}.html`, source: page(guide, guides, policy) });
    }
    this.emitFile({ type: 'asset', fileName: 'docs/guides.css', source: style });
    const nginx = 'hosting/nginx.conf';
    this.emitFile({ type: 'asset', fileName: nginx, source: readFileSync(join(folder, '..', nginx), 'utf8') });
  },
});
