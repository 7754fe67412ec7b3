import { createServer, type AddressInfo, type Server } from 'node:net';
import { ESME, type BindBody, type MessageBody } from '@parley/carriers';
import type { RetryPolicy } from '../simulator.options.js';
import type { SmppHabits } from './smpp.options.js';
import { SmppSession, type SubmitAnswer } from './smpp-session.js';

export interface SubmitDesk {
  submit(message: MessageBody): { answer: SubmitAnswer; delayMs: number };
}

/** How a deliver_sm ended, in HTTP's words as the ledger has them: 200, 400 for good, 503 for now, 0 no answer. */
export interface Delivered {
  readonly status: 200 | 400 | 503 | 0;
  readonly attempts: number;
}

/** The simulator's SMSC: takes binds and submit_sm, hands out deliver_sm to whoever listens, in turn. */
export class SmppServer {
  private readonly sessions = new Set<SmppSession>();
  private readonly waiting: (() => void)[] = [];
  private readonly server: Server;
  private turn = 0;
  private running = 0;
  private closed = false;

  constructor(
    private readonly habits: SmppHabits,
    private readonly desk: SubmitDesk,
  ) {
    this.server = createServer({ noDelay: true }, (socket) => {
      const host = {
        bind: (request: BindBody) => this.bind(request),
        submit: (message: MessageBody) => this.desk.submit(message),
        closed: (session: SmppSession) => void this.sessions.delete(session),
        ready: () => this.wake(),
      };
      this.sessions.add(new SmppSession(socket, host, this.habits.window));
    });
  }

  listen(host: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.habits.port, host, () => {
        resolve(`smpp://${host}:${(this.server.address() as AddressInfo).port}`);
      });
    });
  }

  /** How many deliver_sm are under way or wait for somebody who listens. */
  get underWay(): number {
    return this.running;
  }

  /** Delivers again with growing waits until it is answered for good. */
  async deliver(message: MessageBody, retry: RetryPolicy): Promise<Delivered> {
    this.running += 1;
    let status: Delivered['status'] = 0;
    try {
      for (let attempt = 1; attempt <= retry.attempts && !this.closed; attempt++) {
        if (attempt > 1) await this.pause(Math.min(retry.firstMs * 2 ** (attempt - 2), retry.maxMs));
        status = statusOf(await this.once(message, retry.maxMs));
        if (status === 200 || status === 400) return { status, attempts: attempt };
      }
      return { status, attempts: retry.attempts };
    } finally {
      this.running -= 1;
    }
  }

  /** Breaks every connection, as a network does. */
  cut(): void {
    for (const session of this.sessions) session.cut();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.wake();
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private bind({ systemId, password }: BindBody): number {
    if (systemId !== this.habits.systemId) return ESME.RINVSYSID;
    return password === this.habits.password ? ESME.ROK : ESME.RINVPASWD;
  }

  private async once(message: MessageBody, waitMs: number): Promise<number | undefined> {
    const until = performance.now() + waitMs;
    for (;;) {
      const session = this.listener();
      if (session !== undefined) return session.deliver(message);
      const left = until - performance.now();
      if (left <= 0 || this.closed) return undefined;
      await this.pause(left);
    }
  }

  private listener(): SmppSession | undefined {
    const listening = [...this.sessions].filter((session) => session.hears);
    return listening[this.turn++ % Math.max(listening.length, 1)];
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

const LATER: readonly number[] = [ESME.RX_T_APPN, ESME.RMSGQFUL, ESME.RTHROTTLED, ESME.RSYSERR];

function statusOf(status: number | undefined): Delivered['status'] {
  if (status === undefined) return 0;
  if (status === ESME.ROK) return 200;
  return LATER.includes(status) ? 503 : 400;
}
