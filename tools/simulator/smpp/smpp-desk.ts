import { setTimeout as pause } from 'node:timers/promises';
import {
  decodeText,
  ESME,
  partOf,
  readUserData,
  tags,
  type Address,
  type MessageBody,
} from '@parley/carriers';
import type { FaultPlan } from '../fault-plan.js';
import type { Ids } from '../ids.js';
import type { Ledger } from '../ledger.js';
import type { MagicError } from '../magic-numbers.js';
import { nowMicros } from '../micros.js';
import type { PhoneText, TextOutcome } from '../mo-sender.js';
import type { SimulatorSettings } from '../simulator.options.js';
import type { Switchboard, TakenSms } from '../switchboard.js';
import { moMessages, receiptMessage } from './smpp-messages.js';
import { smppHabits, spellId, type SmppHabits, type SmppOptions } from './smpp.options.js';
import { SmppServer } from './smpp.server.js';
import type { SubmitAnswer } from './smpp-session.js';

const UDHI = 0x40;

/** The simulator's words for a refusal as command statuses. */
const STATUS_OF: Readonly<Record<string, number>> = {
  invalid_number: ESME.RINVDSTADR,
  text_invalid: ESME.RINVMSGLEN,
};

/** The SMSC's desk between the wire and the switchboard: texts in, receipts and phones' texts out. */
export class SmppDesk {
  readonly server: SmppServer;
  private habits: SmppHabits;
  private references = 0;
  private held = 0;

  constructor(
    private readonly settings: SimulatorSettings,
    private readonly ledger: Ledger,
    private readonly faults: FaultPlan,
    private readonly switchboard: Switchboard,
    private readonly ids: Ids,
  ) {
    this.habits = smppHabits(settings.smpp);
    this.server = new SmppServer(this.habits, this);
    switchboard.onSms = (taken) => void this.sendReceipts(taken);
  }

  /** Nothing waits to be delivered, and no receipt is held back. */
  get idle(): boolean {
    return this.held === 0 && this.server.underWay === 0;
  }

  /** Takes on other habits from now on, e.g. another spelling of ids. */
  adopt(habits: Partial<SmppOptions>): void {
    this.habits = { ...this.habits, ...habits };
  }

  submit(message: MessageBody): { answer: SubmitAnswer; delayMs: number } {
    const { delayMs } = this.faults;
    try {
      return { answer: this.take(message), delayMs };
    } catch {
      // The ledger cannot be written: a carrier without its books takes nothing.
      return { answer: refused(ESME.RX_T_APPN), delayMs };
    }
  }

  private take(message: MessageBody): SubmitAnswer {
    const text = textOf(message);
    if (text === undefined) return refused(ESME.RINVMSGLEN);
    const outcome = this.switchboard.take({
      carrier: 'smpp',
      from: numberOf(message.source),
      to: numberOf(message.dest),
      text,
      part: partOf(message),
      wantsReceipt: (message.registeredDelivery & 0x03) !== 0,
    });
    switch (outcome.kind) {
      case 'taken':
        return {
          kind: 'answer',
          status: ESME.ROK,
          messageId: spellId(BigInt(outcome.id), this.habits.idsInAnswers),
        };
      case 'silent':
        return outcome.hang ? { kind: 'hang' } : { kind: 'cut' };
      case 'throttled':
        return refused(ESME.RTHROTTLED);
      case 'failed':
        return refused(ESME.RSYSERR);
      case 'rejected':
        return refused(statusOf(outcome.error));
    }
  }

  /** Plays a phone: resolves when the text was taken or refused, all of its parts. */
  async sendText(text: PhoneText): Promise<TextOutcome> {
    const id = text.id ?? this.ids.next('sim-mo');
    const sentAt = nowMicros();
    const { from, to } = text;
    this.ledger.append({ kind: 'mo.sent', at: sentAt, carrier: 'smpp', id, from, to, text: text.text });
    let outcome = { status: 0 as number, attempts: 0 };
    for (const message of moMessages(from, to, text.text, ++this.references, this.habits)) {
      if (this.faults.duplicates()) void this.server.deliver(message, this.settings.moRetry);
      outcome = await this.server.deliver(message, this.settings.moRetry);
      if (outcome.status !== 200) break;
    }
    const { status, attempts } = outcome;
    const acked = status === 200;
    const answeredAt = nowMicros();
    this.ledger.append({ kind: acked ? 'mo.acked' : 'mo.refused', at: answeredAt, id, status, attempts });
    return { id, sentAt, answeredAt, status, acked, attempts, refusal: acked ? undefined : 'SMPP' };
  }

  private async sendReceipts(taken: TakenSms): Promise<void> {
    const { receipts, receiptFlushMs } = this.settings;
    if (receipts === 'none') return;
    const last = taken.undeliverable === undefined ? 'DELIVRD' : 'UNDELIV';
    this.held += 1;
    try {
      await pause(receiptFlushMs * (this.faults.reorders() ? 6 : 1));
      for (const stat of receipts === 'all' ? (['ENROUTE', last] as const) : ([last] as const)) {
        const message = receiptMessage({ ...taken, id: BigInt(taken.id) }, stat, Date.now(), this.habits);
        const batch = this.ids.next('sim-batch');
        const told = [{ id: taken.id, status: stat }];
        this.ledger.append({
          kind: 'receipts.sent',
          at: nowMicros(),
          carrier: 'smpp',
          batch,
          receipts: told,
        });
        if (this.faults.duplicates()) void this.server.deliver(message, this.settings.receiptRetry);
        const { status, attempts } = await this.server.deliver(message, this.settings.receiptRetry);
        const kind = status === 200 ? 'receipts.acked' : 'receipts.refused';
        this.ledger.append({ kind, at: nowMicros(), batch, status, attempts });
      }
    } catch {
      // Where the ledger fails, the next text is refused with the reason.
    } finally {
      this.held -= 1;
    }
  }
}

function refused(status: number): SubmitAnswer {
  return { kind: 'answer', status, messageId: '' };
}

function statusOf(error: MagicError): number {
  return STATUS_OF[error.simulator] ?? ESME.RSUBMITFAIL;
}

function textOf(message: MessageBody): string | undefined {
  const payload = message.tlvs?.get(tags.messagePayload) ?? message.shortMessage;
  const headed = (message.esmClass & UDHI) !== 0;
  const { octets, headerLength } = headed ? readUserData(payload) : { octets: payload, headerLength: 0 };
  return decodeText(octets, message.dataCoding, 'gsm7', headerLength)?.text;
}

function numberOf({ ton, address }: Address): string {
  return ton === 1 && /^\d+$/.test(address) ? `+${address}` : address;
}
