import { Injectable } from '@nestjs/common';
import { ConfigDirectory } from '@parley/messaging';
import { Clock } from '@parley/platform';
import { lineOf, STEP_S } from './domain/throughput.js';
import { AskedOnce } from './asked-once.js';
import { OperationsStore } from './operations.store.js';
import { StandstillsView } from './standstills.view.js';
import { ThroughputStore } from './throughput.store.js';
import type { Shown } from './viewer.js';

const FLOW_S = 300;
const SENT_S = 60;
const LINE_STEPS = 600 / STEP_S;
const REASONS_S = 3_600;
const MINUTES = 30;
const MOST_REASONS = 8;
const MOST_TROUBLES = 100;

/** What operations look at, put together; asked of the database once for all who look. */
@Injectable()
export class OperationsView {
  private readonly asked = new AskedOnce();

  constructor(
    private readonly operations: OperationsStore,
    private readonly throughput: ThroughputStore,
    private readonly standstills: StandstillsView,
    private readonly directory: ConfigDirectory,
    private readonly clock: Clock,
  ) {}

  overview(): Promise<object> {
    return this.asked.of('overview', async () => {
      const { operations } = this;
      const [flow, minutes, reasons, needs, waiting, held, standstills] = await Promise.all([
        operations.flow(FLOW_S),
        operations.minutes(MINUTES),
        operations.reasons(REASONS_S, MOST_REASONS),
        operations.troubleCounts(),
        operations.waiting(),
        operations.holds(),
        this.standstills.now(),
      ]);
      const queued = waiting.reduce((sum, { texts }) => sum + texts, 0);
      return {
        flow,
        minutes,
        reasons,
        needs,
        queued,
        held: held.filter(({ waits }) => waits),
        ...standstills,
      };
    });
  }

  senders(): Promise<object> {
    return this.asked.of('senders', async () => {
      const { operations } = this;
      const nowMs = this.clock.now();
      const [waiting, sent, paces, held, lines] = await Promise.all([
        operations.waiting(),
        operations.sent(SENT_S),
        operations.paces(),
        operations.holds(),
        this.throughput.since(nowMs - (LINE_STEPS + 1) * STEP_S * 1000),
      ]);
      const senders = [...this.directory.senders.values()].map(
        ({ sender, brand, carrier, segmentsPerSecond, segmentsPerDay }) => ({
          ...{ sender, brand, carrier, segmentsPerSecond, segmentsPerDay },
          waiting: waiting.filter((row) => row.sender === sender),
          sent: sent.filter((row) => row.sender === sender),
          pace: paces.find((row) => row.sender === sender),
          held: held.find(({ kind, name }) => kind === 'sender' && name === sender),
          line: lineOf(
            lines.filter((row) => row.sender === sender),
            nowMs,
            LINE_STEPS,
          ),
        }),
      );
      return {
        withinS: SENT_S,
        senders: senders.toSorted((a, b) => a.sender.localeCompare(b.sender)),
        campaigns: held.filter(({ kind }) => kind === 'campaign'),
      };
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
}
