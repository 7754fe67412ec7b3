/** What specs use of the npm package "smpp", which brings no types: another implementation to compare with. */
declare module 'smpp' {
  import type { Server } from 'node:net';

  export class PDU {
    constructor(command: string | Buffer, fields?: Record<string, unknown>);
    toBuffer(): Buffer;
    response(fields?: Record<string, unknown>): PDU;
    [field: string]: unknown;
  }

  export interface Session {
    on(event: string, listener: (pdu: PDU) => void): this;
    send(pdu: PDU, answered?: (pdu: PDU) => void): boolean;
    deliver_sm(fields: Record<string, unknown>, answered: (pdu: PDU) => void): boolean;
    destroy(): void;
  }

  export function createServer(
    options: { key: string; cert: string },
    listener: (session: Session) => void,
  ): Server;
  export function createServer(listener: (session: Session) => void): Server;
}
