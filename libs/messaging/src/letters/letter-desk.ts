import type { EventPublisher } from '../kafka/event-publisher.js';
import { publishInTime } from '../kafka/publish-in-time.js';
import type { ConversationIds } from '../wire/conversation-id.js';
import type { OutgoingRecord } from '../wire/record.js';
import type { DeadLetterShelf } from './dead-letter-shelf.js';
import { letterId, originOf, type KeptLetter } from './kept-letter.js';
import { mendedRecord, type Mended } from './mended-record.js';
import type { Redrives, Redriven } from './redrives.js';

/** A letter, and whether its record was published again. */
export interface ShownLetter extends KeptLetter {
  readonly redriven: Redriven | undefined;
}

/** A letter to be published again, with its value written anew where that has to be. */
export interface Wanted {
  /** As `letterId` names it. */
  readonly id: string;
  readonly value?: string | undefined;
}

/** What became, or would become, of one of them. */
export type RedriveOutcome = { readonly id: string; readonly origin: string } & Mended;

/** Who asks, and in whose name what is edited goes on: a service of the house. */
export interface Redriver {
  readonly by: string;
  readonly source: 'parley/console' | 'parley-cli';
  /** Whether they may edit records of a topic; all of them where it is absent. */
  readonly mayEdit?: (topic: string) => boolean;
}

/** Consumers remember for 8 days what they took; a day is for the time until they took it. */
const REMEMBERED_MS = 7 * 24 * 3_600_000;

const NOT_THEIRS =
  'What people wrote, agreed to and asked for is edited by who may change consent (consents:write) alone.';

/** Dead letters, looked at and published again: for the command line and the console. */
export class LetterDesk {
  constructor(
    private readonly shelf: DeadLetterShelf,
    private readonly redrives: Redrives,
    private readonly publisher: Pick<EventPublisher, 'publish'>,
    private readonly conversations: ConversationIds,
    private readonly now: () => number,
  ) {}

  /** All that lie on Kafka now, the oldest first. */
  async letters(): Promise<{ letters: readonly ShownLetter[]; leftOut: number }> {
    const [{ letters, leftOut }, known] = await Promise.all([this.shelf.now(), this.redrives.known()]);
    return {
      letters: letters.map((letter) => ({ ...letter, redriven: known.get(originOf(letter)) })),
      leftOut,
    };
  }

  /** What would become of them: nothing is published. */
  async tryOut(
    wanted: readonly Wanted[],
    source: Redriver['source'],
    mayEdit: Redriver['mayEdit'] = () => true,
  ): Promise<RedriveOutcome[]> {
    const { letters } = await this.letters();
    const byId = new Map(letters.map((letter) => [letterId(letter), letter]));
    return wanted.map(({ id, value }) => {
      const letter = byId.get(id);
      if (letter === undefined)
        return refused(id, '', 'LETTER_UNKNOWN', 'No such dead letter lies on Kafka (any more).');
      const origin = originOf(letter);
      if (value !== undefined && !mayEdit(letter.topic))
        return refused(id, origin, 'EDIT_FORBIDDEN', NOT_THEIRS);
      const edit = value === undefined ? undefined : { value, source };
      return {
        id,
        origin,
        ...(this.reasonAgainst(letter) ?? mendedRecord(letter, this.conversations, edit)),
      };
    });
  }

  /**
   * Publishes to their topics those that would be taken, in the order in which they lay, a record once however many
   * consumers had set it aside; then marks them. Should it end in between, they can be published again: consumers drop
   * what they took.
   *
   * @throws PublishError KAFKA_UNAVAILABLE; DatabaseError
   */
  async redrive(wanted: readonly Wanted[], { by, source, mayEdit }: Redriver): Promise<RedriveOutcome[]> {
    const outcomes = await this.tryOut(wanted, source, mayEdit);
    const edited = new Set(wanted.filter(({ value }) => value !== undefined).map(({ id }) => id));
    const records = new Map<string, { record: OutgoingRecord; edited: boolean }>();
    for (const outcome of outcomes) {
      if (outcome.ok && !records.has(outcome.origin))
        records.set(outcome.origin, { record: outcome.record, edited: edited.has(outcome.id) });
    }
    const places = [...records].map(([origin, rest]) => ({ ...placeOf(origin), ...rest })).sort(inOrder);
    if (places.length === 0) return outcomes;
    await publishInTime(
      this.publisher,
      places.map(({ record }) => record),
    );
    await this.redrives.mark(
      places.map(({ topic, partition, offset, edited: anew }) => ({
        topic,
        partition,
        offset,
        edited: anew,
      })),
      by,
    );
    return outcomes;
  }

  private reasonAgainst({ redriven, at }: ShownLetter): Mended | undefined {
    if (redriven !== undefined)
      return {
        ok: false,
        code: 'ALREADY_REDRIVEN',
        message: `${redriven.by} published it again at ${redriven.at}; what was wrong then has a letter of its own.`,
      };
    if (this.now() - Date.parse(at) <= REMEMBERED_MS) return undefined;
    return {
      ok: false,
      code: 'REDRIVE_TOO_OLD',
      message:
        'It is older than 7 days: whoever took it in its time may have forgotten so, and would take it twice. Have its producer publish it again.',
    };
  }
}

interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

function placeOf(origin: string): Place {
  const [, topic, partition, offset] = /^(.*)\/(\d+)@(\d+)$/.exec(origin)!;
  return { topic: topic!, partition: Number(partition), offset: offset! };
}

function inOrder(a: Place, b: Place): number {
  return (
    a.topic.localeCompare(b.topic) || a.partition - b.partition || Number(BigInt(a.offset) - BigInt(b.offset))
  );
}

function refused(id: string, origin: string, code: string, message: string): RedriveOutcome {
  return { ok: false, id, origin, code, message };
}
