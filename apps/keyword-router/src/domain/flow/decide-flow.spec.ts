import { decideFlow, type FlowDecision } from './decide-flow.js';
import type { FlowContext } from './flow.context.js';
import { aChoose, aContext, aFlow, anAsk, aSay, aStart, DAY, MINUTE, NOON } from './flow.builder.js';
import type { FlowInput } from './flow.input.js';
import { NO_FLOW, type Flow, type FlowState } from './flow.state.js';
import { readAnswer } from './read-answer.js';
import type { Question } from './question.js';

/** One conversation and its flows, with the time in our hands. */
function conversation(...flows: Flow[]) {
  let state: FlowState = NO_FLOW;
  let context: FlowContext = aContext(flows);
  const take = (input: FlowInput): FlowDecision => {
    const decision = decideFlow(state, input, context);
    state = decision.state;
    return decision;
  };
  const heard = (decision: FlowDecision): string[] =>
    decision.effects.map((effect) => (effect.kind === 'text' ? effect.text : JSON.stringify(effect)));
  return {
    get state() {
      return state;
    },
    with: (own: Partial<FlowContext>) => (context = { ...context, ...own }),
    take,
    begin: (flow: string, replaces = false, id?: string) =>
      heard(take({ kind: 'start', start: aStart(flow, id), replaces })),
    answer: (text: string) => {
      const asked = state.run!.asked as Question;
      return heard(take({ kind: 'answer', answer: readAnswer(asked, text, context.preference, 'US') }));
    },
    pass: (ms: number) => {
      context = { ...context, nowMs: context.nowMs + ms };
      const { run } = state;
      if (run?.wakeAt === undefined || run.wakeAt > context.nowMs) return [];
      return heard(take({ kind: 'timer', run: run.id, step: run.asked.step, dueAtMs: run.wakeAt }));
    },
    heard,
  };
}

