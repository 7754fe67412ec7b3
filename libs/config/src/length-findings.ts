import { countSegments, smartEncoding } from '@parley/sms';
import type { Entries } from './entries.js';
import type { Finding, Path } from './problem.js';

/** Fields that are texts which people get. */
const TEXTS = {
  senders: ['helpText', 'optOutText', 'optInText', 'fallbackText'],
  programs: ['promptText', 'welcomeText', 'alreadyInText', 'goodbyeText', 'invalidAnswerText'],
} as const;

/** What a text of the file is held to. */
interface Limit {
  readonly most: number | undefined;
  readonly smart: boolean;
}

/** Texts of the file with more segments than it lets a text have: they would be refused, each time. */
export function lengthFindings(entries: Entries): Finding[] {
  const senders = new Map(entries.senders.map(({ value }) => [value.sender, value]));
  const limitOf = (address: string, maxSegments?: number): Limit => {
    const sender = senders.get(address);
    return { most: maxSegments ?? sender?.maxSegments, smart: sender?.smartEncoding !== false };
  };
  return [
    ...entries.senders.flatMap(({ path, value }) =>
      TEXTS.senders.flatMap((field) => tooLong([...path, field], value[field], limitOf(value.sender))),
    ),
    ...entries.programs.flatMap(({ path, value }) => {
      const limit = limitOf(value.sender, value.maxSegments);
      return [
        ...TEXTS.programs.flatMap((field) => tooLong([...path, field], value[field], limit)),
        ...tooLong([...path, 'ageGate', 'refusedText'], value.ageGate?.refusedText, limit),
      ];
    }),
    ...entries.keywords.flatMap(({ path, value }) =>
      tooLong([...path, 'reply'], value.reply, limitOf(value.sender)),
    ),
  ];
}

function tooLong(path: Path, text: string | undefined, { most, smart }: Limit): Finding[] {
  if (text === undefined || most === undefined) return [];
  const { segments, encoding } = countSegments(smart ? smartEncoding(text).text : text);
  if (segments <= most) return [];
  const why = encoding === 'ucs2' ? ' as it has characters that GSM-7 has not' : '';
  const message = `The text takes ${segments} segments${why}, and "maxSegments" is ${most}; shorten it or allow more.`;
  return [{ path, on: 'value', code: 'TEXT_TOO_LONG', message }];
}
