import type { LedgerEntry } from '../../../tools/simulator/index.js';
import { ack, mo, mt } from '../../../tools/simulator/entries.builder.js';
import { Expected, type ExpectedReply, type PublishedText } from '../expected.js';
import { DISCOUNT, ROOMY, ROWS, SLOW } from '../words.js';
import type { Evidence, KeptOutcome } from './evidence.js';

export const PHONE = '+12122000001';

/** A trial's ledger, written line by line; every line is 10 ms after the one before. */
export class Story {
  readonly entries: LedgerEntry[] = [];
  readonly expected = new Expected();
  readonly outcomes: KeptOutcome[] = [];
  private at = 0;
  private count = 0;

  constructor() {
    this.expected.phones.add(PHONE);
  }

  /** A text from the phone, acknowledged; with an answer where one must come. @returns its id */
  asks(sender: string, question: string, answer?: string, place: Partial<ExpectedReply> = {}): string {
    const id = `mo-${++this.count}`;
    this.entries.push(mo({ id, at: this.tick(), from: PHONE, to: sender, text: question }));
    this.entries.push(ack({ id, at: this.tick() }));
    if (answer !== undefined) {
      this.expected.replies.push({ phone: PHONE, sender, question, answer, ...place });
    }
    return id;
  }

  /** A text that reaches the phone, under a reference of its own unless one is given. */
  gets(sender: string, text: string, reference = `mt-${++this.count}`): this {
    this.entries.push(
      mt({ at: this.tick(), from: sender, to: PHONE, text, reference, id: `sim-${reference}` }),
    );
    return this;
  }

  /** A text that another service asked for. @returns its id */
  isToGet(sender: string, text: string, place: Partial<PublishedText> = {}): string {
    const mtId = `mt-${++this.count}`;
    this.expected.texts.push({ mtId, phone: PHONE, sender, text, ...place });
    return mtId;
  }

  keeps(outcome: Partial<KeptOutcome>): this {
    this.outcomes.push({ mtId: 'mt-0', phone: PHONE, status: 'unknown', ...outcome });
    return this;
  }

  get evidence(): Evidence {
    const { entries, expected, outcomes } = this;
    return { entries, expected, outcomes, from: 0, to: Number.MAX_SAFE_INTEGER, stalls: [] };
  }

  private tick(): number {
    return (this.at += 10_000);
  }
}

/** A conversation in which everything is as it must be; specs spoil it. */
export function goodStory(): Story {
  const story = new Story();
  story.asks(ROOMY, DISCOUNT.question, DISCOUNT.answer);
  story.gets(ROOMY, DISCOUNT.answer);
  for (const [place, row] of ROWS.entries())
    story.asks(ROOMY, row.question, row.answer, { series: 'rows', place });
  for (const { answer } of ROWS) story.gets(ROOMY, answer);
  for (const place of [0, 1]) {
    const text = `step ${place}`;
    story.gets(SLOW, text, story.isToGet(SLOW, text, { series: 'steps', place }));
  }
  return story;
}
