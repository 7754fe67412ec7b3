import type { Entries, Entry } from './entries.js';
import type { ProgramEntry, SenderEntry } from './parley-file.schema.js';
import type { Finding, Path, ProblemCode } from './problem.js';
import {
  asksBirthDate,
  isMarketing,
  names,
  saysContact,
  saysFrequency,
  saysNoMore,
  saysRates,
  saysToText,
} from './text-rules.js';

/** What a text must do, and whether it does; `must` completes the sentence `"helpText" must …`. */
type Rule = readonly [code: ProblemCode, met: boolean, must: string];

const FREQUENCY_RULE = 'say how often it texts, such as "up to 4 msgs/month"';
const RATES_RULE = 'say "Msg & data rates may apply"';
const HELP_RULE = 'say "Reply HELP for help"';
const STOP_RULE = 'say "Reply STOP to end"';

/** What carriers and the law ask of HELP, opt-in and opt-out texts in the United States. */
export function textFindings(entries: Entries): Finding[] {
  const senders = entries.senders.filter(({ value }) => value.country === 'US');
  // A brand that is missing is a problem of its own: every text "names" the empty one.
  const brandOf = (sender: SenderEntry) => sender.brand ?? entries.brand ?? '';
  return [
    ...senders.flatMap((sender) => senderFindings(sender, brandOf(sender.value))),
    ...entries.programs.flatMap((program) => {
      const sender = senders.find(({ value }) => value.sender === program.value.sender);
      return sender ? programFindings(program, brandOf(sender.value)) : [];
    }),
  ];
}

function senderFindings({ path, value }: Entry<SenderEntry>, brand: string): Finding[] {
  const { helpText, optOutText, optInText } = value;
  return [
    ...broken(
      [...path, 'helpText'],
      [
        ['HELP_WITHOUT_BRAND', names(helpText, brand), `name the brand, "${brand}"`],
        [
          'HELP_WITHOUT_CONTACT',
          saysContact(helpText),
          'give a contact: a phone number, an e-mail or a web address',
        ],
      ],
    ),
    ...written([...path, 'optOutText'], optOutText, (text) => goodbyeRules(text, [brand])),
    ...written([...path, 'optInText'], optInText, (text) => startRules(text, brand)),
  ];
}

function programFindings({ path, value }: Entry<ProgramEntry>, brand: string): Finding[] {
  const { name, welcomeText, goodbyeText, promptText, invalidAnswerText, disclosureText, ageGate } = value;
  const by = [name, brand];
  return [
    ...written([...path, 'disclosureText'], disclosureText, (text) =>
      disclosureRules('DISCLOSURE', text, by),
    ),
    ...written([...path, 'promptText'], promptText, (text) => promptRules(text, value, by)),
    ...written([...path, 'invalidAnswerText'], invalidAnswerText, (text) => invalidAnswerRules(text, value)),
    ...written([...path, 'ageGate', 'refusedText'], ageGate?.refusedText, (text) => refusalRules(text, by)),
    ...broken([...path, 'welcomeText'], welcomeRules(welcomeText, name, brand)),
    ...broken([...path, 'goodbyeText'], goodbyeRules(goodbyeText, by)),
  ];
}

/** What people agree to: read before they text a keyword (CTIA: call to action), or asked by the prompt. */
function disclosureRules(of: 'DISCLOSURE' | 'PROMPT', text: string, by: readonly string[]): Rule[] {
  return [
    [`${of}_WITHOUT_NAME`, isNamed(text, by), `name the program or the brand: ${oneOf(by)}`],
    [`${of}_WITHOUT_FREQUENCY`, saysFrequency(text), FREQUENCY_RULE],
    [`${of}_WITHOUT_RATES`, saysRates(text), RATES_RULE],
  ];
}

/** Where nothing else says what people agree to, the prompt does, and the ledger keeps it as that. */
function promptRules(text: string, program: ProgramEntry, by: readonly string[]): Rule[] {
  const [named, ...disclosed] = disclosureRules('PROMPT', text, by);
  const agreed: Rule[] = [
    ...disclosed,
    ['PROMPT_WITHOUT_HELP', saysToText('HELP', text), HELP_RULE],
    ['PROMPT_WITHOUT_STOP', saysToText('STOP', text), STOP_RULE],
  ];
  return [
    named!,
    ...(program.disclosureText === undefined ? agreed.map(orInDisclosure) : []),
    program.ageGate === undefined
      ? ['PROMPT_WITHOUT_CONFIRM_WORD', asksToConfirm(text, program), confirmRule(program)]
      : ['PROMPT_WITHOUT_BIRTH_DATE', asksBirthDate(text), 'ask for the birth date: its answer confirms'],
  ];
}

