import type { CarrierSender, OutboundMt, SendOutcome } from '@parley/carriers';
import type { CarrierLines } from '../../../apps/dispatcher/src/carrier-senders.js';
import { LineLoad } from '../../../apps/dispatcher/src/domain/line-load.js';
import { LineQueue } from '../../../apps/dispatcher/src/line-queue.js';
import type { HeardText } from '../../../tools/conversations/stage.port.js';
import type { Remembered } from './remembered.js';

/** The carriers and the phones behind them: every text arrives, at once. Stands for the dispatcher's CarrierSenders. */
export class MemoryPhones implements CarrierSender, CarrierLines {
  private readonly texts: Map<string, HeardText[]>;

  constructor(remembered: Remembered) {
    this.texts = remembered.map();
  }

  /** Every carrier has an account. */
  of(): CarrierSender {
    return this;
  }

  /** One text goes after the other: the line is free. */
  load(): LineLoad {
    return new LineLoad(1);
  }

  queue(): LineQueue {
    return new LineQueue();
  }

  async send({ mtId, from, to, text }: OutboundMt): Promise<SendOutcome> {
    const heard = this.texts.get(to);
    if (heard === undefined) this.texts.set(to, [{ sender: from, text }]);
    else heard.push({ sender: from, text });
    return { kind: 'submitted', carrierMessageId: `memory-${mtId}` };
  }

  async close(): Promise<void> {}

  heard(number: string): readonly HeardText[] {
    return this.texts.get(number) ?? [];
  }
}
