import { setTimeout as pause } from 'node:timers/promises';
import type { CarrierAccount, CarrierSender, OutboundMt, SendOutcome } from '../carrier.port.js';
import type { LinkWatch } from '../receiver.port.js';
import type { MessageBody } from './pdu.js';
import { PduTooLongError } from './pdu.encode.js';
import { bindOf, smppAccount, type SmppAccount } from './smpp.account.js';
import { SmppBinds, type RequestTerms } from './smpp-binds.js';
import { afterPart } from './submit-outcome.js';
import { References, submitParts } from './submit-parts.js';

/** How long a text without a `sendBy` may wait for a place in a window, ms. */
const PATIENCE_MS = 5_000;
/** Between attempts at a part that was not taken after others were, ms. */
const REPEAT_EVERY_MS = 500;

/** Sends by submit_sm over the account's binds; the parts of a long text one after another. */
export class SmppSender implements CarrierSender {
  /** The places in all windows. */
  readonly window: number;
  private readonly account: SmppAccount;
  private readonly binds: SmppBinds;
  private readonly references = new References();

  constructor(account: CarrierAccount, watch: LinkWatch = () => undefined) {
    this.account = smppAccount(account);
    this.window = this.account.binds * this.account.window;
    this.binds = new SmppBinds(this.account, bindOf(this.account, 'sender'), watch);
  }

  async send(mt: OutboundMt, signal?: AbortSignal): Promise<SendOutcome> {
    const nowMs = Date.now();
    let parts: MessageBody[];
    try {
      parts = submitParts(mt, this.account, this.references, nowMs);
      const sendBy = mt.sendBy ?? nowMs + PATIENCE_MS;
      return await this.submit(parts, { sendBy, signal });
    } catch (error) {
      if (!(error instanceof PduTooLongError)) throw error;
      return { kind: 'rejected', code: 'TEXT_INVALID', carrierCode: error.code };
    }
  }

  close(): Promise<void> {
    return this.binds.close();
  }

  private async submit(parts: readonly MessageBody[], terms: RequestTerms): Promise<SendOutcome> {
    const ids: string[] = [];
    // A text that was begun in time may be finished: until one response time-out later, well within a claim's grace.
    const rest = { ...terms, sendBy: terms.sendBy + this.account.responseSeconds * 1_000, patient: true };
    for (const part of parts) {
      for (;;) {
        const exchanged = await this.binds.request(part, ids.length === 0 ? terms : rest);
        const taken = { total: parts.length, ids };
        const next = afterPart(exchanged, taken, this.account.idsInAnswers);
        if (next.kind === 'end') return next.outcome;
        if (next.kind === 'taken') {
          ids.push(next.id);
          break;
        }
        if (terms.signal?.aborted || Date.now() + REPEAT_EVERY_MS > rest.sendBy) {
          return { kind: 'unknown', code: 'PARTLY_TAKEN', carrierCode: next.code, taken };
        }
        await pause(REPEAT_EVERY_MS);
      }
    }
    return { kind: 'submitted', carrierMessageId: ids[0]!, taken: { total: parts.length, ids } };
  }
}
