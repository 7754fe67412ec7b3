import { AnswerTimes, type BatchTally, type Decision, type Envelope } from '@parley/messaging';
import { meter, Tally } from '@parley/platform';
import type { LedgerEntry } from './domain/ledger.entry.js';
import type { SaidFallback } from './fallback.store.js';

const changes = meter.createCounter('sms.consent.changes');

/** What a batch changed of consents, and how long the answers to texts took. */
export class ConsentTally<T, S, R extends LedgerEntry | SaidFallback> implements BatchTally<T, S, R> {
  private readonly changes = new Tally(changes);
  private readonly answers = new AnswerTimes();

  forget(): void {
    this.changes.forget();
    this.answers.forget();
  }

  note(event: Envelope<T>, { records, effects }: Decision<S, R>, nowMs: number): void {
    for (const record of records ?? []) {
      if ('saidAt' in record) continue;
      const { to, rule } = record;
      this.changes.count(`${to} ${rule}`, () => ({ to, rule }));
    }
    const { receivedAt } = event.data as { receivedAt?: string };
    if (receivedAt !== undefined) this.answers.note(effects, receivedAt, nowMs);
  }

  add(): void {
    this.changes.add();
    this.answers.add();
  }
}
