import { setTimeout as pause } from 'node:timers/promises';
import type { CarrierId } from '@parley/carriers';
import { summarise, type LatencySummary } from './latency.js';
import { LoadLog } from './load-log.js';
import type { Simulator } from './simulator.js';

/** A run: `total` phones each send one text and each expect one reply. Give `rate` or `concurrency`. */
export interface LoadOptions {
  /** Open loop: MO per second on a fixed schedule, whatever becomes of those before. */
  readonly rate?: number;
  /** Closed loop: so many conversations under way; each reply starts the next one. */
  readonly concurrency?: number;
  readonly total: number;
  text(index: number): string;
  /** The phone of conversation `index`, E.164; every index needs a number of its own. */
  from(index: number): string;
  /** Our sender. */
  readonly to: string;
  readonly carrier?: CarrierId;
  /** How long to wait for replies after the last MO was answered, ms. */
  readonly settleMs: number;
  /** Closed loop: a conversation without a reply for so long gives its place to the next, ms. Default 30,000. */
  readonly replyTimeoutMs?: number;
}

/** What a run gave. Latencies in ms. */
export interface LoadResult {
  readonly total: number;
  /** MO that ingest took. */
  readonly acked: number;
  /** MO that ingest refused or did not take in all attempts. */
  readonly refused: number;
  /** Phones that got a reply. */
  readonly replied: number;
  /** Phones whose MO was taken and that got no reply. */
  readonly lost: number;
  /** Replies beyond the first of each phone. */
  readonly duplicates: number;
  /** From the first MO to the last reply, ms. */
  readonly wallMs: number;
  /** Conversations per second over `wallMs`. */
  readonly sustainedRate: number;
  /**
   * From the moment that the schedule meant to send the MO to the reply's arrival. This one does not flatter: an MO
   * that left late because the system was slow is late here too (no coordinated omission). In a closed loop it
   * equals `sentToReply`.
   */
  readonly intendedToReply: LatencySummary;
  readonly sentToReply: LatencySummary;
  /** From ingest's answer to the reply's arrival; 0 where the reply was faster than the answer. */
  readonly ackedToReply: LatencySummary;
  readonly sentToAcked: LatencySummary;
}

/** Time for a duplicate to show itself once every reply is there, ms. */
const duplicateGraceMs = 250;

/** Runs a load through a simulator in this process; MO are signed and posted as ever, and all is in the ledger. */
export async function runLoad(simulator: Simulator, options: LoadOptions): Promise<LoadResult> {
  const { rate, concurrency, total } = options;
  if ((rate === undefined) === (concurrency === undefined)) {
    throw new Error('LOAD_INVALID: give either a rate (open loop) or a concurrency (closed loop).');
  }
  const log = new LoadLog(total, (index) => options.from(index));
  const stop = simulator.onMt((message) => log.replied(message.to, message.at));
  const talk = async (index: number, intendedAt?: number): Promise<void> => {
    const text = {
      from: options.from(index),
      to: options.to,
      text: options.text(index),
      carrier: options.carrier,
    };
    log.answered(index, await simulator.sendText(text), intendedAt);
  };
  try {
    if (rate !== undefined) await openLoop(total, rate, talk);
    else await closedLoop(total, concurrency ?? 1, options.replyTimeoutMs ?? 30_000, log, talk);
    await log.whenComplete(options.settleMs);
    if (options.settleMs > 0) await pause(Math.min(duplicateGraceMs, options.settleMs));
  } finally {
    stop();
    log.close();
  }
  return {
    total,
    ...log.totals(),
    intendedToReply: summarise(log.latencies('intended', 'reply')),
    sentToReply: summarise(log.latencies('sent', 'reply')),
    ackedToReply: summarise(log.latencies('acked', 'reply')),
    sentToAcked: summarise(log.latencies('sent', 'acked')),
  };
}

/** Sends MO number i at `start + i / rate`, however long the others take. */
async function openLoop(
  total: number,
  rate: number,
  talk: (index: number, intendedAt: number) => Promise<void>,
): Promise<void> {
  const start = performance.timeOrigin + performance.now();
  const talks: Promise<void>[] = [];
  while (talks.length < total) {
    const now = performance.timeOrigin + performance.now();
    const due = Math.min(Math.floor(((now - start) / 1_000) * rate) + 1, total);
    for (let index = talks.length; index < due; index++) {
      talks.push(talk(index, (start + (index / rate) * 1_000) * 1_000));
    }
    if (talks.length < total) await pause(1);
  }
  await Promise.all(talks);
}

/** Keeps `concurrency` conversations under way. */
async function closedLoop(
  total: number,
  concurrency: number,
  replyTimeoutMs: number,
  log: LoadLog,
  talk: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    for (let index = next++; index < total; index = next++) {
      const reply = log.waitForReply(index, replyTimeoutMs);
      await talk(index);
      if (log.wasAcked(index)) await reply;
      else log.giveUp(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, total) }, one));
}
