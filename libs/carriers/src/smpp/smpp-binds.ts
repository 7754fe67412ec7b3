import type { LinkWatch } from '../receiver.port.js';
import type { CarrierErrorCode } from '../carrier-errors.js';
import { errorOfStatus } from './command-status.js';
import type { BindName, MessageBody } from './pdu.js';
import type { SmppAccount } from './smpp.account.js';
import { SmppLink } from './smpp-link.js';
import type { LinkChange, Reply } from './smpp-link.port.js';

/** What came of a request; `unwritten` was certainly not seen by the other side. */
export type Exchanged = Reply | { readonly kind: 'unwritten'; readonly code: CarrierErrorCode };

export interface RequestTerms {
  /** Nothing is written after this moment, ms since the epoch. */
  readonly sendBy: number;
  readonly signal?: AbortSignal;
  /** Waits for a bind that is being mended instead of giving up at once. */
  readonly patient?: boolean;
}

interface Waiting {
  readonly body: MessageBody;
  readonly terms: RequestTerms;
  readonly settle: (exchanged: Exchanged) => void;
  settled: boolean;
}

const EXPIRE_EVERY_MS = 100;

/** The binds of a sender: a request leaves by whichever has a free place in its window, in the order of asking. */
export class SmppBinds {
  private readonly links: SmppLink[];
  private readonly expire: NodeJS.Timeout;
  private waiting: Waiting[] = [];
  private turn = 0;
  private closing = false;

  constructor(account: SmppAccount, bind: BindName, watch: LinkWatch) {
    const owner = {
      ready: () => this.pump(),
      changed: (change: LinkChange) => {
        watch(change);
        if (change.kind !== 'bound') this.giveUpWhereAllAreDown();
      },
    };
    this.links = Array.from({ length: account.binds }, () => new SmppLink(account, bind, owner));
    this.expire = setInterval(() => this.pump(), EXPIRE_EVERY_MS);
  }

  /** Never rejects: every failure is an `Exchanged`. */
  request(body: MessageBody, terms: RequestTerms): Promise<Exchanged> {
    return new Promise((resolve) => {
      if (terms.signal?.aborted || this.closing) return resolve({ kind: 'unwritten', code: 'ABORTED' });
      const waiting: Waiting = {
        body,
        terms,
        settled: false,
        settle: (exchanged) => this.settle(waiting, exchanged, resolve),
      };
      this.waiting.push(waiting);
      this.pump();
      if (!waiting.settled && terms.signal) this.listen(waiting, terms.signal);
      if (this.waiting.length > 0) this.giveUpWhereAllAreDown();
    });
  }

  /** Waits for what is under way; what still waits for a place is given back. */
  async close(): Promise<void> {
    this.closing = true;
    clearInterval(this.expire);
    for (const waiting of this.waiting.splice(0)) waiting.settle({ kind: 'unwritten', code: 'ABORTED' });
    await Promise.all(this.links.map((link) => link.close()));
  }

  /** Breaks every connection, as a network does; for tests. */
  cut(): void {
    for (const link of this.links) link.cut();
  }

  private settle(waiting: Waiting, exchanged: Exchanged, resolve: (exchanged: Exchanged) => void): void {
    if (waiting.settled) return;
    waiting.settled = true;
    resolve(exchanged);
  }

  private listen(waiting: Waiting, signal: AbortSignal): void {
    const abort = (): void => {
      const at = this.waiting.indexOf(waiting);
      if (at >= 0) this.waiting.splice(at, 1);
      waiting.settle(
        at >= 0 ? { kind: 'unwritten', code: 'ABORTED' } : { kind: 'unanswered', reason: 'NO_ANSWER' },
      );
    };
    signal.addEventListener('abort', abort, { once: true });
  }

  private pump(): void {
    let taken = 0;
    for (const waiting of this.waiting) {
      if (Date.now() > waiting.terms.sendBy) waiting.settle({ kind: 'unwritten', code: 'SEND_BY_PASSED' });
      else {
        const link = this.free();
        if (link === undefined) break;
        link.request(waiting.body, waiting.settle);
      }
      taken += 1;
    }
    if (taken > 0) this.waiting.splice(0, taken);
  }

  private free(): SmppLink | undefined {
    for (let tried = 0; tried < this.links.length; tried++) {
      const link = this.links[this.turn++ % this.links.length]!;
      if (link.canSend) return link;
    }
    return undefined;
  }

  private giveUpWhereAllAreDown(): void {
    if (!this.links.every((link) => link.state === 'waiting')) return;
    const refused = this.links.find((link) => link.refusedWith !== undefined)?.refusedWith;
    const named = refused === undefined ? undefined : errorOfStatus(refused);
    const code = named === 'UNAUTHORISED' ? named : 'CONNECTION_FAILED';
    const patient: Waiting[] = [];
    for (const waiting of this.waiting) {
      if (waiting.terms.patient) patient.push(waiting);
      else waiting.settle({ kind: 'unwritten', code });
    }
    this.waiting = patient;
  }
}
