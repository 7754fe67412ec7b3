import { ESME, statusName } from './command-status.js';
import { keepAlive, reconnectDelayMs } from './link-rules.js';
import {
  isResponse,
  type BindName,
  type MalformedPdu,
  type MessageBody,
  type MessageRespBody,
  type Pdu,
} from './pdu.js';
import type { SmppAccount } from './smpp.account.js';
import { Deliveries } from './deliveries.js';
import type { LinkOwner, Reply, Settle } from './smpp-link.port.js';
import { SmppSocket } from './smpp-socket.js';
import { Window } from './window.js';

const LONGEST_TICK_MS = 250;
const UNBIND_MS = 2_000;
/** A bind that lasts this long was a good one: the waits before the next attempts begin anew. */
const STEADY_MS = 10_000;

/**
 * One bind to an SMSC, kept up: it connects, binds, asks after silence, and comes back with growing waits. The
 * decisions are in `window.ts` and `link-rules.ts`; this is their socket and their clock.
 */
export class SmppLink {
  state: 'connecting' | 'bound' | 'waiting' | 'closed' = 'connecting';
  /** The command_status with which the last bind was refused. */
  refusedWith: number | undefined;
  private readonly window: Window<Settle>;
  private readonly responseMs: number;
  private readonly tick: NodeJS.Timeout;
  private socket!: SmppSocket;
  private timer: NodeJS.Timeout | undefined;
  private failures = 0;
  private sinceMs = 0;
  private heardMs = 0;
  private enquiredMs: number | undefined;
  private closing = false;
  private readonly deliveries: Deliveries;
  private onChange: () => void = () => undefined;

  constructor(
    private readonly account: SmppAccount,
    private readonly bind: BindName,
    private readonly owner: LinkOwner,
  ) {
    this.window = new Window(account.window);
    this.deliveries = new Deliveries(owner, () => this.onChange());
    this.responseMs = account.responseSeconds * 1_000;
    const every = Math.min(LONGEST_TICK_MS, this.responseMs / 4, account.enquireSeconds * 250);
    this.tick = setInterval(() => this.watch(), every);
    this.connect();
  }

  get canSend(): boolean {
    return this.state === 'bound' && !this.closing && this.window.free > 0 && this.socket.writable;
  }

  /** Writes a request; only where `canSend`. From here on it is handed over, whatever comes. */
  request(body: MessageBody, settle: Settle): void {
    this.socket.write(body, this.window.open(settle, performance.now() + this.responseMs));
  }

  /** Waits for the answers that are outstanding, unbinds, and closes. */
  async close(): Promise<void> {
    this.closing = true;
    clearTimeout(this.timer);
    while (this.isBound() && (this.window.used > 0 || this.deliveries.underWay > 0)) await this.change();
    if (this.isBound()) {
      const limit = setTimeout(() => this.socket.destroy('UNBIND_TIMEOUT'), UNBIND_MS);
      this.socket.write({ command: 'unbind' }, this.window.nextSequence());
      while (this.isBound()) await this.change();
      clearTimeout(limit);
    }
    clearInterval(this.tick);
    this.socket.destroy('CLOSED');
    this.state = 'closed';
  }

  /** Breaks the connection, as a network does; for tests. */
  cut(): void {
    this.socket.destroy('CUT');
  }

  private connect(): void {
    this.state = 'connecting';
    this.sinceMs = performance.now();
    this.socket = SmppSocket.open(this.account, {
      connected: () => this.sendBind(),
      heard: (pdu) => this.hear(pdu),
      closed: (reason) => this.lost(reason),
    });
  }

  private sendBind(): void {
    const { systemId, password, systemType, addressRange } = this.account;
    this.sinceMs = performance.now();
    this.socket.write(
      {
        command: this.bind,
        systemId,
        password,
        systemType,
        addressRange,
        interfaceVersion: 0x34,
        ton: 0,
        npi: 0,
      },
      this.window.nextSequence(),
    );
  }

