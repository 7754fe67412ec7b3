import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { events, headers as ceHeaders, type EventDefinition } from '@parley/contracts';
import {
  ConfigDirectory,
  ConversationIds,
  deadLetterRecord,
  decodeEvent,
  encodeEvent,
  type IncomingRecord,
} from '@parley/messaging';
import { projectRoot } from '../../../tools/parley/platform/project-root.js';
import type { Random } from '../../faults/random.js';
import { ACCEPTED, refusedWith, type FuzzTarget, type Verdict } from '../fuzz-target.js';
import { mutateBytes, randomBytes } from '../mutations/bytes.mutation.js';
import { mutateJson } from '../mutations/json.mutation.js';
import { oddWords, prototypeNames } from '../mutations/odd-words.js';

/** A record as it lies in a topic. */
export interface KafkaInput {
  readonly topic: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer | string | (Buffer | string)[]>>;
}

const GROUP = 'fuzz';
const ID = '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20';
const BYTES_TOO_MANY = 256 * 1024 + 1;

/** Every contract's way out of Kafka: decoded as the loop does it, and set aside as it does it where it cannot be. */
export function kafkaTarget(): FuzzTarget<KafkaInput> {
  const payloads = new Map(events.map((event) => [event, examplesOf(event)]));
  const conversations = new ConversationIds('a pepper for the fuzzing');
  return {
    name: 'kafka',
    draw: (random) => {
      const event = random.pick(events);
      const payload = random.pick(payloads.get(event)!);
      const value = changedValue(payload, random);
      return { topic: event.topic, key: keyOf(value, random), value, headers: headersOf(event, random) };
    },
    feed: (input) => feed(input, conversations),
  };
}

function feed(input: KafkaInput, conversations: ConversationIds): Verdict {
  const definition = events.find(({ topic }) => topic === input.topic)!;
  const record: IncomingRecord = { partition: 0, offset: '0', timestamp: 1_780_000_000_000, ...input };
  const decoded = decodeEvent(definition, record, conversations);
  if (!decoded.ok) {
    const { reason, detail } = decoded;
    deadLetterRecord({ record, reason, detail }, GROUP);
    return refusedWith({ code: reason, message: detail });
  }
  const { envelope } = decoded;
  // What was taken fits its own contract, whatever its defaults made of it, and can be written again.
  encodeEvent(definition, envelope.data, { ...envelope, timeMs: envelope.time });
  if (definition.cleanup === 'compact') new ConfigDirectory().apply(input.topic, envelope.key, envelope.data);
  return ACCEPTED;
}

function changedValue(payload: unknown, random: Random): Buffer | null {
  const chance = random.next();
  if (chance < 0.03) return randomBytes(random);
  if (chance < 0.04) return null;
  if (chance < 0.041) return Buffer.alloc(BYTES_TOO_MANY, random.pick(['[', ' ', '"']));
  if (chance < 0.15) return mutateBytes(Buffer.from(JSON.stringify(payload)), random);
  if (chance < 0.2) return Buffer.from(JSON.stringify(payload));
  return Buffer.from(mutateJson(payload, random));
}

/** Mostly the subscriber's, or nothing would be taken. */
function keyOf(value: Buffer | null, random: Random): Buffer | null {
  const chance = random.next();
  if (chance < 0.03) return null;
  if (chance < 0.06) return randomBytes(random);
  const subscriber = /"subscriber":"(\+\d+)"/.exec(value?.toString('latin1') ?? '')?.[1];
  return Buffer.from(subscriber ?? 'name');
}

function headersOf({ type }: EventDefinition, random: Random): KafkaInput['headers'] {
  const headers: Record<string, Buffer | string | (Buffer | string)[]> = {
    [ceHeaders.id]: Buffer.from(ID),
    [ceHeaders.type]: Buffer.from(type),
    [ceHeaders.time]: Buffer.from('2026-11-20T15:00:00.000Z'),
  };
  if (random.next() < 0.7) return headers;
  for (let times = random.between(1, 4); times > 0; times--) {
    const name = random.pick([...Object.values(ceHeaders), ...prototypeNames, random.pick(oddWords)]);
    const word = random.pick([...oddWords, ID, type, `${type.slice(0, -1)}9`]);
    // Defined, as the name may be one that assignment would not make a field of.
    Object.defineProperty(headers, name, {
      value: random.pick([Buffer.from(word), word, randomBytes(random), [], [Buffer.from(word), word]]),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return headers;
}

/** The contract's own example, and the payloads that it promises to read for ever. */
function examplesOf(event: EventDefinition): unknown[] {
  const name = event.topic.replace(/^parley\./, '').replace(/\.v\d+$/, '');
  const file = join(projectRoot(), `libs/contracts/fixtures/v${event.version}/${name}.json`);
  const fixtures = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)
    : {};
  return [event.example, ...Object.values(fixtures)];
}