describe('a flow', () => {
  it('says, asks, keeps the answer and ends', () => {
    const talk = conversation(aFlow('hi', aSay('one'), anAsk('name'), aSay('bye', 'Bye {{ answer.name }}')));
    expect(talk.begin('hi')).toEqual(['one', 'name?']);
    expect(talk.state.run).toMatchObject({ flow: 'hi', asked: { step: 'name' }, wakeAt: NOON + DAY });
    expect(talk.answer('Ada')).toEqual(['Bye Ada']);
    expect(talk.state).toEqual(NO_FLOW);
  });

  it('reads an answer by the preference it tells, and publishes it', () => {
    const talk = conversation(
      aFlow('size', anAsk('ask', { preference: 'size' }), aSay('x', '{{ preference.size }}!')),
    );
    talk.begin('size');
    expect(talk.answer('huge')).toEqual(['ask?']);
    expect(talk.answer('LARGE.')).toEqual(['{"kind":"preference","preference":"size","value":"L"}', 'L!']);
  });

  it('asks again as often as it may, then goes elsewhere', () => {
    const ask = anAsk('ask', { preference: 'size', retries: 1, invalidText: 'M or L?', otherwise: 'sorry' });
    const talk = conversation(aFlow('f', ask, aSay('thanks', 'Thanks'), aSay('sorry', 'Sorry')));
    talk.begin('f');
    expect(talk.answer('x')).toEqual(['M or L?']);
    expect(talk.answer('y')).toEqual(['Sorry']);
  });

  it('ends without a word when an answer never comes, or goes where it says', () => {
    const talk = conversation(
      aFlow('f', anAsk('ask')),
      aFlow('g', anAsk('ask', { timeout: '30 minutes', onTimeout: 'late' }), aSay('late', 'Too late')),
    );
    talk.begin('f');
    expect(talk.pass(DAY - 1)).toEqual([]);
    expect(talk.state.run).toBeDefined();
    expect(talk.pass(1)).toEqual([]);
    expect(talk.state).toEqual(NO_FLOW);
    talk.begin('g');
    expect(talk.pass(30 * MINUTE)).toEqual(['Too late']);
  });

  it.each([
    ['1', 'Warm'],
    ['2.', 'Cool'],
    ['number 2', 'Cool'],
    ['ROUGE', 'Warm'],
    ['blue!', 'Cool'],
    ['3', 'q?\n1 Red\n2 Blue'],
    ['1 or 2', 'q?\n1 Red\n2 Blue'],
  ])('lets choose by number or word: %s', (text, said) => {
    const talk = conversation(
      aFlow(
        'f',
        aChoose('q', [
          { label: 'Red', words: ['rouge'], next: 'warm' },
          { label: 'Blue', next: 'cool' },
        ]),
        aSay('warm', 'Warm', 'over'),
        aSay('cool', 'Cool'),
        { step: 'over', kind: 'end' },
      ),
    );
    expect(talk.begin('f')).toEqual(['q?\n1 Red\n2 Blue']);
    expect(talk.answer(text)).toEqual([said]);
  });

  it('gives a fixed code at once, and one of a pool when it is drawn, to the step that asked for it only', () => {
    const talk = conversation(
      aFlow('fixed', { step: 'c', kind: 'coupon', text: 'Code {{ coupon }}', code: 'WARM30' }),
      aFlow(
        'pool',
        { step: 'c', kind: 'coupon', text: 'Code {{ coupon }}', pool: 'autumn', onEmpty: 'none' },
        { step: 'x', kind: 'end' },
        aSay('none', 'All gone'),
      ),
    );
    expect(talk.begin('fixed')).toEqual(['Code WARM30']);
    expect(talk.begin('pool')).toEqual(['{"kind":"coupon","pool":"autumn","run":"run-pool","step":"c"}']);
    expect(talk.heard(talk.take({ kind: 'coupon', run: 'other', step: 'c', code: 'X' }))).toEqual([]);
    expect(talk.heard(talk.take({ kind: 'coupon', run: 'run-pool', step: 'c', code: 'A1' }))).toEqual([
      'Code A1',
    ]);
    expect(talk.heard(talk.take({ kind: 'coupon', run: 'run-pool', step: 'c', code: 'A2' }))).toEqual([]);
    talk.begin('pool');
    expect(talk.heard(talk.take({ kind: 'coupon', run: 'run-pool', step: 'c', code: undefined }))).toEqual([
      'All gone',
    ]);
  });

  it('asks for the opt-in and goes on when it is there', () => {
    const talk = conversation(
      aFlow(
        'f',
        { step: 'join', kind: 'subscribe', program: 'club', timeout: '30 days' },
        aSay('in', 'You are in'),
      ),
    );
    expect(talk.begin('f')).toEqual([
      '{"kind":"subscribe","program":"club","flow":"f","flowVersion":"r1","step":"join"}',
    ]);
    expect(talk.heard(talk.take({ kind: 'consent', program: 'other' }))).toEqual([]);
    expect(talk.heard(talk.take({ kind: 'consent', program: 'club' }))).toEqual(['You are in']);
    talk.with({ consentOf: () => 'in' });
    expect(talk.begin('f')).toEqual(['You are in']);
  });

  it('waits, and says what it says later under its program', () => {
    const flow = {
      ...aFlow('f', { step: 'w', kind: 'wait', for: '2 weeks' }, aSay('x', 'News')),
      program: 'club',
    };
    const talk = conversation(flow);
    talk.begin('f');
    talk.with({ nowMs: NOON + 14 * DAY });
    const { run } = talk.state;
    const decision = talk.take({ kind: 'timer', run: run!.id, step: 'w', dueAtMs: run!.wakeAt! });
    expect(decision.effects).toEqual([{ kind: 'text', text: 'News', program: 'club' }]);
  });

  it('takes no time of an earlier wait for that of this one', () => {
    const talk = conversation(
      aFlow(
        'f',
        { step: 'w', kind: 'wait', for: '1 hour' },
        { step: 'v', kind: 'wait', for: '1 hour' },
        aSay('x'),
      ),
    );
    talk.begin('f');
    const { run } = talk.state;
    const timer = { kind: 'timer', run: run!.id, step: 'w', dueAtMs: run!.wakeAt! } as const;
    talk.with({ nowMs: run!.wakeAt! });
    talk.take(timer);
    const before = talk.state;
    expect(talk.take(timer).state).toBe(before);
    expect(talk.take({ ...timer, step: 'v' }).state).toBe(before);
  });

  const hours = { on: 'time', from: '09:00', until: '17:00', zone: 'America/New_York', next: 'yes' } as const;
  it.each<[string, object, Partial<FlowContext>, string]>([
    [
      'a preference that is one of these',
      { on: 'preference', preference: 'size', is: ['L'] },
      { preferences: { size: 'L' } },
      'yes',
    ],
    [
      'a preference that is another',
      { on: 'preference', preference: 'size', is: ['L'] },
      { preferences: { size: 'M' } },
      'no',
    ],
    ['a preference that is not known', { on: 'preference', preference: 'size', known: false }, {}, 'yes'],
    [
      'a number at least',
      { on: 'preference', preference: 'age', atLeast: 18 },
      { preferences: { age: 18 } },
      'yes',
    ],
    [
      'a number below',
      { on: 'preference', preference: 'age', atLeast: 18 },
      { preferences: { age: 17 } },
      'no',
    ],
    ['consent', { on: 'consent', program: 'club', is: 'in' }, { consentOf: () => 'in' }, 'yes'],
    ['no consent', { on: 'consent', program: 'club', is: 'in' }, {}, 'no'],
    ['the time of day there', hours, { nowMs: Date.UTC(2026, 10, 20, 14, 0) }, 'yes'],
    ['the last minute', hours, { nowMs: Date.UTC(2026, 10, 20, 21, 59) }, 'yes'],
    ['after it', hours, { nowMs: Date.UTC(2026, 10, 20, 22, 0) }, 'no'],
    ['another day', { ...hours, days: ['sat'] }, { nowMs: Date.UTC(2026, 10, 20, 15, 0) }, 'no'],
    [
      'over midnight',
      { ...hours, from: '22:00', until: '06:00' },
      { nowMs: Date.UTC(2026, 10, 20, 4, 0) },
      'yes',
    ],
    [
      'over midnight, the day it began',
      { ...hours, from: '22:00', until: '06:00', days: ['thu'] },
      { nowMs: Date.UTC(2026, 10, 20, 7, 0) },
      'yes',
    ],
  ])('branches on %s', (_, condition, own, said) => {
    const talk = conversation(
      aFlow(
        'f',
        { step: 'b', kind: 'branch', when: [{ next: 'yes', ...condition } as never], otherwise: 'no' },
        aSay('yes', 'yes', 'over'),
        aSay('no'),
        { step: 'over', kind: 'end' },
      ),
    );
    talk.with(own);
    expect(talk.begin('f')).toEqual([said]);
  });

  it('hands off and is over', () => {
    const talk = conversation(aFlow('f', { step: 'h', kind: 'handoff', text: 'One moment.' }));
    expect(talk.begin('f')).toEqual(['One moment.', '{"kind":"handoff","flow":"f","step":"h"}']);
    expect(talk.state.run).toBeUndefined();
  });
});

