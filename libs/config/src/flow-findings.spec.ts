import { parseParleyFile } from './parse-parley-file.js';

const HEAD = `version: 1
brand: Warm Sweaters
senders:
  - sender: "12345"
    carrier: simulator
    segmentsPerSecond: 100
    helpText: "Warm Sweaters: help at 1-800-555-0100."
  - sender: "54321"
    carrier: simulator
    segmentsPerSecond: 100
    helpText: "Warm Sweaters: help at 1-800-555-0100."
programs:
  - program: club
    name: Sweater Club
    sender: "12345"
    promptText: "Reply YES to join the Sweater Club, up to 4 msgs/month. Msg & data rates may apply. Reply HELP for help, STOP to end."
    welcomeText: "Welcome to the Sweater Club! Up to 4 msgs/month. Msg & data rates may apply. Reply HELP for help, STOP to end."
    goodbyeText: "Warm Sweaters: you will get no more texts."
preferences:
  - preference: size
    type: choice
    choices: [M, L]
coupons:
  - pool: autumn
`;

/** Problems by the line of the part that follows the head, from 1. */
function problemsOf(part: string): string[] {
  const parsed = parseParleyFile(HEAD + part, 'parley.yaml');
  const before = HEAD.split('\n').length - 1;
  return parsed.ok ? [] : parsed.problems.map(({ line, code }) => `${line - before} ${code}`);
}

function messageOf(part: string): string {
  const parsed = parseParleyFile(HEAD + part, 'parley.yaml');
  return parsed.ok ? '' : parsed.problems.map(({ message }) => message).join('\n');
}

/** A flow of these steps, each one line of YAML in braces; the first is on line 5. */
const flow = (...steps: string[]): string =>
  `flows:\n  - flow: f\n    sender: "12345"\n    steps:\n${steps.map((step) => `      - { ${step} }\n`).join('')}`;

