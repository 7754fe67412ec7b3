import type { MarkdownRenderer } from 'vitepress';
import { anchorsOf } from './anchors.mts';
import { targetOf } from './pages.mts';

type Tokens = Parameters<MarkdownRenderer['renderer']['render']>[0];

const ELSEWHERE = /^(#|[a-z][a-z\d+.-]*:|\/\/)/i;

/**
 * Links are written for readers of the repository. On the site those to pages lead to pages, those to code become the
 * code's path to look up, and one that leads nowhere fails the build.
 */
export function linksOfTheRepository(md: MarkdownRenderer): void {
  md.core.ruler.push('links-of-the-repository', ({ tokens, env }) => {
    const page = (env.realPath ?? env.path) as string;
    for (const { children } of tokens) if (children) translate(children, page);
  });
}

/**
 * Pages are plain Markdown, as everywhere: `<name>` in a sentence is no element, and what templates of texts look like
 * is not one of the site's own.
 */
export function plainMarkdown(md: MarkdownRenderer): void {
  md.disable('html_inline');
  for (const rule of ['text', 'code_inline'] as const) {
    const render = md.renderer.rules[rule]!;
    md.renderer.rules[rule] = (...given) => render(...given).replaceAll('{{', '&#123;&#123;');
  }
}

function translate(tokens: Tokens, page: string): void {
  let within: string | undefined;
  for (const token of tokens) {
    if (token.type === 'link_close' && within !== undefined) {
      [token.tag, within] = [within, undefined];
    }
    if (token.type !== 'link_open') continue;
    const href = token.attrGet('href') ?? '';
    if (ELSEWHERE.test(href)) continue;
    const target = targetOf(page, href);
    if (target.kind === 'none') throw new Error(`LINK_DEAD: ${page} links to ${href}, which does not exist.`);
    const hash = target.kind === 'page' ? target.hash : undefined;
    if (target.kind === 'page' && hash !== undefined && !anchorsOf(target.file).has(hash))
      throw new Error(`LINK_DEAD: ${page} links to ${href}; ${target.file} has no such heading.`);
    if (target.kind === 'code') {
      // Text of a file that readers of the site do not have at hand: the title says where it lies.
      [token.type, token.tag, within] = ['span_open', 'span', 'span'];
      token.attrs = [
        ['class', 'in-repository'],
        ['title', target.file],
      ];
      continue;
    }
    token.attrSet('href', target.href);
    if (target.kind === 'file') token.attrSet('target', '_self');
  }
}
