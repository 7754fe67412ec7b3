import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../parley/platform/project-root.js';
import { ConversationFileError } from './conversation-problem.js';
import { readConversations, type Golden } from './read-conversations.js';

describe('a file of golden conversations', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-golden-'));
  const file = join(folder, 'stop.yaml');
  beforeAll(() => copyFileSync(join(projectRoot(), 'parley.yaml'), join(folder, 'parley.yaml')));
  afterAll(() => rmSync(folder, { recursive: true }));

  function read(text: string): Golden {
    writeFileSync(file, text);
    return readConversations(file);
  }

  /** The problems of these steps, each as `line CODE`, and what they say. */
  function problemsOf(...steps: string[]): { at: string[]; message: string } {
    const written = steps.map((step) => `      - ${step}\n`).join('');
    return problemsIn(`parley: parley.yaml\nconversations:\n  - name: one\n    steps:\n${written}`);
  }

  function problemsIn(text: string): { at: string[]; message: string } {
    try {
      read(text);
    } catch (error) {
      if (!(error instanceof ConversationFileError)) throw error;
      for (const problem of error.problems)
        expect(error.message).toContain(`${file}:${problem.line} ${problem.code}`);
      return { at: error.problems.map(({ line, code }) => `${line} ${code}`), message: error.message };
    }
    throw new Error('it was accepted');
  }

  it('is read with its names resolved', () => {
    const { conversations } = read(`
parley: parley.yaml
conversations:
  - name: a code, later
    steps:
      - + 2 days
      - phone: ann
        says: "DIS\\u0043OUNT"
        hears: { the: reply, of: discount }
        published: { intent.resolved: { keyword: DISCOUNT } }
      - { asks: consent.requested, with: { action: opt_out }, phone: ben, hears: [one, { the: helpText }] }
      - { says: STOP, phone: ann, refused: OPTED_OUT, notPublished: consent.changed }
`);
    const nothing = { hears: [], refused: [], notTaken: undefined, published: [], notPublished: [] };
    expect(conversations).toEqual([
      {
        name: 'a code, later',
        file,
        line: 4,
        parley: join(folder, 'parley.yaml'),
        onlyInMemory: undefined,
        coupons: new Map(),
        phones: ['ann', 'ben'],
        steps: [
          { kind: 'wait', line: 6, ms: 172_800_000, written: '+ 2 days' },
          {
            kind: 'says',
            line: 7,
            phone: 'ann',
            sender: '12345',
            text: 'DISCOUNT',
            expects: {
              ...nothing,
              hears: ['Your code WARM30 takes 30% off your next sweater order. Stay warm!'],
              published: [{ event: 'intent.resolved', data: { keyword: 'DISCOUNT' } }],
            },
          },
          {
            kind: 'asks',
            line: 11,
            phone: 'ben',
            sender: '12345',
            event: 'consent.requested',
            by: 'another-service',
            data: { action: 'opt_out' },
            expects: { ...nothing, hears: ['one', expect.stringContaining('help at 1-800')] },
          },
          {
            kind: 'says',
            line: 12,
            phone: 'ann',
            sender: '12345',
            text: 'STOP',
            expects: { ...nothing, refused: ['OPTED_OUT'], notPublished: ['consent.changed'] },
          },
        ],
      },
    ]);
  });

  it.each<[string, string, RegExp]>([
    ['{ says: STOP, haers: x }', '5 FIELD_UNKNOWN', /"haers".*did you mean "hears"/],
    ['{ says: 12, silence: true }', '5 FIELD_INVALID', /"says" must be a text/],
    ['{ says: STOP, silence: false }', '5 FIELD_INVALID', /"silence" must be true/],
    ['{ says: STOP }', '5 NOTHING_EXPECTED', /"hears", "silence", "refused" or "notTaken"/],
    ['{ says: STOP, hears: [] }', '5 FIELD_INVALID', /must not be empty/],
    ['{ says: STOP, silence: true, refused: OPTED_OUT }', '5 STEP_UNCLEAR', /stands alone/],
    ['{ says: STOP, asks: mt.requested, silence: true }', '5 STEP_UNCLEAR', /not both/],
    ['{ says: STOP, with: { a: 1 }, silence: true }', '5 STEP_UNCLEAR', /belong to "asks"/],
    ['+ two days', '5 TIME_INVALID', /"\+ two days".*"\+ 2 days"/],
    ['{ says: STOP, hears: { the: goodbyeText } }', '5 TEXT_UNKNOWN', /the sender "12345" no "goodbyeText"/],
    [
      '{ says: STOP, hears: { teh: helpText } }',
      '5 FIELD_INVALID',
      /\{ the: welcomeText, of: sweater-club \}/,
    ],
    [
      '{ says: A, silence: true, published: { intent.resolve: {} } }',
      '5 EVENT_UNKNOWN',
      /did you mean "intent.resolved"/,
    ],
    ['{ says: A, silence: true, notPublished: [config.sender] }', '5 EVENT_UNKNOWN', /about a person/],
    ['{ asks: nothing.known, silence: true }', '5 EVENT_UNKNOWN', /there are mo.received/],
    [
      '{ asks: mt.requested, with: { text: { the: text, of: mo.recieved } }, silence: true }',
      '5 EVENT_UNKNOWN',
      /did you mean "mo.received"/,
    ],
  ])('%s is refused with its line', (step, at, message) => {
    const found = problemsOf(step);
    expect(found.at).toEqual([at]);
    expect(found.message).toMatch(message);
  });

  it('says all that is wrong at once, each with its line', () => {
    const { at } = problemsOf(
      '+ 1 day',
      '{ says: A }',
      '{ says: B, silence: true }',
      '+ x',
      '{ asks: c, silence: true }',
    );
    expect(at).toEqual(['6 NOTHING_EXPECTED', '8 TIME_INVALID', '9 EVENT_UNKNOWN']);
  });

  it('fills pools that a flow draws from, each for one conversation', () => {
    copyFileSync(
      join(projectRoot(), 'test/conversations/coupons/socks.parley.yaml'),
      join(folder, 'socks.yaml'),
    );
    const filling = (...coupons: string[]): string =>
      `parley: socks.yaml\nconversations:\n${coupons.map((each) => `  - { name: a, coupons: ${each}, steps: [+ 1 day] }\n`).join('')}`;
    const [one] = read(filling('{ sock-few: [A1, A2] }')).conversations;
    expect(one?.coupons).toEqual(new Map([['sock-few', ['A1', 'A2']]]));
    const wrong = problemsIn(filling('{ sock-few: [A1], sock-fwe: [B1] }', '{ sock-few: [A2] }'));
    expect(wrong.at).toEqual(['3 POOL_UNKNOWN', '4 POOL_SHARED']);
    expect(wrong.message).toMatch(/"sock-fwe".*did you mean "sock-few"/);
  });

  it('needs a parley.yaml that is right', () => {
    const about = (parley: string) =>
      problemsIn(`parley: ${parley}\nconversations: [{ name: a, steps: [+ 1 day] }]`);
    expect(about('none.yaml')).toMatchObject({
      at: ['1 PARLEY_FILE_INVALID'],
      message: expect.stringContaining('There is no'),
    });
    writeFileSync(join(folder, 'wrong.yaml'), 'version: 1\nbrand: A\nsenders: []\n');
    expect(about('wrong.yaml').message).toContain('wrong.yaml:3:10 FIELD_INVALID');
  });

  it('needs to know the sender where there are several', () => {
    copyFileSync(
      join(projectRoot(), 'test/conversations/programs/outdoors.parley.yaml'),
      join(folder, 'two.yaml'),
    );
    const text =
      'parley: two.yaml\nconversations:\n  - name: a\n    steps:\n      - { says: STOP, silence: true }\n';
    expect(problemsIn(text).at).toEqual(['5 SENDER_UNCLEAR']);
    expect(read(text.replace('says', "sender: '20100', says")).conversations).toHaveLength(1);
  });

  it('is refused where it is no YAML, with the line', () => {
    expect(problemsIn('parley: parley.yaml\nconversations: [').at).toEqual([
      expect.stringMatching(/^\d YAML_INVALID$/),
    ]);
  });
});
