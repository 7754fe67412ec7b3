import type { LinkWatch } from '../receiver.port.js';
import type { MessageBody, Pdu } from './pdu.js';

/** What came of a submit_sm that was written. */
export type Reply =
  | { readonly kind: 'answered'; readonly status: number; readonly messageId: string }
  | { readonly kind: 'unanswered'; readonly reason: 'NO_ANSWER' | 'CONNECTION_LOST' | 'ANSWER_UNREADABLE' };

export type Settle = (reply: Reply) => void;

/** `reason` is a code: the socket's, or the command_status of a bind that was refused. */
export type LinkChange = Parameters<LinkWatch>[0];

/** One connection of a link; it never comes back once it is gone. */
export interface LinkSession {
  readonly writable: boolean;
}

export interface LinkOwner {
  /** It may take a request now: it was bound, or a place in its window is free again. */
  ready(): void;
  changed(change: LinkChange): void;
  /** A deliver_sm; gives the status to answer. An owner without this takes none: they are to go elsewhere. */
  deliver?(message: Pdu<MessageBody>, session: LinkSession): Promise<number>;
}
