import type { Entries, Entry } from './entries.js';

/** Fields that are texts which people get as they are written; those of flows are templates. */
const TEXTS = {
  senders: ['helpText', 'optOutText', 'optInText', 'fallbackText'],
  programs: ['promptText', 'welcomeText', 'alreadyInText', 'goodbyeText', 'invalidAnswerText'],
} as const;

export interface PlainText extends Entry<string> {
  readonly sender: string;
  /** The most segments that its program lets it have. */
  readonly maxSegments?: number | undefined;
}

/** The texts of senders, programs and keywords that the file has. */
export function plainTexts(entries: Entries): PlainText[] {
  return [
    ...entries.senders.flatMap(({ path, value }) =>
      TEXTS.senders.map((field) => ({ path: [...path, field], value: value[field], sender: value.sender })),
    ),
    ...entries.programs.flatMap(({ path, value }) => {
      const { sender, maxSegments, ageGate } = value;
      return [
        ...TEXTS.programs.map((field) => ({ path: [...path, field], value: value[field] })),
        { path: [...path, 'ageGate', 'refusedText'], value: ageGate?.refusedText },
      ].map((text) => ({ ...text, sender, maxSegments }));
    }),
    ...entries.keywords.map(({ path, value }) => ({
      path: [...path, 'reply'],
      value: value.reply,
      sender: value.sender,
    })),
  ].flatMap(({ value, ...text }) => (value === undefined ? [] : [{ ...text, value }]));
}
