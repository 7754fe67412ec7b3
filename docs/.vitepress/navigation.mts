import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DefaultTheme } from 'vitepress';
import { pageOf, ROOT } from './pages.mts';

type Item = DefaultTheme.SidebarItem;

/** A page under its own heading. */
function page(file: string, text = titleOf(file)): Item {
  return {
    text,
    link: `/${pageOf(file)
      ?.replace(/(^|\/)index\.md$/, '$1')
      .replace(/\.md$/, '')}`,
  };
}

/** The pages of a folder, in the order of their names: a new decision or runbook is found without being named here. */
function folder(path: string): Item[] {
  const names = readdirSync(join(ROOT, path)).filter((name) => name.endsWith('.md') && name !== 'README.md');
  return names.toSorted().map((name) => page(`${path}/${name}`));
}

function titleOf(file: string): string {
  const heading = /^# (.+)$/m.exec(readFileSync(join(ROOT, file), 'utf8'))?.[1];
  if (heading === undefined) throw new Error(`${file} has no heading; pages are called by theirs.`);
  return heading.replaceAll('`', '').replace(/^How to: (\w)/, (_, first: string) => first.toUpperCase());
}

const docs = (names: readonly string[]): Item[] => names.map((name) => page(`docs/${name}.md`));

const BEGIN = ['getting-started', 'concepts'];
const ROLES = ['program-owner', 'support-agent', 'developer', 'sre', 'compliance-officer'];
/** In the order in which they are read; a guide that is not named here comes after them. */
const GUIDES = [
  ...['keywords', 'flows', 'consent', 'texts', 'dispatch', 'carriers', 'smpp', 'adding-a-carrier'],
  ...['console', 'security', 'sizing'],
];
const MADE = ['architecture', 'verified', 'licences'];
const ELSEWHERE = ['index', 'metrics'];

function guides(): Item[] {
  const named = new Set([...BEGIN, ...GUIDES, ...MADE, ...ELSEWHERE]);
  const others = readdirSync(join(ROOT, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -'.md'.length))
    .filter((name) => !named.has(name));
  return docs([...GUIDES, ...others.toSorted()]);
}

export const nav: DefaultTheme.NavItem[] = [
  { text: 'Getting started', link: '/getting-started' },
  { text: 'Concepts', link: '/concepts' },
  { text: 'How to', link: '/how-to/', activeMatch: '^/how-to/' },
  { text: 'Reference', link: '/reference/', activeMatch: '^/(reference/|metrics)' },
];

export const sidebar: Item[] = [
  { text: 'Begin', items: docs(BEGIN) },
  { text: 'How to', link: '/how-to/', items: docs(ROLES.map((role) => `how-to/${role}`)) },
  { text: 'Guides', items: guides() },
  {
    text: 'Reference',
    link: '/reference/',
    items: [
      ...folder('docs/reference'),
      page('docs/metrics.md'),
      page('deploy/helm/parley/README.md', 'Values of the chart'),
    ],
  },
  { text: 'Runbooks', link: '/runbooks/', collapsed: true, items: folder('docs/runbooks') },
  {
    text: 'How it is made',
    collapsed: true,
    items: [
      ...docs(MADE),
      page('CONTRIBUTING.md'),
      page('CHANGELOG.md'),
      page('SECURITY.md', 'Reporting holes'),
    ],
  },
  { text: 'Decisions', link: '/adr/', collapsed: true, items: folder('docs/adr') },
];
