import { flowOutlines } from './flow-outline.js';
import { keywordOutlines } from './keyword-outline.js';
import { examineParleyFile } from './parse-parley-file.js';

const FILE = `version: 1
brand: Warm Sweaters
senders:
  - sender: '12345'
    carrier: simulator
    segmentsPerSecond: 100
    helpText: 'Warm Sweaters: help at 1-800-555-0100.'
preferences:
  - preference: size
    type: choice
    choices: [{ value: M, words: [medium] }, { value: L, words: [large] }]
keywords:
  - keyword: SIZE
    sender: '12345'
    aliases: [FIT]
    patterns: ['my size']
    flow: size-survey
  - keyword: STOP
    sender: '12345'
    reply: no
flows:
  - flow: size-survey
    sender: '12345'
    steps:
      - step: known
        kind: branch
        when:
          - { on: preference, preference: size, is: [M, L], next: bye }
          - { on: time, zone: America/New_York, from: '08:00', until: '21:00', days: [mon], next: size }
        otherwise: nowhere
      - step: size
        kind: ask
        text: Which size?
        onTimeout: bye
      - step: pick
        kind: choose
        text: Which colour?
        choices: [{ label: Red, next: bye }, { label: Blue }]
      - step: bye
        kind: wait
        for: 2 days
`;

describe('an examined file', () => {
  const examined = examineParleyFile(FILE, 'parley.yaml');
  const [flow] = flowOutlines(examined);

  it('has its flows as graphs, every way with when it is taken', () => {
    expect(flow!.ways).toEqual([
      { from: 'known', to: 'bye', when: 'size is M or L' },
      { from: 'known', to: 'size', when: 'from 08:00 until 21:00 on mon' },
      { from: 'known', to: 'nowhere', when: 'otherwise' },
      { from: 'size', to: 'pick', when: 'an answer' },
      { from: 'size', to: 'bye', when: 'no answer in 1 day' },
      { from: 'pick', to: 'bye', when: 'Red' },
      { from: 'pick', to: 'bye', when: 'another choice' },
      { from: 'bye', to: undefined, when: undefined },
    ]);
  });

  it('has each step with its words, its line, and what is wrong with it', () => {
    const lines = FILE.split('\n');
    for (const { step, line } of flow!.steps) expect(lines[line - 1]).toContain(`step: ${step}`);
    expect(flow!.steps.map(({ step, kind, words }) => [step, kind, words])).toEqual([
      ['known', 'branch', undefined],
      ['size', 'ask', 'Which size?'],
      ['pick', 'choose', 'Which colour?'],
      ['bye', 'wait', '2 days'],
    ]);
    expect(flow!.steps.map(({ problems }) => problems.length)).toEqual([1, 0, 0, 0]);
    expect(flow!.steps[0]!.problems[0]).toMatch(/no step "nowhere"/);
  });

  it('has its keywords in short, also the one that cannot be', () => {
    expect(keywordOutlines(examined)).toMatchObject([
      { keyword: 'SIZE', does: 'flow', what: 'size-survey', also: ['FIT', 'my size'], problems: 0 },
      { keyword: 'STOP', does: 'reply', problems: 1 },
    ]);
  });

  it('says what a text is that is no YAML', () => {
    const broken = examineParleyFile('senders: [', 'parley.yaml');
    expect([flowOutlines(broken), keywordOutlines(broken), broken.problems.length]).toEqual([[], [], 1]);
  });
});
