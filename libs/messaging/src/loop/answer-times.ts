import { mtRequested, type MtRequested } from '@parley/contracts';
import { meter } from '@parley/platform';
import type { Effect } from '../decision.js';

const decided = meter.createHistogram('sms.reply.decision');

/** How long MOs waited for their answers to be asked for, kept until the batch stands. */
export class AnswerTimes {
  private readonly noted: { seconds: number; lane: string }[] = [];

  /** @param receivedAt of the MO, as its event says */
  note(effects: readonly Effect[], receivedAt: string, nowMs: number): void {
    for (const { event, data } of effects) {
      if (event !== mtRequested) continue;
      const { lane, inReplyTo } = data as MtRequested;
      if (inReplyTo === undefined) continue;
      this.noted.push({ lane, seconds: Math.max(0, nowMs - Date.parse(receivedAt)) / 1000 });
    }
  }

  forget(): void {
    this.noted.length = 0;
  }

  add(): void {
    for (const { seconds, lane } of this.noted) decided.record(seconds, { lane });
    this.noted.length = 0;
  }
}
