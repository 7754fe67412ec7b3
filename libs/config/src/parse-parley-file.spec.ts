import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { anyCharacter } from '@parley/testing/any-character';
import { parseParleyFile } from './parse-parley-file.js';

/** A file without problems; each case below changes some of its lines. Line numbers are those of this text. */
const GOOD = `version: 1
brand: Warm Sweaters
senders:
  - sender: "12345"
    carrier: simulator
    segmentsPerSecond: 100
    helpText: "Warm Sweaters: help at 1-800-555-0100. Reply STOP to end."
  - sender: "+14155550100"
    carrier: twilio
    segmentsPerSecond: 0.25
    helpText: "Warm Sweaters: write to help@warm.example."
programs:
  - program: sweater-club
    name: Sweater Club
    sender: "12345"
    confirmWords: ["YES", JA]
    promptText: "Reply YES to join the Sweater Club, up to 4 msgs/month. Msg & data rates may apply. Reply HELP for help, STOP to end."
    welcomeText: "Welcome to the Sweater Club! Up to 4 msgs/month. Msg & data rates may apply. Reply HELP for help, STOP to end."
    goodbyeText: "Warm Sweaters: you will get no more texts."
keywords:
  - keyword: DISCOUNT
    sender: "12345"
    reply: "Your code WARM30 takes 30% off your next sweater order. Stay warm!"
  - keyword: JOIN
    sender: "12345"
    aliases: [SWEATERS, club]
    subscribe: sweater-club
  - keyword: LEAVE
    sender: "12345"
    unsubscribe: sweater-club
  - keyword: CONTACT
    sender: "12345"
    help: true
  - keyword: JOIN
    sender: "+14155550100"
    reply: Another sender, another meaning.
flows:
  - flow: size-survey
    sender: "12345"
    steps:
      - step: ask
        kind: ask
        text: Which size?
      - step: thank
        kind: say
        text: Thanks!
`;

/** What a prompt says besides, where it is all that people agree to. */
const AGREED = '1 msg/week. Msg & data rates may apply. HELP, STOP.';

const PROGRAM_AGAIN = `${GOOD.slice(GOOD.indexOf('  - program:'), GOOD.indexOf('keywords:'))}keywords:`;

function problemsOf(text: string): string[] {
  const parsed = parseParleyFile(text, 'parley.yaml');
  return parsed.ok ? [] : parsed.problems.map(({ line, column, code }) => `${line}:${column} ${code}`);
}

function messagesOf(text: string): string {
  const parsed = parseParleyFile(text, 'parley.yaml');
  return parsed.ok ? '' : parsed.problems.map(({ message }) => message).join('\n');
}

/** The good file with these lines in place of its own. */
function withLines(lines: Record<number, string>): string {
  return GOOD.split('\n')
    .map((line, index) => lines[index + 1] ?? line)
    .join('\n');
}

const welcome = (text: string) => ({ 18: `    welcomeText: "${text}"` });

