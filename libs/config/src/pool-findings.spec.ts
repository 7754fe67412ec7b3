import { senderConfigured } from '@parley/contracts';
import { parseParleyFile } from './parse-parley-file.js';

/** A file with a pool of what is given, and a sender beside it. */
function file(pool: string): string {
  return `version: 1
brand: Warm Sweaters
senders:
  - sender: '12345'
    carrier: simulator
    segmentsPerSecond: 1
    helpText: 'Warm Sweaters: help at 1-800-555-0100.'
  - helpText: 'Warm Sweaters: help at 1-800-555-0100.'
${pool}
`;
}

const A = "{ number: '+14155550100', carrier: twilio, segmentsPerSecond: 1 }";
const B =
  "{ number: '77777', carriers: [{ carrier: twilio, weight: 1 }, { carrier: vonage, weight: 3 }], segmentsPerSecond: 40 }";

function problemsOf(pool: string): string[] {
  const parsed = parseParleyFile(file(pool), 'parley.yaml');
  return parsed.ok ? [] : parsed.problems.map(({ line, column, code }) => `${line}:${column} ${code}`);
}

describe('a pool in parley.yaml', () => {
  it('is declared with its numbers, and with something for readers that know no pools', () => {
    const parsed = parseParleyFile(file(`    sender: WARM\n    numbers: [${A}, ${B}]`), 'parley.yaml');
    if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
    const pool = parsed.declared.senders.get('WARM')!;
    expect(pool).toMatchObject({ carrier: 'twilio', segmentsPerSecond: 41, brand: 'Warm Sweaters' });
    expect(pool.numbers).toMatchObject([
      { number: '+14155550100', carrier: 'twilio', segmentsPerSecond: 1 },
      { number: '77777', carrier: 'vonage', segmentsPerSecond: 40 },
    ]);
    expect(senderConfigured.schema.safeParse({ ...pool, revision: '1' }).success).toBe(true);
  });

  it('may have the address of one of its numbers: a sender grows into it', () => {
    expect(problemsOf(`    sender: '77777'\n    numbers: [${A}, ${B}]`)).toEqual([]);
  });

  it.each<[string, string, string[]]>([
    ['a pool without numbers', '    sender: WARM\n    numbers: []', ['10:5 POOL_EMPTY']],
    ['a sender without a contract', '    sender: WARM\n    carrier: twilio', ['8:5 FIELD_MISSING']],
    [
      'a pool that has a carrier',
      `    sender: WARM\n    numbers: [${A}]\n    carrier: twilio`,
      ['11:5 POOL_FIELD_OF_NUMBER'],
    ],
    [
      'a pool that has a contract',
      `    sender: WARM\n    segmentsPerSecond: 1\n    segmentsPerDay: 9\n    numbers: [${A}]`,
      ['10:5 POOL_FIELD_OF_NUMBER', '11:5 POOL_FIELD_OF_NUMBER'],
    ],
    [
      'a pool named like a number that is not its own',
      `    sender: '66666'\n    numbers: [${A}]`,
      ['9:13 POOL_NAME'],
    ],
    [
      'a number twice',
      `    sender: WARM\n    numbers:\n      - ${A}\n      - ${A}`,
      ['12:19 POOL_NUMBER_TWICE'],
    ],
    [
      'a number of two pools',
      `    sender: WARM\n    numbers:\n      - ${A}\n  - sender: WOOL\n    helpText: 'Warm Sweaters: help at 1-800-555-0100.'\n    numbers:\n      - ${A}`,
      ['15:19 POOL_NUMBER_TWICE'],
    ],
    [
      'a number that is a sender',
      "    sender: WARM\n    numbers:\n      - { number: '12345', carrier: twilio, segmentsPerSecond: 1 }",
      ['11:19 POOL_NUMBER_IS_SENDER'],
    ],
    [
      'a carrier nobody knows',
      "    sender: WARM\n    numbers:\n      - { number: '77777', carrier: twilo, segmentsPerSecond: 1 }",
      ['11:37 CARRIER_UNKNOWN'],
    ],
    [
      'a number without a carrier',
      "    sender: WARM\n    numbers:\n      - { number: '77777', segmentsPerSecond: 1 }",
      ['11:9 FIELD_MISSING'],
    ],
    [
      'a number without a contract',
      "    sender: WARM\n    numbers:\n      - { number: '77777', carrier: twilio }",
      ['11:9 FIELD_MISSING'],
    ],
    [
      'a number that nobody can text',
      '    sender: WARM\n    numbers:\n      - { number: WOOL, carrier: twilio, segmentsPerSecond: 1 }',
      ['11:19 FIELD_INVALID'],
    ],
  ])('is refused: %s', (_, pool, problems) => {
    expect(problemsOf(pool)).toEqual(problems);
  });

  it('says what to do', () => {
    const parsed = parseParleyFile(file(`    sender: '66666'\n    numbers: [${A}]`), 'parley.yaml');
    expect(parsed.ok ? '' : parsed.problems[0]!.message).toBe(
      'The pool "66666" is named like a number and has no such number; add it to "numbers", or give the pool a name with a letter.',
    );
  });
});
