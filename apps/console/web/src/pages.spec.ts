import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import { JSDOM, VirtualConsole } from 'jsdom';
import { answers } from './pages.builder.js';

/** As `npm run build` leaves it; `npm test` builds first. */
const folder = join(__dirname, '..', '..', '..', '..', 'dist', 'apps', 'console', 'web');
const html = readFileSync(join(folder, 'index.html'), 'utf8');
const script = readFileSync(join(folder, /assets\/[\w-]+\.js/.exec(html)![0]), 'utf8');

/** A busy machine takes long to read axe for the first time. */
const WITHIN_MS = 60_000;

interface Shown {
  readonly document: Document;
  readonly failures: readonly string[];
  /** What was posted: to where, and what. */
  readonly told: readonly (readonly [string, unknown])[];
  /** The headers that it was posted with. */
  readonly sent: readonly (RequestInit['headers'] | undefined)[];
  check(): Promise<AxeResults>;
}

/** Runs the built pages in a document, with a back end that says what `answers` holds, until `words` are there. */
async function show(route: string, words: string, back: Record<string, object> = answers): Promise<Shown> {
  const failures: string[] = [];
  const told: [string, unknown][] = [];
  const sent: (RequestInit['headers'] | undefined)[] = [];
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
    fetch: (path: string, init?: RequestInit) => {
      if (init?.method === 'POST') {
        told.push([path, JSON.parse(init.body as string)]);
        sent.push(init.headers);
      }
      return Promise.resolve(answerTo(path, back));
    },
  });
  window.eval(script);
  await until(() => window.document.body.textContent.includes(words) || failures.length > 0);
  const check = (): Promise<AxeResults> => {
    window.eval(axe.source);
    // Contrast needs a layout; tokens.spec.ts holds it.
    const options = { rules: { 'color-contrast': { enabled: false } } };
    return (window as unknown as { axe: typeof axe }).axe.run(window.document, options);
  };
  return { document: window.document, failures, told, sent, check };
}

const open: { close(): void }[] = [];
afterEach(() => open.splice(0).forEach((window) => window.close()));

function answerTo(path: string, back: Record<string, object>): Response {
  const [place] = path.split('?');
  const said = back[place!];
  if (said === undefined)
    return Response.json({ code: 'ROUTE_UNKNOWN', message: 'Nothing is here.' }, { status: 404 });
  if (said instanceof Response) return said.clone();
  if (!place!.endsWith('/news')) return Response.json(said);
  // A stream that stays open, as the back end's does.
  const text = new TextEncoder().encode(`event: news\nid: 1\ndata: ${JSON.stringify(said)}\n\n`);
  return new Response(new ReadableStream({ start: (stream) => stream.enqueue(text) }));
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + WITHIN_MS / 2;
  while (!condition() && Date.now() < deadline) await new Promise((resolve) => setImmediate(resolve));
}

jest.setTimeout(WITHIN_MS);

