import type { Entries, Entry } from './entries.js';
import type { ProgramEntry, SenderEntry } from './parley-file.schema.js';
import type { Finding, Path, ProblemCode } from './problem.js';
import { isMarketing, names, saysContact, saysFrequency, saysRates, saysToText } from './text-rules.js';

/** What a text must do, and whether it does; `must` completes the sentence `"helpText" must …`. */
type Rule = readonly [code: ProblemCode, met: boolean, must: string];

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
  const { helpText, optOutText } = value;
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
    ...(optOutText === undefined ? [] : broken([...path, 'optOutText'], goodbyeRules(optOutText, [brand]))),
  ];
}

function programFindings({ path, value }: Entry<ProgramEntry>, brand: string): Finding[] {
  const { name, welcomeText, goodbyeText, promptText, confirmWords } = value;
  return [
    ...(promptText === undefined
      ? []
      : broken([...path, 'promptText'], promptRules(promptText, confirmWords))),
    ...broken([...path, 'welcomeText'], welcomeRules(welcomeText, name, brand)),
    ...broken([...path, 'goodbyeText'], goodbyeRules(goodbyeText, [name, brand])),
  ];
}

function promptRules(text: string, confirmWords: readonly string[]): Rule[] {
  const asks = confirmWords.some((word) => saysToText(word, text));
  const words = confirmWords.join(' or ').toUpperCase();
  return [['PROMPT_WITHOUT_CONFIRM_WORD', asks, `ask for a word that confirms: ${words}`]];
}

/** CTIA Messaging Principles: an opt-in confirmation names the program, frequency, rates, HELP and STOP. */
function welcomeRules(text: string, program: string, brand: string): Rule[] {
  const named = names(text, program) || names(text, brand);
  return [
    ['WELCOME_WITHOUT_NAME', named, `name the program, "${program}", or the brand`],
    [
      'WELCOME_WITHOUT_FREQUENCY',
      saysFrequency(text),
      'say how often it texts, such as "up to 4 msgs/month"',
    ],
    ['WELCOME_WITHOUT_RATES', saysRates(text), 'say "Msg & data rates may apply"'],
    ['WELCOME_WITHOUT_HELP', saysToText('HELP', text), 'say "Reply HELP for help"'],
    ['WELCOME_WITHOUT_STOP', saysToText('STOP', text), 'say "Reply STOP to end"'],
  ];
}

/** The one text that may follow an opt-out: who it is from, and nothing for sale. */
function goodbyeRules(text: string, by: readonly string[]): Rule[] {
  const named = by.some((name) => names(text, name));
  const who = by.map((name) => `"${name}"`).join(' or ');
  return [
    ['GOODBYE_WITHOUT_NAME', named, `say whom it is from: ${who}`],
    [
      'GOODBYE_MARKETING',
      !isMarketing(text),
      'not advertise: it confirms an opt-out (47 CFR 64.1200(a)(12))',
    ],
  ];
}

function broken(path: Path, rules: readonly Rule[]): Finding[] {
  const field = String(path.at(-1));
  return rules
    .filter(([, met]) => !met)
    .map(([code, , must]) => ({ path, on: 'value', code, message: `"${field}" must ${must}.` }));
}
