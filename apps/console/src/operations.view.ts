import { Injectable } from '@nestjs/common';
import { ConfigDirectory } from '@parley/messaging';
import { OperationsStore } from './operations.store.js';
import type { Shown } from './viewer.js';

const FLOW_S = 300;
const SENT_S = 60;
const REASONS_S = 3_600;
const MINUTES = 30;
const MOST_REASONS = 8;
const MOST_TROUBLES = 100;
/** Who looks meanwhile is given the same answer: ten people cost no more than one. */
const FRESH_MS = 1_500;

/** What operations look at, put together; asked of the database once for all who look. */
@Injectable()
export class OperationsView {
  private readonly kept = new Map<string, { at: number; answer: Promise<object> }>();

  constructor(
    private readonly operations: OperationsStore,
    private readonly directory: ConfigDirectory,
  ) {}

  overview(): Promise<object> {
    return this.once('overview', async () => {
      const { operations } = this;
      const [flow, minutes, reasons, needs, waiting] = await Promise.all([
        operations.flow(FLOW_S),
        operations.minutes(MINUTES),
        operations.reasons(REASONS_S, MOST_REASONS),
        operations.troubleCounts(),
        operations.waiting(),
      ]);
      const queued = waiting.reduce((sum, { texts }) => sum + texts, 0);
      return { flow, minutes, reasons, needs, queued };
    });
  }

  senders(): Promise<object> {
    return this.once('senders', async () => {
      const { operations } = this;
      const [waiting, sent, paces] = await Promise.all([
        operations.waiting(),
        operations.sent(SENT_S),
        operations.paces(),
      ]);
      const senders = [...this.directory.senders.values()].map(
        ({ sender, brand, carrier, segmentsPerSecond, segmentsPerDay }) => ({
          ...{ sender, brand, carrier, segmentsPerSecond, segmentsPerDay },
          waiting: waiting.filter((row) => row.sender === sender),
          sent: sent.filter((row) => row.sender === sender),
          pace: paces.find((row) => row.sender === sender),
        }),
      );
      return { withinS: SENT_S, senders: senders.toSorted((a, b) => a.sender.localeCompare(b.sender)) };
    });
  }

  async troubles(shown: Shown): Promise<object> {
    const [counts, troubles] = await Promise.all([
      this.operations.troubleCounts(),
      this.operations.troubles(MOST_TROUBLES),
    ]);
    return {
      counts,
      troubles: troubles.map((one) => ({
        ...one,
        ...(one.subscriber !== undefined && { subscriber: shown(one.subscriber) }),
      })),
    };
  }

  private once(name: string, ask: () => Promise<object>): Promise<object> {
    const now = performance.now();
    const kept = this.kept.get(name);
    if (kept !== undefined && now - kept.at < FRESH_MS) return kept.answer;
    const answer = ask();
    this.kept.set(name, { at: now, answer });
    answer.catch(() => this.kept.delete(name));
    return answer;
  }
}
