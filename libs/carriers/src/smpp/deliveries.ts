import { ESME } from './command-status.js';
import type { MessageBody, Pdu } from './pdu.js';
import type { LinkOwner } from './smpp-link.port.js';
import type { SmppSocket } from './smpp-socket.js';

/** More deliver_sm than this under way on one bind are sent back: the other side keeps no window. */
const MOST_UNDER_WAY = 1_000;

/** The deliver_sm of one link: each is answered when its owner knows what became of it, in whatever order. */
export class Deliveries {
  private count = 0;

  constructor(
    private readonly owner: LinkOwner,
    private readonly onSettled: () => void,
  ) {}

  get underWay(): number {
    return this.count;
  }

  /** @param closing nothing new is taken: it is to go elsewhere */
  take(message: Pdu<MessageBody>, socket: SmppSocket, closing: boolean): void {
    const answer = (status: number): void =>
      socket.write({ command: 'deliver_sm_resp', messageId: '' }, message.sequence, status);
    if (this.owner.deliver === undefined || closing) return answer(ESME.RX_T_APPN);
    if (this.count >= MOST_UNDER_WAY) return answer(ESME.RMSGQFUL);
    this.count += 1;
    void this.owner
      .deliver(message, socket)
      .catch(() => ESME.RX_T_APPN)
      .then((status) => {
        this.count -= 1;
        answer(status);
        this.onSettled();
      });
  }
}
