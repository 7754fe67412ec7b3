import type { MoReceived } from '@parley/contracts';
import { AnswerTimes, type BatchTally, type Decision, type Envelope } from '@parley/messaging';
import { meter, Tally } from '@parley/platform';

const intents = meter.createCounter('sms.intents');

/** What a batch of MOs was read as, and how long its answers took. */
export class TurnTally<S, R> implements BatchTally<MoReceived, S, R> {
  private readonly intents = new Tally(intents);
  private readonly answers = new AnswerTimes();

  forget(): void {
    this.intents.forget();
    this.answers.forget();
  }

  note(mo: Envelope<MoReceived>, { attributes, effects }: Decision<S, R>, nowMs: number): void {
    const intent = String(attributes?.['parley.intent']);
    const rule = String(attributes?.['parley.rule']);
    this.intents.count(`${intent} ${rule}`, () => ({ intent, rule }));
    this.answers.note(effects, mo.data.receivedAt, nowMs);
  }

  add(): void {
    this.intents.add();
    this.answers.add();
  }
}