describe('parseParleyFile', () => {
  it('finds nothing wrong with a good file', () => {
    expect(messagesOf(GOOD)).toBe('');
  });

  it('declares what the file says, in the words of the config events', () => {
    const parsed = parseParleyFile(GOOD, 'parley.yaml');
    if (!parsed.ok) throw new Error('the file is good');
    const { senders, programs, keywords, flows } = parsed.declared;
    expect([...senders.keys()]).toEqual(['12345', '+14155550100']);
    expect(senders.get('12345')).toMatchObject({ brand: 'Warm Sweaters', tenant: 'default', country: 'US' });
    expect(programs.get('sweater-club')).toMatchObject({ optIn: 'double', confirmWithinDays: 30 });
    expect([...keywords]).toEqual([
      ['12345/DISCOUNT', expect.objectContaining({ action: 'reply', aliases: [] })],
      ['12345/JOIN', expect.objectContaining({ action: 'subscribe', program: 'sweater-club' })],
      ['12345/LEAVE', expect.objectContaining({ action: 'unsubscribe', program: 'sweater-club' })],
      ['12345/CONTACT', { sender: '12345', keyword: 'CONTACT', aliases: [], action: 'help' }],
      ['+14155550100/JOIN', expect.objectContaining({ sender: '+14155550100', action: 'reply' })],
    ]);
    expect(flows.get('size-survey')?.steps[0]).toMatchObject({
      step: 'ask',
      kind: 'ask',
      text: 'Which size?',
    });
  });

  it.each([
    ['', []],
    ['    senders: ["12345"]\n', []],
    ['    senders: ["99999"]\n', ['52:15 SENDER_UNKNOWN']],
    [
      '  - { webhook: shop, url: "https://b.example", events: [mt.status], secret: B }\n',
      ['52:16 WEBHOOK_DUPLICATE'],
    ],
  ])('checks webhooks: with %j it says %j', (more, problems) => {
    const shop =
      'webhooks:\n  - webhook: shop\n    url: https://shop.example\n    events: [mo.received]\n    secret: WEB_SHOP\n';
    expect(problemsOf(`${GOOD}${shop}${more}`)).toEqual(problems);
  });

  it.each([
    ['ftp://shop.example', '49:10 FIELD_INVALID'],
    ['shop.example', '49:10 FIELD_INVALID'],
    ['https://u:p@shop.example', '49:10 WEBHOOK_WITH_CREDENTIALS'],
  ])('takes no webhook to %s', (url, problem) => {
    const shop = `webhooks:\n  - webhook: shop\n    url: ${url}\n    events: [mo.received]\n    secret: WEB_SHOP\n`;
    expect(problemsOf(`${GOOD}${shop}`)).toEqual([problem]);
  });

  it('takes the name of a secret, and never the secret', () => {
    const shop =
      'webhooks:\n  - { webhook: shop, url: "https://shop.example", events: [mo.received], secret: whsec_abc }\n';
    expect(problemsOf(`${GOOD}${shop}`)).toEqual([expect.stringMatching(/^48:\d+ FIELD_INVALID$/)]);
  });

  it.each<[string, Record<number, string>, string[]]>([
    ['a text that is not YAML', { 3: 'senders: [' }, ['4:3 YAML_SYNTAX']],
    ['an unknown alias', { 2: 'brand: *nobody' }, ['1:1 YAML_SYNTAX']],
    ['an unknown tag', { 2: 'brand: !secret x' }, ['2:8 YAML_SYNTAX']],
    ['lists in lists without end', { 2: `brand: ${'['.repeat(9_000)}` }, ['2:40 YAML_SYNTAX']],
    ['the same on one line without brackets', { 2: `- ${'- '.repeat(9_000)}` }, ['2:65 YAML_SYNTAX']],
    ['a value that holds itself', { 1: 'version: &v [*v]' }, ['1:13 VERSION_UNSUPPORTED']],
    ['a field twice', { 2: 'version: 1' }, ['2:1 FIELD_REPEATED']],
    ['another version', { 1: 'version: 2' }, ['1:10 VERSION_UNSUPPORTED']],
    ['no version', { 1: '' }, ['2:1 FIELD_MISSING']],
    ['no brand', { 2: '' }, ['1:1 FIELD_MISSING']],
    ['an unknown field of the file', { 2: 'brand: Warm Sweaters\ncolor: red' }, ['3:1 FIELD_UNKNOWN']],
    ['a misspelt field', { 7: '    helptext: hm' }, ['4:5 FIELD_MISSING', '7:5 FIELD_UNKNOWN']],
    ['a sender without quotes', { 8: '  - sender: +14155550100' }, ['8:13 FIELD_NEEDS_QUOTES']],
    ['a text for a number', { 6: '    segmentsPerSecond: fast' }, ['6:24 FIELD_WRONG_TYPE']],
    ['a pace of nothing', { 6: '    segmentsPerSecond: 0' }, ['6:24 FIELD_INVALID']],
    ['an empty field', { 14: '    name:' }, ['14:5 FIELD_WRONG_TYPE']],
    [
      'a malformed sender',
      { 9: '    carrier: twilio', 8: '  - sender: "12"' },
      ['8:13 FIELD_INVALID', '35:13 SENDER_UNKNOWN'],
    ],
    ['a value off the list', { 15: '    sender: "12345"\n    optIn: doubel' }, ['16:12 VALUE_UNKNOWN']],
    ['an alias of blanks', { 26: '    aliases: [" "]' }, ['26:15 KEYWORD_UNREACHABLE']],
    ['a sender twice', { 8: '  - sender: "12345"' }, ['8:13 SENDER_DUPLICATE', '35:13 SENDER_UNKNOWN']],
    ['no carrier', { 5: '' }, ['4:5 FIELD_MISSING']],
    [
      'a carrier and several',
      {
        5: '    carrier: twilio\n    carriers: [{ carrier: twilio, weight: 1 }, { carrier: vonage, weight: 1 }]',
      },
      ['6:5 CARRIER_TWICE'],
    ],
    [
      'a carrier among several twice',
      { 5: '    carriers: [{ carrier: twilio, weight: 1 }, { carrier: twilio, weight: 2 }]' },
      ['5:59 CARRIER_TWICE'],
    ],
    [
      'a carrier among several that nobody knows',
      { 5: '    carriers: [{ carrier: twilio, weight: 1 }, { carrier: vonnage, weight: 2 }]' },
      ['5:59 CARRIER_UNKNOWN'],
    ],
    [
      'several carriers of one',
      { 5: '    carriers: [{ carrier: twilio, weight: 1 }]' },
      ['5:15 FIELD_INVALID'],
    ],
    [
      'a carrier without weight',
      { 5: '    carriers: [{ carrier: twilio, weight: 0 }, { carrier: vonage, wait: 1 }]' },
      ['5:43 FIELD_INVALID', '5:48 FIELD_MISSING', '5:67 FIELD_UNKNOWN'],
    ],
    ['a carrier nobody knows', { 5: '    carrier: simulater' }, ['5:14 CARRIER_UNKNOWN']],
    ['a sender nobody declared', { 15: '    sender: "12346"' }, ['15:13 SENDER_UNKNOWN']],
    ['a program nobody declared', { 27: '    subscribe: sweater-klub' }, ['27:16 PROGRAM_UNKNOWN']],
    ['a program nobody declared, left', { 30: '    unsubscribe: x' }, ['30:18 PROGRAM_UNKNOWN']],
    ['a program of another sender', { 36: '    subscribe: sweater-club' }, ['36:16 PROGRAM_OF_OTHER_SENDER']],
    ['a step twice', { 44: '      - step: ask' }, ['44:15 STEP_DUPLICATE']],
    ['a keyword that does nothing', { 33: '' }, ['31:14 KEYWORD_ACTION']],
    ['a keyword that does two things', { 33: '    help: true\n    reply: x' }, ['31:14 KEYWORD_ACTION']],
    ['a keyword twice in another case', { 28: '  - keyword: Discount!' }, ['28:14 KEYWORD_DUPLICATE']],
    ['a keyword of blanks', { 28: '  - keyword: "  "' }, ['28:14 KEYWORD_UNREACHABLE']],
    ['an alias of another keyword', { 26: '    aliases: [SWEATERS, leave]' }, ['26:25 KEYWORD_UNREACHABLE']],
    ['an alias before its keyword', { 26: '    aliases: [contact]' }, ['26:15 KEYWORD_UNREACHABLE']],
    [
      'an alias that begins with a keyword',
      { 26: '    aliases: [leave the club]' },
      ['26:15 KEYWORD_UNREACHABLE'],
    ],
    [
      'an alias of two keywords',
      { 29: '    sender: "12345"\n    aliases: [CLUB!]' },
      ['30:15 KEYWORD_UNREACHABLE'],
    ],
    ['YES as a keyword', { 28: '  - keyword: "yes"' }, ['28:14 KEYWORD_RESERVED']],
    ['STOP as a keyword', { 28: '  - keyword: Stop' }, ['28:14 KEYWORD_RESERVED']],
    ['an opt-out in two words', { 28: '  - keyword: opt-out!' }, ['28:14 KEYWORD_RESERVED']],
    ['START as a keyword', { 28: '  - keyword: START' }, ['28:14 KEYWORD_RESERVED']],
    ['HELP as an alias', { 26: '    aliases: [SWEATERS, help]' }, ['26:25 KEYWORD_RESERVED']],
    [
      'a pattern with a placeholder that is none',
      { 26: '    aliases: [SWEATERS]\n    patterns: ["SIZE {numbr}"]' },
      ['27:16 PATTERN_INVALID'],
    ],
    ['a pattern that takes every text', { 26: '    patterns: ["{word}"]' }, ['26:16 PATTERN_INVALID']],
    [
      "a pattern of another keyword's word",
      { 26: '    patterns: ["discount *"]' },
      ['26:16 KEYWORD_UNREACHABLE'],
    ],
    [
      "a pattern of the keyword's own word",
      { 26: '    patterns: ["join *"]' },
      ['26:16 KEYWORD_UNREACHABLE'],
    ],
    ["a pattern that captures after the keyword's own word", { 26: '    patterns: ["join {text}"]' }, []],
    [
      'a pattern around an opt-out',
      { 26: '    patterns: ["please stop {word}"]' },
      ['26:16 KEYWORD_RESERVED'],
    ],
    [
      'a pattern twice',
      { 26: '    patterns: ["size {number}", "Size: {n:number}"]' },
      ['26:33 KEYWORD_UNREACHABLE'],
    ],
    [
      'patterns that overlap',
      { 26: '    patterns: ["where *"]', 29: '    sender: "12345"\n    patterns: ["* order"]' },
      ['30:16 PATTERN_AMBIGUOUS'],
    ],
    [
      'patterns within each other',
      { 26: '    patterns: ["where *"]', 29: '    sender: "12345"\n    patterns: ["where * order"]' },
      [],
    ],
    [
      'a near-miss that does what nobody knows',
      { 6: '    segmentsPerSecond: 1\n    fuzzyOptOut: maybe' },
      ['7:18 VALUE_UNKNOWN'],
    ],
    ['a loop guard that is off', { 6: '    segmentsPerSecond: 1\n    loopGuard: off' }, []],
    [
      'a loop guard with half its figures',
      { 6: '    segmentsPerSecond: 1\n    loopGuard: { times: 5 }' },
      ['7:16 FIELD_INVALID'],
    ],
    [
      'a loop guard in words',
      { 6: '    segmentsPerSecond: 1\n    loopGuard: never' },
      ['7:16 FIELD_INVALID'],
    ],
    [
      'a loop guard by the word of the event',
      { 6: '    segmentsPerSecond: 1\n    loopGuardOff: true' },
      ['7:5 FIELD_UNKNOWN'],
    ],
    ['STOP as a confirmation', { 16: '    confirmWords: ["YES", stop]' }, ['16:27 CONFIRM_WORD_RESERVED']],
    [
      'a reply with a variable',
      { 23: "    reply: 'pong {{ preference.nosuch }}'" },
      ['23:12 TEMPLATE_OUTSIDE_FLOW'],
    ],
    [
      'variables in texts of senders',
      {
        7: `    helpText: "Warm Sweaters {{ sender.brand }}: 1-800-555-0100"
    optOutText: "Warm Sweaters: no more texts{% if a %}"
    optInText: "Warm Sweaters {{a}}: ${AGREED}"
    fallbackText: "{%- comment -%}"`,
      },
      ['7:15', '8:17', '9:16', '10:19'].map((at) => `${at} TEMPLATE_OUTSIDE_FLOW`),
    ],
    [
      'variables in texts of programs',
      {
        16: `    disclosureText: "{{a}} Sweater Club ${AGREED}"
    invalidAnswerText: "{{a}} Reply YES."
    alreadyInText: "{{a}}"`,
        17: '    promptText: "{{a}} Sweater Club: YES?"',
        18: `    welcomeText: "{{a}} Sweater Club ${AGREED}"`,
        19: '    goodbyeText: "{{a}} Sweater Club: no more texts"',
      },
      ['16:21', '17:24', '18:20', '19:17', '20:18', '21:18'].map((at) => `${at} TEMPLATE_OUTSIDE_FLOW`),
    ],
    [
      'a variable for who is too young',
      {
        16: '    ageGate: { minimumAge: 21, refusedText: "Not by Warm Sweaters, {{a}}" }',
        17: `    promptText: Your birth date, for Sweater Club? ${AGREED}`,
      },
      ['16:45 TEMPLATE_OUTSIDE_FLOW'],
    ],
    [
      'a prompt that asks nothing',
      { 17: `    promptText: Sweater Club? ${AGREED}` },
      ['17:17 PROMPT_WITHOUT_CONFIRM_WORD'],
    ],
    ['a HELP without brand', { 7: '    helpText: call 1-800-555-0100' }, ['7:15 HELP_WITHOUT_BRAND']],
    ['a HELP without contact', { 7: '    helpText: Warm Sweaters cares' }, ['7:15 HELP_WITHOUT_CONTACT']],
    [
      'a goodbye from nobody',
      { 19: '    goodbyeText: you will get no more texts' },
      ['19:18 GOODBYE_WITHOUT_NAME'],
    ],
    [
      'a goodbye that ends nothing',
      { 19: '    goodbyeText: Warm Sweaters thanks you' },
      ['19:18 GOODBYE_WITHOUT_END'],
    ],
    [
      'a prompt from nobody',
      { 17: `    promptText: Reply YES to join. ${AGREED}` },
      ['17:17 PROMPT_WITHOUT_NAME'],
    ],
    [
      'a prompt that is all that people agree to, and says nothing of it',
      { 17: '    promptText: Reply YES to join Sweater Club.' },
      [
        '17:17 PROMPT_WITHOUT_FREQUENCY',
        '17:17 PROMPT_WITHOUT_RATES',
        '17:17 PROMPT_WITHOUT_HELP',
        '17:17 PROMPT_WITHOUT_STOP',
      ],
    ],
    [
      'the same of an age gate, and of a prompt that only some are sent',
      {
        16: '    optIn: single\n    ageGate: { minimumAge: 21, refusedText: Not by Warm Sweaters. }',
        17: '    promptText: Your birth date, for Sweater Club? 1 msg/week. HELP, STOP.',
      },
      ['18:17 PROMPT_WITHOUT_RATES'],
    ],
    [
      'a START answer that says nothing',
      { 7: '    helpText: "Warm Sweaters: help at 1-800-555-0100."\n    optInText: welcome back' },
      [
        '8:16 OPT_IN_WITHOUT_NAME',
        '8:16 OPT_IN_WITHOUT_RATES',
        '8:16 OPT_IN_WITHOUT_HELP',
        '8:16 OPT_IN_WITHOUT_STOP',
      ],
    ],
    [
      'a wrong answer that is not told the right one',
      { 17: '    invalidAnswerText: "Sweater Club: what?"' },
      ['17:24 INVALID_ANSWER_WITHOUT_ANSWER'],
    ],
    [
      'a disclosure that discloses nothing',
      { 17: '    disclosureText: Text JOIN!' },
      [
        '17:21 DISCLOSURE_WITHOUT_NAME',
        '17:21 DISCLOSURE_WITHOUT_FREQUENCY',
        '17:21 DISCLOSURE_WITHOUT_RATES',
      ],
    ],
    [
      'an age gate that does not ask for an age, and sells to who is too young',
      { 16: '    ageGate: { minimumAge: 21, refusedText: "No, but 20% off!" }' },
      ['16:45 REFUSAL_WITHOUT_NAME', '16:45 REFUSAL_MARKETING', '17:17 PROMPT_WITHOUT_BIRTH_DATE'],
    ],
    [
      'preferences that nobody could tell',
      {
        37: `preferences:
  - { preference: size, type: choice }
  - { preference: size, type: choice, choices: [S, s, STOP] }
  - { preference: shoe, type: number, minimum: 9, maximum: 1, maxLength: 3 }
flows:`,
      },
      [
        '38:31 PREFERENCE_WITHOUT_CHOICES',
        '39:19 PREFERENCE_DUPLICATE',
        '39:52 CHOICE_DUPLICATE',
        '39:55 CHOICE_RESERVED',
        '40:60 PREFERENCE_RANGE_EMPTY',
        '40:74 PREFERENCE_FIELD_OF_OTHER_TYPE',
      ],
    ],
    [
      'a goodbye with an offer',
      { 19: '    goodbyeText: Warm Sweaters, you are out. No more texts, but 20% off if you stay' },
      ['19:18 GOODBYE_MARKETING'],
    ],
    [
      'an opt-out text with an offer',
      {
        7: '    helpText: Warm Sweaters 1-800-555-0100\n    optOutText: "Warm Sweaters: no more texts, shop now"',
      },
      ['8:17 GOODBYE_MARKETING'],
    ],
    [
      'a welcome from nobody',
      welcome('Up to 4 msgs/month. Msg & data rates may apply. Reply HELP for help, STOP to end.'),
      ['18:18 WELCOME_WITHOUT_NAME'],
    ],
    [
      'a welcome without a frequency',
      welcome('Sweater Club. Msg & data rates may apply. Reply HELP for help, STOP to end.'),
      ['18:18 WELCOME_WITHOUT_FREQUENCY'],
    ],
    [
      'a welcome without rates',
      welcome('Sweater Club: 4 msgs/month. Reply HELP for help, STOP to end.'),
      ['18:18 WELCOME_WITHOUT_RATES'],
    ],
    [
      'a welcome without HELP',
      welcome('Sweater Club: 4 msgs/month. Msg & data rates may apply. Reply STOP to end.'),
      ['18:18 WELCOME_WITHOUT_HELP'],
    ],
    [
      'a welcome without STOP',
      welcome('Sweater Club: 4 msgs/month. Msg & data rates may apply. Reply HELP for help.'),
      ['18:18 WELCOME_WITHOUT_STOP'],
    ],
  ])('refuses %s', (_, lines, problems) => {
    expect(problemsOf(withLines(lines))).toEqual(problems);
  });

  it('never throws, and places every problem inside the text', () => {
    const pieces = fc.constantFrom(
      ...GOOD.split(/(?<=[:\n])/),
      '&a ',
      '*a ',
      '- ',
      '? ',
      '!x ',
      '{',
      '\t',
      '\0',
    );
    const entry = fc.dictionary(
      fc.constantFrom('sender', 'program', 'keyword', 'steps'),
      fc.anything({ maxDepth: 1 }),
    );
    const anyFile = fc.record(
      {
        version: fc.anything({ maxDepth: 1 }),
        senders: fc.array(entry),
        programs: fc.anything({ maxDepth: 1 }),
        keywords: fc.array(entry),
      },
      { requiredKeys: [] },
    );
    const texts = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
      fc.json().map((text) => stringify(JSON.parse(text))),
      anyFile.map((file) =>
        stringify(JSON.parse(JSON.stringify(file, (_, v: unknown) => (typeof v === 'bigint' ? 1 : v)))),
      ),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseParleyFile(text, 'parley.yaml');
        const last = text.split('\n').length;
        return (
          parsed.ok || parsed.problems.every(({ line, column }) => line <= last && line > 0 && column > 0)
        );
      }),
      { numRuns: 150 },
    );
  });

  it('refuses an empty file', () => {
    expect(problemsOf('')).toEqual(['1:1 FIELD_WRONG_TYPE']);
  });

  it('refuses an empty section', () => {
    expect(problemsOf(GOOD.slice(0, GOOD.indexOf('  - flow:')))).toEqual(['37:1 FIELD_WRONG_TYPE']);
  });

  it('refuses a second program or flow of a name', () => {
    expect(problemsOf(GOOD.replace('keywords:', PROGRAM_AGAIN))).toEqual(['20:14 PROGRAM_DUPLICATE']);
    const twice = `${GOOD}  - flow: size-survey\n    sender: "12345"\n    steps: [{ step: bye, kind: end }]\n`;
    expect(problemsOf(twice)).toEqual(['47:11 FLOW_DUPLICATE']);
  });

  it('refuses aliases that would grow without bound', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [name, of] of ['ba', 'cb', 'dc', 'ed'])
      bomb.push(`${name}: &${name} [${`*${of}, `.repeat(9)}]`);
    expect(problemsOf(bomb.join('\n'))).toEqual(['1:1 YAML_SYNTAX']);
  });

  it('tells all problems at once, in the order of the lines', () => {
    const text = withLines({
      1: 'version: 3',
      5: '    carrier: none',
      16: '    confirmWords: [quit]',
      33: '',
    });
    expect(problemsOf(text)).toEqual([
      '1:10 VERSION_UNSUPPORTED',
      '5:14 CARRIER_UNKNOWN',
      '16:20 CONFIRM_WORD_RESERVED',
      '17:17 PROMPT_WITHOUT_CONFIRM_WORD',
      '31:14 KEYWORD_ACTION',
    ]);
  });

  it('takes several carriers, and names the one with the greatest weight for who knows but one', () => {
    const carriers = '    carriers: [{ carrier: vonage, weight: 30 }, { carrier: twilio, weight: 70 }]';
    const parsed = parseParleyFile(withLines({ 5: carriers }), 'parley.yaml');
    expect(parsed.ok && parsed.declared.senders.get('12345')).toMatchObject({
      carrier: 'twilio',
      carriers: [
        { carrier: 'vonage', weight: 30 },
        { carrier: 'twilio', weight: 70 },
      ],
    });
  });

  it('lets an alias repeat its own keyword: nothing is lost', () => {
    expect(problemsOf(withLines({ 26: '    aliases: [Join, join us]' }))).toEqual([]);
  });

  it('offers the nearest name', () => {
    expect(messagesOf(withLines({ 5: '    carier: simulator' }))).toContain('did you mean "carrier"?');
    expect(messagesOf(withLines({ 27: '    subscribe: sweater-klub' }))).toContain(
      'did you mean "sweater-club"?',
    );
    expect(messagesOf(withLines({ 15: '    sender: "12354"' }))).toContain('did you mean "12345"?');
    expect(messagesOf(withLines({ 2: 'brand: Warm Sweaters\ncolor: x' }))).not.toContain('did you mean');
  });

  it('says how to quote what YAML reads as a number', () => {
    expect(messagesOf(withLines({ 8: '  - sender: +14155550100' }))).toBe(
      '"sender" is read as a number; put it in quotes: "+14155550100".',
    );
  });

  it('asks the texts of the United States only: the rules are theirs', () => {
    const german = withLines({
      6: '    segmentsPerSecond: 1\n    country: DE',
      18: '    welcomeText: Willkommen!',
      19: '    goodbyeText: Auf Wiedersehen!',
    });
    expect(problemsOf(german)).toEqual([]);
  });

  it("takes the opt-out words of the sender's country", () => {
    const stopp = { 28: '  - keyword: STOPP' };
    expect(problemsOf(withLines(stopp))).toEqual([]);
    const german = withLines({ ...stopp, 6: '    segmentsPerSecond: 1\n    country: DE' });
    expect(problemsOf(german)).toEqual(['29:14 KEYWORD_RESERVED']);
  });

  it('says where a variable belongs', () => {
    expect(messagesOf(withLines({ 23: '    reply: "pong {{ values.a }}"' }))).toBe(
      '"reply" is sent as it is written, and {{ … }} is for texts of flows; write plain words, or let a step of kind "say" say it in a flow that the keyword begins by "flow" instead of "reply".',
    );
    expect(messagesOf(withLines({ 7: '    helpText: "Warm Sweaters {% x %} 1-800-555-0100"' }))).toContain(
      '{% … %} is for texts of flows',
    );
  });

  it('lets a prompt be short where the program has a disclosureText', () => {
    const short = '    promptText: Reply YES to join Sweater Club.';
    const disclosed = `    disclosureText: Text JOIN for the Sweater Club, ${AGREED}\n${short}`;
    expect(problemsOf(withLines({ 17: disclosed }))).toEqual([]);
    expect(messagesOf(withLines({ 17: short }))).toContain(
      '"promptText" must say "Msg & data rates may apply", as it is what people agree to; or give the program a "disclosureText".',
    );
  });

  it('allows a goodbye that names a program after what it offers', () => {
    const club = {
      14: '    name: Discount Club',
      17: `    promptText: YES joins the Discount Club. ${AGREED}`,
      19: '    goodbyeText: You left the Discount Club.',
    };
    const text = withLines({
      ...club,
      ...welcome('Discount Club: 4 msgs/month. Msg & data rates may apply. HELP, STOP.'),
    });
    expect(problemsOf(text)).toEqual([]);
  });

  it('refuses texts that take more segments than the file lets them', () => {
    const one = { 6: '    segmentsPerSecond: 100\n    maxSegments: 1' };
    expect(problemsOf(withLines(one))).toEqual([]);
    const long = `    reply: "${'x'.repeat(161)}"`;
    expect(problemsOf(withLines({ 23: long }))).toEqual([]);
    expect(problemsOf(withLines({ ...one, 23: long }))).toEqual(['24:12 TEXT_TOO_LONG']);
    const ofProgram = {
      14: '    name: Sweater Club\n    maxSegments: 1',
      17: `    promptText: "YES ${'x'.repeat(160)} Sweater Club. ${AGREED}"`,
    };
    expect(problemsOf(withLines(ofProgram))).toEqual(['18:17 TEXT_TOO_LONG']);
    expect(problemsOf(withLines({ ...ofProgram, 14: '    name: Sweater Club\n    maxSegments: 2' }))).toEqual(
      [],
    );
  });

  it('counts them as they are sent: with smart encoding, or without', () => {
    const reply = `    reply: "Don’t miss it ${'x'.repeat(100)}"`;
    const one = (more: string) => ({ 6: `    segmentsPerSecond: 100\n    maxSegments: 1${more}`, 23: reply });
    expect(problemsOf(withLines(one('')))).toEqual([]);
    const plain = withLines(one('\n    smartEncoding: false'));
    expect(problemsOf(plain)).toEqual(['25:12 TEXT_TOO_LONG']);
    expect(messagesOf(plain)).toContain('takes 2 segments as it has characters that GSM-7 has not');
  });
});
