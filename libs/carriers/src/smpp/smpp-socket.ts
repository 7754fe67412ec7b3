import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { MalformedPdu, Pdu, KnownBody } from './pdu.js';
import { decodePdu } from './pdu.decode.js';
import { encodePdu } from './pdu.encode.js';
import { FrameReader } from './frame-reader.js';

export interface SocketTerms {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly tlsCa?: string;
  readonly connectSeconds: number;
}

export interface SocketListener {
  connected(): void;
  heard(pdu: Pdu | MalformedPdu): void;
  /** Once, whoever closed it and why; `reason` is a code, never an address. */
  closed(reason: string): void;
}

/** PDUs over TCP or TLS, for either side. What is written in one turn of the event loop leaves together. */
export class SmppSocket {
  private readonly frames = new FrameReader();
  private corked = false;
  private reason = 'CLOSED';

  constructor(
    private readonly socket: Socket,
    listener: SocketListener,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.read(chunk, listener));
    socket.on('error', (error: NodeJS.ErrnoException) => (this.reason = error.code ?? error.name));
    socket.on('close', () => listener.closed(this.reason));
  }

  /** Opens a connection; a connect that takes too long is closed with CONNECT_TIMEOUT. */
  static open(terms: SocketTerms, listener: SocketListener): SmppSocket {
    const { host, port } = terms;
    const servername = isIP(host) === 0 ? host : undefined; // RFC 6066 §3: a name, never an address
    const socket = terms.tls
      ? connectTls({ host, port, ca: terms.tlsCa, servername })
      : connect({ host, port });
    const opened = new SmppSocket(socket, listener);
    const limit = setTimeout(() => opened.destroy('CONNECT_TIMEOUT'), terms.connectSeconds * 1_000);
    socket.once(terms.tls ? 'secureConnect' : 'connect', () => {
      clearTimeout(limit);
      listener.connected();
    });
    socket.once('close', () => clearTimeout(limit));
    return opened;
  }

  get writable(): boolean {
    return this.socket.writable && !this.socket.destroyed;
  }

  write(body: KnownBody, sequence: number, status = 0): void {
    if (!this.writable) return;
    if (!this.corked) {
      this.corked = true;
      this.socket.cork();
      setImmediate(() => {
        this.corked = false;
        this.socket.uncork();
      });
    }
    this.socket.write(encodePdu(body, sequence, status));
  }

  /** Closes after what was written has left. */
  end(reason: string): void {
    this.reason = reason;
    this.socket.end();
  }

  destroy(reason: string): void {
    this.reason = reason;
    this.socket.destroy();
  }

  private read(chunk: Buffer, listener: SocketListener): void {
    try {
      for (const frame of this.frames.push(chunk)) listener.heard(decodePdu(frame));
    } catch (error) {
      this.destroy((error as { code?: string }).code ?? 'SMPP_FAILED');
    }
  }
}
