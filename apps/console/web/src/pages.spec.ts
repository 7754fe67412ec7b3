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

/** A busy machine takes long to read axe for the first time. */
const WITHIN_MS = 60_000;

interface Shown {
  readonly document: Document;
  readonly failures: readonly string[];
  /** All that was asked for. */
  readonly asked: readonly string[];
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
  const asked: string[] = [];
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
    structuredClone,
    fetch: (path: string, init?: RequestInit) => {
      asked.push(path);
      if (init?.method === 'POST') {
        told.push([path, JSON.parse(init.body as string)]);
        sent.push(init.headers);
      }
      return Promise.resolve(answerTo(path, back));
    },
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
  return { document: window.document, failures, asked, told, sent, check };
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

function type(document: Document, selector: string, words: string): void {
  const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector)!;
  field.value = words;
  field.dispatchEvent(new document.defaultView!.Event('input', { bubbles: true }));
}

function press(document: Document, words: string): void {
  const buttons = [...document.querySelectorAll('button')];
  buttons.find(({ textContent }) => textContent.includes(words))!.click();
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
    ['#/campaigns', 'autumn-wool', 'club on 12345, 10 people'],
    ['#/campaigns/autumn-wool', 'Who asked what of it', '5 people have not been texted yet'],
    ['#/campaigns/*new', '1,234 people now', 'Nothing is sent yet.'],
    ['#/consent', 'club on 12345', 'in 8'],
    ['#/consent/%2B14155550101', 'Ledger', 'Verified: every entry (1) is as it was written'],
    ['#/senders', '12345', '50% of the contract'],
    ['#/keywords', '✓ No problems', 'as published'],
    ['#/keywords/flows', 'over', 'no answer in 1 day: the end'],
    ['#/keywords/history', 'Compare', 'the sale begins'],
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
    const spans = [...document.querySelectorAll('#trace-t1 tbody th')].map((cell) => cell.textContent);
    expect(spans).toEqual(['POST /v1/carriers/:carrier/mo', 'process mo.received', 'submit simulator']);
  });

  it('says on a trace which it follows from, and leads there', async () => {
    const { document } = await show('#/conversations/c1', 'Where the time went');
    const card = document.querySelector('#trace-t2')!;
    expect(card.querySelector('summary')!.textContent).toMatch(/· follows from .*12:00:00/);
    expect(card.querySelector('.says')!.textContent).toMatch(/^of submit simulator at .*12:00:00/);
    const target = document.querySelector<HTMLDetailsElement>('#trace-t1')!;
    expect([target.open, target.textContent.includes('ollows from')]).toEqual([false, false]);
    target.scrollIntoView = () => undefined;
    card.querySelector('a')!.click();
    expect([target.open, document.activeElement]).toEqual([true, target.querySelector('summary')]);
  });

  it('says before a slow turn why it was slow', async () => {
    const { document } = await show('#/conversations/c1', 'Where the time went');
    const lines = [...document.querySelectorAll('.timeline > li')].map(({ textContent }) => textContent);
    expect(lines[0]).toContain('Slow because keyword-router was 4.0 s behind on mo.received.');
    expect(lines[1]).toContain('HELLO');
    const open = [...document.querySelectorAll('details.trace[open]')].map(({ id }) => id);
    expect(open).toEqual(['trace-t0']);
  });

  it('says on the overview who is behind, and how much could not be read', async () => {
    const { document } = await show('#/', 'Needs a person');
    const needs = document.querySelector('.needs')!.textContent;
    expect(needs).toContain('keyword-router is behind: 3 records of mo.received wait for it');
    expect(needs).toContain('2 records that could not be read');
  });

  it('gives no all-clear on the overview while Kafka does not answer', async () => {
    const { behind, letters, ...rest } = answers['/v1/overview/news'] as Record<string, unknown>;
    expect([behind, letters]).not.toContain(undefined);
    const needs = { case: 0, unknown: 0, orphan: 0, parked: 0 };
    const { document } = await show('#/', 'The last 5 minutes', {
      ...answers,
      '/v1/overview/news': { ...rest, needs, held: [] },
    });
    const card = document.querySelector('.needs')!.textContent;
    expect(card).toContain('Needs a person');
    expect(card).toContain('Kafka does not answer');
  });

  it('gives no alarm on the overview, and no all-clear, while Kafka is being asked for the first time', async () => {
    const { behind: _, letters: __, ...rest } = answers['/v1/overview/news'] as Record<string, unknown>;
    const needs = { case: 0, unknown: 0, orphan: 0, parked: 0 };
    const { document } = await show('#/', 'The last 5 minutes', {
      ...answers,
      '/v1/overview/news': { ...rest, needs, held: [], looking: true },
    });
    const card = document.querySelector('.needs')!;
    expect(card.textContent).toMatch(/^Nothing known so far needs a person.*is being looked up …$/);
    expect(['some', 'none'].some((name) => card.classList.contains(name))).toBe(false);
  });

  it.each([
    [true, 'letters:see'],
    [false, 'nothing'],
  ])('leads from the overview to dead letters: %s, for who may %s', async (leads, permission) => {
    const surroundings = answers['/v1/surroundings'] as { may: string[] };
    const may = [...surroundings.may.filter((one) => one !== 'letters:see'), permission];
    const { document } = await show('#/', 'Needs a person', {
      ...answers,
      '/v1/surroundings': { ...surroundings, may },
    });
    const line = [...document.querySelectorAll('.needs li')].find((each) =>
      each.textContent.includes('2 records that could not be read'),
    )!;
    expect(line.querySelector('a') !== null).toBe(leads);
  });

  it('look for unknown outcomes by sender, carrier and age, on the server', async () => {
    const { document, asked } = await show('#/repairs/unknowns', 'The oldest 1 of 3');
    const choices = [...document.querySelectorAll('form.search select')] as HTMLSelectElement[];
    expect(choices.map(({ options }) => options[1]!.textContent.trim())).toEqual([
      ...['12345 (3)', 'simulator (3)', 'In the last hour'],
    ]);
    choices[1]!.value = 'simulator';
    choices[1]!.dispatchEvent(new document.defaultView!.Event('change', { bubbles: true }));
    await until(() => asked.some((path) => path.includes('carrier=simulator')));
    expect(asked.at(-1)).toBe('/v1/unknowns/news?sender=&carrier=simulator&since=');
  });

  it('shows what was never sent as such', async () => {
    const { document } = await show('#/conversations/c1', 'Where the time went');
    expect(document.querySelectorAll('.bubble.unsent')).toHaveLength(1);
    expect(document.querySelector('.bubble.unsent .outcome')!.textContent).toContain('refused OPTED_OUT');
  });

  it('start a campaign after it was looked at, with why', async () => {
    const { document, told, check } = await show('#/campaigns/*new', 'Nothing is sent yet.');
    type(document, 'input[placeholder="autumn-wool"]', 'Autumn wool');
    type(document, 'textarea', 'New wool is in.');
    await until(() => document.querySelector('.preview')!.textContent.includes('1,234 segments'));
    expect(document.querySelector('.preview')!.textContent).toContain('GSM-7 · 1 segment · 15 of 160');
    press(document, 'Look at what it will do');
    await until(() => document.body.textContent.includes('What will happen'));
    expect(document.querySelector('main')!.textContent).toMatch(/nobody.*NUMBER_MALFORMED/);
    expect((await check()).violations.map(({ id }) => id)).toEqual([]);
    const start = (): HTMLButtonElement =>
      [...document.querySelectorAll('button')].find((each) => each.textContent.startsWith('Start'))!;
    expect(start().disabled).toBe(true);
    type(document, 'input[placeholder="the new wool came in"]', 'it is cold');
    await until(() => !start().disabled);
    start().click();
    await until(() => document.body.textContent.includes('Who asked what of it'));
    const draft = { campaign: 'autumn-wool', sender: '12345', program: 'club', text: 'New wool is in.' };
    expect(told).toEqual([
      ['/v1/campaigns/review', draft],
      ['/v1/campaigns', { ...draft, why: 'it is cold' }],
    ]);
  }, 30_000);

  it('pause a campaign with why', async () => {
    const { document, told } = await show('#/campaigns/autumn-wool', 'Who asked what of it');
    press(document, 'Pause');
    await until(() => document.body.textContent.includes('Why pause?'));
    type(document, 'input[placeholder="wrong price"]', 'wrong price');
    await until(() => !document.querySelector<HTMLButtonElement>('button[type=submit]')!.disabled);
    press(document, 'Pause autumn-wool');
    await until(() => document.body.textContent.includes('Pause was asked for.'));
    expect(told).toEqual([['/v1/campaigns/autumn-wool/orders', { order: 'pause', why: 'wrong price' }]]);
  });

  it('offer no change to who may only look', async () => {
    const surroundings = answers['/v1/surroundings'] as { may: string[] };
    const may = surroundings.may.filter((each) => each !== 'campaigns:write' && each !== 'numbers:see');
    const back = { ...answers, '/v1/surroundings': { ...surroundings, may } };
    const list = await show('#/campaigns', 'autumn-wool', back);
    expect(list.document.body.textContent).not.toContain('New campaign');
    const one = await show('#/campaigns/autumn-wool', 'Who asked what of it', back);
    expect(one.document.querySelector('main button')).toBeNull();
    const compose = await show('#/campaigns/*new', 'roles', back);
    expect(compose.document.querySelector('form')).toBeNull();
    const consent = await show('#/consent/%2B14155550101', 'Ledger', back);
    expect(consent.document.body.textContent).not.toContain('Export');
  }, 30_000);

  it('show how programs grew as a plot with a text and a table', async () => {
    const { document } = await show('#/consent', 'club on 12345');
    expect(document.querySelector('.line-plot svg')!.getAttribute('aria-label')).toBe(
      'Members of club by day, from 5 in, 1 pending and 0 out on 2026-11-24 to 8 in, 1 pending and 0 out on 2026-11-25.',
    );
    expect(document.querySelectorAll('.line-plot path')).toHaveLength(3);
    expect(document.querySelectorAll('.card tbody tr')).toHaveLength(2);
  });

  it("plots a sender's throughput against its contract, in words too, with what its carrier held off", async () => {
    const { document } = await show('#/senders', '12345');
    const plot = document.querySelector('.plot svg')!;
    expect(plot.getAttribute('aria-label')).toMatch(
      /last 10 minutes: 5\.0 now, 5\.0 at most, of 10 in the contract\. Its carrier held 2 texts off, the last at /,
    );
    expect(document.querySelectorAll('.plot .throttle')).toHaveLength(2); // the mark, and what it means
    expect(document.querySelectorAll('.plot tbody tr')).toHaveLength(10);
  });

  it('pauses a sender once a reason is given, and says who paused what is', async () => {
    const { document, told, check } = await show('#/senders', '12345');
    expect(document.querySelector('.campaign')!.textContent).toMatch(/Paused by kim since .*: wrong price/);
    document.querySelector<HTMLButtonElement>('button[aria-label="Pause 12345"]')!.click();
    await until(() => document.querySelector('.hold input') !== null);
    const [field, pause] = [
      document.querySelector<HTMLInputElement>('.hold input')!,
      document.querySelector<HTMLButtonElement>('.hold button[type=submit]')!,
    ];
    expect([pause.disabled, (await check()).violations.map(({ id }) => id)]).toEqual([true, []]);
    field.value = 'filtering';
    field.dispatchEvent(new document.defaultView!.Event('input', { bubbles: true }));
    await until(() => !pause.disabled);
    pause.click();
    await until(() => document.body.textContent.includes('Pausing'));
    expect(told).toEqual([['/v1/senders/12345/hold', { held: true, why: 'filtering' }]]);
  }, 30_000);

  it('leave the buttons out for whoever may not press them', async () => {
    const may = ['conversations:read', 'operations:read'];
    const back = { ...answers, '/v1/surroundings': { ...answers['/v1/surroundings'], may } };
    const { document } = await show('#/senders', '12345', back);
    expect(document.querySelectorAll('.hold').length).toBeGreaterThan(0);
    expect(document.querySelectorAll('.hold button')).toHaveLength(0);
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

  it('say in the audit log what was asked for, and why', async () => {
    const { document } = await show('#/audit', 'letters.redrive');
    const rows = [...document.querySelectorAll('tbody tr')].map(({ textContent }) => textContent);
    expect(rows[1]).toMatch(/senders\.pause.*12345.*“filtering”.*ok/);
    expect(rows[0]).not.toContain('“');
  });

  it('lead nobody to what they may not see', async () => {
    const viewer = { ...answers['/v1/surroundings'], may: ['conversations:read', 'operations:read'] };
    const { document } = await show('#/repairs', 'NO_ANSWER', { ...answers, '/v1/surroundings': viewer });
    const links = [...document.querySelectorAll('nav a')].map(({ textContent }) => textContent.trim());
    expect(links).not.toContain('Audit');
    expect(links).not.toContain('Dead letters');
    expect(document.querySelector('main')!.textContent).not.toContain('On what grounds');
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
      '/sign-in/session': {},
      '/v1/surroundings': Response.json(closed, { status: 401 }),
    });
    expect(document.querySelector<HTMLInputElement>('input[type=password]')).not.toBeNull();
    expect((await check()).violations.map(({ id }) => id)).toEqual([]);
  });

  it('lead to the identity provider where people sign in by one, and back to where they were', async () => {
    const closed = { code: 'UNAUTHENTICATED', message: 'Send Authorization: Bearer with an API key.' };
    const { document, check } = await show('#/conversations/c1', 'Sign in with Example', {
      '/sign-in/session': { provider: 'Example' },
      '/v1/surroundings': Response.json(closed, { status: 401 }),
    });
    const link = [...document.querySelectorAll('a')].find(({ textContent }) =>
      textContent.includes('Example'),
    )!;
    expect(link.getAttribute('href')).toBe('/sign-in/oidc?to=%23%2Fconversations%2Fc1');
    expect(document.querySelector('input[type=password]')).not.toBeNull();
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
