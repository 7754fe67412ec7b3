import { setTimeout as wait } from 'node:timers/promises';
import type { ConversationIds, EventPublisher } from '@parley/messaging';
import type { Platform } from '../../tools/parley/platform.js';
import { nowMicros } from '../../tools/simulator/micros.js';
import { drain } from './drain.js';
import type { Fault, Injected } from './fault.port.js';
import type { Evidence } from './judge/evidence.js';
import type { LedgerTail } from './ledger-tail.js';
import type { LoopStalls } from './loop-stalls.js';
import type { Outcomes } from './outcomes.pg.js';
import type { Scenario } from './scenario.port.js';
import { TrialStage } from './stage.js';
import type { TrialPlan } from './trial.js';

/** What trials share. */
export interface Theatre {
  readonly campaign: string;
  readonly platform: Platform;
  readonly faults: readonly Fault[];
  readonly scenarios: readonly Scenario[];
  readonly loadMs: number;
  /** Within which a fault begins, ms. */
  readonly faultWithinMs: number;
  readonly publisher: EventPublisher;
  readonly conversations: ConversationIds;
  readonly outcomes: Outcomes;
  readonly tail: LedgerTail;
  readonly stalls: LoopStalls;
  readonly signal: AbortSignal;
  nextNumber(): string;
}

/** How a trial went, and what it is judged by. */
export interface Trial {
  readonly plan: TrialPlan;
  readonly fault: string;
  /** From the fault until the platform could do its job again, ms. */
  readonly downMs: number;
  readonly drainMs: number;
  /** False: something was still missing when the wait was given up. */
  readonly quiet: boolean;
  /** All but the entries, which may still grow. */
  readonly evidence: Omit<Evidence, 'entries'>;
}

/** One trial: load, a fault at a moment of it, healed; then everything is waited for. */
export async function runTrial(plan: TrialPlan, theatre: Theatre): Promise<Trial> {
  const { platform, tail, outcomes, signal, stalls } = theatre;
  const simulator = platform.simulator!;
  const stage = new TrialStage({
    name: `${theatre.campaign}/${plan.number}`,
    simulator,
    publisher: theatre.publisher,
    conversations: theatre.conversations,
    random: plan.random.fork('load'),
    durationMs: theatre.loadMs,
    signal,
    nextNumber: theatre.nextNumber,
  });
  await tail.read();
  const first = tail.entries.length;
  const from = nowMicros();
  const [fault] = await Promise.all([
    bringAbout(plan, theatre),
    ...theatre.scenarios.map((scenario) => scenario.play(stage)),
  ]);
  const { expected } = stage;
  const entries = async () => (await tail.read()).slice(first);
  const { ms: drainMs, quiet } = await drain({ expected, outcomes, simulator, signal, entries });
  const to = nowMicros();
  const moIds = (await entries()).flatMap((entry) => (entry.kind === 'mo.sent' ? [entry.id] : []));
  const kept = await outcomes.of([...expected.phones], moIds);
  const ofTrial = stalls.stalls.filter((stall) => stall.to >= from && stall.from <= to);
  const evidence = { from, to, expected, outcomes: kept, stalls: ofTrial };
  return { plan, fault: fault.what, downMs: fault.downMs, drainMs, quiet, evidence };
}

async function bringAbout(plan: TrialPlan, theatre: Theatre): Promise<{ what: string; downMs: number }> {
  const { signal } = theatre;
  const random = plan.random.fork('fault');
  await wait(plan.faultAfterMs, undefined, { signal });
  const fault = random.pick(theatre.faults);
  const began = performance.now();
  const injected: Injected = await fault.inject(theatre.platform, random);
  await wait(plan.faultForMs, undefined, { signal });
  await injected.heal(signal);
  return { what: injected.what, downMs: Math.round(performance.now() - began) };
}
