import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import { JSDOM, VirtualConsole } from 'jsdom';
import { runnable } from './built-module.builder.js';
import { answers } from './pages.builder.js';

/** As `npm run build` leaves it; `npm test` builds first. */
const folder = join(__dirname, '..', '..', '..', '..', 'dist', 'apps', 'console', 'web');
const html = readFileSync(join(folder, 'index.html'), 'utf8');
const first = /assets\/([\w-]+\.js)/.exec(html)![1]!;

interface Shown {
  readonly document: Document;
  readonly failures: readonly string[];
  check(): Promise<AxeResults>;
}

/** Runs the built pages in a document, with a back end that says what `answers` holds, until `words` are there. */
async function show(route: string, words: string, back: Record<string, object> = answers): Promise<Shown> {
  const failures: string[] = [];
  const virtualConsole = new VirtualConsole().on('jsdomError', (error) => failures.push(error.message));
  const { window } = new JSDOM(html.replace(/<script[^>]*><\/script>|<link[^>]*>/g, ''), {
    url: `http://console.example/${route}`,
    runScripts: 'outside-only',
    pretendToBeVisual: true,
    virtualConsole,
  });
  open.push(window);
  Object.assign(window, {
    TextDecoderStream,
    structuredClone,
    fetch: (path: string) => Promise.resolve(answerTo(path, back)),
  });
  const modules = new Map<string, unknown>();
  const load = (name: string): unknown => {
    if (!modules.has(name)) {
      // What needs a layout can't be fetched here: pages have to do without it, as when it is away.
      if (name.startsWith('editor')) throw new Error(`${name} is away`);
      modules.set(name, window.eval(runnable(readFileSync(join(folder, 'assets', name), 'utf8'))));
    }
    return modules.get(name);
  };
  Object.assign(window, { load });
  load(first);
  await until(() => window.document.body.textContent.includes(words) || failures.length > 0);
  const check = (): Promise<AxeResults> => {
    window.eval(axe.source);
    // Contrast needs a layout; tokens.spec.ts holds it.
    const options = { rules: { 'color-contrast': { enabled: false } } };
    return (window as unknown as { axe: typeof axe }).axe.run(window.document, options);
  };
  return { document: window.document, failures, check };
}

const open: { close(): void }[] = [];
afterEach(() => open.splice(0).forEach((window) => window.close()));

function answerTo(path: string, back: Record<string, object>): Response {
  const [place] = path.split('?');
  const said = back[place!];
  if (said === undefined)
    return Response.json({ code: 'ROUTE_UNKNOWN', message: 'Nothing is here.' }, { status: 404 });
  if (said instanceof Response) return said.clone();
  const ends = place!.endsWith('/dry-runs');
  if (!ends && !place!.endsWith('/news')) return Response.json(said);
  // A stream that stays open, as the back end's does, or one that ends with its result.
  const text = new TextEncoder().encode(`event: news\nid: 1\ndata: ${JSON.stringify(said)}\n\n`);
  const start = (stream: ReadableStreamDefaultController): void => {
    stream.enqueue(text);
    if (ends) stream.close();
  };
  return new Response(new ReadableStream({ start }));
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition() && Date.now() < deadline) await new Promise((resolve) => setImmediate(resolve));
}