describe('several flows', () => {
  const talk = () =>
    conversation(aFlow('a', anAsk('a1')), aFlow('b', anAsk('b1')), aFlow('c', aSay('c1'), anAsk('c2')));

  it('wait in line, one at a time', () => {
    const t = talk();
    expect(t.begin('a')).toEqual(['a1?']);
    expect(t.begin('b')).toEqual([]);
    expect(t.begin('c')).toEqual([]);
    expect(t.answer('x')).toEqual(['b1?']);
    expect(t.pass(DAY)).toEqual(['c1', 'c2?']);
    expect(t.answer('x')).toEqual([]);
    expect(t.state).toEqual(NO_FLOW);
  });

  it('are replaced by what a person asks for, and the line stands', () => {
    const t = talk();
    t.begin('a');
    t.begin('b');
    expect(t.begin('c', true)).toEqual(['c1', 'c2?']);
    expect(t.answer('x')).toEqual(['b1?']);
  });

  it('are refused where the line is full, where there is none of that name, and on another sender', () => {
    const t = talk();
    for (let i = 0; i < 6; i++) t.begin('a', false, `run-${i}`);
    expect(t.take({ kind: 'start', start: aStart('b'), replaces: false }).refusal).toBe('FLOW_LINE_FULL');
    expect(t.take({ kind: 'start', start: aStart('nope'), replaces: true }).refusal).toBe('FLOW_UNKNOWN');
    t.with({ sender: undefined });
    expect(t.take({ kind: 'start', start: aStart('b'), replaces: true }).refusal).toBe(
      'FLOW_OF_OTHER_SENDER',
    );
    expect(t.state.run?.id).toBe('run-0');
  });

  it('do not begin for who has opted out, of everything or, unasked, of the program', () => {
    const t = conversation({ ...aFlow('a', anAsk('a1')), program: 'club' });
    const outOf = (program: string) => t.with({ consentOf: (name) => (name === program ? 'out' : 'none') });
    const start = { id: 'run', flow: 'a', values: {} };
    outOf('*');
    expect(t.take({ kind: 'start', start: aStart('a'), replaces: true }).refusal).toBe('OPTED_OUT');
    outOf('club');
    expect(t.take({ kind: 'start', start, replaces: false }).refusal).toBe('OPTED_OUT');
    expect(t.begin('a', true)).toEqual(['a1?']);
  });

  it('all end with a stop', () => {
    const t = talk();
    t.begin('a');
    t.begin('b');
    expect(t.take({ kind: 'stop' })).toMatchObject({
      state: NO_FLOW,
      effects: [],
      ended: [{ flow: 'a', end: 'stopped' }],
    });
  });

  it('go on when automation may speak again: a time that passed is due anew, an opt-in that came counts', () => {
    const t = conversation(
      aFlow('w', { step: 'w1', kind: 'wait', for: '1 hour' }, aSay('w2')),
      aFlow('s', { step: 's1', kind: 'subscribe', program: 'club', timeout: '30 days' }, aSay('s2')),
    );
    t.begin('w');
    t.with({ nowMs: NOON + DAY });
    t.take({ kind: 'resume' });
    expect(t.state.run?.wakeAt).toBe(NOON + DAY);
    t.begin('s', true);
    t.with({ consentOf: () => 'in' });
    expect(t.heard(t.take({ kind: 'resume' }))).toEqual(['s2']);
  });

  it('begin when automation may speak again', () => {
    const t = talk();
    t.with({ held: true });
    expect(t.begin('a')).toEqual([]);
    t.with({ held: false });
    expect(t.heard(t.take({ kind: 'resume' }))).toEqual(['a1?']);
  });
});

describe('a flow that changes while somebody is inside', () => {
  const choose = (labels: string[], more: object = {}) =>
    aChoose(
      'q',
      labels.map((label) => ({ label })),
      more,
    );
  const echo = aSay('x', 'You said {{ answer.q }}');

  it('reads the answer by the question that was asked, and goes on by the steps of today', () => {
    const t = conversation(aFlow('f', choose(['Red', 'Blue']), echo));
    t.begin('f');
    t.with({ flow: () => aFlow('f', choose(['Green', 'Black', 'White']), aSay('new', 'New'), echo) });
    expect(t.answer('2')).toEqual(['New', 'You said Blue']);
  });

  it.each([
    ['removed', undefined],
    ['left without the step that waits', aFlow('f', aSay('other'))],
    ['left without the step that follows', aFlow('f', choose(['Red', 'Blue'], { next: 'gone' }))],
  ])('ends when it was %s', (_, today) => {
    const t = conversation(aFlow('f', choose(['Red', 'Blue'], { next: 'gone' }), aSay('gone')));
    t.begin('f');
    t.with({ flow: () => today });
    expect(t.answer('1')).toEqual([]);
    expect(t.state).toEqual(NO_FLOW);
  });
});
