import { isDeepStrictEqual } from 'node:util';
import {
  decodePdu,
  encodePdu,
  ESME,
  FrameReader,
  FramingError,
  partOf,
  readDelivery,
  type InboundSettings,
  type KnownBody,
  type MalformedPdu,
  type Pdu,
} from '@parley/carriers';
import { moReceived, receiptReceived, senderConfigured, type EventDefinition } from '@parley/contracts';
import { encodeEvent } from '@parley/messaging';
import { moReceivedFrom } from '../../../apps/ingest/src/domain/mo.mapping.js';
import { receiptReceivedFrom } from '../../../apps/ingest/src/domain/receipt.mapping.js';
import type { Mapped } from '../../../apps/ingest/src/domain/refusal.js';
import type { Random } from '../../faults/random.js';
import { ACCEPTED, refusedWith, type FuzzTarget, type Verdict } from '../fuzz-target.js';
import { mutateBytes, randomBytes } from '../mutations/bytes.mutation.js';
import { chunked, wirePdus, withLength } from './smpp-pdus.js';

/** What one side of a link writes, as it arrives, and how the account reads it. */
export interface SmppInput {
  readonly chunks: readonly Buffer[];
  readonly settings: InboundSettings;
}

const CARRIER = 'smpp';
const nowMs = 1_780_000_000_000;
const senders = new Map([['12345', { ...senderConfigured.example, sender: '12345', carrier: CARRIER }]]);

/**
 * SMPP as a link takes it: frames, PDUs, deliver_sm as text or receipt, and what ingest makes of them. What was
 * read must be written and read again as the same.
 */
export function smppTarget(): FuzzTarget<SmppInput> {
  return {
    name: 'smpp',
    draw: (random) => ({ chunks: chunked(streamOf(random), random), settings: settingsOf(random) }),
    feed: ({ chunks, settings }) => {
      const frames = new FrameReader();
      let first: Verdict | undefined;
      for (const chunk of chunks) {
        try {
          for (const frame of frames.push(chunk)) {
            const verdict = take(decodePdu(frame), settings);
            if (verdict.refused !== undefined) first ??= verdict;
          }
        } catch (error) {
          if (error instanceof FramingError) return first ?? refusedWith(error);
          throw error;
        }
      }
      return first ?? ACCEPTED;
    },
  };
}

function streamOf(random: Random): Buffer {
  if (random.next() < 0.03) return randomBytes(random);
  const pdus = Array.from({ length: random.pick([1, 1, 2, 5]) }, () => {
    const pdu = random.pick(wirePdus);
    if (random.next() < 0.2) return pdu;
    // Whole PDUs are mixed, so that bodies of one command follow the header of another.
    const changed = mutateBytes(pdu, random, wirePdus);
    return random.next() < 0.85 ? withLength(changed) : changed;
  });
  return Buffer.concat(pdus);
}

function settingsOf(random: Random): InboundSettings {
  const spellings = ['text', 'hex', 'decimal'] as const;
  return {
    alphabet: random.pick(['gsm7', 'gsm7-packed', 'latin1'] as const),
    numbers: random.pick(['by-ton', 'international'] as const),
    receiptNames: random.pick(['subscriber', 'sender'] as const),
    idsInAnswers: random.pick(spellings),
    idsInReceipts: random.pick(spellings),
    ...random.pick([{}, ...spellings.map((idsInTlvs) => ({ idsInTlvs }))]),
  };
}

const codeOf = new Map(Object.entries(ESME).map(([name, value]) => [value as number, `ESME_${name}`]));

function take(pdu: Pdu | MalformedPdu, settings: InboundSettings): Verdict {
  if (pdu.command === 'malformed') return { refused: codeOf.get(pdu.answer)! };
  if (pdu.command === 'unknown') return { refused: 'ESME_RINVCMDID' };
  mustComeBack(pdu);
  if (pdu.command !== 'deliver_sm') return ACCEPTED;
  partOf(pdu);
  const inbound = readDelivery(pdu, settings);
  switch (inbound.kind) {
    case 'unreadable':
      return { refused: `UNREADABLE_${inbound.reason}` };
    case 'receipt':
      return kept(receiptReceived, receiptReceivedFrom(inbound.receipt, CARRIER, senders, nowMs));
    case 'mo': {
      const named = { ...inbound.mo, carrierMessageId: 'smpp-7' };
      return kept(moReceived, moReceivedFrom(named, CARRIER, senders, nowMs));
    }
  }
}

function kept(event: EventDefinition, mapped: Mapped<{ subscriber: string }>): Verdict {
  if (!mapped.ok) return refusedWith(mapped.refusal);
  const key = mapped.data.subscriber;
  const attributes = { id: 'x', source: 'fuzz', timeMs: nowMs, key, conversationId: 'x', traceparent: 'x' };
  encodeEvent(event, mapped.data, attributes);
  return ACCEPTED;
}

function mustComeBack(pdu: Pdu<KnownBody>): void {
  let written: Buffer;
  try {
    written = encodePdu(pdu, pdu.sequence, pdu.status);
  } catch (error) {
    // Strings of others may be longer than ours can be.
    if ((error as { code?: string }).code === 'SMPP_FIELD_TOO_LONG') return;
    throw error;
  }
  const again = decodePdu(written);
  if (!isDeepStrictEqual(again, pdu)) throw new Error(`${pdu.command} came back as another`);
}