describe('the checks of flows', () => {
  it('find nothing wrong with a flow of every kind of step', () => {
    const part = flow(
      'step: greet, kind: say, text: "Hello {{ preference.size | default: \'you\' }} from {{ sender.brand }}"',
      'step: size, kind: ask, text: "Size?", preference: size, timeout: 2 days, onTimeout: bye',
      'step: colour, kind: choose, text: Colour?, choices: [{ label: Red, next: code }, { label: Blue, words: [azure] }]',
      'step: code, kind: coupon, pool: autumn, onEmpty: fixed, text: "{{ coupon }} for {{ answer.colour }}", next: join',
      'step: fixed, kind: coupon, code: WARM30, text: "{{ coupon }}"',
      'step: join, kind: subscribe, program: club',
      'step: later, kind: wait, for: 2 weeks',
      'step: which, kind: branch, when: [{ on: time, from: "08:00", zone: America/New_York, next: human }], otherwise: bye',
      'step: human, kind: handoff, text: One moment.',
      'step: bye, kind: end',
    );
    expect(messageOf(part)).toBe('');
  });

  it.each([
    ['an unknown kind', ['step: a, kind: sya, text: Hi'], ['5 VALUE_UNKNOWN']],
    ['a step without a kind', ['step: a, text: Hi'], ['5 FIELD_MISSING']],
    ['a field of another kind', ['step: a, kind: say, text: Hi, for: 2 days'], ['5 FIELD_UNKNOWN']],
    [
      'a condition on something unknown',
      ['step: a, kind: branch, when: [{ on: weather, next: a }]'],
      ['5 VALUE_UNKNOWN'],
    ],
    ['a time that is none', ['step: a, kind: wait, for: soon'], ['5 FIELD_INVALID']],
    ['a way to nowhere', ['step: a, kind: say, text: Hi, next: nope'], ['5 STEP_UNKNOWN']],
    ['a step that nothing leads to', ['step: a, kind: end', 'step: b, kind: end'], ['6 STEP_UNREACHABLE']],
    [
      'a circle without a pause',
      ['step: a, kind: say, text: Hi', 'step: b, kind: say, text: Ho, next: a'],
      ['5 FLOW_LOOP'],
    ],
    [
      'a circle through an ask',
      ['step: a, kind: ask, text: Hi', 'step: b, kind: say, text: Ho, next: a'],
      [],
    ],
    [
      'a circle through an opt-in, which can be there already',
      ['step: a, kind: subscribe, program: club, next: a'],
      ['5 FLOW_LOOP'],
    ],
    ['an unknown program', ['step: a, kind: subscribe, program: clubb'], ['5 PROGRAM_UNKNOWN']],
    ['an unknown preference', ['step: a, kind: ask, text: Hi, preference: sice'], ['5 PREFERENCE_UNKNOWN']],
    [
      'an unknown pool',
      ['step: a, kind: coupon, pool: spring, onEmpty: b, text: Hi', 'step: b, kind: end'],
      ['5 POOL_UNKNOWN'],
    ],
    ['a coupon of nothing', ['step: a, kind: coupon, text: Hi'], ['5 COUPON_SOURCE']],
    ['a pool without a way out', ['step: a, kind: coupon, pool: autumn, text: Hi'], ['5 COUPON_SOURCE']],
    [
      'a choice that is an opt-out',
      ['step: a, kind: choose, text: Hi, choices: [{ label: Go }, { label: Stop }]'],
      ['5 CHOICE_RESERVED'],
    ],
    [
      'an answer that nobody asked for',
      ['step: a, kind: branch, when: [{ on: answer, step: a, is: [x], next: b }]', 'step: b, kind: end'],
      ['5 STEP_WITHOUT_ANSWER'],
    ],
    [
      'a zone that is none',
      ['step: a, kind: branch, when: [{ on: time, zone: Mars, next: b }]', 'step: b, kind: end'],
      ['5 ZONE_UNKNOWN'],
    ],
    [
      'a template that cannot be read',
      ['step: a, kind: say, text: "{{ preference.size "'],
      ['5 TEMPLATE_INVALID'],
    ],
    [
      'a filter that is none',
      ['step: a, kind: say, text: "{{ preference.size | shout }}"'],
      ['5 TEMPLATE_INVALID'],
    ],
    [
      'another file in a template',
      ['step: a, kind: say, text: "{% include \'x\' %}"'],
      ['5 TEMPLATE_INVALID'],
    ],
    [
      'an unknown preference in a template',
      ['step: a, kind: say, text: "{{ preference.sice }}"'],
      ['5 TEMPLATE_VARIABLE_UNKNOWN'],
    ],
    [
      'an unknown name in a template',
      ['step: a, kind: say, text: "{{ siz }}"'],
      ['5 TEMPLATE_VARIABLE_UNKNOWN'],
    ],
    [
      'a coupon before there is one',
      ['step: a, kind: say, text: "{{ coupon }}"'],
      ['5 TEMPLATE_VARIABLE_UNKNOWN'],
    ],
    [
      'a program that the flow is not under',
      ['step: a, kind: say, text: "{{ program.name }}"'],
      ['5 TEMPLATE_VARIABLE_UNKNOWN'],
    ],
    ['no step at all', [], ['4 FIELD_WRONG_TYPE']],
  ])('find %s, with its line', (_, steps, problems) => {
    expect(problemsOf(flow(...steps))).toEqual(problems);
  });

  it('say what to do', () => {
    expect(messageOf(flow('step: a, kind: sya, text: Hi'))).toBe(
      '"kind" must be say or ask or choose or coupon or subscribe or wait or branch or handoff or end, not "sya"; did you mean "say"?',
    );
    expect(messageOf(flow('step: a, kind: say, text: "{{ preference.sice }}"'))).toBe(
      'No text of this flow can say {{ preference.sice }}; did you mean "size"?',
    );
  });

  it('find what begins a flow that is not there, or of another sender', () => {
    const begins = (name: string) =>
      `keywords:\n  - keyword: GO\n    sender: "54321"\n    flow: ${name}\n${flow('step: a, kind: end')}`;
    expect(problemsOf(begins('ff'))).toEqual(['4 FLOW_UNKNOWN']);
    expect(problemsOf(begins('f'))).toEqual(['4 FLOW_OF_OTHER_SENDER']);
  });
});
