import type { ConfigSnapshot } from './config-snapshot.js';
import { configEvents } from './config-events.js';
import { plan } from './plan.js';
import { printPlan } from './print-plan.js';

const EMPTY: ConfigSnapshot = {
  senders: new Map(),
  programs: new Map(),
  preferences: new Map(),
  keywords: new Map(),
  flows: new Map(),
  webhooks: new Map(),
};

const sender = {
  sender: '12345',
  carrier: 'simulator',
  tenant: 'default',
  brand: 'Warm Sweaters',
  country: 'US',
  segmentsPerSecond: 100,
  helpText: 'Warm Sweaters: 1-800-555-0100',
};
const program = {
  program: 'sweater-club',
  sender: '12345',
  name: 'Sweater Club',
  optIn: 'double' as const,
  confirmWords: ['yes', 'y'],
  confirmWithinDays: 30,
  welcomeText: 'Welcome!',
  goodbyeText: 'Goodbye!',
};
const keyword = {
  sender: '12345',
  keyword: 'JOIN',
  aliases: [],
  action: 'subscribe' as const,
  program: 'sweater-club',
};

const FULL: ConfigSnapshot = {
  ...EMPTY,
  senders: new Map([['12345', sender]]),
  programs: new Map([['sweater-club', program]]),
  keywords: new Map([['12345/JOIN', keyword]]),
};

describe('plan', () => {
  it('has nothing to do for the same, whatever its revision', () => {
    const published = { ...FULL, senders: new Map([['12345', { ...sender, revision: 'before' }]]) };
    expect(plan(published, FULL)).toEqual([]);
  });

  it('adds what is new, field by field', () => {
    const changes = plan(EMPTY, FULL);
    expect(changes.map(({ action, kind, key }) => `${action} ${kind} ${key}`)).toEqual([
      'add sender 12345',
      'add program sweater-club',
      'add keyword 12345/JOIN',
    ]);
    expect(changes[0]?.fields).toContainEqual({ field: 'carrier', before: undefined, after: 'simulator' });
  });

  it('names the fields that differ, also those that came or went', () => {
    const { helpText, ...rest } = sender;
    const before = { ...FULL, senders: new Map([['12345', { ...sender, optOutText: 'Bye' }]]) };
    const after = {
      ...FULL,
      senders: new Map([['12345', { ...rest, helpText: `${helpText}!`, optInText: 'Hello' }]]),
      programs: new Map([['sweater-club', { ...program, confirmWords: ['y', 'yes'] }]]),
    };
    expect(plan(before, after).map(({ key, action, fields }) => ({ key, action, fields }))).toEqual([
      {
        key: '12345',
        action: 'change',
        fields: [
          { field: 'helpText', before: helpText, after: `${helpText}!` },
          { field: 'optInText', before: undefined, after: 'Hello' },
          { field: 'optOutText', before: 'Bye', after: undefined },
        ],
      },
      {
        key: 'sweater-club',
        action: 'change',
        fields: [{ field: 'confirmWords', before: ['yes', 'y'], after: ['y', 'yes'] }],
      },
    ]);
  });

  it('removes what is gone, once', () => {
    expect(plan(FULL, { ...FULL, preferences: new Map(), keywords: new Map() })).toMatchObject([
      { action: 'remove', key: '12345/JOIN' },
    ]);
    const removed = { ...FULL, keywords: new Map([['12345/JOIN', { ...keyword, removed: true }]]) };
    expect(plan(removed, { ...FULL, preferences: new Map(), keywords: new Map() })).toEqual([]);
    expect(plan(removed, FULL)).toMatchObject([{ action: 'add', key: '12345/JOIN' }]);
  });
});

describe('configEvents', () => {
  it('publishes what others depend on first, with the revision', () => {
    const events = configEvents(plan(EMPTY, FULL), 'r1');
    expect(events.map(({ event, key }) => [event.topic, key])).toEqual([
      ['parley.config.sender.v1', '12345'],
      ['parley.config.program.v1', 'sweater-club'],
      ['parley.config.keyword.v1', '12345/JOIN'],
    ]);
    expect(events.map(({ data }) => data)).toEqual([
      { ...sender, revision: 'r1' },
      { ...program, revision: 'r1' },
      { ...keyword, revision: 'r1' },
    ]);
  });

  it('removes what others depend on last, by an event that says so', () => {
    const events = configEvents(plan(FULL, EMPTY), 'r2');
    expect(events.map(({ key }) => key)).toEqual(['12345/JOIN', 'sweater-club', '12345']);
    expect(events[0]?.data).toEqual({ ...keyword, revision: 'r2', removed: true });
  });

  it('adds before it removes', () => {
    const other: ConfigSnapshot = { ...EMPTY, senders: new Map([['777', { ...sender, sender: '777' }]]) };
    expect(configEvents(plan(FULL, other), 'r3').map(({ key }) => key)).toEqual([
      '777',
      '12345/JOIN',
      'sweater-club',
      '12345',
    ]);
  });
});

describe('printPlan', () => {
  const changed = {
    ...FULL,
    senders: new Map([['12345', { ...sender, segmentsPerSecond: 50 }]]),
    preferences: new Map(),
    keywords: new Map(),
  };

  it('shows each entry, each field and a sum', () => {
    expect(printPlan(plan(FULL, changed), { color: false })).toBe(
      [
        '~ sender 12345',
        '    segmentsPerSecond: 100 → 50',
        '- keyword 12345/JOIN',
        '0 to add, 1 to change, 1 to remove.',
        '',
      ].join('\n'),
    );
  });

  it('says that a field went', () => {
    const before = { ...FULL, senders: new Map([['12345', { ...sender, optInText: 'Hi' }]]) };
    expect(printPlan(plan(before, FULL), { color: false })).toContain('optInText: "Hi" → removed');
  });

  it('colours only where it may', () => {
    expect(printPlan(plan(FULL, changed), { color: true })).toContain('\u001b[33m~ sender 12345');
    expect(printPlan(plan(FULL, changed), { color: false })).not.toContain('\u001b');
  });

  it('shows the steps of a flow one by one', () => {
    const say = (step: string, text: string) => ({ step, kind: 'say', text }) as const;
    const flowOf = (...steps: ReturnType<typeof say>[]) => ({
      ...FULL,
      flows: new Map([['f', { flow: 'f', revision: '1', sender: '12345', steps }]]),
    });
    const before = flowOf(say('a', 'A'), say('b', 'B'), say('c', 'C'), say('d', 'D'));
    const printed = (after: typeof before) => printPlan(plan(before, after), { color: false }).split('\n');
    expect(printed(flowOf(say('a', 'A'), say('n', 'N'), say('c', 'See'), say('d', 'D')))).toEqual([
      '~ flow f',
      '    steps.n: {"step":"n","kind":"say","text":"N"}',
      '    steps.c.text: "C" → "See"',
      '    steps.b: {"step":"b","kind":"say","text":"B"} → removed',
      '0 to add, 1 to change, 0 to remove.',
      '',
    ]);
    expect(printed(flowOf(say('b', 'B'), say('a', 'A'), say('c', 'C'), say('d', 'D')))[1]).toBe(
      '    steps, in order: ["a","b","c","d"] → ["b","a","c","d"]',
    );
  });

  it('says when there is nothing to do', () => {
    expect(printPlan([], { color: false })).toBe('Nothing to change.\n');
  });
});
