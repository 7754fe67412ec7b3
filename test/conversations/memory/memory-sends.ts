import { setImmediate } from 'node:timers/promises';
import { isFinal } from '../../../apps/dispatcher/src/domain/mt-status-lattice.js';
import type { ClaimedMt } from '../../../apps/dispatcher/src/mt-claims.store.js';
import type { SendMtService } from '../../../apps/dispatcher/src/send-mt.service.js';
import { statusEffect, type Result } from '../../../apps/dispatcher/src/settle-mts.service.js';
import { addressOf, type OurNumbers } from '../../../apps/dispatcher/src/our-numbers.js';
import type { Clock } from '@parley/platform';
import type { MemoryBus } from './memory-bus.js';
import type { MemoryQueue } from './memory-queue.store.js';

/** Stands for the dispatcher's SettleMtsService: what became of a text is published at once. */
export class MemorySettling {
  private settled: () => void = () => undefined;

  constructor(
    private readonly bus: MemoryBus,
    private readonly clock: Clock,
  ) {}

  add(result: Result): void {
    const { mt } = result;
    if (result.kind === 'settled') {
      const { cause, effect } = statusEffect(
        mt,
        { ...result.settled, final: isFinal(result.settled.status) },
        this.clock.now(),
      );
      this.bus.publish('dispatcher', cause, effect);
    }
    this.settled();
  }

  afterSettling(): void {}

  /** Resolves with the next text that comes to its end. */
  next(): Promise<void> {
    return new Promise((resolve) => (this.settled = resolve));
  }
}

/** Sends what is due, one text after the other, through the dispatcher's own service. */
export async function sendDue(
  queue: MemoryQueue,
  sending: SendMtService,
  settling: MemorySettling,
  numbers: OurNumbers,
  nowMs: number,
): Promise<boolean> {
  let any = false;
  for (let mt = queue.next(nowMs); mt !== undefined; mt = queue.next(nowMs)) {
    const config = numbers.get(addressOf(mt));
    if (config === undefined) continue;
    const settled = settling.next();
    // However busy the machine is, nothing here comes too late for its slot.
    const slot = { carrier: config.carrier, atMs: performance.now(), latenessMs: Infinity };
    sending.dispatch(mt, config, slot);
    await Promise.race([settled, unsettled(sending, mt)]);
    any = true;
  }
  return any;
}

/** Rejects once a text's way has ended: one that has not been settled by then never will be, and is not waited for. */
async function unsettled(sending: SendMtService, { id }: ClaimedMt): Promise<void> {
  while (sending.underWay > 0) await setImmediate();
  throw new Error(`The dispatcher gave up text ${id} without saying what became of it.`);
}
