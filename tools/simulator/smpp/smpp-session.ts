import type { Socket } from 'node:net';
import {
  ESME,
  isResponse,
  SmppSocket,
  tags,
  Window,
  type BindBody,
  type MalformedPdu,
  type MessageBody,
  type Pdu,
} from '@parley/carriers';

/** What becomes of a submit_sm: an answer, or none on a link that hangs or breaks. */
export type SubmitAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly messageId: string }
  | { readonly kind: 'hang' }
  | { readonly kind: 'cut' };

export interface SessionHost {
  /** The status of a bind: 0 where it is welcome. */
  bind(request: BindBody): number;
  submit(message: MessageBody): { answer: SubmitAnswer; delayMs: number };
  closed(session: SmppSession): void;
  /** A place in the window is free, or somebody bound who hears. */
  ready(): void;
}

const DELIVERY_MS = 10_000;

/** One client's connection, from the SMSC's side. */
export class SmppSession {
  private readonly socket: SmppSocket;
  private readonly window: Window<(status: number | undefined) => void>;
  private readonly tick: NodeJS.Timeout;
  private bound: BindBody['command'] | undefined;

  constructor(
    socket: Socket,
    private readonly host: SessionHost,
    window: number,
  ) {
    this.window = new Window(window);
    this.socket = new SmppSocket(socket, {
      connected: () => undefined,
      heard: (pdu) => this.hear(pdu),
      closed: () => this.closed(),
    });
    this.tick = setInterval(() => {
      for (const settle of this.window.expired(performance.now())) settle(undefined);
    }, 500);
  }

  /** Whether a deliver_sm may leave here now. */
  get hears(): boolean {
    return (
      this.bound !== undefined &&
      this.bound !== 'bind_transmitter' &&
      this.window.free > 0 &&
      this.socket.writable
    );
  }

  /** Gives the status of the deliver_sm_resp; undefined where none came. */
  deliver(message: MessageBody): Promise<number | undefined> {
    return new Promise((resolve) => {
      this.socket.write(message, this.window.open(resolve, performance.now() + DELIVERY_MS));
    });
  }

  cut(): void {
    this.socket.destroy('CUT');
  }

  private hear(pdu: Pdu | MalformedPdu): void {
    const { sequence } = pdu;
    switch (pdu.command) {
      case 'bind_receiver':
      case 'bind_transmitter':
      case 'bind_transceiver':
        return this.bind(pdu);
      case 'submit_sm':
        return this.submit(pdu);
      case 'deliver_sm_resp':
        this.window.close(sequence)?.(pdu.status);
        return this.host.ready();
      case 'generic_nack':
        return this.window.close(sequence)?.(pdu.status);
      case 'enquire_link':
        return this.socket.write({ command: 'enquire_link_resp' }, sequence);
      case 'unbind':
        this.bound = undefined;
        this.socket.write({ command: 'unbind_resp' }, sequence);
        return this.socket.end('UNBOUND');
      case 'malformed':
        return this.socket.write({ command: 'generic_nack' }, sequence, pdu.answer);
      case 'unknown':
        if (isResponse(pdu.commandId)) return;
        return this.socket.write({ command: 'generic_nack' }, sequence, ESME.RINVCMDID);
      default: // answers to what was never asked
    }
  }

  private bind(request: Pdu<BindBody>): void {
    const status = this.bound === undefined ? this.host.bind(request) : ESME.RALYBND;
    const tlvs = new Map([[tags.scInterfaceVersion, Uint8Array.of(0x34)]]);
    const answer = { command: `${request.command}_resp` as const, systemId: 'simulator' };
    this.socket.write(status === 0 ? { ...answer, tlvs } : answer, request.sequence, status);
    if (status !== 0) return this.socket.end('REFUSED');
    this.bound = request.command;
    this.host.ready();
  }

  private submit(message: Pdu<MessageBody>): void {
    const { sequence } = message;
    if (this.bound === undefined || this.bound === 'bind_receiver') {
      return this.socket.write({ command: 'submit_sm_resp', messageId: '' }, sequence, ESME.RINVBNDSTS);
    }
    const { answer, delayMs } = this.host.submit(message);
    const act = (): void => {
      if (answer.kind === 'cut') this.socket.destroy('CUT');
      if (answer.kind !== 'answer') return;
      this.socket.write({ command: 'submit_sm_resp', messageId: answer.messageId }, sequence, answer.status);
    };
    if (delayMs > 0) setTimeout(act, delayMs);
    else act();
  }

  private closed(): void {
    clearInterval(this.tick);
    this.bound = undefined;
    for (const settle of this.window.lose()) settle(undefined);
    this.host.closed(this);
  }
}