describe('the pages', () => {
  it.each([
    ['#/', 'Needs a person', '3 texts with an unknown outcome'],
    ['#/phone', 'live', '12345 · Warm Sweaters'],
    ['#/conversations', '+14155550101', 'with a person'],
    ['#/conversations/c1', 'Where the time went', 'Understood as reply (DISCOUNT) by keyword/exact'],
    ['#/consent/%2B14155550101', 'Ledger', 'Verified: every entry (1) is as it was written'],
    ['#/senders', '12345', '50% of the contract'],
    ['#/trouble', 'Open cases', '+14155550101'],
    ['#/repairs', 'text invalid_type', 'parley.mt.requested.v1/1@7'],
    ['#/repairs/letter%2Fparley.mt.requested.v1.dispatcher.dlq%402', 'Who could not take it', '"text": 1'],
    ['#/repairs/letter%2Fparley.bytes%401', 'Who could not take it', '3 more bytes are not shown'],
    ['#/repairs/unknowns', 'NO_ANSWER', 'no receipt came'],
    ['#/repairs/parked', '2 events wait', 'keyword-router'],
    ['#/audit', 'letters.redrive', 'ALREADY_REDRIVEN'],
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

  it('try letters out that somebody chose, and say of each what would become of it', async () => {
    const { document, told, check } = await show('#/repairs', 'text invalid_type');
    const button = (words: string) =>
      [...document.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === words)!;
    expect(button('Try out').disabled).toBe(true);
    document.querySelector<HTMLInputElement>('tbody input[type=checkbox]')!.click();
    await until(() => !button('Try out').disabled);
    button('Try out').click();
    await until(() => document.body.textContent.includes('would be taken now'));
    expect(told).toEqual([
      ['/v1/letters/try-out', { letters: [{ id: 'parley.mt.requested.v1.dispatcher.dlq@2' }] }],
    ]);
    expect(document.querySelector('[role=status].verdict, [role=status] .verdict')!.textContent).toMatch(
      /^1 of 2/,
    );
    expect((await check()).violations.map(({ id }) => id)).toEqual([]);
  });

  it('publish again what somebody edited', async () => {
    const { document, told } = await show(
      '#/repairs/letter%2Fparley.mt.requested.v1.dispatcher.dlq%402',
      'Who could not take it',
    );
    const press = (words: string): void =>
      [...document.querySelectorAll('button')]
        .find(({ textContent }) => textContent.trim() === words)!
        .click();
    press('Edit');
    await until(() => document.querySelector('textarea') !== null);
    const field = document.querySelector('textarea')!;
    field.value = '{"text":"one"}';
    field.dispatchEvent(new document.defaultView!.Event('input', { bubbles: true }));
    await until(() => document.querySelector('textarea')!.value.includes('one'));
    press('Publish again');
    await until(() => told.length > 0);
    expect(told).toEqual([
      [
        '/v1/letters/redrive',
        { letters: [{ id: 'parley.mt.requested.v1.dispatcher.dlq@2', value: '{"text":"one"}' }] },
      ],
    ]);
  });

  it('lead nobody to what they may not see', async () => {
    const viewer = { ...answers['/v1/surroundings'], may: ['conversations:read', 'operations:read'] };
    const { document } = await show('#/repairs', 'NO_ANSWER', { ...answers, '/v1/surroundings': viewer });
    const links = [...document.querySelectorAll('nav a')].map(({ textContent }) => textContent.trim());
    expect(links).not.toContain('Audit');
    expect(links).not.toContain('Dead letters');
    expect(document.querySelector('main')!.textContent).not.toContain('On what grounds');
  });

  it('ask for a key where only who has one may look', async () => {
    const closed = { code: 'UNAUTHENTICATED', message: 'Send Authorization: Bearer with an API key.' };
    const { document, check } = await show('#/', 'API key', {
      '/sign-in/session': {},
      '/v1/surroundings': Response.json(closed, { status: 401 }),
    });
    expect(document.querySelector<HTMLInputElement>('input[type=password]')).not.toBeNull();
    expect((await check()).violations.map(({ id }) => id)).toEqual([]);
  });

  it('let in who opens the link, and prove of every change that they ask for it', async () => {
    const back = { ...answers, '/sign-in/link': { proof: 'p1' }, '/sign-in/out': {} };
    const { document, told, sent } = await show('#/enter/once', 'Needs a person', back);
    expect(told).toEqual([['/sign-in/link', { link: 'once' }]]);
    expect(document.location.hash).toBe('#/');
    [...document.querySelectorAll('button')]
      .find(({ textContent }) => textContent.trim() === 'Sign out')!
      .click();
    await until(() => told.length > 1);
    expect(sent.at(-1)).toMatchObject({ 'x-parley-proof': 'p1' });
  });

  it('say that a link was used', async () => {
    const used = { code: 'LINK_USED', message: 'This link lets nobody in any more.' };
    const back = { ...answers, '/sign-in/link': Response.json(used, { status: 401 }) };
    const { document } = await show('#/enter/twice', 'lets nobody in', back);
    expect(document.querySelector('[role=alert]')!.textContent).toContain('any more');
  });
});