  private hear(pdu: Pdu | MalformedPdu): void {
    this.heardMs = performance.now();
    this.enquiredMs = undefined;
    switch (pdu.command) {
      case 'submit_sm_resp':
        return this.answered(pdu);
      case 'deliver_sm':
        return this.deliveries.take(pdu, this.socket, this.closing);
      case 'enquire_link':
        return this.socket.write({ command: 'enquire_link_resp' }, pdu.sequence);
      case 'enquire_link_resp':
      case 'deliver_sm_resp':
        return;
      case 'bind_transceiver_resp':
      case 'bind_transmitter_resp':
      case 'bind_receiver_resp':
        return pdu.status === ESME.ROK ? this.bound() : this.refused(pdu.status);
      case 'generic_nack':
        if (this.state === 'connecting') return this.refused(pdu.status);
        return this.settle(pdu.sequence, {
          kind: 'answered',
          status: pdu.status || ESME.RINVCMDID,
          messageId: '',
        });
      case 'unbind':
        this.socket.write({ command: 'unbind_resp' }, pdu.sequence);
        return this.socket.end('UNBOUND_BY_CARRIER');
      case 'unbind_resp':
        return this.socket.end('UNBOUND');
      case 'malformed':
        if (!isResponse(pdu.commandId)) return this.nack(pdu.sequence, pdu.answer);
        return this.settle(pdu.sequence, { kind: 'unanswered', reason: 'ANSWER_UNREADABLE' });
      case 'unknown':
        return isResponse(pdu.commandId) ? undefined : this.nack(pdu.sequence, ESME.RINVCMDID);
      default:
        return this.nack(pdu.sequence, ESME.RINVCMDID);
    }
  }

  private answered({ sequence, status, messageId }: Pdu<MessageRespBody>): void {
    this.settle(sequence, { kind: 'answered', status, messageId });
  }

  private settle(sequence: number, reply: Reply): void {
    const settle = this.window.close(sequence);
    if (settle === undefined) return; // too late: it was called unknown already
    settle(reply);
    this.onChange();
    if (!this.closing) this.owner.ready();
  }

  private nack(sequence: number, status: number): void {
    this.socket.write({ command: 'generic_nack' }, sequence, status);
  }

  private bound(): void {
    this.state = 'bound';
    this.sinceMs = performance.now();
    this.refusedWith = undefined;
    this.owner.changed({ kind: 'bound', reason: '' });
    this.owner.ready();
  }

  private refused(status: number): void {
    this.refusedWith = status;
    this.socket.destroy(statusName(status));
  }

  private lost(reason: string): void {
    const was = this.state;
    const steady = was === 'bound' && performance.now() - this.sinceMs > STEADY_MS;
    this.failures = steady ? 1 : this.failures + 1;
    this.state = 'waiting';
    for (const settle of this.window.lose()) settle({ kind: 'unanswered', reason: 'CONNECTION_LOST' });
    if (!this.closing)
      this.timer = setTimeout(() => this.connect(), reconnectDelayMs(this.failures, Math.random()));
    if (was === 'bound') this.owner.changed({ kind: this.closing ? 'closed' : 'lost', reason });
    else if (!this.closing) {
      this.owner.changed({ kind: this.refusedWith === undefined ? 'failed' : 'refused', reason });
    }
    this.onChange();
  }

  private watch(): void {
    const nowMs = performance.now();
    const late = this.window.expired(nowMs);
    for (const settle of late) settle({ kind: 'unanswered', reason: 'NO_ANSWER' });
    if (late.length > 0) {
      this.onChange();
      if (!this.closing) this.owner.ready();
    }
    if (this.state === 'connecting') {
      const limit = this.account.connectSeconds * 1_000 + this.responseMs;
      if (nowMs - this.sinceMs > limit) this.socket.destroy('BIND_TIMEOUT');
    } else if (this.state === 'bound') this.keepAlive(nowMs);
  }

  private keepAlive(nowMs: number): void {
    const silence = { heardMs: Math.max(this.heardMs, this.sinceMs), enquiredMs: this.enquiredMs };
    const next = keepAlive(silence, nowMs, this.account.enquireSeconds * 1_000, this.responseMs);
    if (next === 'dead') this.socket.destroy('SILENT');
    if (next !== 'enquire') return;
    this.enquiredMs = nowMs;
    this.socket.write({ command: 'enquire_link' }, this.window.nextSequence());
  }

  private isBound(): boolean {
    return this.state === 'bound';
  }

  private change(): Promise<void> {
    return new Promise((resolve) => (this.onChange = resolve));
  }
}