function orInDisclosure([code, met, must]: Rule): Rule {
  return [code, met, `${must}, as it is what people agree to; or give the program a "disclosureText"`];
}

/** Who answered something else has to learn what an answer looks like. */
function invalidAnswerRules(text: string, program: ProgramEntry): Rule[] {
  return [
    program.ageGate === undefined
      ? ['INVALID_ANSWER_WITHOUT_ANSWER', asksToConfirm(text, program), confirmRule(program)]
      : ['INVALID_ANSWER_WITHOUT_ANSWER', asksBirthDate(text), 'ask for the birth date'],
  ];
}

/** It goes to somebody too young for the program: who it is from, and nothing for sale. */
function refusalRules(text: string, by: readonly string[]): Rule[] {
  return [
    ['REFUSAL_WITHOUT_NAME', isNamed(text, by), `say whom it is from: ${oneOf(by)}`],
    ['REFUSAL_MARKETING', !isMarketing(text), 'not advertise: it goes to somebody too young'],
  ];
}

/** START after a STOP is an opt-in: its confirmation says again what was agreed to. */
function startRules(text: string, brand: string): Rule[] {
  return [
    ['OPT_IN_WITHOUT_NAME', names(text, brand), `name the brand, "${brand}"`],
    ['OPT_IN_WITHOUT_RATES', saysRates(text), RATES_RULE],
    ['OPT_IN_WITHOUT_HELP', saysToText('HELP', text), HELP_RULE],
    ['OPT_IN_WITHOUT_STOP', saysToText('STOP', text), STOP_RULE],
  ];
}

function asksToConfirm(text: string, { confirmWords }: ProgramEntry): boolean {
  return confirmWords.some((word) => saysToText(word, text));
}

function confirmRule({ confirmWords }: ProgramEntry): string {
  return `ask for a word that confirms: ${confirmWords.join(' or ').toUpperCase()}`;
}

/** CTIA Messaging Principles: an opt-in confirmation names the program, frequency, rates, HELP and STOP. */
function welcomeRules(text: string, program: string, brand: string): Rule[] {
  const named = isNamed(text, [program, brand]);
  return [
    ['WELCOME_WITHOUT_NAME', named, `name the program, "${program}", or the brand`],
    ['WELCOME_WITHOUT_FREQUENCY', saysFrequency(text), FREQUENCY_RULE],
    ['WELCOME_WITHOUT_RATES', saysRates(text), RATES_RULE],
    ['WELCOME_WITHOUT_HELP', saysToText('HELP', text), HELP_RULE],
    ['WELCOME_WITHOUT_STOP', saysToText('STOP', text), STOP_RULE],
  ];
}

/** The one text that may follow an opt-out: who it is from, and nothing for sale. */
function goodbyeRules(text: string, by: readonly string[]): Rule[] {
  return [
    ['GOODBYE_WITHOUT_NAME', isNamed(text, by), `say whom it is from: ${oneOf(by)}`],
    [
      'GOODBYE_WITHOUT_END',
      saysNoMore(text),
      'say that no more texts come, as in "you will get no more texts"',
    ],
    [
      'GOODBYE_MARKETING',
      !isMarketing(text),
      'not advertise: it confirms an opt-out (47 CFR 64.1200(a)(12))',
    ],
  ];
}

function isNamed(text: string, by: readonly string[]): boolean {
  return by.some((name) => names(text, name));
}

function oneOf(by: readonly string[]): string {
  return by.map((name) => `"${name}"`).join(' or ');
}

/** A text that may be left out. */
function written(path: Path, text: string | undefined, rules: (text: string) => Rule[]): Finding[] {
  return text === undefined ? [] : broken(path, rules(text));
}

function broken(path: Path, rules: readonly Rule[]): Finding[] {
  const field = String(path.at(-1));
  return rules
    .filter(([, met]) => !met)
    .map(([code, , must]) => ({ path, on: 'value', code, message: `"${field}" must ${must}.` }));
}