describe('the pages', () => {
  it.each([
    ['#/', 'Needs a person', '3 texts with an unknown outcome'],
    ['#/phone', 'live', '12345 · Warm Sweaters'],
    ['#/conversations', '+14155550101', 'with a person'],
    ['#/conversations/c1', 'Where the time went', 'Understood as reply (DISCOUNT) by keyword/exact'],
    ['#/consent/%2B14155550101', 'Ledger', 'Verified: every entry (1) is as it was written'],
    ['#/senders', '12345', '50% of the contract'],
    ['#/keywords', '✓ No problems', 'as published'],
    ['#/keywords/flows', 'over', 'no answer in 1 day: the end'],
    ['#/keywords/history', 'Compare', 'the sale begins'],
    ['#/trouble', 'Open cases', '+14155550101'],
  ])('%s shows what there is, and axe finds nothing serious', async (route, arrived, words) => {
    const { document, failures, check } = await show(route, arrived);
    expect(failures).toEqual([]);
    expect(document.querySelector('main')!.textContent).toContain(words);
    const { violations } = await check();
    expect(violations.map(({ id, impact, nodes }) => [id, impact, nodes[0]!.html])).toEqual([]);
  });

  it('tells what became of a text under it, and shows its spans in the order of their causes', async () => {
    const { document } = await show('#/conversations/c1', 'Where the time went');
    const outcome = document.querySelector('.outcome')!.textContent;
    expect(outcome).toMatch(/submitted.*delivered/);
    const spans = [...document.querySelectorAll('.waterfall tbody th')].map((cell) => cell.textContent);
    expect(spans).toEqual(['POST /v1/carriers/:carrier/mo', 'process mo.received']);
  });

  it('shows what was never sent as such', async () => {
    const { document } = await show('#/conversations/c1', 'Where the time went');
    expect(document.querySelectorAll('.bubble.unsent')).toHaveLength(1);
    expect(document.querySelector('.bubble.unsent .outcome')!.textContent).toContain('refused OPTED_OUT');
  });

  describe('of keywords', () => {
    const write = (document: Document, text: string): void => {
      const field = document.querySelector<HTMLTextAreaElement>('textarea, .publish input')!;
      field.value = text;
      field.dispatchEvent(new document.defaultView!.Event('input', { bubbles: true }));
    };
    const button = (document: Document, words: string): HTMLButtonElement | undefined =>
      [...document.querySelectorAll('button')].find(({ textContent }) => textContent.includes(words));
    const reviewed = async (back: Record<string, object>): Promise<Shown> => {
      const shown = await show('#/keywords', '✓ No problems', back);
      const { document } = shown;
      expect(button(document, 'Review')!.disabled).toBe(true);
      write(document, 'version: 1 # mine\n');
      await until(() => button(document, 'Review')?.disabled === false);
      button(document, 'Review')!.click();
      await until(() => document.body.textContent.includes('would come to something else'));
      return shown;
    };

    it('say what is wrong with its line, and review nothing that has problems', async () => {
      const problem = { line: 3, column: 1, code: 'KEYWORD_RESERVED', message: 'STOP is an opt-out.' };
      const checks = { ...answers['/v1/config/drafts/checks'], problems: [problem] };
      const { document, check } = await show('#/keywords', 'KEYWORD_RESERVED', {
        ...answers,
        '/v1/config/drafts/checks': checks,
      });
      expect(document.querySelector('.problems')!.textContent).toContain('line 3');
      write(document, 'version: 1 # mine\n');
      await until(() => document.body.textContent.includes('changed'));
      expect(button(document, 'Review')!.disabled).toBe(true);
      expect((await check()).violations.map(({ id }) => id)).toEqual([]);
    });

    it('show what a draft changes, opt-outs first, and whom it would have changed something for', async () => {
      const { document, check } = await reviewed(answers);
      const titles = [...document.querySelectorAll('h3')].map(({ textContent }) => textContent);
      expect(titles).toEqual(['How people get out', 'Everything else', 'Other answers: 1']);
      expect(document.querySelector('main')!.textContent).toMatch(/\+1•••••0101.*WARM30.*WARM40/);
      expect(button(document, 'Publish')!.disabled).toBe(true);
      expect((await check()).violations.map(({ id }) => id)).toEqual([]);
    });

    it('show what somebody else applied meanwhile, and how to go on', async () => {
      const { head, changes } = answers['/v1/config/versions/latest'] as { head: object; changes: object[] };
      const said = { code: 'BASE_OUTDATED', message: 'Another.', latest: head, changes };
      const back = { ...answers, '/v1/config/versions': Response.json(said, { status: 409 }) };
      const { document, check } = await reviewed(back);
      write(document, 'because');
      await until(() => button(document, 'Publish')?.disabled === false);
      button(document, 'Publish')!.click();
      await until(() => document.querySelector('[role=alert]') !== null);
      expect(document.querySelector('[role=alert]')!.textContent).toMatch(
        /by kim: the sale begins.*Good bye\./,
      );
      expect(button(document, 'Publish')).toBeUndefined();
      expect((await check()).violations.map(({ id }) => id)).toEqual([]);
      button(document, 'Begin from it')!.click();
      await until(() => document.querySelector('textarea')?.value === 'version: 1\n');
      expect(document.querySelector('main')!.textContent).toContain('as published');
    });

    it('let nobody publish who may not', async () => {
      const surroundings = { ...answers['/v1/surroundings'], may: ['operations:read'] };
      const { document } = await reviewed({ ...answers, '/v1/surroundings': surroundings });
      expect(button(document, 'Publish')).toBeUndefined();
      expect(document.body.textContent).toContain('config:write');
    });
  });

  it('ask for a key where only who has one may look', async () => {
    const closed = { code: 'UNAUTHENTICATED', message: 'Send Authorization: Bearer with an API key.' };
    const { document, check } = await show('#/', 'API key', {
      '/v1/surroundings': Response.json(closed, { status: 401 }),
    });
    expect(document.querySelector<HTMLInputElement>('input[type=password]')).not.toBeNull();
    expect((await check()).violations.map(({ id }) => id)).toEqual([]);
  });
});
